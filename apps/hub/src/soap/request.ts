import type { IncomingHttpHeaders } from 'node:http';
import { HubError } from '../errors/hub-error.js';
import type { StoredPart } from '../ledger/envelope.js';
import type { XmlLimits } from '../xml/guard.js';
import { SourceReader } from '../xml/source.js';
import { readAddressing, type Addressing } from './addressing.js';
import {
  checkCharset,
  contentTypeOf,
  encodingUnsupported,
  framingOf,
  malformedMime,
  type Framing,
} from './content-type.js';
import { envelopeOf, type SoapEnvelope } from './envelope.js';
import { faultOf } from './fault.js';
import { includesIn, refused, type Include } from './includes.js';
import { readParts, type MimePart } from './multipart.js';
import { ENVELOPE_TYPE } from './version.js';

/** A MIME part beside the envelope. */
export interface SoapPart {
  /** Content-ID without its brackets. */
  readonly contentId: string;
  readonly mime: string;
  readonly fileName?: string;
}

/** Takes an attachment while it streams; what it returns is known by the Content-ID. */
export type TakePart = (part: SoapPart, stream: AsyncIterable<Buffer>) => Promise<StoredPart>;

/** Called with the envelope before any attachment is taken, so that who sends is known by then. */
export type Opened = (envelope: SoapEnvelope, action: string | undefined) => Promise<TakePart>;

export interface SoapMessage {
  readonly envelope: SoapEnvelope;
  /** `SOAPAction` (1.1) or the parameter `action` (1.2); undefined when it is not said. */
  readonly action: string | undefined;
  /** By Content-ID. */
  readonly parts: ReadonlyMap<string, StoredPart>;
}

export interface SoapRequest extends SoapMessage {
  readonly addressing: Addressing | undefined;
}

export interface SoapLimits {
  /** Of the envelope, contents that are written into it as base64 included. */
  readonly envelopeBytesMax: number;
  readonly xml: XmlLimits;
  /** Beside the envelope. */
  readonly partsMax: number;
  /** Of the header fields of one MIME part. */
  readonly partHeaderBytesMax: number;
}

/**
 * Reads a request, with its WS-Addressing headers.
 *
 * @throws SoapFault what is wrong with the request
 * @throws HubError of `opened`, of what it returned, and of the stream
 */
export async function readSoapRequest(
  headers: IncomingHttpHeaders,
  stream: AsyncIterable<Buffer>,
  limits: SoapLimits,
  opened: Opened,
): Promise<SoapRequest> {
  let addressing: Addressing | undefined;
  const read = await readSoapMessage(headers, stream, limits, async (envelope, action) => {
    addressing = readAddressing(envelope, action);
    return opened(envelope, action);
  });
  return { ...read, addressing };
}

/**
 * Reads a request or an answer while it streams: plain XML, or multipart/related with the envelope as its first part (RFC 2387, MTOM,
 * SOAP with Attachments). Each xop:Include leads to exactly one part, and no part is led to twice.
 *
 * What an answer says in WS-Addressing concerns nobody: it came back on the connection of its request.
 *
 * @throws SoapFault what is wrong with it
 * @throws HubError of `opened`, of what it returned, and of the stream
 */
export async function readSoapMessage(
  headers: IncomingHttpHeaders,
  stream: AsyncIterable<Buffer>,
  limits: SoapLimits,
  opened: Opened,
): Promise<SoapMessage> {
  const framing = framingOf(headers);
  if (framing.boundary === undefined) {
    const { envelope, includes } = await readEnvelope(stream, framing, limits);
    if (includes.length > 0) throw refused('an Include leads to no part of the request');
    await opened(envelope, framing.action);
    return { envelope, action: framing.action, parts: NO_PARTS };
  }
  const parts = readParts(stream, framing.boundary, { ...limits, partsMax: limits.partsMax + 1 });
  const first = await parts.next();
  if (first.done === true) throw malformedMime('it has no part');
  try {
    const named = checkRoot(first.value, framing);
    const action = framing.action ?? named;
    const { envelope, includes } = await readEnvelope(first.value.stream, framing, limits);
    const take = await opened(envelope, action);
    const own = withoutBrackets(first.value.headers.get('content-id') ?? '');
    return { envelope, action, parts: await takeParts(parts, take, includes, own) };
  } finally {
    await parts.return(undefined);
  }
}

