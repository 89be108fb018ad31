/**
 * Requests of XTA 2.1.1 written by hand, and answers taken apart by hand: nothing of the hub's own SOAP is used, so that a
 * mistake of its writer is no mistake of its reader as well.
 */
import { randomUUID } from 'node:crypto';

const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
const WSA = 'http://www.w3.org/2005/08/addressing';
const META = 'http://www.osci.eu/ws/2014/10/transport';
const XTA = 'http://xoev.de/transport/xta/211';
const OSCI = 'http://www.osci.eu/ws/2008/05/transport';

const management = (name: string): string => `http://www.xta.de/XTA/${name}`;
const mailbox = (name: string): string => `http://www.osci.eu/ws/2008/05/transport/urn/messageTypes/${name}`;

export const actions = {
  checkAccountActive: management('CheckAccountActive'),
  createMessageId: management('CreateMessageID'),
  lookupService: management('IsServiceAvailable'),
  getTransportReport: management('GetTransportReport'),
  cancelMessage: management('CancelMessage'),
  sendMessage: management('SendMessage'),
  sendMessageSync: management('SendMessageSync'),
  getStatusList: mailbox('MsgBoxStatusListRequest'),
  getNextStatusList: mailbox('MsgBoxGetNextListRequest'),
  getMessage: mailbox('MsgBoxFetchRequest'),
  getNextMessage: mailbox('MsgBoxGetNextMsgRequest'),
  close: mailbox('MsgBoxCloseRequest'),
} as const;

export type ActionName = keyof typeof actions;

export interface XtaAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The envelope. */
  readonly xml: string;
  /** Parts beside it, in order. */
  readonly parts: readonly { readonly id: string; readonly bytes: Buffer }[];
  /** Number of the exception; undefined when there is none. */
  readonly number: string | undefined;
  /** Name of the exception. */
  readonly exception: string | undefined;
}

export interface Content {
  readonly mime: string;
  readonly bytes: Buffer;
  readonly fileName?: string;
}

export interface Sent {
  readonly messageId: string;
  readonly author: string;
  readonly reader: string;
  readonly message: Content;
  readonly attachments?: readonly Content[];
  /** Without it as MTOM. */
  readonly inline?: true;
  readonly service?: string;
  /** Children of DeliveryAttributes. */
  readonly delivery?: string;
  /** Attributes of MessageMetaData. */
  readonly attributes?: string;
  /** In place of the ContentContainer. */
  readonly container?: string;
}

export interface AskOptions {
  readonly header?: string;
  /** In place of what is usual. */
  readonly action?: string;
  readonly addressing?: string;
  readonly contentType?: string;
}

/** No content has it in it. */
const BOUNDARY = 'test-7f3a1c';

/** Type of all parties here. */
export const TYPE = 'test';

export const party = (name: string, identifier: string): string =>
  `<m:${name} xmlns:m="${META}"><m:Identifier type="${TYPE}">${identifier}</m:Identifier></m:${name}>`;

export const newId = (): string => `urn:uuid:${randomUUID()}`;

const PORTS: Readonly<Record<string, string>> = { sendMessage: 'send', sendMessageSync: 'send' };

/** One that speaks XTA to a hub. */
export class XtaClient {
  constructor(
    readonly baseUrl: string,
    private readonly headers: Readonly<Record<string, string>>,
    /** Made for each request: ends the waiting for its answer. */
    private readonly signal?: () => AbortSignal,
  ) {}

  /** @param body child of Body; the empty string for none */
  ask(name: ActionName, body = '', options: AskOptions = {}): Promise<XtaAnswer> {
    const { action = actions[name] } = options;
    const xml = envelope(action, body, options);
    const contentType = options.contentType ?? `application/soap+xml; charset=utf-8; action="${action}"`;
    return this.post(portOf(name), xml, contentType);
  }

  async createMessageId(): Promise<string> {
    const { xml } = await this.ask('createMessageId');
    return /<(?:\w+:)?MessageID[^>]*>([^<]+)</.exec(xml.slice(xml.indexOf('Body')))![1]!;
  }

