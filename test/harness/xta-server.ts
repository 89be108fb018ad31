/**
 * A small XTA server (2.1.1) that knows nothing of the hub: it takes requests apart with its own means, keeps a mailbox and
 * what was sent in memory, and can be told to misbehave. It answers to one party, whoever asks.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TLSSocket } from 'node:tls';

export interface Content {
  readonly contentType: string;
  readonly fileName?: string;
  readonly bytes: Buffer;
}

export interface Boxed {
  readonly message: Content;
  readonly attachments?: readonly Content[];
  /** Attributes of MessageMetaData, such as ` TestMsg="true"`. */
  readonly attributes?: string;
  /** In place of the ContentContainer. */
  readonly container?: string;
}

export interface Asked {
  readonly operation: string;
  readonly action: string;
  /** Subject of the certificate that was shown. */
  readonly client: string | undefined;
  readonly authorization: string | undefined;
  readonly envelope: string;
  readonly parts: ReadonlyMap<string, Buffer>;
}

export interface Taken {
  readonly messageId: string;
  readonly metaData: string;
  readonly message: Content;
  readonly attachments: readonly Content[];
  /** How often it was sent. */
  times: number;
}

/**
 * What happens to a request instead of what should: it is cut off before it is carried out, or after it was, half of the
 * answer comes, there is no answer, a fault (exception and number), or a status alone.
 */
export type Mishap =
  | 'cut-before'
  | 'cut-after'
  | 'cut-within'
  | 'hang'
  | { readonly fault: string; readonly number: string }
  | { readonly status: number };

const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
const XTA = 'http://xoev.de/transport/xta/211';
const META = 'http://www.osci.eu/ws/2014/10/transport';
const OSCI = 'http://www.osci.eu/ws/2008/05/transport';
const WSA = 'http://www.w3.org/2005/08/addressing';
const XOP = 'http://www.w3.org/2004/08/xop/include';

const OPERATIONS: Readonly<Record<string, string>> = {
  'http://www.xta.de/XTA/CheckAccountActive': 'checkAccountActive',
  'http://www.xta.de/XTA/CreateMessageID': 'createMessageId',
  'http://www.xta.de/XTA/GetTransportReport': 'getTransportReport',
  'http://www.xta.de/XTA/SendMessage': 'sendMessage',
  [`${OSCI}/urn/messageTypes/MsgBoxStatusListRequest`]: 'getStatusList',
  [`${OSCI}/urn/messageTypes/MsgBoxGetNextListRequest`]: 'getNextStatusList',
  [`${OSCI}/urn/messageTypes/MsgBoxFetchRequest`]: 'getMessage',
  [`${OSCI}/urn/messageTypes/MsgBoxCloseRequest`]: 'close',
};

export class XtaServer {
  /** By MessageID, oldest first; what is closed is not in it any more. */
  readonly box = new Map<string, Boxed>();
  readonly closed: string[] = [];
  /** What was sent, by MessageID. */
  readonly taken = new Map<string, Taken>();
  readonly asked: Asked[] = [];
  /** Status of each transport report, by MessageID; 1 (green) for the others that were sent. */
  readonly reports = new Map<string, { readonly status: number; readonly reason?: string }>();
  /** Contents as base64 in the envelope. */
  inline = false;
  /** Messages on one page of a list. */
  pageMax = 100;
  /** Whether the next page of a list is the first one again. */
  repeatsPages = false;
  /** Whether a MessageID that was sent before is refused, whatever comes under it. */
  refusesKnown = false;
  mishap: (asked: Asked) => Mishap | undefined = () => undefined;
  /** A message was sent, for the first time. */
  onTaken: (taken: Taken) => void = () => undefined;
  private readonly lists = new Map<string, string[]>();
  private made = 0;

  private constructor(
    private readonly server: Server,
    private readonly scheme: 'http' | 'https',
  ) {}

  /** @param tls certificate for `localhost`, and how clients are asked for theirs; without it, it speaks http */
  static async open(tls?: ServerOptions): Promise<XtaServer> {
    const server = tls === undefined ? createServer() : createTlsServer(tls);
    const own = new XtaServer(server, tls === undefined ? 'http' : 'https');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      own.answer(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return own;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.scheme}://${this.scheme === 'https' ? 'localhost' : '127.0.0.1'}:${this.port}/xta`;
  }

