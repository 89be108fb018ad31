/** WS-Addressing 1.0 (W3C), and the submission of August 2004 that older toolkits still write. */
import { HubError } from '../errors/hub-error.js';
import type { SoapEnvelope, SoapNode } from './envelope.js';
import { faultOf, type SoapFault } from './fault.js';

export const ADDRESSING_NAMESPACE = 'http://www.w3.org/2005/08/addressing';
export const SUBMISSION = 'http://schemas.xmlsoap.org/ws/2004/08/addressing';
const NAMESPACES = [ADDRESSING_NAMESPACE, SUBMISSION];

/** Of an endpoint that is whoever asks, on the same connection. */
const ANONYMOUS: Readonly<Record<string, string>> = {
  [ADDRESSING_NAMESPACE]: `${ADDRESSING_NAMESPACE}/anonymous`,
  [SUBMISSION]: `${SUBMISSION}/role/anonymous`,
};

/** Of an endpoint that takes nothing, which the submission does not know. Toolkits write it for operations without an answer. */
const NONE = `${ADDRESSING_NAMESPACE}/none`;

/** Ids go into the books as the sender's key. */
const ID_LENGTH_MAX = 512;

/** What the headers of a request say about it. Replies always go back on the same connection. */
export interface Addressing {
  readonly messageId: string | undefined;
  readonly action: string | undefined;
  readonly to: string | undefined;
  /** Of the headers; an answer uses the same one. */
  readonly namespace: string;
  /** The address that asks for no answer or no fault; only an operation that has no answer may. */
  readonly none?: SoapNode;
}

export function isAddressing(namespace: string): boolean {
  return NAMESPACES.includes(namespace);
}

/**
 * @param action `SOAPAction` or the parameter `action`; where both are said they agree (SOAP Binding, 2.4)
 * @returns undefined when the request has no such headers
 * @throws SoapFault for what is said twice, or asks for an answer somewhere else. For an answer nowhere: `requireReply`
 */
export function readAddressing({ headers }: SoapEnvelope, action: string | undefined): Addressing | undefined {
  const own = headers.filter(({ namespace }) => isAddressing(namespace));
  const [first] = own;
  if (first === undefined) return undefined;
  const { namespace } = first;
  if (own.some((header) => header.namespace !== namespace)) throw invalid(first, 'headers of two versions are mixed');
  const said = (name: string): SoapNode | undefined => {
    const [one, ...more] = own.filter((header) => header.name === name);
    if (one !== undefined && more.length > 0) throw invalid(one, `${name} is there twice`, 'InvalidCardinality');
    return one;
  };
  const textOf = (name: string): string | undefined => {
    const header = said(name);
    const text = header?.text().trim();
    if (header !== undefined && text === '') throw invalid(header, `${name} is empty`);
    return text;
  };
  let none: SoapNode | undefined;
  for (const name of ['ReplyTo', 'FaultTo'] as const) {
    const address = said(name)?.one(namespace, 'Address');
    const text = address?.text().trim();
    if (address === undefined || text === ANONYMOUS[namespace]) continue;
    if (namespace !== ADDRESSING_NAMESPACE || text !== NONE) throw notAnonymous(address);
    none ??= address;
  }
  const messageId = textOf('MessageID');
  // oxlint-disable-next-line no-control-regex -- the books take none of these
  if (messageId !== undefined && (messageId.length > ID_LENGTH_MAX || /[\p{Cc}\ufffd]/u.test(messageId))) {
    throw invalid(first, `MessageID is longer than ${ID_LENGTH_MAX} characters or has control characters in it`);
  }
  const named = textOf('Action');
  if (named !== undefined && action !== undefined && action !== '' && named !== action) {
    throw invalid(first, 'Action and SOAPAction differ', 'ActionMismatch');
  }
  return { messageId, action: named, to: textOf('To'), namespace, ...(none === undefined ? {} : { none }) };
}

/** For an operation that has an answer. @throws SoapFault for a request that wants none, or no fault */
export function requireReply(addressing: Addressing | undefined): void {
  if (addressing?.none !== undefined) throw notAnonymous(addressing.none);
}

function notAnonymous(address: SoapNode): SoapFault {
  const why = 'ReplyTo and FaultTo must be anonymous; the answer goes back on the same connection';
  return invalid(address, why, 'OnlyAnonymousAddressSupported');
}

/** SOAP Binding, 6.4.1: a header that is invalid, with the closer reason where the standard has one. */
function invalid(header: SoapNode, why: string, subcode = 'InvalidAddressingHeader'): SoapFault {
  return faultOf(
    new HubError('rejected', 'soap.addressing-invalid', `The WS-Addressing headers are invalid: ${why}.`, {
      values: { why },
    }),
    { subcode: { namespace: header.namespace, name: subcode } },
  );
}

/** For services whose standard demands addressing, and answers everything. */
export function requireAddressing(addressing: Addressing | undefined): Addressing & { readonly messageId: string } {
  requireReply(addressing);
  const { messageId, action } = addressing ?? {};
  if (addressing !== undefined && messageId !== undefined && action !== undefined) return { ...addressing, messageId };
  const header = addressing === undefined || action === undefined ? 'Action' : 'MessageID';
  throw faultOf(
    new HubError('rejected', 'soap.addressing-missing', `The WS-Addressing header ${header} is missing.`, {
      values: { header },
    }),
    { subcode: { namespace: ADDRESSING_NAMESPACE, name: 'MessageAddressingHeaderRequired' } },
  );
}