  report(messageId: string): Promise<XtaAnswer> {
    return this.ask('getTransportReport', idElement(messageId));
  }

  list(attributes = '', selector = ''): Promise<XtaAnswer> {
    return this.ask(
      'getStatusList',
      `<o:MsgBoxStatusListRequest xmlns:o="${OSCI}" ${attributes}>${selector}</o:MsgBoxStatusListRequest>`,
    );
  }

  fetch(selector = '', attributes = ''): Promise<XtaAnswer> {
    return this.ask(
      'getMessage',
      `<o:MsgBoxFetchRequest xmlns:o="${OSCI}" ${attributes}>${selector}</o:MsgBoxFetchRequest>`,
    );
  }

  next(
    name: 'getNextStatusList' | 'getNextMessage' | 'close',
    requestId: string,
    received: readonly string[] = [],
  ): Promise<XtaAnswer> {
    const element = name === 'close' ? 'MsgBoxCloseRequest' : 'MsgBoxGetNextRequest';
    const ids = received.map((id) => `<o:LastMsgReceived>${id}</o:LastMsgReceived>`).join('');
    return this.ask(name, `<o:${element} xmlns:o="${OSCI}" MsgBoxRequestID="${requestId}">${ids}</o:${element}>`);
  }

  close(...messageIds: readonly string[]): Promise<XtaAnswer> {
    return this.next('close', 'urn:test:none', messageIds);
  }