  /** @returns its MessageID */
  put(boxed: Boxed, id = `urn:de:test:messageid:${randomUUID()}`): string {
    this.box.set(id, boxed);
    return id;
  }

  times(operation: string): number {
    return this.asked.filter((one) => one.operation === operation).length;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await read(request);
    this.asked.push(asked);
    const mishap = this.mishap(asked);
    if (mishap === 'hang') return;
    if (mishap === 'cut-before') return void request.socket.destroy();
    if (typeof mishap === 'object' && 'status' in mishap) return void response.writeHead(mishap.status).end('no');
    if (typeof mishap === 'object') return this.fault(response, mishap.fault, mishap.number);
    const answer = this.carryOut(asked);
    if (mishap === 'cut-after') return void request.socket.destroy();
    if ('fault' in answer) return this.fault(response, answer.fault, answer.number);
    const { type, pieces } = written(answer, this.inline);
    response.writeHead(200, { 'content-type': type });
    if (mishap !== 'cut-within') return pipeline(Readable.from(slicesOf(pieces)), response);
    const bytes = Buffer.concat(pieces);
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroy());
  }

  private carryOut(asked: Asked): Answer | { readonly fault: string; readonly number: string } {
    const { operation, envelope } = asked;
    const id = inner(inner(envelope, 'Body') ?? '', 'MessageID')?.trim() ?? '';
    switch (operation) {
      case 'checkAccountActive':
        return { body: '' };
      case 'createMessageId':
        this.made += 1;
        return { body: `<wsa:MessageID>urn:de:test:made:${this.made}-${randomUUID()}</wsa:MessageID>` };
      case 'sendMessage':
        return this.send(asked);
      case 'getTransportReport':
        return this.report(id);
      case 'getStatusList':
        return this.page([...this.box.keys()]);
      case 'getNextStatusList':
        if (this.repeatsPages) return this.page([...this.box.keys()]);
        return this.page(this.lists.get(attribute(envelope, 'MsgBoxRequestID') ?? '') ?? []);
      case 'getMessage':
        return this.fetch(id);
      case 'close':
        return this.closeOne(inner(envelope, 'LastMsgReceived')?.trim() ?? '');
      default:
        return { fault: 'XTAWSTechnicalProblemException', number: '9030' };
    }
  }

  private send({ envelope, parts }: Asked): Answer | { readonly fault: string; readonly number: string } {
    const metaData = inner(envelope, 'MessageMetaData') ?? '';
    const messageId = inner(metaData, 'MessageID')?.trim() ?? '';
    const contents = elements(envelope, 'Message').concat(elements(envelope, 'Attachment'));
    const [message, ...attachments] = contents.map((element): Content => {
      const cid = /href="cid:([^"]+)"/.exec(element)?.[1];
      const bytes = cid === undefined ? Buffer.from(textIn(element), 'base64') : parts.get(decodeURIComponent(cid));
      const fileName = attribute(element, 'filename');
      if (bytes === undefined) throw new Error(`no part ${cid}`);
      return {
        contentType: attribute(element, 'contentType') ?? '',
        bytes,
        ...(fileName === undefined ? {} : { fileName }),
      };
    });
    if (messageId === '' || message === undefined) return { fault: 'ParameterIsNotValidException', number: '9020' };
    const known = this.taken.get(messageId);
    if (known !== undefined) {
      known.times += 1;
      if (this.refusesKnown || !known.message.bytes.equals(message.bytes)) {
        return { fault: 'ParameterIsNotValidException', number: '9024' };
      }
      return { body: '' };
    }
    const taken = { messageId, metaData, message, attachments, times: 1 };
    this.taken.set(messageId, taken);
    this.onTaken(taken);
    return { body: '' };
  }

  private report(id: string): Answer | { readonly fault: string; readonly number: string } {
    const taken = this.taken.get(id);
    const { status, reason } = this.reports.get(id) ?? { status: taken === undefined ? -1 : 1, reason: undefined };
    if (status === -1) return { fault: 'InvalidMessageIDException', number: '9070' };
    const record = (name: string): string =>
      `<xta:${name}><xta:Timestamp>2026-03-02T08:00:00Z</xta:Timestamp><xta:Code listURI="urn:x" listVersionID="1"><code>E1</code></xta:Code><xta:Reason>${reason}</xta:Reason></xta:${name}>`;
    const errors = reason === undefined || status < 3 ? '' : `<xta:ErrorList>${record('Error')}</xta:ErrorList>`;
    const warnings = reason === undefined || status !== 2 ? '' : `<xta:WarnList>${record('Warning')}</xta:WarnList>`;
    const body = `<xta:TransportReport><meta:MessageMetaData>${taken?.metaData ?? ''}</meta:MessageMetaData>
      <xta:ReportTime>2026-03-02T08:00:00Z</xta:ReportTime><xta:XTAServerIdentity>test</xta:XTAServerIdentity>
      <xta:MessageStatus><xta:Status>${status}</xta:Status>${errors}${warnings}</xta:MessageStatus></xta:TransportReport>`;
    return { body };
  }

  private page(ids: readonly string[]): Answer {
    const requestId = `urn:list:${randomUUID()}`;
    const shown = ids.slice(0, this.pageMax);
    const rest = ids.slice(this.pageMax);
    this.lists.set(requestId, rest);
    if (shown.length === 0) return { headers: none(requestId), body: '<osci:MsgStatusList/>' };
    const lines = shown.map((id) => {
      const size = this.box.get(id)?.message.bytes.length ?? 1;
      return `<osci:MsgAttributes><wsa:MessageID>${id}</wsa:MessageID><osci:TypeOfBusinessScenario>urn:x</osci:TypeOfBusinessScenario><osci:MsgSize>${size}</osci:MsgSize><osci:DeliveryTime>2026-03-02T08:00:00Z</osci:DeliveryTime></osci:MsgAttributes>`;
    });
    return {
      headers: `<osci:MsgBoxResponse MsgBoxRequestID="${requestId}"><osci:ItemsPending>${rest.length}</osci:ItemsPending></osci:MsgBoxResponse>`,
      body: `<osci:MsgStatusList>${lines.join('')}</osci:MsgStatusList>`,
    };
  }

  private fetch(id: string): Answer {
    const requestId = `urn:fetch:${randomUUID()}`;
    const boxed = this.box.get(id);
    if (boxed === undefined) return { headers: none(requestId), body: '' };
    const contents = [boxed.message, ...(boxed.attachments ?? [])];
    const container =
      boxed.container ??
      `<xta:ContentContainer>${contents
        .map(({ contentType, fileName, bytes }, index) => {
          const name = index === 0 ? 'Message' : 'Attachment';
          const named = fileName === undefined ? '' : ` filename="${fileName}"`;
          const inside = this.inline
            ? bytes.toString('base64')
            : `<xop:Include xmlns:xop="${XOP}" href="cid:part${index}@server"/>`;
          return `<xta:${name} contentType="${contentType}"${named}>${inside}</xta:${name}>`;
        })
        .join('')}</xta:ContentContainer>`;
    return {
      headers: `<meta:MessageMetaData${boxed.attributes ?? ''}><meta:MsgIdentification><wsa:MessageID>${id}</wsa:MessageID></meta:MsgIdentification></meta:MessageMetaData>
        <osci:MsgBoxResponse MsgBoxRequestID="${requestId}"><osci:ItemsPending>${this.box.size - 1}</osci:ItemsPending></osci:MsgBoxResponse>`,
      body: `<xta:GenericContentContainer>${container}</xta:GenericContentContainer>`,
      parts: this.inline || boxed.container !== undefined ? [] : contents,
    };
  }

  private closeOne(id: string): Answer | { readonly fault: string; readonly number: string } {
    if (!this.box.delete(id)) return { fault: 'InvalidMessageIDException', number: '9070' };
    this.closed.push(id);
    return { body: '' };
  }

  private fault(response: ServerResponse, exception: string, number: string): void {
    const detail = `<xta:${exception}><xta:errorCode><code>${number}</code><name>as told by the test</name></xta:errorCode></xta:${exception}>`;
    const fault = `<soap:Fault><soap:Code><soap:Value>soap:Sender</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang="en">refused</soap:Text></soap:Reason><soap:Detail>${detail}</soap:Detail></soap:Fault>`;
    response.writeHead(400, { 'content-type': 'application/soap+xml; charset=utf-8' });
    response.end(envelopeOf('', fault));
  }
}

