/** Contents in a message, written into it or beside it: in both cases an attachment, which the message names. */
import { HubError } from '../errors/hub-error.js';
import type { StoredPart } from '../ledger/envelope.js';
import type { SourceEdit, SourceElement } from '../xml/source.js';
import { faultOf } from './fault.js';
import { includesIn, XOP_NAMESPACE } from './includes.js';
import { cidOf } from './mtom.js';
import type { TakePart } from './request.js';

const CONTENT_TYPE_NAMESPACES = ['http://www.w3.org/2005/05/xmlmime', 'http://www.w3.org/2004/11/xmlmime'];
/** How much base64 is decoded at a time; whole groups of four. */
const PIECE = 65_536;

export interface TakenContents {
  /** With an Include in place of each content. */
  readonly edits: readonly SourceEdit[];
  readonly parts: readonly StoredPart[];
}

/**
 * Takes what is written into a message as base64 to where attachments go, as `inline-<n>`.
 *
 * @throws SoapFault for what is not base64; HubError of `take`
 */
export async function takeInline(fields: readonly SourceElement[], take: TakePart): Promise<TakenContents> {
  const edits: SourceEdit[] = [];
  const parts: StoredPart[] = [];
  for (const field of fields) {
    // An Include in it, or nothing.
    if (field.children.length > 0 || field.text.trim() === '') continue;
    const contentId = `inline-${parts.length + 1}`;
    const mime = CONTENT_TYPE_NAMESPACES.map((namespace) => field.attribute('contentType', namespace)).find((one) => one !== undefined);
    parts.push(await take({ contentId, mime: mediaTypeOf(mime) }, decoded(field)));
    const include = `<xop:Include xmlns:xop="${XOP_NAMESPACE}" href="${cidOf(contentId)}"/>`;
    edits.push({ from: field.innerFrom, to: field.innerTo, text: include });
  }
  return { edits, parts };
}

function mediaTypeOf(said = ''): string {
  return said.split(';', 1)[0]!.trim().toLowerCase();
}

async function* decoded(field: SourceElement): AsyncGenerator<Buffer> {
  const text = field.text.replaceAll(/[ \t\r\n]/g, '');
  // XML Schema Datatypes, 3.2.16: groups of four, padded only at the end.
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw invalid(field.name);
  for (let at = 0; at < text.length; at += PIECE) yield Buffer.from(text.slice(at, at + PIECE), 'base64');
}

function invalid(name: string): Error {
  const sentence = `The content of ${name} is not base64.`;
  return faultOf(new HubError('rejected', 'soap.base64-invalid', sentence, { values: { name } }));
}

/**
 * Toolkits make a new Content-ID each time they send. So that a repetition is recognised, what the message includes is
 * named by its place in it.
 */
export function namedByPlace(message: SourceElement): {
  readonly edits: readonly SourceEdit[];
  /** Content-ID → name. */
  readonly names: ReadonlyMap<string, string>;
} {
  const names = new Map<string, string>();
  const edits = includesIn(message).flatMap(({ contentId, element }, position): readonly SourceEdit[] => {
    const name = `part-${position + 1}`;
    names.set(contentId, name);
    const range = element.valueRange('href');
    return range === undefined ? [] : [{ ...range, text: cidOf(name) }];
  });
  return { edits, names };
}

/** Of a message whose contents are beside it, what its schema is asked about: an empty content is one. */
export function withoutIncludes(message: SourceElement, inline: readonly SourceEdit[]): string {
  const gone = includesIn(message).map(({ element }) => ({ from: element.from, to: element.to, text: '' }));
  return message.toXml([...gone, ...inline.map((edit) => ({ ...edit, text: '' }))]);
}
