import { Rejected, type Element, type Metadata } from '../contract/index.js';
import { recordOf } from './fields.js';
import { handedOver } from './handed-over.js';
import { uuidAt, uuidOf } from './identification.js';
import { metadataOf } from './metadata.js';
import type { XdomeaMessage } from './versions.js';

/** Who sent what to whom (Nachrichtenkopf). */
export interface Header {
  readonly processId: string;
  /** From the root element: senders contradict themselves in the header. */
  readonly type: XdomeaMessage;
  /** What tells apart the messages of one type in one process. */
  readonly distinction: string;
  readonly senderName: string | undefined;
  readonly metadata: Metadata;
}

/** Children of the root element that are the content of the message. */
const CONTENT = new Set(['Anschreiben', 'Schriftgutobjekt', 'SchriftgutobjektZumAblegen', 'Aktenplan']);
/** What opens a session of the archive is nothing to keep in sight; it is in the XML that is filed. */
const CREDENTIALS = new Set(['DMSSessionID']);
/** Since 4.0; what we call them. */
const ROOT_ATTRIBUTES = [
  ['produkt', 'product'],
  ['produkthersteller', 'manufacturer'],
  ['produktversion', 'product-version'],
  ['standard', 'standard'],
  ['version', 'standard-version'],
] as const;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/;

export function readHeader(root: Element, type: XdomeaMessage): Header {
  refuseTest(root);
  const isBaseMessage = root.many('nachrichtenkopf').length > 0;
  const head = root.one(isBaseMessage ? 'nachrichtenkopf' : 'Kopf');
  const message = isBaseMessage ? head.one('identifikation.nachricht') : head;
  const createdAt = dateTimeAt(message, isBaseMessage ? 'erstellungszeitpunkt' : 'Erstellungszeitpunkt');
  return {
    processId: uuidAt(head, 'ProzessID'),
    type,
    distinction: isBaseMessage ? uuidAt(message, 'nachrichtenUUID') : `${createdAt}/${firstUuid(root)}`,
    senderName: nameOf(head.one(isBaseMessage ? 'autor' : 'Absender')),
    metadata: {
      // Since 4.0 a part of the header stands beside it.
      ...metadataOf(root, new Set([...CONTENT, head.name])),
      ...metadataOf(head, CREDENTIALS),
      ...attributesOf(root),
      ...findingAbout(message, type.number),
    },
  };
}

/**
 * One process has many messages, so its id alone is no key. Since 4.0 a message has a UUID; before, two messages of a
 * type in one process differ by the time they were made, or by what they hand over.
 */
export function messageKey({ processId, type, distinction }: Header): string {
  return `${processId}/${type.number}/${distinction}`;
}

export function processFileKey({ processId }: Header): string {
  return `process/${processId}`;
}

function attributesOf(root: Element): Metadata {
  return recordOf(ROOT_ATTRIBUTES.map(([attribute, word]) => [word, root.maybe.text(`@${attribute}`) ?? '']));
}

function firstUuid(root: Element): string {
  const [first] = handedOver(root);
  return first === undefined ? '' : uuidOf(first.record);
}

function nameOf(contact: Element): string | undefined {
  const paths = [
    'Institution/Name',
    'NameInstitution/Name',
    'Institution/Kurzbezeichnung',
    'NameInstitution/Kurzbezeichnung',
    'Organisationseinheit/Name',
    'NameOrganisationseinheit/Name',
  ];
  return paths.map((path) => contact.maybe.text(path)).find((name) => name !== undefined);
}

function refuseTest(root: Element): void {
  const mark = root.maybe.text('@test');
  if (mark === undefined) return;
  const sentence = `The message is marked as a test ("${mark.slice(0, 60)}"). Send it to a test system.`;
  throw new Rejected('xdomea.test-message', sentence, `${root.path}/@test`);
}

/** The root element decides; a header that says something else is worth knowing, and no reason to refuse. */
function findingAbout(message: Element, number: string): Metadata {
  const type = message.many('Nachrichtentyp')[0] ?? message.many('nachrichtentyp')[0];
  const code = type?.maybe.text('code');
  if (code === undefined || code === number) return {};
  return recordOf([['message-type-finding', `The header says ${code}, the root element says ${number}.`]]);
}

function dateTimeAt(element: Element, path: string): string {
  const text = element.text(path);
  if (DATE_TIME.test(text)) return text;
  throw new Rejected(
    'xdomea.invalid-time',
    `"${text.slice(0, 60)}" is not a date with a time. Send it like 2026-03-31T09:30:00.`,
    element.one(path).path,
  );
}
