import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, Ids } from '../../config/clock.js';
import { HubError } from '../../errors/hub-error.js';
import type { StatusList, XtaClient, XtaConnection } from '../../xta-client/client.js';
import type { Arrivals } from './arrivals.js';
import {
  causeOf,
  concernsAll,
  keptId,
  type LeftMessage,
  type ReaderEvents,
  type Source,
  type SourceBooks,
} from './source.js';

interface MailboxParts {
  readonly books: SourceBooks;
  readonly arrivals: Arrivals;
  readonly connect: (connection: XtaConnection) => XtaClient;
  readonly clock: Clock;
  readonly ids: Ids;
}

type Listed = StatusList['messages'][number];

/** Failures in a row, at different messages or at the list, after which it is left for another time. */
const FRUITLESS_MAX = 2;
const PAUSE_MS = 250;
/** How often one message is tried each time of fetching, before it is passed over for a while. */
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
  private left: ReadonlyMap<string, LeftMessage> = new Map();
  /** Not taken up again in this time of fetching. */
  private readonly seen = new Set<string>();
  /** All that was listed, as the books have it. */
  private readonly listedIds = new Set<string>();
  private fruitless = 0;
  /** The last one that a message had while others went on. */
  private problem: unknown;

  constructor(
    private readonly source: Source,
    private readonly parts: MailboxParts,
    private readonly goesOn: () => boolean,
    private readonly events: Pick<ReaderEvents, 'onRefused'>,
  ) {}

  /**
   * @throws HubError what stood in the way: of the server (`xta-client.…`), or of the hub, which cannot take anything now. What was
   * fetched until then is accepted; what went wrong at one message is thrown once the others had their turn.
   */
  async empty(): Promise<void> {
    const { books, arrivals, connect } = this.parts;
    arrivals.check();
    const connection = await books.connection(this.source);
    if (connection === undefined) return;
    this.client = connect(connection);
    this.left = await books.left(this.source);
    for (;;) {
      try {
        await this.emptyOnce(this.client);
        break;
      } catch (error) {
        if (!isBroken(error) || !(await this.mayGoOn())) throw error;
      }
    }
    if (this.problem !== undefined) throw this.problem;
  }

  end(): void {
    this.client?.end();
  }

  private async emptyOnce(client: XtaClient): Promise<void> {
    const since = this.parts.clock.now();
    let list = await this.listed(client.getStatusList());
    let paged = new Set<string>();
    while (this.goesOn()) {
      const fresh = list.messages.filter(({ id }) => !this.seen.has(id) && !this.isPassedOver(id, since));
      for (const message of fresh) {
        if (!this.goesOn() || !(await this.attempt(message, list.requestId))) return;
      }
      // What was closed is gone from the list: it begins with what came since. Only what stays is paged over.
      if (fresh.length > 0) {
        list = await this.listed(client.getStatusList());
        paged = new Set();
      } else if (list.pending > 0 && list.messages.some(({ id }) => !paged.has(id))) {
        for (const { id } of list.messages) paged.add(id);
        list = await this.listed(client.getNextStatusList(list.requestId));
      } else return this.forgetGone();
    }
  }

  /**
   * What goes wrong at one message holds up no other.
   *
   * @returns whether the next one is worth trying
   * @throws HubError what would go wrong at each of them
   */
  private async attempt(message: Listed, listId: string): Promise<boolean> {
    this.seen.add(message.id);
    try {
      await this.fetch(message, listId);
      this.fruitless = 0;
      return true;
    } catch (error) {
      if (concernsAll(error)) throw error;
      this.problem = error;
      return this.mayGoOn();
    }
  }

  /** After a failure, and a pause: a connection that breaks now and then costs one message, not the rest of the mailbox. */
  private async mayGoOn(): Promise<boolean> {
    this.fruitless += 1;
    if (this.fruitless > FRUITLESS_MAX || !this.goesOn()) return false;
    await delay((PAUSE_MS * 2 ** this.fruitless * this.parts.ids.bytes(1).readUInt8()) / 0xff);
    return true;
  }

  private async fetch(message: Listed, listId: string): Promise<void> {
    const { books, arrivals, clock } = this.parts;
    const { id } = message;
    try {
      // It was accepted, and its close got lost.
      if (arrivals.has(this.source, id)) await this.close(listId, id);
      else {
        const requestId = await arrivals.fetch(this.client!, this.source, message);
        this.contactAt = clock.now();
        this.fetched += 1;
        await this.close(requestId, id);
      }
      if (this.left.has(keptId(id))) await books.forget(this.source, keptId(id));
    } catch (error) {
      await this.stumbled(id, listId, error);
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

  private async stumbled(id: string, listId: string, error: unknown): Promise<void> {
    const { books, arrivals, clock } = this.parts;
    if (error instanceof HubError && !arrivals.has(this.source, id)) {
      if (error.code === 'xta-client.message-unknown') return books.forget(this.source, keptId(id));
      if (error.kind === 'rejected') return this.refuse(id, listId, error);
    }
    if (!concernsAll(error)) {
      const now = clock.now();
      await books.leave(this.source, keptId(id), causeOf(error), now, this.nextAt(id, now));
    }
    throw error;
  }

  /** Of a message at which something broke: the next time at first, then later and later. */
  private nextAt(id: string, now: Date): Date {
    const over = (this.left.get(keptId(id))?.tries ?? 0) - STUMBLES_MAX;
    const seconds = over < 0 ? 0 : Math.min(LEFT_SECONDS_MAX, LEFT_SECONDS_MIN * 2 ** over);
    return new Date(now.getTime() + 1_000 * seconds);
  }

  private isPassedOver(id: string, now: Date): boolean {
    const left = this.left.get(keptId(id));
    return left !== undefined && (left.nextAt === null || left.nextAt > now);
  }

  /** What was to be tried again, and is not in the mailbox any more: closed by a request whose answer got lost, or by others. */
  private async forgetGone(): Promise<void> {
    for (const [id, { nextAt }] of this.left) {
      if (nextAt !== null && !this.listedIds.has(id)) await this.parts.books.forget(this.source, id);
    }
  }

  /** What cannot be accepted must not stand in the way of the others. */
  private async refuse(id: string, listId: string, error: HubError): Promise<void> {
    const { books, clock } = this.parts;
    const cause = causeOf(error);
    this.refused += 1;
    this.events.onRefused(this.source, keptId(id), cause);
    const now = clock.now();
    // Where it is to be closed, it is tried again until it is.
    const nextAt = this.source.closesRefused ? this.nextAt(id, now) : undefined;
    await books.leave(this.source, keptId(id), cause, now, nextAt);
    if (nextAt === undefined) return;
    await this.close(listId, id);
    await books.closed(this.source, keptId(id), clock.now());
  }

  private async listed(asked: Promise<StatusList>): Promise<StatusList> {
    const list = await asked;
    this.contactAt = this.parts.clock.now();
    for (const { id } of list.messages) this.listedIds.add(keptId(id));
    return list;
  }
}

/** The connection, or what came over it; what a server says in an answer it would say again. */
function isBroken(error: unknown): boolean {
  return error instanceof HubError && /^xta-client\.(?:unreachable|timeout|answer-unreadable)$/.test(error.code);
}
