import type { Clock } from '../../config/clock.js';
import { HubError } from '../../errors/hub-error.js';
import type { StatusList, XtaClient, XtaConnection } from '../../xta-client/client.js';
import type { Arrivals } from './arrivals.js';
import { causeOf, isOurs, type ReaderEvents, type Source, type SourceBooks } from './source.js';

interface MailboxParts {
  readonly books: SourceBooks;
  readonly arrivals: Arrivals;
  readonly connect: (connection: XtaConnection) => XtaClient;
  readonly clock: Clock;
}

type Listed = StatusList['messages'][number];

/** Failures in a row at one message, in one time of fetching, after which the others are tried. */
const STUMBLES_MAX = 2;
/** Longest wait before a message is fetched again at which fetching failed. */
const LEFT_SECONDS_MAX = 3_600;
const LEFT_SECONDS_MIN = 60;

/** One time of fetching from one source: until nothing is left in its mailbox but what cannot be accepted. */
export class Mailbox {
  fetched = 0;
  refused = 0;
  contactAt: Date | undefined;
  private client: XtaClient | undefined;
  private passedOver: ReadonlySet<string> = new Set();
  /** Not taken up again in this time of fetching. */
  private readonly seen = new Set<string>();

  constructor(
    private readonly source: Source,
    private readonly parts: MailboxParts,
    private readonly goesOn: () => boolean,
    private readonly events: Pick<ReaderEvents, 'onRefused'>,
  ) {}

  /**
   * @throws HubError what stood in the way: of the server (`xta-client.…`), or of the hub, which cannot take anything now. What was
   * fetched until then is accepted.
   */
  async empty(): Promise<void> {
    const { books, arrivals, connect, clock } = this.parts;
    arrivals.check();
    const connection = await books.connection(this.source);
    if (connection === undefined) return;
    this.client = connect(connection);
    this.passedOver = await books.passedOver(this.source, clock.now());
    let list = await this.listed(this.client.getStatusList());
    while (this.goesOn()) {
      const fresh = list.messages.filter(({ id }) => !this.seen.has(id) && !this.passedOver.has(id));
      for (const message of fresh) {
        if (!this.goesOn()) return;
        this.seen.add(message.id);
        await this.fetch(message, list.requestId);
      }
      // What was closed is gone from the list: it begins with what came since. Only what stays is paged over.
      if (fresh.length > 0) list = await this.listed(this.client.getStatusList());
      else if (list.pending > 0 && list.messages.length > 0)
        list = await this.listed(this.client.getNextStatusList(list.requestId));
      else return;
    }
  }

  end(): void {
    this.client?.end();
  }

  private async fetch(message: Listed, listId: string): Promise<void> {
    const { books, arrivals, clock } = this.parts;
    // It was accepted, and its close got lost.
    if (arrivals.has(this.source, message.id)) return this.close(listId, message.id);
    try {
      const requestId = await arrivals.fetch(this.client!, this.source, message);
      this.contactAt = clock.now();
      this.fetched += 1;
      await books.forget(this.source, message.id);
      await this.close(requestId, message.id);
    } catch (error) {
      await this.stumbled(message, listId, error);
    }
  }

  private async close(requestId: string, id: string): Promise<void> {
    await this.client!.close(requestId, id).catch((error: unknown) => {
      // Somebody closed it: that is what was wanted.
      if (!(error instanceof HubError) || error.code !== 'xta-client.message-unknown') throw error;
    });
    this.contactAt = this.parts.clock.now();
    this.parts.arrivals.closed(this.source, id);
  }

  private async stumbled(message: Listed, listId: string, error: unknown): Promise<void> {
    const { books, arrivals, clock } = this.parts;
    const now = clock.now();
    if (error instanceof HubError) {
      if (error.code === 'xta-client.message-unknown') return books.forget(this.source, message.id);
      if (error.kind === 'rejected') return this.refuse(message.id, listId, error);
      if (isOurs(error)) throw error;
    }
    if (arrivals.has(this.source, message.id)) throw error;
    const stumbles = arrivals.stumbled(this.source, message.id);
    if (stumbles <= STUMBLES_MAX) throw error;
    // The others go on, wherever it breaks: at this message, or everywhere.
    const seconds = Math.min(LEFT_SECONDS_MAX, LEFT_SECONDS_MIN * 2 ** (stumbles - STUMBLES_MAX - 1));
    await books.leave(this.source, message.id, causeOf(error), now, new Date(now.getTime() + 1_000 * seconds));
    throw error;
  }

  /** What cannot be accepted must not stand in the way of the others. */
  private async refuse(id: string, listId: string, error: HubError): Promise<void> {
    const { books, clock } = this.parts;
    const cause = causeOf(error);
    this.refused += 1;
    this.events.onRefused(this.source, id, cause);
    await books.leave(this.source, id, cause, clock.now());
    if (!this.source.closesRefused) return;
    await this.close(listId, id);
    await books.closed(this.source, id, clock.now());
  }

  private async listed(asked: Promise<StatusList>): Promise<StatusList> {
    const list = await asked;
    this.contactAt = this.parts.clock.now();
    return list;
  }
}