const SLICE_BYTES = 1_048_576;

/** As servers write them that tell nobody where to answer; with an action that is not that of their Content-Type. */
const ADDRESSED =
  '<wsa:Action>urn:answer</wsa:Action><wsa:ReplyTo><wsa:Address>http://www.w3.org/2005/08/addressing/none</wsa:Address></wsa:ReplyTo>';

interface Answer {
  readonly headers?: string;
  readonly body: string;
  readonly parts?: readonly Content[];
}

function none(requestId: string): string {
  return `<osci:MsgBoxResponse MsgBoxRequestID="${requestId}"><osci:NoMessageAvailable reason="${OSCI}/MsgBox/reasons/NoMatch"/></osci:MsgBoxResponse>`;
}

function envelopeOf(headers: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="${SOAP}" xmlns:xta="${XTA}" xmlns:meta="${META}" xmlns:osci="${OSCI}" xmlns:wsa="${WSA}"><soap:Header>${headers}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;
}

function written(
  { headers = '', body, parts = [] }: Answer,
  inline: boolean,
): { readonly type: string; readonly pieces: readonly Buffer[] } {
  const envelope = envelopeOf(`${ADDRESSED}${headers}`, body);
  if (inline)
    return { type: 'application/soap+xml; charset=utf-8; action="urn:other"', pieces: [Buffer.from(envelope)] };
  const boundary = `test-${randomUUID()}`;
  const pieces: (Buffer | string)[] = [
    `--${boundary}\r\nContent-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"\r\nContent-ID: <root@server>\r\n\r\n${envelope}`,
  ];
  parts.forEach(({ bytes }, index) => {
    pieces.push(
      `\r\n--${boundary}\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <part${index}@server>\r\n\r\n`,
      bytes,
    );
  });
  pieces.push(`\r\n--${boundary}--\r\n`);
  const type = `multipart/related; boundary="${boundary}"; type="application/xop+xml"; start="<root@server>"; start-info="application/soap+xml"`;
  return { type, pieces: pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)) };
}