  send(
    sent: Sent,
    options: AskOptions = {},
    name: 'sendMessage' | 'sendMessageSync' = 'sendMessage',
  ): Promise<XtaAnswer> {
    const { action = actions[name] } = options;
    const contents = [sent.message, ...(sent.attachments ?? [])];
    const body = sent.container ?? container(contents, sent.inline === true);
    const xml = envelope(action, body, { header: metadata(sent), ...options });
    if (sent.inline === true || sent.container !== undefined)
      return this.post('send', xml, `application/soap+xml; charset=utf-8; action="${action}"`);
    const start = `--${BOUNDARY}\r\nContent-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"\r\nContent-ID: <root@test>\r\n\r\n`;
    const parts = contents.flatMap(({ mime, bytes }, index) => [
      Buffer.from(
        `\r\n--${BOUNDARY}\r\nContent-Type: ${mime}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <c${index}@test>\r\n\r\n`,
      ),
      bytes,
    ]);
    const whole = Buffer.concat([Buffer.from(start + xml), ...parts, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
    const contentType = `multipart/related; boundary=${BOUNDARY}; type="application/xop+xml"; start="<root@test>"; start-info="application/soap+xml"; action="${action}"`;
    return this.post('send', whole, contentType);
  }

  async post(port: string, body: Buffer | string, contentType: string): Promise<XtaAnswer> {
    const headers = { ...this.headers, 'content-type': contentType };
    const ends = this.signal === undefined ? {} : { signal: this.signal() };
    const response = await fetch(`${this.baseUrl}/xta/2.1.1/${port}`, { method: 'POST', headers, body, ...ends });
    return answerOf(response.status, response.headers, Buffer.from(await response.arrayBuffer()));
  }
}

function portOf(name: ActionName): string {
  if (PORTS[name] !== undefined) return PORTS[name];
  return actions[name].startsWith('http://www.xta.de/') ? 'management' : 'msgbox';
}

export function idElement(messageId: string): string {
  return `<a:MessageID xmlns:a="${WSA}">${messageId}</a:MessageID>`;
}

export function selector(inner: string, attributes = ''): string {
  return `<o:MsgSelector xmlns:o="${OSCI}" ${attributes}>${inner}</o:MsgSelector>`;
}

export function lookup(reader: string, service: string): string {
  const asked = `<x:LookupService>${party('Reader', reader)}<x:ServiceType>${service}</x:ServiceType></x:LookupService>`;
  return `<x:LookupServiceRequest xmlns:x="${XTA}"><x:LookupServiceRequestList>${asked}</x:LookupServiceRequestList></x:LookupServiceRequest>`;
}

export function envelope(action: string, body: string, { header = '', addressing }: AskOptions = {}): string {
  const addressed =
    addressing ??
    `<a:Action xmlns:a="${WSA}">${action}</a:Action><a:MessageID xmlns:a="${WSA}">urn:uuid:${randomUUID()}</a:MessageID>`;
  return `<s:Envelope xmlns:s="${SOAP}"><s:Header>${addressed}${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

export function metadata({ messageId, author, reader, service, delivery = '', attributes = '' }: Sent): string {
  return `<m:MessageMetaData xmlns:m="${META}" ${attributes}><m:DeliveryAttributes>${delivery}</m:DeliveryAttributes>
    <m:Originators>${party('Author', author)}</m:Originators><m:Destinations>${party('Reader', reader)}</m:Destinations>
    <m:MsgIdentification>${idElement(messageId)}</m:MsgIdentification>
    <m:Qualifier><m:Subject>Tür &amp; Tor</m:Subject><m:Service>${service ?? 'urn:test:service'}</m:Service>
      <m:BusinessScenario><m:Undefined>TEST</m:Undefined></m:BusinessScenario>
      <m:MessageType listURI="urn:test:types" listVersionID="1" payloadSchema="urn:test"><code>0001</code></m:MessageType>
    </m:Qualifier></m:MessageMetaData>`;
}

function container(contents: readonly Content[], inline: boolean): string {
  const elements = contents.map(({ mime, bytes, fileName }, index) => {
    const name = index === 0 ? 'Message' : 'Attachment';
    const named = fileName === undefined ? '' : ` filename="${fileName}"`;
    const xop = `<i:Include xmlns:i="http://www.w3.org/2004/08/xop/include" href="cid:c${index}%40test"/>`;
    return `<x:${name} contentType="${mime}"${named}>${inline ? bytes.toString('base64') : xop}</x:${name}>`;
  });
  return `<x:GenericContentContainer xmlns:x="${XTA}"><x:ContentContainer>${elements.join('')}</x:ContentContainer></x:GenericContentContainer>`;
}

function answerOf(status: number, headers: Headers, bytes: Buffer): XtaAnswer {
  const type = headers.get('content-type') ?? '';
  const boundary = /boundary="([^"]+)"/.exec(type)?.[1];
  const pieces = boundary === undefined ? [] : piecesOf(bytes, boundary);
  const xml = boundary === undefined ? bytes.toString() : pieces[0]!.bytes.toString();
  const exception = /<(?:\w+:)?(\w+Exception)[ >]/.exec(xml)?.[1];
  const number = /<code[^>]*>(\d+)<\/code>/.exec(xml)?.[1];
  return {
    status,
    headers,
    xml,
    parts: pieces.slice(1),
    exception,
    number: exception === undefined ? undefined : number,
  };
}

function piecesOf(bytes: Buffer, boundary: string): { id: string; bytes: Buffer }[] {
  const found: { id: string; bytes: Buffer }[] = [];
  const line = Buffer.from(`--${boundary}`);
  let at = bytes.indexOf(line);
  for (;;) {
    const next = bytes.indexOf(Buffer.from(`\r\n--${boundary}`), at + line.length);
    if (next < 0) return found;
    const piece = bytes.subarray(at + line.length + 2, next);
    const end = piece.indexOf('\r\n\r\n');
    const id = /content-id:\s*<([^>]+)>/i.exec(piece.toString('latin1', 0, end))?.[1] ?? '';
    found.push({ id, bytes: piece.subarray(end + 4) });
    at = next + 2;
  }
}

/** Text of the first element of a local name. */
export function textIn(xml: string, name: string): string | undefined {
  return new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(xml)?.[1];
}

export function textsIn(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`, 'g'))].map(([, text]) => text!);
}

export function attributeIn(xml: string, element: string, name: string): string | undefined {
  return new RegExp(`<(?:\\w+:)?${element}\\s[^>]*\\b${name}="([^"]*)"`).exec(xml)?.[1];
}
