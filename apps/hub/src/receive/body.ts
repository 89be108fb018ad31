import { createHash } from 'node:crypto';
import type { ContentIntake } from '../archive/content-store.js';
import { HubError } from '../errors/hub-error.js';
import { readJson } from '../json/read-json.js';
import type { Body, StoredPart } from '../ledger/envelope.js';
import { XmlGuard, type XmlLimits } from '../xml/guard.js';
import { elementsOfPlainXml, PLAIN_XML_BYTES_MAX } from '../xml/plain-xml.js';
import { collectGarbage } from './collect-garbage.js';
import { Head } from './head.js';
import type { ReceiveLimits } from './limits.js';
import { syntaxOf, type Container, type Syntax } from './media-type.js';
import { xmlLimits } from './xml-probe.js';
import { unpackZip } from './zip/unpack.js';

export interface ReceivedBody {
  readonly body: Body;
  /** The bytes, when they ride in the message. */
  readonly inline?: Buffer;
  /** What a ZIP had in it. */
  readonly parts: readonly StoredPart[];
}

/** From here on a body is worth cleaning up after. */
const LARGE_BYTES = 4_194_304;
const SIGNATURE_WITHIN_BYTES = 1_024;
/** A PDF may begin anywhere in the first 1,024 bytes, as Acrobat takes it; an empty ZIP is nothing but its end. */
const SIGNATURES: Readonly<Record<'zip' | 'pdf', (head: string) => boolean>> = {
  zip: (head) => head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06'),
  pdf: (head) => head.slice(0, SIGNATURE_WITHIN_BYTES).includes('%PDF-'),
};

/** Looks at a body while it passes. Both methods throw HubError `rejected`. */
interface Guard {
  write(chunk: Buffer): void;
  end(): { readonly elements?: number };
}

/**
 * Takes the body of a message while it streams in: size, SHA-256, and the guard of its syntax. A large body goes to
 * the content store on the way, so that memory does not grow with it (JSON apart, which is read as a whole). A ZIP goes
 * there in any case, and is unpacked.
 *
 * @param containers what the procedure takes besides XML and JSON
 * @throws HubError `rejected`; nothing of the body remains, except what was unpacked of a ZIP before it was refused
 */
export async function receiveBody(
  source: AsyncIterable<Buffer>,
  mime: string,
  tenant: string,
  store: ContentIntake,
  limits: ReceiveLimits,
  containers: ReadonlySet<Container>,
): Promise<ReceivedBody> {
  const syntax = syntaxOf(mime, containers);
  const guard = guardFor(syntax, mime, limits);
  let found: { readonly elements?: number } = {};
  async function* guarded(): AsyncGenerator<Buffer> {
    let sizeBytes = 0;
    try {
      for await (const chunk of upTo(source, largest(syntax, limits), 'message.too-large')) {
        sizeBytes += chunk.length;
        guard.write(chunk);
        yield chunk;
      }
      if (sizeBytes === 0) throw emptyMessage();
      found = guard.end();
    } finally {
      if (isText(syntax) && sizeBytes > LARGE_BYTES) setImmediate(collectGarbage);
    }
  }

  if (syntax === 'zip') {
    const stored = await store.put(tenant, guarded());
    const parts = await unpackZip(stored, tenant, store, limits);
    return { body: { mime: 'application/zip', syntax, ...stored, inline: false }, parts };
  }
  const { head, rest } = await takeHead(guarded(), limits.inlineBytesMax);
  if (rest === undefined) {
    const sha256 = createHash('sha256').update(head).digest('hex');
    return { body: { mime, syntax, sizeBytes: head.length, sha256, inline: true, ...found }, inline: head, parts: [] };
  }
  const { sha256, sizeBytes } = await store.put(tenant, both(head, rest));
  return { body: { mime, syntax, sizeBytes, sha256, inline: false, ...found }, parts: [] };
}

export function emptyMessage(): HubError {
  return new HubError('rejected', 'message.empty', 'The request has no body. The body is the message itself.');
}

