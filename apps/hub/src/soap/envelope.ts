/**
 * SOAP 1.1 and 1.2, the protocol and nothing of procedures: entrances read requests with it, whoever sends writes with it.
 * An envelope is what a request asks for, before anything of it is believed.
 */

import { HubError } from '../errors/hub-error.js';
import type { SourceDocument, SourceEdit, SourceElement } from '../xml/source.js';
import { faultOf } from './fault.js';
import { ENVELOPE_NAMESPACE, type SoapVersion } from './version.js';

export { ENVELOPE_NAMESPACE, type SoapVersion };

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
  /**
   * A document of its own, in the characters of the sender, with all namespaces that are in scope (inclusive).
   *
   * @param edits made to it on the way; positions are those of `source`
   */
  toXml(edits?: readonly SourceEdit[]): string;
  /** Where it stands in the envelope. */
  readonly source: SourceElement;
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

/** @throws SoapFault when it is no envelope of a version known here, or not in the form that its version prescribes */
export function envelopeOf({ root }: SourceDocument, bytes: Buffer): SoapEnvelope {
  const version = versionOf(root);
  const namespace = ENVELOPE_NAMESPACE[version];
  const [first, second, ...others] = root.children;
  const isPart = (element: SourceElement | undefined, name: string): element is SourceElement =>
    element?.name === name && element.namespace === namespace;
  const header = isPart(first, 'Header') ? first : undefined;
  const body = header === undefined ? first : second;
  const trailing = header === undefined && second !== undefined ? [second, ...others] : others;
  // SOAP 1.1, 4 lets elements of other namespaces follow Body; SOAP 1.2 does not, and what nobody reads is no message.
  if (!isPart(body, 'Body') || trailing.length > 0) throw malformed('Envelope has Header at most once, then Body');
  const [child, ...more] = body.children;
  if (more.length > 0) throw malformed('Body has more than one child');
  const isText = (one: SourceElement): boolean =>
    one.content.some((piece) => typeof piece === 'string' && piece.trim() !== '');
  if ([root, body, ...(header === undefined ? [] : [header])].some(isText))
    throw malformed('there is text where none belongs');
  checkEncoding([root, body, child], namespace);
  let parts:
    { readonly headers: readonly SoapNode[]; readonly body: SoapNode | undefined; readonly bytes: Buffer } | undefined =
    {
      headers: (header?.children ?? []).map(nodeOf),
      body: child === undefined ? undefined : nodeOf(child),
      bytes,
    };
  const read = (): NonNullable<typeof parts> => {
    if (parts === undefined) throw new Error('The envelope was disposed of.');
    return parts;
  };
  return {
    version,
    get headers() {
      return read().headers;
    },
    get body() {
      return read().body;
    },
    get bytes() {
      return read().bytes;
    },
    dispose: () => (parts = undefined),
  };
}

function versionOf(root: SourceElement): SoapVersion {
  if (root.name === 'Envelope') {
    if (root.namespace === ENVELOPE_NAMESPACE['1.1']) return '1.1';
    if (root.namespace === ENVELOPE_NAMESPACE['1.2']) return '1.2';
    const sentence = 'The envelope is of neither SOAP 1.1 nor SOAP 1.2.';
    throw faultOf(new HubError('rejected', 'soap.version', sentence), { code: 'VersionMismatch' });
  }
  throw malformed('the root element is no Envelope');
}

/** Section 5 encoding (rpc/encoded) has types of its own, which WS-I forbids (Basic Profile 1.1, R1005 and R1006). */
function checkEncoding(elements: readonly (SourceElement | undefined)[], namespace: string): void {
  const style = elements
    .map((element) => element?.attribute('encodingStyle', namespace))
    .find((one) => one !== undefined);
  if (style === undefined || style === '' || style.endsWith('/encoding/none')) return;
  const sentence = 'The encodingStyle of the message is not supported. Send it literal.';
  throw faultOf(new HubError('rejected', 'soap.encoding-style', sentence), { code: 'DataEncodingUnknown' });
}

export function malformed(why: string): Error {
  return faultOf(
    new HubError('rejected', 'soap.envelope-malformed', `The SOAP envelope is malformed: ${why}.`, { values: { why } }),
  );
}

export function nodeOf(source: SourceElement): SoapNode {
  return new Node(source);
}

class Node implements SoapNode {
  #children: readonly Node[] | undefined;

  constructor(readonly source: SourceElement) {}

  get name(): string {
    return this.source.name;
  }

  get namespace(): string {
    return this.source.namespace;
  }

  get children(): readonly SoapNode[] {
    return (this.#children ??= this.source.children.map((child) => new Node(child)));
  }

  attribute(name: string, namespace = ''): string | undefined {
    return this.source.attribute(name, namespace);
  }

  text(): string {
    return this.source.text;
  }

  one(namespace: string, name: string): SoapNode | undefined {
    return this.children.find((child) => child.name === name && child.namespace === namespace);
  }

  many(namespace: string, name: string): readonly SoapNode[] {
    return this.children.filter((child) => child.name === name && child.namespace === namespace);
  }

  prefix(prefix: string): string | undefined {
    return this.source.prefix(prefix);
  }

  toXml(edits: readonly SourceEdit[] = []): string {
    return this.source.toXml(edits);
  }
}
