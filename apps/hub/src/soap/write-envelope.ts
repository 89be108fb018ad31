import type { SoapVersion } from './envelope.js';
import type { XmlNode } from './write-xml.js';

export interface EnvelopeToWrite {
  readonly version: SoapVersion;
  readonly headers?: readonly XmlNode[];
  /** The child of Body; undefined for an empty Body. */
  readonly body: XmlNode | undefined;
  /** With WS-Addressing: the action of the answer. */
  readonly action?: string;
  /** With WS-Addressing: the MessageID of the request. */
  readonly relatesTo?: string;
  /** With WS-Addressing: of the request's headers; without it that of 1.0. */
  readonly addressing?: string;
}

/** An envelope as text, with an XML declaration. */
export declare function writeEnvelope(envelope: EnvelopeToWrite): string;
