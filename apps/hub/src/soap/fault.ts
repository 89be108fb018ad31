import type { SoapVersion } from './envelope.js';
import type { XmlNode } from './write-xml.js';

/** As SOAP 1.2 names them (Part 1, 5.4.6); of 1.1 Client and Server are Sender and Receiver. */
export type FaultCode = 'VersionMismatch' | 'MustUnderstand' | 'DataEncodingUnknown' | 'Sender' | 'Receiver';

/** A qualified name, for faults of a standard on top of SOAP. */
export interface Subcode {
  readonly namespace: string;
  readonly name: string;
}

export interface FaultDetails {
  /** The child of `detail`; of the fault types of a WSDL, or the hub's own. */
  readonly detail?: XmlNode;
  readonly subcode?: Subcode;
  /** Without it: 500 for SOAP 1.1; 400 for Sender and 500 for the others in SOAP 1.2. */
  readonly httpStatus?: number;
  /** For 429 and 503: when it is worth trying again. */
  readonly retryAfterSeconds?: number;
  /** Headers a fault must have, such as what was not understood. */
  readonly headers?: readonly XmlNode[];
}

/** A request that is answered with a fault. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';

  constructor(
    readonly code: FaultCode,
    /** Safe for the sender. */
    readonly reason: { readonly en: string; readonly de: string },
    readonly details: FaultDetails = {},
    options?: { readonly cause?: unknown },
  ) {
    super(reason.en, options);
  }
}

/** The envelope of a fault. @param relatesTo the MessageID of the request, where it had one */
export declare function writeFault(fault: SoapFault, version: SoapVersion, relatesTo?: string): string;