/** A large content goes out bit by bit: encrypting it as a whole would keep whoever asks waiting for seconds. */
function* slicesOf(pieces: readonly Buffer[]): Iterable<Buffer> {
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += SLICE_BYTES) yield piece.subarray(at, at + SLICE_BYTES);
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  const parts = boundary === undefined ? [{ id: '', bytes }] : partsOf(bytes, boundary);
  const envelope = parts[0]!.bytes.toString('utf8');
  const action = inner(envelope, 'Action')?.trim() ?? '';
  const certificate = (request.socket as Partial<TLSSocket>).getPeerCertificate?.();
  return {
    operation: OPERATIONS[action] ?? 'unknown',
    action: /[;\s]action="([^"]+)"/.exec(type)?.[1] ?? '',
    client: certificate?.subject?.CN as string | undefined,
    authorization: request.headers.authorization,
    envelope,
    parts: new Map(parts.slice(1).map((part) => [part.id, part.bytes])),
  };
}

function partsOf(bytes: Buffer, boundary: string): readonly { readonly id: string; readonly bytes: Buffer }[] {
  const parts: { id: string; bytes: Buffer }[] = [];
  const mark = Buffer.from(`--${boundary}`);
  let at = bytes.indexOf(mark);
  for (;;) {
    const next = bytes.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), at + mark.length);
    if (at === -1 || next === -1) return parts;
    const part = bytes.subarray(at + mark.length + 2, next);
    const end = part.indexOf('\r\n\r\n');
    const id = /^content-id:\s*<([^>]+)>/im.exec(part.toString('latin1', 0, end))?.[1] ?? '';
    parts.push({ id, bytes: part.subarray(end + 4) });
    at = next + 2;
  }
}

/** What is in the first element of this local name. */
function inner(xml: string, name: string): string | undefined {
  return new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?>([\\s\\S]*?)</(?:[\\w.-]+:)?${name}>`).exec(xml)?.[1];
}

/** Every element of this local name, with its tags. */
function elements(xml: string, name: string): readonly string[] {
  const found = xml.matchAll(new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?>[\\s\\S]*?</(?:[\\w.-]+:)?${name}>`, 'g'));
  return [...found].map(([element]) => element);
}

function attribute(xml: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(xml)?.[1];
}

function textIn(element: string): string {
  return element.replace(/<[^>]*>/g, '');
}
