/** WS-Addressing 1.0 (W3C), and the draft of August 2004 that older toolkits still write. */

export const ADDRESSING_NAMESPACE = 'http://www.w3.org/2005/08/addressing';

/** What the headers of a request say about it. Replies always go back on the same connection. */
export interface Addressing {
  readonly messageId: string | undefined;
  readonly action: string | undefined;
  readonly to: string | undefined;
  /** Of the headers; an answer uses the same one. */
  readonly namespace: string;
}
