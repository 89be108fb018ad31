/** The operations of msgBoxPort: what lies in the mailbox of a procedure is listed, fetched and closed. */
import type { ContentStore } from '../../archive/content-store.js';
import type { Clock } from '../../config/clock.js';
import { HubError } from '../../errors/hub-error.js';
import type { ListedOrder, OrderPart } from '../../ledger/xta/order.js';
import type { OutgoingPart } from '../../soap/mtom.js';
import type { XmlNode } from '../../soap/write-xml.js';
import type { XtaBooks } from './books.js';
import type { XtaAnswer, XtaCall } from './call.js';
import { containerOf, partTypeOf } from './content.js';
import { beginning, continuing, requestIdOf, type Iteration } from './iteration.js';
import { completed } from './metadata.js';
import { child, childrenOf, element, textOf } from './tree.js';
import { META, OSCI, reasons, WSA } from './v211.js';

/** What MsgSize can say (xs:int). */
const SIZE_MAX = 2 ** 31 - 1;

export class XtaMailboxes {
  constructor(
    private readonly books: XtaBooks,
    private readonly store: Pick<ContentStore, 'read'>,
    private readonly clock: Clock,
  ) {}

  async statusList(call: XtaCall): Promise<XtaAnswer> {
    return this.list(call, beginning(call.body!), reasons.searchArgsInvalid);
  }

  async nextStatusList(call: XtaCall): Promise<XtaAnswer> {
    await this.commit(call);
    return this.list(call, continuing(requestIdIn(call)), reasons.requestIdInvalid);
  }

  async message(call: XtaCall): Promise<XtaAnswer> {
    return this.fetch(call, beginning(call.body!), reasons.searchArgsInvalid);
  }

  async nextMessage(call: XtaCall): Promise<XtaAnswer> {
    await this.commit(call);
    return this.fetch(call, continuing(requestIdIn(call)), reasons.requestIdInvalid);
  }

  /** @throws HubError `xta.message-unknown` */
  async close(call: XtaCall): Promise<XtaAnswer> {
    await this.commit(call);
    return {};
  }

  /** LastMsgReceived: what its reader has for good (OSCI 2.02). @throws HubError `xta.message-unknown` */
  private async commit({ procedure, body }: XtaCall): Promise<void> {
    const received = childrenOf(body, OSCI, 'LastMsgReceived').map((node) => textOf(node) ?? '');
    if (received.length === 0) return;
    const { tenant, id } = procedure;
    const unknown = await this.books.close(tenant, id, received, this.clock.now());
    if (unknown.length > 0) throw messageUnknown();
  }

  private async list(call: XtaCall, iteration: Iteration | undefined, reason: string): Promise<XtaAnswer> {
    if (iteration === undefined) return none(requestIdOf(EMPTY, undefined), reason, element(OSCI, 'MsgStatusList'));
    const { orders, pending } = await this.page(call, iteration, iteration.limit);
    const requestId = requestIdOf(iteration, orders.at(-1));
    if (orders.length === 0) return none(requestId, reasons.noMatch, element(OSCI, 'MsgStatusList'));
    const write = iteration.form === 'MsgAtrributes' ? attributesOf : metadataOf;
    return {
      headers: [responseHeader(requestId, element(OSCI, 'ItemsPending', { text: String(pending) }))],
      body: element(OSCI, 'MsgStatusList', { children: orders.map(write) }),
    };
  }

