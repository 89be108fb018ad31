import type { Element, Metadata } from '../contract/index.js';
import {
  dateTimeAt,
  rootAttributesOf,
  testMarkOf,
  testMetadataOf,
  typeFinding,
  uuidAt,
  type XoevMessage,
} from '../xoev/index.js';
import { handedOver } from './handed-over.js';
import { uuidOf } from './identification.js';
import { metadataOf } from './metadata.js';

/** Who sent what to whom (Nachrichtenkopf). */
export interface Header {
  readonly processId: string;
  /** From the root element: senders contradict themselves in the header. */
  readonly type: XoevMessage;
  /** What tells apart the messages of one type in one process. */
  readonly distinction: string;
  readonly senderName: string | undefined;
  readonly metadata: Metadata;
}

/** Children of the root element that are the content of the message. */
const CONTENT = new Set(['Anschreiben', 'Schriftgutobjekt', 'SchriftgutobjektZumAblegen', 'Aktenplan']);
/** What opens a session of the archive is nothing to keep in sight; it is in the XML that is filed. */
const CREDENTIALS = new Set(['DMSSessionID']);
export function readHeader(root: Element, type: XoevMessage): Header {
  const isBaseMessage = root.many('nachrichtenkopf').length > 0;
  const head = root.one(isBaseMessage ? 'nachrichtenkopf' : 'Kopf');
  const message = isBaseMessage ? head.one('identifikation.nachricht') : head;
  const createdAt = dateTimeAt('xdomea', message, isBaseMessage ? 'erstellungszeitpunkt' : 'Erstellungszeitpunkt');
  return {
    processId: uuidAt('xdomea', head, 'ProzessID'),
    type,
    distinction: isBaseMessage ? uuidAt('xdomea', message, 'nachrichtenUUID') : `${createdAt}/${firstUuid(root)}`,
    senderName: nameOf(head.one(isBaseMessage ? 'autor' : 'Absender')),
    metadata: {
      // Since 4.0 a part of the header stands beside it.
      ...metadataOf(root, new Set([...CONTENT, head.name])),
      ...metadataOf(head, CREDENTIALS),
      ...rootAttributesOf(root),
      ...testMetadataOf(testMarkOf(root)),
      ...typeFinding(message, type.number),
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
