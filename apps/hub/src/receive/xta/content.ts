/** GenericContentContainer: which contents there are and how they come, and the same on the way to a reader. */
import { HubError } from '../../errors/hub-error.js';
import type { OrderPart } from '../../ledger/xta/order.js';
import { XOP_NAMESPACE } from '../../soap/includes.js';
import { cidOf } from '../../soap/mtom.js';
import type { XmlNode } from '../../soap/write-xml.js';
import { isMediaType, mediaType } from '../media-type.js';
import { child, element } from './tree.js';
import { XTA } from './v211.js';

/** A message or an attachment, before its bytes are taken. */
export interface Content {
  readonly role: OrderPart['role'];
  /** Of the element: contentType, filename, … */
  readonly attributes: Readonly<Record<string, string>>;
  /** By which its MIME part is found; undefined when it is written into the envelope. */
  readonly contentId: string | undefined;
  /** What is written there, still as Base64. */
  readonly inline: string | undefined;
}

export interface Contents {
  readonly message: Content;
  /** In their order. */
  readonly attachments: readonly Content[];
  /** The container without the contents, for the schema. */
  readonly hollow: XmlNode;
}

/** MIME type for what XTA has no other name for. */
const BINARY = 'application/octet-stream';

/**
 * @param container as it came; nothing of it is checked yet
 * @throws HubError `xta.encrypted`, `xta.content-unreadable`
 */
export function contentsOf(container: XmlNode): Contents {
  if (container.children?.some(({ name }) => name === 'EncryptedData') === true) {
    const sentence = 'Encrypted content (xenc:EncryptedData) is not accepted: the hub has no key for it.';
    throw new HubError('rejected', 'xta.encrypted', sentence);
  }
  const all = (child(container, XTA, 'ContentContainer')?.children ?? []).map(contentOf);
  const [message] = all.filter(({ role }) => role === 'message');
  return {
    // Without one the container is not valid, which the schema says before anybody looks here.
    message: message ?? { role: 'message', attributes: {}, contentId: undefined, inline: '' },
    attachments: all.filter(({ role }) => role === 'attachment'),
    hollow: hollowed(container),
  };
}

function contentOf(node: XmlNode): Content {
  const role = node.name === 'Message' ? 'message' : 'attachment';
  // Those of the schema have no prefix; a stray xsi:type says nothing that a reader needs.
  const attributes = Object.fromEntries(Object.entries(node.attributes ?? {}).filter(([key]) => !key.includes(':')));
  const [include, ...others] = node.children ?? [];
  if (include === undefined) return { role, attributes, contentId: undefined, inline: node.text ?? '' };
  const href = include.attributes?.['href'] ?? '';
  if (
    others.length > 0 ||
    include.namespace !== XOP_NAMESPACE ||
    include.name !== 'Include' ||
    !href.startsWith('cid:')
  )
    throw unreadable(node.name);
  return { role, attributes, contentId: decoded(href.slice('cid:'.length), node.name), inline: undefined };
}

/** RFC 2392: a cid URL has its Content-ID percent-encoded. */
function decoded(text: string, name: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unreadable(name);
  }
}

/** XOP stands for Base64, and whether something is Base64 is found out while it is decoded. */
function hollowed(container: XmlNode): XmlNode {
  const hollow = ({ children: _children, text: _text, ...node }: XmlNode): XmlNode => node;
  return {
    ...container,
    children: (container.children ?? []).map((inner) => ({ ...inner, children: (inner.children ?? []).map(hollow) })),
  };
}

/** @throws HubError `xta.content-unreadable` */
export async function* decodedBase64(text: string, name: string): AsyncGenerator<Buffer> {
  const plain = text.replace(/\s+/g, '');
  if (plain.length % 4 !== 0 || !/^[A-Za-z\d+/]*={0,2}$/.test(plain)) throw unreadable(name);
  yield Buffer.from(plain, 'base64');
}

function unreadable(name: string): HubError {
  const sentence = `The content of ${name} is neither valid Base64 nor an xop:Include.`;
  return new HubError('rejected', 'xta.content-unreadable', sentence, { values: { element: name } });
}

/** What a reader gets: the same elements, whose contents are MIME parts beside the envelope. */
export function containerOf(parts: readonly OrderPart[]): {
  readonly container: XmlNode;
  readonly ids: readonly string[];
} {
  const ids = parts.map((_, index) => `content-${index + 1}@fachwerk`);
  const contents = parts.map(({ role, attributes }, index) =>
    element(XTA, role === 'message' ? 'Message' : 'Attachment', {
      attributes,
      children: [element(XOP_NAMESPACE, 'Include', { attributes: { href: cidOf(ids[index]!) } })],
    }),
  );
  const inner = element(XTA, 'ContentContainer', { children: contents });
  return { container: element(XTA, 'GenericContentContainer', { children: [inner] }), ids };
}

export function mediaTypeOf({ attributes }: Pick<OrderPart, 'attributes'>): string {
  return attributes['contentType']?.trim() || BINARY;
}

/**
 * Of the MIME part that brings it to its reader. The contentType of its element is any text its author likes, and goes on
 * as it is; a header takes less.
 */
export function partTypeOf(part: Pick<OrderPart, 'attributes'>): string {
  const given = mediaTypeOf(part);
  const bare = mediaType(given);
  if (!isMediaType(bare)) return BINARY;
  // Printable ASCII without < and >: what a header takes of parameters.
  return /^[ -;=?-~]*$/.test(given) ? given : bare;
}