/** Only these are read as text on the way; of the others nothing is kept. */
function isText(syntax: Syntax): boolean {
  return syntax === 'xml' || syntax === 'json';
}

function largest(syntax: Syntax, limits: ReceiveLimits): number {
  if (syntax === 'zip') return limits.attachmentBytesMax;
  return syntax === 'pdf' ? limits.pdfBytesMax : limits.messageBytesMax;
}

function guardFor(syntax: Syntax, mime: string, limits: ReceiveLimits): Guard {
  if (syntax === 'zip' || syntax === 'pdf') return signatureGuard(SIGNATURES[syntax], mime);
  if (syntax === 'json') {
    const chunks: Buffer[] = [];
    return {
      write: (chunk) => void chunks.push(chunk),
      end: () => {
        readJson(Buffer.concat(chunks), { depthMax: limits.jsonDepthMax, valuesMax: limits.jsonValuesMax });
        return {};
      },
    };
  }
  return xmlGuard(xmlLimits(limits), Math.min(limits.inlineBytesMax, PLAIN_XML_BYTES_MAX));
}

/** A small body is looked at when it is complete; of what is larger, nothing is kept. */
function xmlGuard(limits: XmlLimits, smallBytesMax: number): Guard {
  let chunks: Buffer[] = [];
  let sizeBytes = 0;
  let streaming: XmlGuard | undefined;
  const stream = (): XmlGuard => {
    const guard = new XmlGuard(limits);
    for (const chunk of chunks) guard.write(chunk);
    chunks = [];
    return guard;
  };
  return {
    write: (chunk) => {
      if (streaming !== undefined) return streaming.write(chunk);
      chunks.push(chunk);
      sizeBytes += chunk.length;
      if (sizeBytes > smallBytesMax) streaming = stream();
    },
    end: () => ({
      elements:
        streaming === undefined
          ? (elementsOfPlainXml(Buffer.concat(chunks), limits) ?? stream().end().elements)
          : streaming.end().elements,
    }),
  };
}

/** Of containers only this is looked at before they are stored; a worker opens a PDF, where it can be stopped. */
function signatureGuard(matches: (head: string) => boolean, mime: string): Guard {
  const head = new Head();
  let known = false;
  const check = (): void => {
    known ||= matches(head.bytes.toString('latin1'));
    if (known) return;
    const sentence = `The message is declared as ${mime}, but its bytes are something else.`;
    throw new HubError('rejected', 'message.type-mismatch', sentence, { values: { mime } });
  };
  return {
    write: (chunk) => {
      if (known) return;
      head.write(chunk);
      if (head.bytes.length >= SIGNATURE_WITHIN_BYTES) check();
    },
    end: () => {
      check();
      return {};
    },
  };
}

/** Reads until the source has ended, or has given more than `bytesMax`; then `rest` is what follows. */
async function takeHead(
  source: AsyncGenerator<Buffer>,
  bytesMax: number,
): Promise<{ head: Buffer; rest: AsyncGenerator<Buffer> | undefined }> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  while (sizeBytes <= bytesMax) {
    const next = await source.next();
    if (next.done === true) return { head: Buffer.concat(chunks), rest: undefined };
    chunks.push(next.value);
    sizeBytes += next.value.length;
  }
  return { head: Buffer.concat(chunks), rest: source };
}

async function* both(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* rest;
}

/** @throws HubError with `code` as soon as there are more bytes than allowed */
export async function* upTo(source: AsyncIterable<Buffer>, bytesMax: number, code: string): AsyncGenerator<Buffer> {
  let sizeBytes = 0;
  for await (const chunk of source) {
    sizeBytes += chunk.length;
    if (sizeBytes > bytesMax) {
      throw new HubError('rejected', code, `It is larger than the limit of ${bytesMax} bytes.`, {
        values: { max: bytesMax },
      });
    }
    yield chunk;
  }
}
