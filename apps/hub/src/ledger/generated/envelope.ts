// Generated from schemas/hub/envelope.json by "npm run types". Do not edit.

/**
 * What the gateway writes around an accepted message before it publishes it. A worker reads this version and the one before. What an earlier worker may leave unread is optional, and makes no new version.
 */
export interface Envelope {
  /**
   * 3: corrected, which earlier workers would take for another message. 2: with an order key, which a worker of version 1 would not heed. Otherwise 1.
   */
  version: 1 | 2 | 3;
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
  /**
   * Its version; the gateway found out by it what the message may come in. Missing where the gateway knew none, and in what a gateway of the version before wrote.
   */
  connectorVersion?: string;
  senderKey?: string;
  /**
   * What the message concerns, as the sender says. Messages of the same order key are filed in order, where the procedure wants it.
   */
  orderKey?: string;
  /**
   * UTC; the same millisecond as in the id.
   */
  acceptedAt: string;
  stamp: Stamp;
  correction?: Correction;
  /**
   * W3C trace context: of the sender, or of the gateway where it records traces. Without it the trace has the id of the message.
   */
  traceParent?: string;
  /**
   * From the head of the request until the message was handed to the exchange, in milliseconds.
   */
  receivedMs?: number;
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
/**
 * The body is not the one that was sent: a person corrected it while the message was parked.
 */
export interface Correction {
  number: number;
  /**
   * Of what was sent. It is the same submission.
   */
  contentHash: string;
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
   * What the entrance found. A ZIP is unpacked, its entries are attachments; a PDF is opened by the worker.
   */
  syntax: 'xml' | 'json' | 'zip' | 'pdf';
  fileName?: string;
  /**
   * XML elements the guard counted; the reader must find the same number.
   */
  elements?: number;
}
export interface StoredPart {
  /**
   * With a slash where it lies in a folder of a ZIP.
   */
  name: string;
  mime: string;
  sizeBytes: number;
  sha256: string;
  xml?: XmlRoot;
  xmlProblem?: XmlProblem;
}
/**
 * What the guard found in an entry of a ZIP that is XML; by it a worker chooses the message.
 */
export interface XmlRoot {
  namespace: string;
  element: string;
  /**
   * The reader must find the same number.
   */
  elements: number;
}
/**
 * Why an entry of a ZIP that looks like XML cannot be the message.
 */
export interface XmlProblem {
  code: string;
  sentence: string;
}
