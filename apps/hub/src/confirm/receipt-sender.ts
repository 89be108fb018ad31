/**
 * Sends what is in the outbox to the targets of procedures: their webhooks, readers by XTA, or their SOAP
 * services. Every worker does; a row
 * belongs to one of them at a time.
 *
 * At least once: what a receiver answered 2xx to is not sent again once that is written down. When a worker dies, or
 * loses the database, in between, the same delivery is sent again under the same id. Every target has slots of its own,
 * so that one that hangs holds up nobody else. There is no order among the receipts of a procedure.
 */
import { once } from 'node:events';
import type { Clock, Ids } from '../config/clock.js';
import type { Database } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import {
  countPending,
  dueTargets,
  takeDelivery,
  tracedBy,
  WAIT_SECONDS_MAX,
  writeDelivered,
  writeFailed,
  writeStopped,
  writeWaiting,
  type Delivered,
  type Delivery,
  type PendingCount,
  type Target,
  type TargetKind,
  type Waiting,
} from '../ledger/outbox-sending.js';
import type { DeliveryError } from '../ledger/outbox.js';
import { traceParentOf } from '../ledger/trace.js';

/** How many receipts a worker sends to one target at the same time. */
export const SLOTS = 4;
const LOOK_MS = 1_000;
const COUNT_MS = 15_000;
/** How much longer than sending a lease holds: time to write down how it went. */
const LEASE_MARGIN_MS = 30_000;

/** `waiting`: the receiver has it, and tells later whether it arrived. */
export type SendOutcome = 'delivered' | 'waiting' | 'failed' | 'stopped';

/** What one try came to, when it did not fail. */
export type Told =
  /** `word`: what is to be said of it all the same, such as that there was nothing to send. */
  | { readonly as: 'delivered'; readonly certificateEndsAt?: Date; readonly word?: HubError }
  | {
      readonly as: 'waiting';
      readonly nextAt: Date;
      readonly warning?: HubError;
      /** It was asked, and said nothing: whether the target rests stays as it is. */
      readonly silent?: true;
    };

/** How receipts reach targets of one kind. */
export interface Way {
  /** Longest time for one try. */
  readonly lastsMs: number;
  /**
   * One try; nothing may come of trying the same delivery twice that does not come of one.
   *
   * @param traceParent W3C trace context of the message, so that the receiver can go on with its trace
   * @throws HubError `rejected` when the receiver wants it no more, `defect` when a person has to look at it first; otherwise it is tried again, at the latest after its
   * `retryAfterSeconds` where it has one
   */
  send(target: Target, delivery: Delivery, traceParent: string): Promise<Told>;
}

/** One try, as traces have it. */
export interface Sending {
  /** Goes with it. */
  readonly traceParent: string;
  /** @param code of what went wrong */
  end(code?: string): void;
}

export interface SenderEvents {
  /** Where traces are recorded. */
  readonly onSending?: (target: Target, delivery: Delivery) => Sending;
  /** One try is over; for metrics and the log. */
  readonly onTried: (target: Target, delivery: Delivery, outcome: SendOutcome, error?: DeliveryError) => void;
  readonly onPending: (counts: readonly PendingCount[]) => void;
  /** The outbox cannot be read or written; it is looked at again. */
  readonly onProblem: (error: unknown) => void;
}

interface Lane {
  /** As it was when it was last looked at: a slot that is at work for hours learns of a new secret. */
  target: Target;
  readonly slots: Set<Promise<void>>;
}

