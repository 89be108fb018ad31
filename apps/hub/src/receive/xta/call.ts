/** A request as the operations of XTA see it: which operation, in whose name, with headers and body that are valid. */
import type { SpecialistProcedure } from '../../access/snapshot.js';
import { HubError } from '../../errors/hub-error.js';
import type { PartyName } from '../../ledger/xta/order.js';
import { readAddressing, requireAddressing } from '../../soap/addressing.js';
import { ENVELOPE_NAMESPACE, type SoapEnvelope, type SoapNode } from '../../soap/envelope.js';
import type { OutgoingPart } from '../../soap/mtom.js';
import type { XmlNode } from '../../soap/write-xml.js';
import { contentsOf, type Contents } from './content.js';
import { partyOf } from './metadata.js';
import type { XtaSchemas } from './official.js';
import { element, is, textOf, treeOf } from './tree.js';
import { META, operations, OSCI, WSA, type Operation, type PortName } from './v211.js';

export interface XtaCall {
  readonly operation: Operation;
  readonly procedure: SpecialistProcedure;
  /** In whose name: of AuthorIdentifier, or of MessageMetaData. Undefined: of the procedure as a whole. */
  readonly author: PartyName | undefined;
  /** The child of Body. Of a container without its contents. */
  readonly body: XmlNode | undefined;
  /** Of sendMessage. */
  readonly metadata: XmlNode | undefined;
  readonly contents: Contents | undefined;
}

export interface XtaAnswer {
  readonly headers?: readonly XmlNode[];
  /** Undefined: an empty Body. */
  readonly body?: XmlNode;
  readonly parts?: readonly OutgoingPart[];
}

/** Of what is kept with an order, and told of it, besides its contents: MessageMetaData and their attributes. */
const METADATA_LENGTH_MAX = 262_144;

const SENDING = new Set(['sendMessage', 'sendMessageSync']);

/**
 * The operation that an action means; the WSDL wants it exactly (soapActionRequired).
 *
 * @throws HubError `xta.operation-unknown`
 */
export function operationOf(action: string | undefined, port: PortName): Operation {
  const found = operations.get(action ?? '');
  if (found !== undefined && found.port === port) return found;
  const shown = action?.slice(0, 200) ?? '-';
  const sentence = `There is no such operation at this address (${shown}).`;
  throw new HubError('rejected', 'xta.operation-unknown', sentence, { values: { action: shown } });
}

/**
 * The WSDL wants WS-Addressing, and means that of 1.0.
 *
 * @returns the MessageID of the request
 * @throws SoapFault
 */
export function checkedAddressing(envelope: SoapEnvelope, action: string): string {
  const addressing = readAddressing(envelope, action);
  return requireAddressing(addressing?.namespace === WSA ? addressing : undefined).messageId;
}

/**
 * @throws HubError `xta.header-missing`, `xta.header-twice`, `xta.body-unexpected`, `xta.schema-invalid`, and what is wrong
 *   with contents
 */
export function readCall(
  { headers, body }: SoapEnvelope,
  operation: Operation,
  procedure: SpecialistProcedure,
  schemas: XtaSchemas,
): XtaCall {
  const isSending = SENDING.has(operation.name);
  const own = treeIn(headers, META, isSending ? 'MessageMetaData' : 'Author');
  const tokens = treeIn(headers, OSCI, 'X509TokenContainer');
  const tree = bodyTree(body, operation);
  const contents = isSending && tree !== undefined ? contentsOf(tree) : undefined;
  for (const node of [own, tokens, contents?.hollow ?? tree]) if (node !== undefined) schemas.check(node);
  if (isSending && own === undefined) throw headerMissing('MessageMetaData');
  if (isSending && lengthOf(own!, contents) > METADATA_LENGTH_MAX) throw metadataTooLarge();
  const author = isSending ? originator(own!) : partyOf(own);
  const metadata = isSending ? own : undefined;
  return { operation, procedure, author, body: contents?.hollow ?? tree, metadata, contents };
}

function lengthOf(metadata: XmlNode, contents: Contents | undefined): number {
  const all = contents === undefined ? [] : [contents.message, ...contents.attachments];
  return JSON.stringify([metadata, ...all.map(({ attributes }) => attributes)]).length;
}

/** Of Originators; the schema wants one. */
function originator(metadata: XmlNode): PartyName | undefined {
  const originators = metadata.children?.find(({ name }) => name === 'Originators');
  return partyOf(originators?.children?.find(({ name }) => name === 'Author'));
}

function bodyTree(body: SoapNode | undefined, operation: Operation): XmlNode | undefined {
  const expected = operation.body;
  const tree = body === undefined ? undefined : treeOf(body);
  const isExpected = expected === undefined ? tree === undefined : is(tree, expected);
  if (isExpected) return tree;
  const shown = expected?.name ?? 'nothing';
  const sentence = `The Body does not have what this operation expects (${shown}).`;
  throw new HubError('rejected', 'xta.body-unexpected', sentence, { values: { expected: shown } });
}

function treeIn(headers: readonly SoapNode[], namespace: string, name: string): XmlNode | undefined {
  const [first, ...others] = headers.filter((header) => header.namespace === namespace && header.name === name);
  if (others.length > 0) {
    const sentence = `The header ${name} is there more than once.`;
    throw new HubError('rejected', 'xta.header-twice', sentence, { values: { header: name } });
  }
  return first === undefined ? undefined : withoutSoap(treeOf(first));
}

/** mustUnderstand and role are said to whoever reads the header: the schema of what it says does not know them. */
function withoutSoap(header: XmlNode): XmlNode {
  const { attributes, declarations, ...rest } = header;
  const kept = Object.entries(attributes ?? {}).filter(([key]) => !isSoap(key, declarations));
  return {
    ...rest,
    ...(kept.length === 0 ? {} : { attributes: Object.fromEntries(kept) }),
    ...(declarations === undefined ? {} : { declarations }),
  };
}

function isSoap(key: string, declarations: Readonly<Record<string, string>> | undefined): boolean {
  const [prefix, local] = key.split(':', 2);
  return local !== undefined && declarations?.[prefix!] === ENVELOPE_NAMESPACE['1.2'];
}

export function headerMissing(header: string): HubError {
  return new HubError('rejected', 'xta.header-missing', `The header ${header} is missing.`, { values: { header } });
}

function metadataTooLarge(): HubError {
  const max = METADATA_LENGTH_MAX;
  const sentence = `MessageMetaData and the attributes of the contents have more than ${max} characters.`;
  return new HubError('rejected', 'xta.metadata-too-large', sentence, { values: { max } });
}

/** Of the child of Body of getTransportReport and cancelMessage. */
export function messageIdIn({ body }: XtaCall): string {
  return textOf(body) ?? '';
}

export function messageIdNode(messageId: string): XmlNode {
  return element(WSA, 'MessageID', { text: messageId });
}
