/** What looks for records by words. */
import {
  Rejected,
  type ArchivedKind,
  type ArchivedRecord,
  type ArchiveQuestion,
  type Element,
  type FindBy,
  type Message,
  type Outcome,
} from '../contract/index.js';
import { oneLine } from '../xoev/index.js';
import { addressAt, classOf } from './address.js';
import { CLASSES, classesOf, SUBJECT_AREA, type ObjectClass } from './classes.js';
import { entriesOf, filePlanCodeAt, nameOf, type PlanEntry } from './file-plan.js';
import type { MunichDmsSettings } from './generated/settings.js';
import { ownProblem } from './problems.js';
import { foundIn, LISTED_MAX, type Answered } from './read.js';
import { addressIn, kept, leaf, objectList } from './response.js';

type Request = Message<Element>;

export interface Searching {
  ask(message: Request, settings: MunichDmsSettings): readonly ArchiveQuestion[];
  well(outcome: Outcome, message: Request, settings: MunichDmsSettings): Answered;
}

/** By the entry of the file plan, file reference, name and subject. */
export const files: Searching = {
  ask: ({ body }, settings) => {
    const entry = body.maybe.text('apentry');
    const filePlanCode = entry === undefined ? {} : { filePlanCode: filePlanCodeAt(body, 'apentry', settings) };
    return [
      finding('file', body, { ...filePlanCode, ...byReference(body), ...byWords(body, 'objmlname', 'filesubj') }),
    ];
  },
  well: (outcome, message) => listed(outcome, message, ['file']),
};

/** By the file it lies in, by its address or its file reference, by name and subject. */
export const procedures: Searching = {
  ask: ({ body }) => {
    const file = body.maybe.text('referrednumber');
    const inFile = file === undefined ? {} : { inFile: addressAt(body, 'referrednumber', ['file']).address };
    return [finding('case', body, { ...inFile, ...byReference(body), ...byWords(body, 'objmlname', 'filesubj') })];
  },
  well: (outcome, message) => listed(outcome, message, ['procedure']),
};

/** By name, among the objects of a class. */
export const objects: Searching = {
  ask: ({ body }) => {
    for (const name of ['reference', 'value']) {
      if (body.maybe.text(name) === undefined) continue;
      throw new Rejected('munich-dms.filter', `${name} is nothing that is searched by here.`, body.one(name).path);
    }
    const [objclass] = [body.text('objclass'), body.text('searchstring')];
    if (objclass === SUBJECT_AREA) return [];
    const [first] = classesOf(objclass);
    if (first === undefined) {
      const sentence = `Objects of the class ${oneLine(objclass)} are not searched for here.`;
      throw new Rejected('munich-dms.filter', sentence, body.one('objclass').path);
    }
    return [finding(CLASSES[first].what, body, byWords(body, 'searchstring'))];
  },
  well: (outcome, message, settings) => {
    const { body } = message;
    const objclass = body.text('objclass');
    if (objclass !== SUBJECT_AREA) return listed(outcome, message, classesOf(objclass));
    const pattern = body.text('searchstring');
    return entryList(entriesOf(settings).filter((entry) => isCalled(entry, pattern)));
  },
};

/** Entries of the file plan, by the beginning of their number or by what they are called. */
export const entries: Searching = {
  // They are in the settings; what is looked for is read once, so that it is refused here.
  ask: ({ body }) => {
    entryAsked(body);
    return [];
  },
  well: (_outcome, { body }, settings) => {
    const { number, pattern } = entryAsked(body);
    const found = entriesOf(settings).filter(
      (entry) => entry.filePlanCode.startsWith(number) && (pattern === '' || isCalled(entry, pattern)),
    );
    return entryList(found);
  },
};

function entryAsked(body: Element): { readonly number: string; readonly pattern: string } {
  const number = body.maybe.text('basenr')?.replaceAll('*', '') ?? '';
  return { number, pattern: body.maybe.text('subjareaspecreference') ?? '' };
}

