/**
 * SOAP 1.1 and 1.2, the protocol and nothing of procedures: entrances read requests with it, whoever sends writes with it.
 * An envelope is what a request asks for, before anything of it is believed.
 */

export type SoapVersion = '1.1' | '1.2';

/** W3C Note SOAP 1.1, 4.1.2; SOAP 1.2 Part 1, 5.1. */
export const ENVELOPE_NAMESPACE: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};

/** One element, as the sender wrote it. It may outlive the envelope. */
export interface SoapNode {
  /** Local name. */
  readonly name: string;
  /** The empty string for none. */
  readonly namespace: string;
  /** Elements in document order. */
  readonly children: readonly SoapNode[];
  /** Without `namespace`: of none, as most attributes are. */
  attribute(name: string, namespace?: string): string | undefined;
  /** All text below, references resolved, white space around it kept. */
  text(): string;
  /** The first child of this name; `undefined` when there is none. */
  one(namespace: string, name: string): SoapNode | undefined;
  many(namespace: string, name: string): readonly SoapNode[];
  /** The namespace that a prefix stands for here, for values that are qualified names; the empty prefix is the default. */
  prefix(prefix: string): string | undefined;
  /** A document of its own, in the characters of the sender, with all namespaces that are in scope (inclusive). */
  toXml(): string;
}

/** A SOAP message as it was read; `dispose()` lets go of its text. */
export interface SoapEnvelope {
  readonly version: SoapVersion;
  /** The children of Header. */
  readonly headers: readonly SoapNode[];
  /** The one child of Body; undefined where Body is empty, as for some operations it is (XTA `createMessageId`). */
  readonly body: SoapNode | undefined;
  /** The envelope's own bytes as they came, for signatures. */
  readonly bytes: Buffer;
  dispose(): void;
}
