/** The operations of an XTA server as the hub uses them, as Author and as Reader. Each is one request. */
import type { IncomingMessage } from 'node:http';
import type { Ids } from '../config/clock.js';
import { HubError } from '../errors/hub-error.js';
import { shortened } from '../errors/shortened.js';
import type { SoapNode } from '../soap/envelope.js';
import { SoapFault } from '../soap/fault.js';
import { writeMtom, type OutgoingPart } from '../soap/mtom.js';
import { readSoapMessage, type SoapLimits, type SoapMessage, type TakePart } from '../soap/request.js';
import { writeEnvelope } from '../soap/write-envelope.js';
import type { XmlNode } from '../soap/write-xml.js';
import { faultIn } from './fault.js';
import type { Credentials, HttpDoor } from '../outgoing/http-door.js';
import { messageIdOf, writeMetaData, writeParty, type MetaData, type Party } from './meta-data.js';
import {
  ANONYMOUS,
  META,
  OPERATIONS,
  OSCI,
  WSA,
  XOP,
  osci,
  textOf,
  wsa,
  xta,
  type Operation,
  type Port,
} from './names.js';
import { reportOf, type TransportReport } from './report.js';

/** Where an XTA server is, and who the hub is there. */
export interface XtaConnection {
  readonly addresses: Readonly<Record<Port, string>>;
  readonly party: Party;
  readonly credentials: Credentials;
}

/** Bytes that are sent, as message or attachment. */
export interface OutgoingContent {
  readonly contentType: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  read(): AsyncIterable<Buffer>;
}

/** What waits in the mailbox, oldest first as its server has it. */
export interface StatusList {
  /** Names the list for `getNextStatusList` and `close`. */
  readonly requestId: string;
  readonly messages: readonly { readonly id: string; readonly sizeBytes?: number }[];
  /** How many there are behind these. */
  readonly pending: number;
}

/** Called with the headers and the body of a message before its parts come. */
export type OpenMessage = (metaData: SoapNode, container: SoapNode) => TakePart;

export interface Fetched {
  /** For `close`. */
  readonly requestId: string;
  readonly messageId: string;
}

const LIST_MAX = 100;
/** Of 1,000 parts nothing but envelopes is answered to most operations. */
const NO_PARTS: TakePart = async () => {
  throw unreadable('it has a part that nothing leads to');
};

export class XtaClient {
  constructor(
    private readonly connection: XtaConnection,
    private readonly door: HttpDoor,
    private readonly limits: SoapLimits,
    private readonly ids: Ids,
  ) {}

  /** Resolves when the server knows the party, and lets it in. */
  async checkAccountActive(): Promise<void> {
    await this.ask(OPERATIONS.checkAccountActive, [this.author()], undefined);
  }

  /** A MessageID of the server, under which one message may be sent as often as it takes. */
  async createMessageId(): Promise<string> {
    const { envelope } = await this.ask(OPERATIONS.createMessageId, [this.author()], undefined);
    const id = envelope.body?.name === 'MessageID' ? textOf(envelope.body) : undefined;
    if (id === undefined || id.length > 512) throw unreadable('it has no MessageID');
    return id;
  }

  /** @param attachments in the order in which they are listed */
  async sendMessage(
    metaData: Omit<MetaData, 'author'>,
    message: OutgoingContent,
    attachments: readonly OutgoingContent[] = [],
  ): Promise<void> {
    const all = [message, ...attachments];
    const parts = all.map(({ contentType: mime, sizeBytes, read }, index): OutgoingPart => ({
      contentId: contentId(index),
      mime,
      sizeBytes,
      read,
    }));
    const body = xta('GenericContentContainer', {
      children: [xta('ContentContainer', { children: all.map((content, index) => writeContent(content, index)) })],
    });
    const header = writeMetaData({ ...metaData, author: this.connection.party });
    await this.ask(OPERATIONS.sendMessage, [header], body, { parts, messageId: metaData.messageId });
  }

