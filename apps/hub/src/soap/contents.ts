/** Contents in a message, written into it or beside it: in both cases an attachment, which the message names. */
import { HubError } from '../errors/hub-error.js';
import type { SourceEdit, SourceElement } from '../xml/source.js';
import { faultOf } from './fault.js';
import { includesIn, XOP_NAMESPACE } from './includes.js';
import { cidOf } from './mtom.js';

const CONTENT_TYPE_NAMESPACES = ['http://www.w3.org/2005/05/xmlmime', 'http://www.w3.org/2004/11/xmlmime'];
/** How much base64 is decoded at a time; whole groups of four. */
const PIECE = 65_536;

export interface InlineContent {
  readonly name: string;
  readonly mime: string;
  /** @throws SoapFault for what is not base64 */
  read(): AsyncIterable<Buffer>;
}

export interface Contents {
  /** With an Include in place of each content, all written in one way. */
  readonly edits: readonly SourceEdit[];
  /** What is written into the message. */
  readonly inline: readonly InlineContent[];
  /** What is beside it: Content-ID → name. */
  readonly beside: ReadonlyMap<string, string>;
}

/**
 * Finds the contents of a message, and names each by its place in it, `content-<n>`: toolkits make a new Content-ID each
 * time they send, and a message that is sent again has to be the same, however its contents come this time.
 *
 * @param fields elements that hold base64 by the schema
 */
export function contentsOf(message: SourceElement, fields: readonly SourceElement[]): Contents {
  const inline: InlineContent[] = [];
  const beside = new Map<string, string>();
  // An Include in it, or nothing.
  const written = fields.filter((field) => field.children.length === 0 && field.text.trim() !== '');
  const included = includesIn(message).map(({ contentId, element }) => ({
    contentId,
    field: element.parent ?? element,
  }));
  const all = [...written.map((field) => ({ contentId: undefined, field })), ...included];
  const edits = all
    .toSorted((one, other) => one.field.innerFrom - other.field.innerFrom)
    .map(({ contentId, field }, position): SourceEdit => {
      const name = `content-${position + 1}`;
      if (contentId === undefined) inline.push({ name, mime: mimeOf(field), read: () => decoded(field) });
      else beside.set(contentId, name);
      const include = `<xop:Include xmlns:xop="${XOP_NAMESPACE}" href="${cidOf(name)}"/>`;
      return { from: field.innerFrom, to: field.innerTo, text: include };
    });
  return { edits, inline, beside };
}

/** Of a message whose contents are beside it, what its schema is asked about: an empty content is one. */
export function withoutContents(message: SourceElement, { edits }: Contents): string {
  return message.toXml(edits.map((edit) => ({ ...edit, text: '' })));
}

function mimeOf(field: SourceElement): string {
  const said = CONTENT_TYPE_NAMESPACES.map((namespace) => field.attribute('contentType', namespace));
  return (said.find((one) => one !== undefined) ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

async function* decoded(field: SourceElement): AsyncGenerator<Buffer> {
  const text = field.text.replaceAll(/[ \t\r\n]/g, '');
  // XML Schema Datatypes, 3.2.16: groups of four, padded only at the end.
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw invalid(field.name);
  for (let at = 0; at < text.length; at += PIECE) yield Buffer.from(text.slice(at, at + PIECE), 'base64');
}

function invalid(name: string): Error {
  const sentence = `The content of ${name} is not base64.`;
  return faultOf(new HubError('rejected', 'soap.content-invalid', sentence, { values: { name } }));
}
