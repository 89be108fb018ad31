// Generated from schemas/hub/envelope.json by "npm run types". Do not edit.

/**
 * What the gateway writes around an accepted message before it publishes it. A worker reads this version and the one before.
 */
export interface Envelope {
  version: 1;
  /**
   * Id of the message, given by the hub.
   */
  id: string;
  tenant: string;
  procedure: string;
  /**
   * Name of the connector the procedure used when the message was accepted.
   */
  connector: string;
  senderKey?: string;
  /**
   * UTC; the same millisecond as in the id.
   */
  acceptedAt: string;
  stamp: Stamp;
  /**
   * W3C trace context.
   */
  traceParent?: string;
  body: Body;
  attachments: StoredPart[];
}
/**
 * Number of an accepted message: counts per gateway start and procedure without gaps.
 */
export interface Stamp {
  gateway: string;
  /**
   * New at each start of the gateway.
   */
  epoch: string;
  seq: number;
}
export interface Body {
  mime: string;
  sizeBytes: number;
  sha256: string;
  /**
   * True: the bytes follow the envelope. False: they are in the content store under their hash.
   */
  inline: boolean;
  /**
   * What the guard found.
   */
  syntax: 'xml' | 'json';
  fileName?: string;
  /**
   * XML elements the guard counted; the reader must find the same number.
   */
  elements?: number;
}
export interface StoredPart {
  name: string;
  mime: string;
  sizeBytes: number;
  sha256: string;
}
