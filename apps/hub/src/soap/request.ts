import type { IncomingHttpHeaders } from 'node:http';
import type { StoredPart } from '../ledger/envelope.js';
import type { XmlLimits } from '../xml/guard.js';
import type { Addressing } from './addressing.js';
import type { SoapEnvelope } from './envelope.js';

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

export interface SoapRequest {
  readonly envelope: SoapEnvelope;
  /** `SOAPAction` (1.1) or the parameter `action` (1.2); undefined when it is not said. */
  readonly action: string | undefined;
  /** By Content-ID. */
  readonly parts: ReadonlyMap<string, StoredPart>;
  readonly addressing: Addressing | undefined;
}

export interface SoapLimits {
  /** Of the envelope, contents that are written into it as base64 included. */
  readonly envelopeBytesMax: number;
  readonly xml: XmlLimits;
  readonly partsMax: number;
  /** Of the header fields of one MIME part. */
  readonly partHeaderBytesMax: number;
}

/**
 * Reads a request while it streams: plain XML, or multipart/related with the envelope as its first part (RFC 2387, MTOM,
 * SOAP with Attachments). Each xop:Include leads to exactly one part, and no part is led to twice.
 *
 * @throws SoapFault what is wrong with the request
 * @throws HubError of `opened` and of what it returned
 */
export declare function readSoapRequest(
  headers: IncomingHttpHeaders,
  stream: AsyncIterable<Buffer>,
  limits: SoapLimits,
  opened: Opened,
): Promise<SoapRequest>;
