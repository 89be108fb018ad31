import type { Element, IsoDate, Metadata } from '../contract/index.js';
import { testMarkOf } from './test-mark.js';
import { cut } from './text.js';
import { dateTimeAt, present, uuidAt } from './values.js';

/** An authority as author or reader of a message (Behörde). */
export interface Authority {
  /** With its prefix, `ags:12345678`; the name where it has none. */
  readonly id: string;
  readonly name: string;
}

/** Who sent what to whom (Nachrichtenkopf), in whichever form the standard has it. */
export interface XoevHeader {
  /** From the root element: senders contradict themselves in the header. */
  readonly number: string;
  readonly messageId: string;
  /** As written. */
  readonly createdAt: string;
  readonly createdOn: IsoDate;
  /** Undefined where the message says neither its id nor its name; schemas let both be empty. */
  readonly author: Authority | undefined;
  readonly reader: Authority | undefined;
  readonly metadata: Metadata;
}

/**
 * The header of the XÖV base message 1.1, qualified and unqualified (`nachrichtenkopf.g2g`), and that of XInneres up to
 * 2023 (`nachrichtenkopf`), from which the former was made.
 *
 * Who can be reached how (Erreichbarkeit) is not read: it names people, and is in the message, which is filed.
 */
export function readHeader(connector: string, root: Element): XoevHeader {
  const head = headOf(root);
  const message = head.one('identifikation.nachricht');
  const number = numberOf(root);
  const messageId = uuidAt(connector, message, 'nachrichtenUUID');
  const createdAt = dateTimeAt(connector, message, 'erstellungszeitpunkt');
  const author = authorityIn(head.one('autor'));
  const reader = authorityIn(head.one('leser'));
  return {
    number,
    messageId,
    createdAt,
    createdOn: createdAt.slice(0, 10),
    author,
    reader,
    metadata: {
      ...present({
        'message-type': root.name,
        'message-id': messageId,
        'created-at': createdAt,
        author: author?.name,
        'author-id': author?.id,
        reader: reader?.name,
        'reader-id': reader?.id,
      }),
      ...rootAttributesOf(root),
      ...testMetadataOf(testMarkOf(root)),
      ...typeFinding(message, number),
    },
  };
}

/** `kommunal.Initiieren.0401` is a 0401. */
export function numberOf(root: Element): string {
  return root.name.slice(root.name.lastIndexOf('.') + 1);
}

function headOf(root: Element): Element {
  return root.one(root.many('nachrichtenkopf').length > 0 ? 'nachrichtenkopf' : 'nachrichtenkopf.g2g');
}

/** The author or the reader, where a connector cannot do without: that neither id nor name is there is refused. */
export function authorityOf(root: Element, role: 'autor' | 'leser'): Authority {
  const authority = headOf(root).one(role);
  const found = authorityIn(authority);
  if (found !== undefined) return found;
  const name = authority.text('name');
  return { id: name, name };
}

/** One that says only its id, or only its name, is called by it. */
function authorityIn(authority: Element): Authority | undefined {
  const id = idOf(authority);
  const name = authority.maybe.text('name') ?? authority.maybe.text('behoerdenname') ?? id;
  return name === undefined ? undefined : { id: id ?? name, name };
}

/** Attributes of the root element, and what we call them. */
const ROOT_ATTRIBUTES = [
  ['produkt', 'product'],
  ['produkthersteller', 'manufacturer'],
  ['produktversion', 'product-version'],
  ['standard', 'standard'],
  ['version', 'standard-version'],
] as const;

export function rootAttributesOf(root: Element): Metadata {
  return present(
    Object.fromEntries(ROOT_ATTRIBUTES.map(([attribute, word]) => [word, root.maybe.text(`@${attribute}`)])),
  );
}

/** What is filed in spite of its mark keeps it. */
export function testMetadataOf(mark: string | undefined): Metadata {
  return mark === undefined ? {} : { 'test-message': mark === '' ? true : cut(mark, 100) };
}

/** The root element decides; a header that says something else is worth knowing, and no reason to refuse. */
export function typeFinding(message: Element, number: string): Metadata {
  const type = message.many('Nachrichtentyp')[0] ?? message.many('nachrichtentyp')[0];
  const code = type?.maybe.text('code');
  if (code === undefined || code === number) return {};
  return { 'message-type-finding': `The header says ${cut(code, 100)}, the root element says ${cut(number, 100)}.` };
}

/** `ags:12345678`: in one text, or up to 2023 as prefix and id of an authority (Behoerdenkennung). */
function idOf(authority: Element): string | undefined {
  const id = authority.maybe.one('behoerdenkennung');
  if (id === undefined) return authority.maybe.text('kennung');
  const [prefix, number] = [id.maybe.code('praefix')?.code, id.maybe.code('kennung')?.code];
  return number === undefined || prefix === undefined ? number : `${prefix}:${number}`;
}