  private async fetch(call: XtaCall, iteration: Iteration | undefined, reason: string): Promise<XtaAnswer> {
    if (iteration === undefined) return none(requestIdOf(EMPTY, undefined), reason);
    const { tenant } = call.procedure;
    const { orders, pending } = await this.page(call, iteration, 1);
    const [order] = orders;
    if (order === undefined) {
      // Whoever names a message is told that it is not there; who takes what comes, that nothing has come.
      if (iteration.after === undefined && iteration.selector.messageIds !== undefined) throw messageUnknown();
      return none(requestIdOf(iteration, undefined), reasons.noMatch);
    }
    const now = this.clock.now();
    const withContent = iteration.part !== 'Header';
    const parts = withContent ? await this.books.fetched(tenant, order.id, now) : [];
    if (parts === undefined) throw messageUnknown();
    const shown = withContent ? { ...order, fetchedAt: order.fetchedAt ?? now } : order;
    const header = responseHeader(
      requestIdOf(iteration, order),
      element(OSCI, 'ItemsPending', { text: String(pending) }),
    );
    return {
      headers: iteration.part === 'Body' ? [header] : [metadataOf(shown), header],
      ...(withContent ? this.contentOf(tenant, parts) : {}),
    };
  }

  private contentOf(tenant: string, parts: readonly OrderPart[]): Required<Pick<XtaAnswer, 'body' | 'parts'>> {
    const { container, ids } = containerOf(parts);
    const outgoing = parts.map((part, index): OutgoingPart => {
      const { sha256, sizeBytes } = part;
      const read = (): AsyncIterable<Buffer> => this.store.read(tenant, sha256);
      return { contentId: ids[index]!, mime: partTypeOf(part), sizeBytes, read };
    });
    return { body: container, parts: outgoing };
  }

  private page({ procedure, author }: XtaCall, iteration: Iteration, limit: number): ReturnType<XtaBooks['page']> {
    const { tenant, id } = procedure;
    const selector = { ...iteration.selector, ...(author === undefined ? {} : { party: author }) };
    return this.books.page(tenant, id, selector, { after: iteration.after, limit, now: this.clock.now() });
  }
}

const EMPTY: Iteration = { selector: {}, limit: 1, form: 'MessageMetaData', part: 'Envelope', after: undefined };

function requestIdIn({ body }: XtaCall): string {
  return body?.attributes?.['MsgBoxRequestID'] ?? '';
}

function none(requestId: string, reason: string, body?: XmlNode): XtaAnswer {
  const header = responseHeader(requestId, element(OSCI, 'NoMessageAvailable', { attributes: { reason } }));
  return { headers: [header], ...(body === undefined ? {} : { body }) };
}

function responseHeader(requestId: string, content: XmlNode): XmlNode {
  return element(OSCI, 'MsgBoxResponse', { attributes: { MsgBoxRequestID: requestId }, children: [content] });
}

export function metadataOf(order: ListedOrder): XmlNode {
  const { createdAt, visibleFrom, fetchedAt } = order;
  const times = { initialSend: createdAt, delivery: visibleFrom, initialFetch: fetchedAt ?? undefined };
  return completed(order.metadata as XmlNode, times, order.sizeBytes);
}

/** MsgAttributeListType. */
function attributesOf(order: ListedOrder): XmlNode {
  const { messageId, relatesTo, sizeBytes, visibleFrom, fetchedAt } = order;
  const metadata = order.metadata as XmlNode;
  const service = textOf(child(metadata, META, 'Qualifier', 'Service')) ?? '';
  const obsolete = textOf(child(metadata, META, 'DeliveryAttributes', 'ObsoleteAfter'));
  return element(OSCI, 'MsgAttributes', {
    children: [
      element(WSA, 'MessageID', { text: messageId }),
      ...relatesTo.map((text) => element(WSA, 'RelatesTo', { text })),
      element(OSCI, 'TypeOfBusinessScenario', { text: service }),
      element(OSCI, 'MsgSize', { text: String(Math.min(sizeBytes, SIZE_MAX)) }),
      ...(obsolete === undefined ? [] : [element(OSCI, 'ObsoleteAfterDate', { text: obsolete })]),
      element(OSCI, 'DeliveryTime', { text: visibleFrom.toISOString() }),
      ...(fetchedAt === null ? [] : [element(OSCI, 'InitialFetchedTime', { text: fetchedAt.toISOString() })]),
    ],
  });
}

export function messageUnknown(): HubError {
  const sentence = 'A message with this MessageID is not known for this account.';
  return new HubError('rejected', 'xta.message-unknown', sentence);
}
