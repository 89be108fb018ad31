/**
 * From the bytes of a message to what can be recognised: JSON as its value, XML as its root, wherever it was: on its
 * own, as the part of a ZIP, or embedded in a PDF. Runs in the translating thread, and in the fixture tests.
 */
import type { AcceptedType, AcceptedXml, Connector } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';
import { readJson, type JsonLimits } from '../json/read-json.js';
import type { Check } from '../json/schemas.js';
import type { Body, StoredPart } from '../ledger/envelope.js';
import { embeddedInvoice } from '../pdf/embedded-invoice.js';
import type { LookUpCode } from '../xml/element.js';
import { XmlGuard, type XmlLimits } from '../xml/guard.js';
import { openXml, type OpenedXml } from '../xml/read.js';
import { isXmlType, recognise } from './recognise.js';

export interface OpenLimits {
  readonly json: JsonLimits;
  /** Of XML or JSON, also within a container. */
  readonly messageBytesMax: number;
  readonly xml: XmlLimits;
}

export interface SentBody {
  /** The message as it was sent, or its part when it is a ZIP. */
  readonly bytes: Buffer;
  readonly body: Pick<Body, 'syntax' | 'elements'>;
  /** The attachment that a ZIP has the message in. */
  readonly part?: StoredPart;
}

export type OpenedBody =
  | { readonly syntax: 'json'; readonly value: unknown }
  | {
      readonly syntax: 'xml';
      readonly xml: OpenedXml;
      /** The XML itself, without what it came in. */
      readonly bytes: Buffer;
      readonly container?: AcceptedXml['container'];
    };

/**
 * Whoever opens a body disposes of its XML.
 *
 * @throws HubError `rejected`
 */
export async function openBody({ bytes, body, part }: SentBody, limits: OpenLimits): Promise<OpenedBody> {
  switch (body.syntax) {
    case 'json':
      return { syntax: 'json', value: readJson(bytes, limits.json) };
    case 'xml':
      return { syntax: 'xml', xml: openXml(bytes, body.elements ?? 0), bytes };
    case 'zip':
      return { syntax: 'xml', xml: openXml(bytes, part?.xml?.elements ?? 0), bytes, container: 'zip' };
    case 'pdf': {
      const embedded = await embeddedInvoice(bytes);
      const xml = openXml(embedded, guarded(embedded, limits));
      return { syntax: 'xml', xml, bytes: embedded, container: 'pdf-attachment' };
    }
    default:
      throw new Error(`Unknown syntax: ${String(body.syntax satisfies never)}`);
  }
}

/** What recognising needs of a body, and reading it as a connector does. */
export type Recognisable =
  | { readonly syntax: 'json'; readonly value: unknown }
  | {
      readonly syntax: 'xml';
      readonly xml: Pick<OpenedXml, 'namespace' | 'element' | 'root'>;
      readonly container?: AcceptedXml['container'];
    };

/**
 * What the connector reads, as the type that it was recognised as.
 *
 * @param lookUp code lists, where some are installed
 */
export function recognised(
  connector: Connector,
  opened: Recognisable,
  schemas: { check(path: string): Check },
  lookUp?: LookUpCode,
): { readonly type: AcceptedType; readonly body: unknown } {
  if (opened.syntax === 'json') return { type: recognise(connector.manifest, opened, schemas), body: opened.value };
  const { xml, container } = opened;
  const facts = { syntax: 'xml' as const, namespace: xml.namespace, element: xml.element };
  const type = recognise(connector.manifest, { ...facts, ...(container === undefined ? {} : { container }) }, schemas);
  return { type, body: xml.root(isXmlType(type) ? type.namespaces : {}, lookUp) };
}

/** What the entrance could not see in a PDF. @returns the number of elements */
function guarded(bytes: Buffer, { messageBytesMax: max, xml }: OpenLimits): number {
  if (bytes.length > max) {
    const sentence = `The XML in the PDF is larger than the limit of ${max} bytes.`;
    throw new HubError('rejected', 'message.too-large', sentence, { values: { max } });
  }
  const guard = new XmlGuard(xml);
  guard.write(bytes);
  return guard.end().elements;
}
