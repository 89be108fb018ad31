/** Message Transmission Optimization Mechanism (W3C MTOM 1.0, and XOP for SOAP 1.1): answers with large contents. */
// oxlint-disable-next-line no-restricted-imports -- nothing is known by it: it must not be foreseen, and no test waits for one
import { randomUUID } from 'node:crypto';
import { ENVELOPE_TYPE, type SoapVersion } from './version.js';

/** A part of an answer beside its envelope, by Content-ID. */
export interface OutgoingPart {
  readonly contentId: string;
  readonly mime: string;
  readonly sizeBytes: number;
  read(): AsyncIterable<Buffer>;
}

const ROOT = 'envelope@fachwerk';

/**
 * An envelope with its parts as multipart/related; it streams.
 *
 * @param action of SOAP 1.2, where the answer has one
 */
export function writeMtom(
  envelopeXml: string,
  parts: readonly OutgoingPart[],
  version: SoapVersion,
  action?: string,
): { readonly contentType: string; readonly body: AsyncIterable<Buffer> } {
  // Random: contents cannot be made to have it in them.
  const boundary = `fachwerk-${randomUUID()}`;
  const type = ENVELOPE_TYPE[version];
  const startInfo = action === undefined || version === '1.1' ? type : `${type}; action=\\"${quoted(action)}\\"`;
  const contentType = `multipart/related; boundary="${boundary}"; type="application/xop+xml"; start="<${ROOT}>"; start-info="${startInfo}"`;
  return { contentType, body: written(envelopeXml, parts, boundary, type) };
}

/** As xop:Include names it. */
export function cidOf(contentId: string): string {
  return `cid:${encodeURIComponent(contentId)}`;
}

/** The same for who asked without attachments: each part is written into the envelope as base64. */
export async function* writeInlined(envelopeXml: string, parts: readonly OutgoingPart[]): AsyncGenerator<Buffer> {
  const byCid = new Map(parts.map((part) => [cidOf(part.contentId), part]));
  let at = 0;
  for (const { index, 0: include, 1: cid = '' } of envelopeXml.matchAll(
    /<xop:Include\b[^>]*\bhref="(cid:[^"]+)"[^>]*\/>/g,
  )) {
    const part = byCid.get(cid);
    if (part === undefined) throw new TypeError(`an Include of the answer leads to no part: ${cid}`);
    yield Buffer.from(envelopeXml.slice(at, index));
    yield* base64Of(part.read());
    at = index + include.length;
  }
  yield Buffer.from(envelopeXml.slice(at));
}

async function* base64Of(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const whole = bytes.length - (bytes.length % 3);
    held = Buffer.from(bytes.subarray(whole));
    if (whole > 0) yield Buffer.from(bytes.toString('base64', 0, whole), 'latin1');
  }
  if (held.length > 0) yield Buffer.from(held.toString('base64'), 'latin1');
}

async function* written(
  envelopeXml: string,
  parts: readonly OutgoingPart[],
  boundary: string,
  type: string,
): AsyncGenerator<Buffer> {
  const head = (contentId: string, mime: string): string =>
    `\r\n--${boundary}\r\nContent-Type: ${mime}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <${contentId}>\r\n\r\n`;
  yield Buffer.from(`${head(ROOT, `application/xop+xml; charset=UTF-8; type="${type}"`).slice(2)}${envelopeXml}`);
  for (const part of parts) {
    yield Buffer.from(head(checked(part.contentId), checked(part.mime)));
    yield* part.read();
  }
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

function quoted(text: string): string {
  return checked(text).replaceAll(/["\\]/g, '');
}

/** @throws TypeError for what would begin another header: a mistake of whoever made the part */
function checked(text: string): string {
  if (/[\p{Cc}<>]/u.test(text)) throw new TypeError('a part has a name or a type that no header takes');
  return text;
}
