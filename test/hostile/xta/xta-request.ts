/** Requests to an XTA 2.1.1 server, written by hand: SOAP 1.2, WS-Addressing, MessageMetaData of OSCI. */
import { invoice } from '../../invoice.js';
import { SOAP_12, WSA, type Bytes, type FaultCode, type Post, type Signer } from '../soap/soap-case.js';

export const XTA = 'http://xoev.de/transport/xta/211';
export const META = 'http://www.osci.eu/ws/2014/10/transport';
export const OSCI = 'http://www.osci.eu/ws/2008/05/transport';
const OSCI_ACTION = `${OSCI}/urn/messageTypes/`;

export type Port = 'management' | 'send' | 'msgbox';

export const OPERATIONS = {
  checkAccountActive: ['management', 'http://www.xta.de/XTA/CheckAccountActive'],
  createMessageId: ['management', 'http://www.xta.de/XTA/CreateMessageID'],
  lookupService: ['management', 'http://www.xta.de/XTA/IsServiceAvailable'],
  getTransportReport: ['management', 'http://www.xta.de/XTA/GetTransportReport'],
  cancelMessage: ['management', 'http://www.xta.de/XTA/CancelMessage'],
  sendMessage: ['send', 'http://www.xta.de/XTA/SendMessage'],
  sendMessageSync: ['send', 'http://www.xta.de/XTA/SendMessageSync'],
  getStatusList: ['msgbox', `${OSCI_ACTION}MsgBoxStatusListRequest`],
  getNextStatusList: ['msgbox', `${OSCI_ACTION}MsgBoxGetNextListRequest`],
  getMessage: ['msgbox', `${OSCI_ACTION}MsgBoxFetchRequest`],
  getNextMessage: ['msgbox', `${OSCI_ACTION}MsgBoxGetNextMsgRequest`],
  close: ['msgbox', `${OSCI_ACTION}MsgBoxCloseRequest`],
} as const satisfies Readonly<Record<string, readonly [Port, string]>>;
export type Operation = keyof typeof OPERATIONS;

export interface XtaParty {
  readonly identifier: string;
  readonly type: string;
}

export interface XtaTarget {
  /** Of the one who sends, of the city, of a reader with a mailbox, of another tenant. */
  readonly parties: {
    readonly author: XtaParty;
    readonly city: XtaParty;
    readonly reader: XtaParty;
    readonly foreign: XtaParty;
  };
  /** Who authenticates as what: the author of `parties` unless a case says otherwise. */
  readonly authorizations: { readonly author: string; readonly reader: string; readonly foreign: string };
  readonly signers: Readonly<Record<'author' | 'unknown' | 'expired' | 'foreign', Signer>>;
  /** New for each case. */
  readonly subject: string;
  readonly trap: string;
}

/** What becomes of a case. */
export type XtaExpectation =
  | {
      readonly exception:
        | 'PermissionDeniedException'
        | 'ParameterIsNotValidException'
        | 'XTAWSTechnicalProblemException'
        | 'MessageSchemaViolationException'
        | 'SyncAsyncException'
        | 'InvalidMessageIDException'
        | 'CancelDeniedException';
      readonly code?: string | RegExp;
    }
  | { readonly fault: FaultCode; readonly status: number }
  | { readonly http: number }
  /** Answered well, and filed when it is sent to the city for the first time. */
  | { readonly answered: RegExp; readonly filed?: 1 }
  /** The handshake fails, or the sender has gone. */
  | { readonly gone: true };

export interface XtaCase {
  readonly name: string;
  readonly posts: (target: XtaTarget) => readonly XtaPost[];
  readonly expect: XtaExpectation;
}

