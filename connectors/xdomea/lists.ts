import type { Element } from '../contract/index.js';
import { fieldsOf, fieldsWithin, recordOf, type Fields } from './fields.js';
import { wordFor } from './glossary.js';

/**
 * What a record has several of, each with parts of its own: participants, history, references, circulation, and the
 * fields that the sender's system adds. They become lists of flat records in the metadata.
 */
export type FlatRecord = Readonly<Record<string, string>>;

/** Name of the list, and its entries, for a child of a record; undefined for everything that is no such list. */
export function listOf(
  element: Element,
): { readonly list: string; readonly entries: readonly FlatRecord[] } | undefined {
  switch (element.name) {
    case 'HistorienProtokollInformation':
      return { list: 'history', entries: [recordOf(fieldsWithin(element))] };
    case 'Verweis':
      return { list: 'references', entries: [recordOf(fieldsWithin(element))] };
    case 'Kontakt':
    case 'Absender':
    case 'autor':
    case 'Autor':
    case 'Empfaenger':
    case 'leser':
    case 'Leser':
    case 'WeitererEmpfaenger':
    case 'WeitererKontakt':
    case 'WeitererLeser':
      return { list: 'participants', entries: [partyOf(element)] };
    case 'InternerGeschaeftsgang':
      return { list: 'circulation', entries: stepsOf(element) };
    case 'AnwendungsspezifischeErweiterung':
      return { list: 'extension-fields', entries: extensionFieldsOf(element) };
    case 'AnwendungsspezifischeErweiterungXML':
      return { list: 'extension-xml', entries: leavesOf(element, '') };
    default:
      return undefined;
  }
}

/** A contact (Kontakt), with what it is to the record or to the message. */
export function partyOf(contact: Element): FlatRecord {
  return recordOf([['kind', wordFor('', contact.name)]], fieldsWithin(contact));
}

/** The steps of a circulation (Geschäftsgang, Beteiligungsschritt); their annexes are documents. */
function stepsOf(circulation: Element): readonly FlatRecord[] {
  const own = fieldsWithin(circulation, new Set(['Beteiligungsschritt'])).map(
    ([name, value]) => [`circulation-${name}`, value] as const,
  );
  return circulation.many('Beteiligungsschritt').map((step) =>
    recordOf(
      own,
      fieldsWithin(step, new Set(['Bearbeitung'])),
      step.many('Bearbeitung').flatMap((completion) => completionOf(completion)),
    ),
  );
}

function completionOf(completion: Element): Fields {
  return fieldsWithin(completion, new Set(['Anlage'])).map(([name, value]) => [`completion-${name}`, value] as const);
}

/** One entry for the extension itself, one for each group and one for each field. */
function extensionFieldsOf(extension: Element): readonly FlatRecord[] {
  const about = fieldsWithin(extension, new Set(['Feldgruppe', 'Feld']));
  const id = extension.maybe.text('Kennung') ?? '';
  return [recordOf([['kind', 'extension']], about), ...groupEntries(extension, [['extension', id]], '')];
}

function groupEntries(parent: Element, extension: Fields, path: string): readonly FlatRecord[] {
  const fields = parent
    .many('Feld')
    .map((field) => recordOf([['kind', 'field']], extension, inGroup(path), fieldsWithin(field)));
  const groups = [...parent.many('Feldgruppe'), ...parent.many('Unterfeldgruppe')].flatMap((group) => {
    const name = group.maybe.text('Name') ?? '';
    const about = fieldsWithin(group, new Set(['Feld', 'Unterfeldgruppe']));
    return [
      recordOf([['kind', 'group']], extension, inGroup(path), about),
      ...groupEntries(group, extension, path === '' ? name : `${path} / ${name}`),
    ];
  });
  return [...fields, ...groups];
}

function inGroup(path: string): Fields {
  return path === '' ? [] : [['group', path]];
}

/** XML of the sender's own making: the text of each element that has no children, with the way there. */
function leavesOf(element: Element, path: string): readonly FlatRecord[] {
  return element.children.flatMap((child) => {
    const below = path === '' ? child.name : `${path}/${child.name}`;
    if (child.children.length > 0) return leavesOf(child, below);
    return fieldsOf(child).map(([, value]) => ({ element: below, value }));
  });
}