function finding(what: ArchivedKind, body: Element, by: FindBy): ArchiveQuestion {
  if (by.words !== undefined || by.reference !== undefined || by.inFile !== undefined)
    return { do: 'find', what, by, limit: LISTED_MAX };
  throw new Rejected('munich-dms.no-words', 'A search needs a word, a file reference or an address.', body.path);
}

function byReference(body: Element): FindBy {
  const reference = body.maybe.text('filereference');
  return reference === undefined ? {} : { reference: oneLine(reference) };
}

/**
 * An asterisk stands for anything. The archive looks for whole words, and the last may be the beginning of one: of several
 * beginnings one is looked for, and all are held against what is found. What a word ends with it cannot look for.
 */
function byWords(body: Element, ...names: readonly string[]): FindBy {
  const asked = names.flatMap((name) => wordsOf(body.maybe.text(name) ?? ''));
  const beginnings = asked
    .filter(({ is }) => is === 'beginning')
    .toSorted((one, other) => other.word.length - one.word.length);
  const found = [...asked.filter(({ is }) => is === 'whole'), ...beginnings.slice(0, 1)];
  const words = (found.length === 0 ? asked : found).map(({ word }) => word);
  return words.length === 0 ? {} : { words: oneLine(words.join(' ')) };
}

interface Word {
  readonly word: string;
  readonly is: 'whole' | 'beginning' | 'end';
}

function wordsOf(pattern: string): readonly Word[] {
  const found = [...pattern.matchAll(/[*%]*[^\s*%]+[*%]*/g)].map(([part]) => part);
  return found.flatMap((part, index): readonly Word[] => {
    const word = part.replaceAll(/[*%]/g, '');
    if (!/[\p{L}\p{N}]/u.test(word)) return [];
    if (/^[*%]/.test(part)) return [{ word, is: 'end' }];
    const isOpen = /[*%]$/.test(part) || (index === found.length - 1 && !/[*%]/.test(pattern));
    return [{ word, is: isOpen ? 'beginning' : 'whole' }];
  });
}

/** The archive finds words anywhere in a record; what was asked for is in its name, its subject, or either. */
function listed(outcome: Outcome, { body }: Request, classes: readonly ObjectClass[]): Answered {
  const { records, more } = foundIn(outcome, 0);
  if (more) return { problem: ownProblem('munich-dms.too-many') };
  const isAsked = (found: ArchivedRecord): boolean => {
    const objectClass = classOf(addressIn(found) ?? '');
    if (objectClass === undefined || !classes.includes(objectClass)) return false;
    const subject = kept(found, 'filesubj') ?? found.subject;
    return (
      fits(found.subject, body.maybe.text('objmlname') ?? '') &&
      fits(found.subject, body.maybe.text('searchstring') ?? '') &&
      fits(subject, body.maybe.text('filesubj') ?? '')
    );
  };
  return [objectList(records.filter(isAsked))];
}

/** Whatever the capitals. Without an asterisk the pattern may be anywhere. */
function fits(text: string, pattern: string): boolean {
  const pieces = pattern.toLowerCase().split(/[*%]/);
  const found = text.toLowerCase();
  if (pieces.length === 1) return found.includes(pieces[0]!.trim());
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)];
  if (!found.startsWith(first) || !found.endsWith(last)) return false;
  let at = 0;
  for (const piece of pieces) {
    const next = found.indexOf(piece, at);
    if (next < 0) return false;
    at = next + piece.length;
  }
  return true;
}

function isCalled(entry: PlanEntry, pattern: string): boolean {
  return [nameOf(entry), entry.filePlanCode, entry.title ?? ''].some((name) => fits(name, pattern));
}

function entryList(found: readonly PlanEntry[]): Answered {
  const children = found.map((entry) => ({
    name: 'LHMBAI_15_1700_GIObjectType',
    children: [...leaf('LHMBAI_15_1700_objname', nameOf(entry)), ...leaf('LHMBAI_15_1700_objaddress', entry.address)],
  }));
  return [{ name: 'giobjecttype', children }];
}