  async getTransportReport(messageId: string): Promise<TransportReport> {
    const answer = await this.ask(OPERATIONS.getTransportReport, [this.author()], wsa('MessageID', messageId));
    const report = reportOf(answer.envelope.body);
    if (report === undefined) throw unreadable('it has no TransportReport');
    return report;
  }

  async getStatusList(): Promise<StatusList> {
    const attributes = { maxListItems: String(LIST_MAX), ListForm: 'MsgAtrributes' };
    return this.list(OPERATIONS.getStatusList, osci('MsgBoxStatusListRequest', { attributes }));
  }

  /** The next page of a list. */
  async getNextStatusList(requestId: string): Promise<StatusList> {
    const body = osci('MsgBoxGetNextRequest', { attributes: { MsgBoxRequestID: requestId } });
    return this.list(OPERATIONS.getNextStatusList, body);
  }

  /**
   * Fetches one message. It stays in the mailbox until it is closed.
   *
   * @throws HubError `xta-client.message-unknown` when it is not there any more
   */
  async getMessage(id: string, open: OpenMessage): Promise<Fetched> {
    const selector = osci('MsgSelector', { children: [wsa('MessageID', id)] });
    const body = osci('MsgBoxFetchRequest', { children: [selector] });
    const opened = (envelope: SoapMessage['envelope']): TakePart => {
      const metaData = envelope.headers.find((node) => node.namespace === META && node.name === 'MessageMetaData');
      const container = envelope.body;
      if (container === undefined || container.name !== 'GenericContentContainer') {
        throw mailboxIsEmpty(envelope.headers) ? unknownMessage() : unreadable('it has no GenericContentContainer');
      }
      if (metaData === undefined) throw unreadable('it has no MessageMetaData');
      if (messageIdOf(metaData) !== id) throw unreadable('it is about another message than the one that was asked for');
      return open(metaData, container);
    };
    const { envelope } = await this.ask(OPERATIONS.getMessage, [this.author()], body, { opened });
    return { messageId: id, requestId: requestIdIn(envelope.headers) };
  }

  /** The message is the reader's from now on, and offered no more. */
  async close(requestId: string, messageId: string): Promise<void> {
    const body = osci('MsgBoxCloseRequest', {
      attributes: { MsgBoxRequestID: requestId },
      children: [osci('LastMsgReceived', { text: messageId })],
    });
    await this.ask(OPERATIONS.close, [this.author()], body);
  }

  /** Ends its connections. */
  end(): void {
    this.door.close();
  }

  private author(): XmlNode {
    return writeParty('Author', this.connection.party);
  }

  private async list(operation: Operation, body: XmlNode): Promise<StatusList> {
    const { envelope } = await this.ask(operation, [this.author()], body);
    const list = envelope.body;
    if (list !== undefined && (list.namespace !== OSCI || list.name !== 'MsgStatusList')) {
      throw unreadable('it has no MsgStatusList');
    }
    const attributes = (list?.many(OSCI, 'MsgAttributes') ?? []).map((node) => ({
      id: textOf(node.one(WSA, 'MessageID')),
      sizeBytes: Number(textOf(node.one(OSCI, 'MsgSize'))),
    }));
    const metaData = (list?.many(META, 'MessageMetaData') ?? []).map((node) => ({
      id: messageIdOf(node),
      sizeBytes: Number(textOf(node.one(META, 'MsgSize'))),
    }));
    const messages = [...attributes, ...metaData].flatMap(({ id, sizeBytes }) => {
      if (id === undefined) return [];
      return [{ id, ...(Number.isSafeInteger(sizeBytes) && sizeBytes > 0 ? { sizeBytes } : {}) }];
    });
    const pending = Number(textOf(mailboxIn(envelope.headers)?.one(OSCI, 'ItemsPending')));
    return { requestId: requestIdIn(envelope.headers), messages, pending: pending > 0 ? pending : 0 };
  }

