/** What became of messages, for senders that wait for it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Messages } from './messages.js';
import type { MessageState } from './message-state.js';

/** Between two looks at the ledger. */
const LOOK_MS = 25;
/** Filing takes some milliseconds; whoever waits longer waits for something else, and is looked after less often. */
const FIRST_MS = 50;
const LONGEST_MS = 1_000;
const GROWTH = 1.5;

interface Waiter {
  readonly tenant: string;
  readonly id: string;
  /** On the clock of `performance.now()`. */
  readonly until: number;
  dueAt: number;
  pauseMs: number;
  resolve(found: MessageState | undefined): void;
  reject(error: unknown): void;
}

/**
 * All senders that wait are looked after together, with one question for each tenant and one after the other: however many
 * they are, they leave the connections to whoever else looks something up.
 */
export class Settlements {
  private readonly waiters = new Set<Waiter>();
  private looking = false;

  constructor(private readonly messages: Pick<Messages, 'findThose'>) {}

  /**
   * @param waitMsMax how long it is waited for
   * @returns undefined when it is neither filed, rejected nor parked by then
   * @throws HubError `unavailable-shared` while the database is away
   */
  of(tenant: string, id: string, waitMsMax: number): Promise<MessageState | undefined> {
    return new Promise((resolve, reject) => {
      const now = performance.now();
      this.waiters.add({ tenant, id, until: now + waitMsMax, dueAt: now, pauseMs: FIRST_MS, resolve, reject });
      if (!this.looking) void this.look();
    });
  }

  private async look(): Promise<void> {
    this.looking = true;
    while (this.waiters.size > 0) {
      for (const [tenant, waiters] of this.due(performance.now())) await this.lookAfter(tenant, waiters);
      await delay(LOOK_MS);
    }
    this.looking = false;
  }

  private due(now: number): ReadonlyMap<string, readonly Waiter[]> {
    const due = new Map<string, Waiter[]>();
    for (const waiter of this.waiters) {
      if (waiter.dueAt > now) continue;
      const own = due.get(waiter.tenant);
      if (own === undefined) due.set(waiter.tenant, [waiter]);
      else own.push(waiter);
    }
    return due;
  }

  private async lookAfter(tenant: string, waiters: readonly Waiter[]): Promise<void> {
    try {
      const found = await this.messages.findThose(tenant, [...new Set(waiters.map(({ id }) => id))]);
      const settled = new Map(found.flatMap((one) => (one.state === 'accepted' ? [] : [[one.id, one] as const])));
      const now = performance.now();
      for (const waiter of waiters) {
        const state = settled.get(waiter.id);
        if (state !== undefined || waiter.until <= now) this.leave(waiter, () => waiter.resolve(state));
        waiter.dueAt = Math.min(now + waiter.pauseMs, waiter.until);
        waiter.pauseMs = Math.min(waiter.pauseMs * GROWTH, LONGEST_MS);
      }
    } catch (error) {
      for (const waiter of waiters) this.leave(waiter, () => waiter.reject(error));
    }
  }

  private leave(waiter: Waiter, tell: () => void): void {
    this.waiters.delete(waiter);
    tell();
  }
}
