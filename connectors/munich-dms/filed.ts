/** What requests are answered that filed something: the addresses of what is there now. */
import type { ArchivedRecord, ArchiveQuestion, Element, Message, Outcome } from '../contract/index.js';
import { addressAt, classOf } from './address.js';
import { DOCUMENTS, type DocumentClass, type ObjectClass } from './classes.js';
import { contentsOf } from './contents.js';
import { ownProblem } from './problems.js';
import { recordOf, viewed, type Answered } from './read.js';
import { addressIn, kept, leaf, objectList, objnameOf, type Fields } from './response.js';

/** Of one record that was created or changed. */
export function one(outcome: Outcome): Answered {
  const [first] = outcome.records;
  return first === undefined ? gone() : named('', first);
}

/** Of one that was closed or reopened. A request that comes again does so no more: it may be otherwise by now. */
export function changedTo(state: 'closed' | 'open') {
  return (outcome: Outcome): Answered => {
    const [first] = outcome.records;
    const isClosed = first?.closedOn !== undefined;
    return first !== undefined && isClosed !== (state === 'closed')
      ? notAsAsked('munich-dms.changed-since')
      : one(outcome);
  };
}

export function addressAlone(outcome: Outcome): Answered {
  const [first] = outcome.records;
  return first === undefined ? gone() : leaf('objid', addressIn(first));
}

export function document(outcome: Outcome): Answered {
  const [first, ...contents] = outcome.records;
  return first === undefined ? gone() : [...named('', first), objectList(contents)];
}

/** Of a document that got further contents: its name is asked for. */
export function updatedDocument(objectClass: DocumentClass) {
  return {
    ask: ({ body }: Message<Element>): readonly ArchiveQuestion[] => [
      viewed(addressAt(body, 'objaddress', [objectClass]).address, objectClass),
    ],
    well: (outcome: Outcome): Answered => {
      const found = recordOf(outcome);
      return found === undefined ? gone() : [...named('', found), objectList(outcome.records)];
    },
  };
}

/** The content, and the document that it belongs to. */
export function updatedContent(outcome: Outcome, message: Message<Element>): Answered {
  const [first] = outcome.records;
  if (first === undefined) return gone();
  if (!isCurrent(first, message)) return notAsAsked('munich-dms.earlier-content');
  return [
    ...leaf('contentobjid', addressIn(first)),
    ...leaf('contentobjname', objnameOf(first)),
    ...leaf('objid', kept(first, 'referrednumber')),
  ];
}

/** Of what was created together. */
export function complete(outcome: Outcome): Answered {
  const of = (word: string, classes: readonly ObjectClass[]): Fields => {
    const found = outcome.records.find((record) => {
      const objectClass = classOf(addressIn(record) ?? '');
      return objectClass !== undefined && classes.includes(objectClass);
    });
    return found === undefined ? [] : named(word, found);
  };
  const [first] = outcome.records;
  if (first === undefined) return gone();
  return [
    ...of('file', ['file']),
    ...of('procedure', ['procedure']),
    ...of('document', DOCUMENTS),
    ...of('content', ['content']),
  ];
}

/** Whether what a request brought is the current version. What an earlier one has, the archive does not make that again. */
function isCurrent({ content }: ArchivedRecord, message: Message<Element>): boolean {
  const [sent] = contentsOf(message, [message.body.one('giattachmenttype')]);
  const attachment = message.attachments.find(({ name }) => name === sent?.attachment);
  return content?.sha256 === attachment?.sha256;
}

function named(word: string, record: ArchivedRecord): Fields {
  return [...leaf(`objid${word}`, addressIn(record)), ...leaf(`objname${word}`, objnameOf(record))];
}

/** Filed, and not found any more: nobody can be told where. */
function gone(): Answered {
  return { problem: ownProblem('munich-dms.address-unknown') };
}

/** Filed, and what is there is not what the request asks for. */
function notAsAsked(code: string): Answered {
  return { problem: ownProblem(code) };
}
