import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, Ids } from '../../config/clock.js';
import { HubError } from '../../errors/hub-error.js';
import type { StatusList, XtaClient, XtaConnection } from '../../xta-client/client.js';
import type { Arrivals } from './arrivals.js';
import { causeOf, isOurs, type ReaderEvents, type Source, type SourceBooks } from './source.js';

interface MailboxParts {
  readonly books: SourceBooks;
  readonly arrivals: Arrivals;
  readonly connect: (connection: XtaConnection) => XtaClient;
  readonly clock: Clock;
  readonly ids: Ids;
}

type Listed = StatusList['messages'][number];

/** Failures in a row, without anything fetched or closed in between, after which it is left for another time. */
const FRUITLESS_MAX = 2;
const PAUSE_MS = 250;
/** Failures in a row at one message after which the others are tried. */
const STUMBLES_MAX = 4;
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
  /** Counts what came of it. */
  private fruits = 0;

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
    let fruitless = 0;
    let fruits = 0;
    for (;;) {
      try {
        return await this.emptyOnce(this.client);
      } catch (error) {
        // A connection that breaks now and then costs one message, not the rest of the mailbox.
        fruitless = this.fruits > fruits ? 1 : fruitless + 1;
        fruits = this.fruits;
        if (!isBroken(error) || fruitless > FRUITLESS_MAX || !this.goesOn()) throw error;
        await delay((PAUSE_MS * 2 ** fruitless * this.parts.ids.bytes(1).readUInt8()) / 0xff);
      }
    }
  }

  end(): void {
    this.client?.end();
  }

  private async emptyOnce(client: XtaClient): Promise<void> {
    let list = await this.listed(client.getStatusList());
    while (this.goesOn()) {
      const fresh = list.messages.filter(({ id }) => !this.seen.has(id) && !this.passedOver.has(id));
      for (const message of fresh) {
        if (!this.goesOn()) return;
        await this.fetch(message, list.requestId);
        this.seen.add(message.id);
        this.fruits += 1;
      }
      // What was closed is gone from the list: it begins with what came since. Only what stays is paged over.
      if (fresh.length > 0) list = await this.listed(client.getStatusList());
      else if (list.pending > 0 && list.messages.length > 0)
        list = await this.listed(client.getNextStatusList(list.requestId));
      else return;
    }
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
    this.seen.add(message.id);
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

/** The connection, or what came over it; what a server says in an answer it would say again. */
function isBroken(error: unknown): boolean {
  return error instanceof HubError && /^xta-client\.(?:unreachable|timeout|answer-unreadable)$/.test(error.code);
}