  /** @throws HubError `xta-client.…` what the server says, or that it cannot be understood */
  private async ask(
    operation: Operation,
    headers: readonly XmlNode[],
    body: XmlNode | undefined,
    more: {
      readonly parts?: readonly OutgoingPart[];
      readonly messageId?: string;
      readonly opened?: (envelope: SoapMessage['envelope']) => TakePart;
    } = {},
  ): Promise<SoapMessage> {
    const { parts = [], messageId = `urn:uuid:${this.ids.uuid()}`, opened = () => NO_PARTS } = more;
    const url = new URL(this.connection.addresses[operation.port]);
    const addressing = [
      wsa('To', url.href),
      wsa('Action', operation.action),
      wsa('MessageID', messageId),
      { name: 'ReplyTo', namespace: WSA, children: [wsa('Address', ANONYMOUS)] },
    ];
    const text = writeEnvelope({ version: '1.2', headers: [...addressing, ...headers], body });
    const { contentType, body: bytes } = writeMtom(text, parts, '1.2');
    const type = `${contentType}; action="${operation.action}"`;
    return this.door.ask({ url, headers: { 'Content-Type': type }, body: bytes }, (answer) =>
      this.read(answer, opened),
    );
  }

  private async read(
    answer: IncomingMessage,
    opened: (envelope: SoapMessage['envelope']) => TakePart,
  ): Promise<SoapMessage> {
    const status = answer.statusCode ?? 0;
    if (!/xml|multipart\/related/i.test(answer.headers['content-type'] ?? '')) {
      throw new HubError('unavailable-message', 'xta-client.status', `The XTA server answered with status ${status}.`, {
        values: { status },
      });
    }
    try {
      const read = await readSoapMessage(answer.headers, answer, this.limits, async (envelope) => {
        const fault = faultIn(envelope);
        if (fault !== undefined) throw fault;
        return opened(envelope);
      });
      if (status >= 300) throw unreadable(`it has status ${status} and no fault`);
      return read;
    } catch (error) {
      if (error instanceof SoapFault) throw unreadable(shortened(error.message), error);
      throw error;
    }
  }
}

/** The Content-ID of an Include, or undefined where the bytes are written into the element. */
export function includedIn(content: SoapNode): string | undefined {
  const href = content.one(XOP, 'Include')?.attribute('href');
  return href?.startsWith('cid:') === true ? decodeURIComponent(href.slice('cid:'.length)) : undefined;
}

function writeContent({ contentType, fileName, sizeBytes }: OutgoingContent, index: number): XmlNode {
  const size: Readonly<Record<string, string>> = sizeBytes > 0 ? { size: String(sizeBytes) } : {};
  return xta(index === 0 ? 'Message' : 'Attachment', {
    attributes: { contentType, filename: fileName, ...size },
    children: [{ name: 'Include', namespace: XOP, prefix: 'xop', attributes: { href: `cid:${contentId(index)}` } }],
  });
}

function contentId(index: number): string {
  return `content-${index}@fachwerk`;
}

function mailboxIn(headers: readonly SoapNode[]): SoapNode | undefined {
  return headers.find(({ namespace, name }) => namespace === OSCI && name === 'MsgBoxResponse');
}

function mailboxIsEmpty(headers: readonly SoapNode[]): boolean {
  return mailboxIn(headers)?.one(OSCI, 'NoMessageAvailable') !== undefined;
}

/** Required by the schema; a server that leaves it out is asked with what comes next to it. */
function requestIdIn(headers: readonly SoapNode[]): string {
  return mailboxIn(headers)?.attribute('MsgBoxRequestID') ?? 'urn:none';
}

function unknownMessage(): HubError {
  const values = { number: '9070', text: 'NoMessageAvailable' };
  const sentence = `The MessageID is not known (9070: NoMessageAvailable).`;
  return new HubError('unavailable-message', 'xta-client.message-unknown', sentence, { values });
}

function unreadable(reason: string, cause?: unknown): HubError {
  return new HubError(
    'unavailable-message',
    'xta-client.answer-unreadable',
    `The answer of the XTA server cannot be read: ${reason}.`,
    { values: { reason } },
    cause === undefined ? undefined : { cause },
  );
}
