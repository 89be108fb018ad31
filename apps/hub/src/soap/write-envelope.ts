import { ENVELOPE_NAMESPACE, type SoapVersion } from './version.js';
import { writeXml, type XmlNode } from './write-xml.js';

const ADDRESSING = 'http://www.w3.org/2005/08/addressing';

export interface EnvelopeToWrite {
  readonly version: SoapVersion;
  readonly headers?: readonly XmlNode[];
  /** The child of Body; undefined for an empty Body. */
  readonly body: XmlNode | undefined;
  /** With WS-Addressing: the action of the answer. */
  readonly action?: string;
  /** With WS-Addressing: the MessageID of the request. */
  readonly relatesTo?: string;
  /** With WS-Addressing: the namespace of the request's headers; without it that of 1.0. */
  readonly addressing?: string;
}

/** An envelope as text, with an XML declaration. */
export function writeEnvelope(envelope: EnvelopeToWrite): string {
  const { version, body, headers = [] } = envelope;
  const part = (name: string, children: readonly XmlNode[]): XmlNode => ({
    name,
    namespace: ENVELOPE_NAMESPACE[version],
    prefix: 'soap',
    children,
  });
  const all = [...addressed(envelope), ...headers];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(
    part('Envelope', [
      ...(all.length === 0 ? [] : [part('Header', all)]),
      part('Body', body === undefined ? [] : [body]),
    ]),
  )}`;
}

/** WS-Addressing 1.0, 3.4. The answer goes back on the connection, so it needs no To. */
function addressed({ action, relatesTo, addressing = ADDRESSING }: EnvelopeToWrite): readonly XmlNode[] {
  const header = (name: string, text: string): XmlNode => ({ name, namespace: addressing, prefix: 'wsa', text });
  return [
    ...(action === undefined || action === '' ? [] : [header('Action', action)]),
    ...(relatesTo === undefined ? [] : [header('RelatesTo', relatesTo)]),
  ];
}
