/** A request as the operations of XTA see it: which operation, in whose name, with headers and body that are valid. */
import type { SpecialistProcedure } from '../../access/snapshot.js';
import { HubError } from '../../errors/hub-error.js';
import type { PartyName } from '../../ledger/xta/order.js';
import type { SoapEnvelope, SoapNode } from '../../soap/envelope.js';
import { SoapFault } from '../../soap/fault.js';
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

const SENDING = new Set(['sendMessage', 'sendMessageSync']);

/**
 * The operation that an action means.
 *
 * @throws SoapFault without an action, which the WSDL wants (soapActionRequired); HubError `xta.operation-unknown`
 */
export function operationOf(action: string | undefined, port: PortName): Operation {
  if (action === undefined) {
    throw new SoapFault('Sender', {
      en: 'The action is missing: the Content-Type needs the parameter action (SOAP 1.2), as the WSDL says.',
      de: 'Die Aktion fehlt: Der Content-Type braucht den Parameter action (SOAP 1.2), wie es die WSDL sagt.',
    });
  }
  const found = operations.get(action);
  if (found !== undefined && found.port === port) return found;
  const shown = action.slice(0, 200);
  const sentence = `There is no such operation at this address (${shown}).`;
  throw new HubError('rejected', 'xta.operation-unknown', sentence, { values: { action: shown } });
}

/** The WSDL wants WS-Addressing. @returns the MessageID of the request */
export function checkedAddressing({ headers }: SoapEnvelope, operation: Operation): string {
  const [messageId, action] = ['MessageID', 'Action'].map((name) => {
    const node = headers.find((header) => header.namespace === WSA && header.name === name);
    return node?.text().trim() ?? '';
  });
  if (messageId === '') throw addressingFault('MessageAddressingHeaderRequired', 'MessageID');
  if (action === '') throw addressingFault('MessageAddressingHeaderRequired', 'Action');
  if (action !== operation.action) throw addressingFault('InvalidAddressingHeader', 'Action');
  return messageId!;
}

/** WS-Addressing 1.0 SOAP Binding, 6.4. */
function addressingFault(name: string, header: string): SoapFault {
  const isMissing = name === 'MessageAddressingHeaderRequired';
  return new SoapFault(
    'Sender',
    {
      en: isMissing
        ? `The header wsa:${header} is missing: XTA takes no request without WS-Addressing.`
        : `The header wsa:${header} says something else than the action of the request.`,
      de: isMissing
        ? `Der Kopf wsa:${header} fehlt: XTA nimmt keine Anfrage ohne WS-Addressing an.`
        : `Der Kopf wsa:${header} sagt etwas anderes als die Aktion der Anfrage.`,
    },
    { subcode: { namespace: WSA, name } },
  );
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
  const author = isSending ? originator(own!) : partyOf(own);
  const metadata = isSending ? own : undefined;
  return { operation, procedure, author, body: contents?.hollow ?? tree, metadata, contents };
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
  return local !== undefined && declarations?.[prefix!] === 'http://www.w3.org/2003/05/soap-envelope';
}

export function headerMissing(header: string): HubError {
  return new HubError('rejected', 'xta.header-missing', `The header ${header} is missing.`, { values: { header } });
}

/** Of the child of Body of getTransportReport and cancelMessage. */
export function messageIdIn({ body }: XtaCall): string {
  return textOf(body) ?? '';
}

export function messageIdNode(messageId: string): XmlNode {
  return element(WSA, 'MessageID', { text: messageId });
}