const NO_PARTS: ReadonlyMap<string, StoredPart> = new Map();

/** The envelope comes first: who sends must be known before an attachment is taken. @returns the action it names */
function checkRoot({ headers }: MimePart, { version, type }: Framing): string | undefined {
  const start = type.parameters.get('start');
  if (start !== undefined && withoutBrackets(start) !== withoutBrackets(headers.get('content-id') ?? '')) {
    throw malformedMime('the part that "start" names is not the first one');
  }
  const own = contentTypeOf(headers.get('content-type') ?? '');
  if (own === undefined) throw malformedMime('its first part has no Content-Type');
  const isXop = own.mime === 'application/xop+xml';
  const named = isXop ? (own.parameters.get('type') ?? '').split(';', 1)[0]!.trim().toLowerCase() : own.mime;
  if (named !== ENVELOPE_TYPE[version]) throw malformedMime('its first part is not of the type that its header says');
  checkCharset(own);
  return own.parameters.get('action');
}

async function readEnvelope(
  stream: AsyncIterable<Buffer>,
  { version }: Framing,
  limits: SoapLimits,
): Promise<{ readonly envelope: SoapEnvelope; readonly includes: readonly Include[] }> {
  const reader = new SourceReader(limits.xml);
  let sizeBytes = 0;
  for await (const chunk of stream) {
    sizeBytes += chunk.length;
    if (sizeBytes > limits.envelopeBytesMax) throw tooLarge(limits.envelopeBytesMax);
    fromGuard(() => reader.write(chunk));
  }
  const { document, bytes, encoding } = fromGuard(() => reader.end());
  if (!encoding.startsWith('utf-')) throw encodingUnsupported(encoding);
  const envelope = envelopeOf(document, bytes);
  if (envelope.version !== version) {
    const sentence = `The Content-Type says SOAP ${version}, the envelope is of SOAP ${envelope.version}.`;
    throw faultOf(
      new HubError('rejected', 'soap.version-mixed', sentence, {
        values: { version, found: envelope.version },
      }),
    );
  }
  return { envelope, includes: includesIn(document.root) };
}

/** What the guard refuses is the sender's mistake, told as every other. */
function fromGuard<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof HubError) throw faultOf(error);
    throw error;
  }
}

function tooLarge(max: number): Error {
  const sentence = `The envelope is larger than the limit of ${max} bytes. Send large contents as MTOM attachments.`;
  return faultOf(new HubError('rejected', 'soap.envelope-too-large', sentence, { values: { max } }));
}

async function takeParts(
  parts: AsyncGenerator<MimePart>,
  take: TakePart,
  includes: readonly Include[],
  ofEnvelope: string,
): Promise<ReadonlyMap<string, StoredPart>> {
  const taken = new Map<string, StoredPart>();
  for await (const { headers, stream } of parts) {
    const contentId = withoutBrackets(headers.get('content-id') ?? '');
    if (!isContentId(contentId)) throw malformedMime('a part has no Content-ID, or one that is none');
    if (contentId === ofEnvelope || taken.has(contentId)) throw malformedMime('two parts have the same Content-ID');
    const mime = contentTypeOf(headers.get('content-type') ?? 'application/octet-stream')?.mime ?? '';
    const fileName = contentTypeOf(headers.get('content-disposition') ?? '')?.parameters.get('filename');
    taken.set(contentId, await take({ contentId, mime, ...(fileName === undefined ? {} : { fileName }) }, stream));
  }
  if (includes.some(({ contentId }) => !taken.has(contentId)))
    throw refused('an Include leads to no part of the request');
  return taken;
}

function withoutBrackets(id: string): string {
  return id.trim().replace(/^<(.*)>$/, '$1');
}

/** RFC 2045, 7, generously: toolkits write URLs there. */
function isContentId(id: string): boolean {
  return id !== '' && id.length <= CONTENT_ID_LENGTH_MAX && !/[\p{Cc}\s<>\ufffd]/u.test(id);
}

const CONTENT_ID_LENGTH_MAX = 500;