export class ReceiptSender {
  private timers: readonly NodeJS.Timeout[] = [];
  private stopped = false;
  private looking: Promise<void> = Promise.resolve();
  /** Where slots are at work. */
  private readonly lanes = new Map<string, Lane>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly ways: Readonly<Record<TargetKind, Way>>,
    private readonly events: SenderEvents,
  ) {}

  start(): void {
    const count = (): void => void this.count().catch(this.events.onProblem);
    this.timers = [setInterval(() => this.look(), LOOK_MS), setInterval(count, COUNT_MS)];
    count();
    this.look();
  }

  /**
   * Takes nothing more, and waits for what is on its way. What takes longer than the limit is sent again, under the same
   * id, once its lease is over.
   */
  async stop(limitMs: number): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    const late = AbortSignal.timeout(limitMs);
    await Promise.race([this.looking.then(() => this.idle()), once(late, 'abort')]);
  }

  /** Sends all that may be sent now. Resolves when the last of it has an answer. */
  async sendDue(): Promise<void> {
    await this.fillSlots();
    await this.idle();
  }

  /** One look after the other: with a slow database they would pile up. */
  private look(): void {
    this.looking = this.looking.then(() => this.fillSlots()).catch(this.events.onProblem);
  }

  private async fillSlots(): Promise<void> {
    if (this.stopped) return;
    for (const target of await dueTargets(this.database, this.clock.now())) {
      const name = `${target.tenant}/${target.procedure}`;
      const lane = this.lanes.get(name) ?? { target, slots: new Set() };
      lane.target = target;
      this.lanes.set(name, lane);
      while (lane.slots.size < SLOTS) {
        const slot: Promise<void> = this.work(lane)
          .catch(this.events.onProblem)
          .finally(() => {
            lane.slots.delete(slot);
            if (lane.slots.size === 0) this.lanes.delete(name);
          });
        lane.slots.add(slot);
      }
    }
  }

  /** One slot: row after row, until there is none that is due. */
  private async work(lane: Lane): Promise<void> {
    while (!this.stopped) {
      const { target } = lane;
      const now = this.clock.now();
      const leasedUntil = new Date(now.getTime() + this.ways[target.kind].lastsMs + LEASE_MARGIN_MS);
      const delivery = await takeDelivery(this.database, target, now, leasedUntil);
      if (delivery === undefined) return;
      await this.deliver(target, delivery);
    }
  }

  private async deliver(target: Target, delivery: Delivery): Promise<void> {
    const sending = this.events.onSending?.(target, delivery);
    let told: Told;
    const traceParent = sending?.traceParent ?? traceParentOf(tracedBy(delivery));
    try {
      told = await this.ways[target.kind].send(target, delivery, traceParent);
      sending?.end();
    } catch (error) {
      sending?.end(error instanceof HubError ? error.code : 'unknown');
      return this.undelivered(target, delivery, error);
    }
    const now = this.clock.now();
    if (told.as === 'waiting') await writeWaiting(this.database, target, delivery, now, waitingFor(told, now));
    else await writeDelivered(this.database, target, delivery, now, deliveredAs(told, now));
    this.events.onTried(target, delivery, told.as);
  }

  private async undelivered(target: Target, delivery: Delivery, cause: unknown): Promise<void> {
    if (!(cause instanceof HubError)) throw cause;
    const { details } = cause;
    const now = this.clock.now();
    const error = errorOf(cause, now);
    if (cause.kind === 'rejected' || cause.kind === 'defect') {
      await writeStopped(this.database, target, delivery, now, error);
      this.events.onTried(target, delivery, 'stopped', error);
      return;
    }
    const longest = details.retryAfterSeconds ?? WAIT_SECONDS_MAX;
    const waitMs = 1000 * this.share() * Math.min(longest, 2 ** (delivery.attempts - 1));
    const nextAt = new Date(now.getTime() + waitMs);
    await writeFailed(this.database, target, delivery, now, { error, nextAt, share: this.share() });
    this.events.onTried(target, delivery, 'failed', error);
  }

  /** From 0 to 1, evenly: tries that failed at once are not repeated at once (full jitter). */
  private share(): number {
    return this.ids.bytes(4).readUInt32BE() / 0xffff_ffff;
  }

  private async count(): Promise<void> {
    this.events.onPending(await countPending(this.database));
  }

  private async idle(): Promise<void> {
    while (this.lanes.size > 0) await Promise.all([...this.lanes.values()].flatMap(({ slots }) => [...slots]));
  }
}

function waitingFor({ nextAt, warning, silent }: Told & { readonly as: 'waiting' }, now: Date): Waiting {
  return {
    nextAt,
    ...(silent === undefined ? {} : { silent }),
    ...(warning === undefined ? {} : { warning: errorOf(warning, now) }),
  };
}

function deliveredAs({ certificateEndsAt, word }: Told & { readonly as: 'delivered' }, now: Date): Delivered {
  return {
    ...(certificateEndsAt === undefined ? {} : { certificateEndsAt }),
    ...(word === undefined ? {} : { word: errorOf(word, now) }),
  };
}

function errorOf({ code, message, details: { values } }: HubError, now: Date): DeliveryError {
  return { code, message, ...(values === undefined ? {} : { values }), at: now.toISOString() };
}