export interface XtaPost extends Post {
  readonly port: Port;
  /** Where it is taken it becomes a message, some time after its answer. */
  readonly isToCity?: boolean;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export const party = (element: string, { identifier, type }: XtaParty): string =>
  `<m:${element} xmlns:m="${META}"><m:Identifier type="${escaped(type)}">${escaped(identifier)}</m:Identifier></m:${element}>`;

export const wsaHeaders = (action: string, messageId: string): string =>
  `<a:Action xmlns:a="${WSA}">${action}</a:Action><a:MessageID xmlns:a="${WSA}">${messageId}</a:MessageID>` +
  `<a:ReplyTo xmlns:a="${WSA}"><a:Address>${WSA}/anonymous</a:Address></a:ReplyTo>`;

export interface Metadata {
  readonly author: XtaParty;
  readonly reader: XtaParty;
  readonly messageId: string;
  readonly attributes?: string;
  readonly delivery?: string;
}

export const metadata = ({ author, reader, messageId, attributes = '', delivery = '' }: Metadata): string =>
  `<m:MessageMetaData xmlns:m="${META}" xmlns:a="${WSA}"${attributes}><m:DeliveryAttributes>${delivery}</m:DeliveryAttributes>` +
  `<m:Originators>${party('Author', author)}</m:Originators><m:Destinations>${party('Reader', reader)}</m:Destinations>` +
  `<m:MsgIdentification><a:MessageID>${escaped(messageId)}</a:MessageID></m:MsgIdentification>` +
  `<m:Qualifier><m:Service>urn:fachwerk:test:service</m:Service><m:BusinessScenario><m:Undefined>invoices</m:Undefined></m:BusinessScenario>` +
  `<m:MessageType listURI="urn:fachwerk:test:types" listVersionID="1" payloadSchema="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><code>Invoice</code></m:MessageType></m:Qualifier>` +
  `</m:MessageMetaData>`;

export interface CallOptions {
  /** Instead of the operation's own: of the head, and of WS-Addressing. */
  readonly action?: string | undefined;
  readonly addressing?: string;
  readonly headers?: Post['headers'];
  readonly namespace?: string;
  readonly tls?: Post['tls'];
  /** Over the author's. */
  readonly authorization?: string | undefined;
}

let requests = 0;

export function call(operation: Operation, header: string, body: string, options: CallOptions = {}): XtaPost {
  const [port, own] = OPERATIONS[operation];
  const action = 'action' in options ? options.action : own;
  const addressing = options.addressing ?? wsaHeaders(own, `urn:uuid:request-${(requests += 1)}`);
  const text = soap(addressing + header, body, options.namespace);
  const type = `application/soap+xml; charset=utf-8${action === undefined ? '' : `; action="${action}"`}`;
  return {
    port,
    body: text,
    headers: {
      'content-type': type,
      ...('authorization' in options ? { authorization: options.authorization } : {}),
      ...options.headers,
    },
    ...(options.tls === undefined ? {} : { tls: options.tls }),
  };
}

export const soap = (header: string, body: string, namespace = SOAP_12): string =>
  `<s:Envelope xmlns:s="${namespace}"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;

export const part = (element: 'Message' | 'Attachment', content: string, attributes: string): string =>
  `<x:${element} ${attributes}>${content}</x:${element}>`;
export const container = (...parts: readonly string[]): string =>
  `<x:GenericContentContainer xmlns:x="${XTA}"><x:ContentContainer>${parts.join('')}</x:ContentContainer></x:GenericContentContainer>`;

const base64 = (text: string): string => Buffer.from(text).toString('base64');
export const XML_PART = 'contentType="application/xml" filename="invoice.xml"';
export const message = (number: string, attributes = XML_PART): string =>
  part('Message', base64(invoice(number)), attributes);
export const attachment = (name: string, content = 'words', mime = 'text/plain'): string =>
  part('Attachment', base64(content), `contentType="${mime}" filename="${name}"`);

/** As an author sends it, to the city. */
export function send(target: XtaTarget, more: Partial<Metadata> & { body?: string } & CallOptions = {}): XtaPost {
  const { parties, subject } = target;
  const facts = { author: parties.author, reader: parties.city, messageId: idOf(target), ...more };
  const post = call('sendMessage', metadata(facts), more.body ?? container(message(subject)), more);
  return { ...post, isToCity: facts.reader === parties.city };
}

/** The one that the author gives its message. */
export const idOf = ({ subject }: Pick<XtaTarget, 'subject'>): string => `urn:de:xta:messageid:test:${subject}`;

export const messageIdBody = (id: string): string => `<a:MessageID xmlns:a="${WSA}">${escaped(id)}</a:MessageID>`;
export const selector = (element: string, id: string, attributes = ''): string =>
  `<o:${element} xmlns:o="${OSCI}"${attributes}><o:MsgSelector>${messageIdBody(id)}</o:MsgSelector></o:${element}>`;
export const closing = (requestId: string, ...ids: readonly string[]): string =>
  `<o:MsgBoxCloseRequest xmlns:o="${OSCI}" MsgBoxRequestID="${requestId}">${ids.map((id) => `<o:LastMsgReceived>${escaped(id)}</o:LastMsgReceived>`).join('')}</o:MsgBoxCloseRequest>`;
export const next = (requestId: string): string =>
  `<o:MsgBoxGetNextRequest xmlns:o="${OSCI}" MsgBoxRequestID="${requestId}"/>`;

/** MTOM around an envelope whose Includes lead to these parts. */
export function mtom(post: XtaPost, parts: Readonly<Record<string, string>>, end = '--edge--\r\n'): XtaPost {
  const action = /action="([^"]*)"/.exec(post.headers?.['content-type'] ?? '')?.[1] ?? '';
  const root = `--edge\r\nContent-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"\r\nContent-ID: <root>\r\n\r\n${String(post.body)}\r\n`;
  const others = Object.entries(parts).map(
    ([id, content]) => `--edge\r\nContent-Type: application/octet-stream\r\nContent-ID: <${id}>\r\n\r\n${content}\r\n`,
  );
  const type = `multipart/related; boundary=edge; type="application/xop+xml"; start="<root>"; start-info="application/soap+xml"; action="${action}"`;
  const body: Bytes = root + others.join('') + end;
  return { ...post, headers: { ...post.headers, 'content-type': type }, body };
}
