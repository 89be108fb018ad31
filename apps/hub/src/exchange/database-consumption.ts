import type { Database, Transaction } from '../database/database.js';
import type { BatchHandler, Consumption, ConsumeOptions, Death, Delivery, Lane, Outcome } from './exchange.js';
import { laneName, laneNamed } from './lane.js';
import { probeAfterMs } from './probing.js';

/** How long a message stays with a process that says nothing any more. Renewed while a batch is running. */
const LEASE = `interval '30 seconds'`;
const RENEW_MS = 10_000;
/** How often to look for messages that another process published. */
const POLL_MS = 200;
const DELIVERIES_MAX = 1_000;

interface Row {
  readonly number: string;
  readonly lane: string;
  readonly id: string;
  readonly bytes: Buffer;
  readonly delays: number;
  readonly deliveries: number;
  readonly left: boolean;
  readonly death: (Omit<Death, 'at'> & { readonly at?: string }) | null;
}

type Held = Delivery & { readonly number: string };

export interface HolderOptions {
  readonly database: Database;
  /** Whose leases these are. */
  readonly holder: string;
  readonly onProblem: (what: string, error: unknown) => void;
  readonly delayLadderMs: readonly number[];
}

/** Takes messages under a lease, hands them over batch by batch, and writes down what became of them. */
export class DatabaseConsumption implements Consumption {
  private lanes: readonly string[];
  /** Which lane comes first in the next take. */
  private turn = 0;
  private suspended = false;
  /** Since the last batch that succeeded. */
  private suspensions = 0;
  private stopped = false;
  private running: Promise<void> = Promise.resolve();
  private alarm: (() => void) | undefined;

  constructor(
    private readonly holder: HolderOptions,
    lanes: readonly Lane[],
    private readonly handler: BatchHandler,
    private readonly options: ConsumeOptions,
  ) {
    this.lanes = lanes.map(laneName);
  }

  start(): void {
    this.running = this.run();
  }

  wake(): void {
    this.alarm?.();
  }

  setLanes(lanes: readonly Lane[]): Promise<void> {
    this.lanes = lanes.map(laneName);
    this.wake();
    return Promise.resolve();
  }

  suspend(cause: unknown): void {
    if (this.suspended) return;
    this.suspended = true;
    this.suspensions += 1;
    this.options.onSuspended?.(cause);
  }

  attached(): boolean {
    return !this.stopped && !this.suspended;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        if (this.suspended) await this.probe();
        else if (!(await this.takeAndHandle())) await this.sleep(POLL_MS);
      } catch (error) {
        this.suspend(error);
      }
    }
  }

  private async probe(): Promise<void> {
    await this.sleep(probeAfterMs(this.options.probeMs, this.suspensions));
    if (this.stopped || !(await this.options.probe())) return;
    // What this process held when it failed goes back first.
    await this.holder.database.asSystem((transaction) =>
      transaction.query('UPDATE exchange_message SET held_by = NULL, held_until = NULL WHERE held_by = $1', [
        this.holder.holder,
      ]),
    );
    this.suspended = false;
  }

  /** @returns false when there was nothing */
  private async takeAndHandle(): Promise<boolean> {
    if (this.lanes.length === 0) return false;
    let taken = await this.take();
    if (taken.length === 0) return false;
    while (taken.length > 0 && !this.stopped) {
      const batch = taken.slice(0, this.options.batchMax);
      taken = taken.slice(batch.length);
      await this.settle(batch, await this.withLease(() => this.handler(batch, Promise.resolve())));
      this.suspensions = 0;
    }
    if (taken.length > 0)
      await this.settle(
        taken,
        taken.map(() => ({ do: 'hand-back' })),
      );
    return true;
  }

  private async take(): Promise<readonly Held[]> {
    this.turn = (this.turn + 1) % this.lanes.length;
    const lanes = [...this.lanes.slice(this.turn), ...this.lanes.slice(0, this.turn)];
    const rows = await this.holder.database.asSystem(async (transaction) => {
      const free = await this.free(transaction, lanes);
      return transaction.query<Row>({ name: 'exchange-take', text: TAKE }, [
        free,
        this.options.batchMax,
        this.holder.holder,
      ]);
    });
    return rows.toSorted((a, b) => Number(a.number) - Number(b.number)).map(toDelivery);
  }

  /** Without the ordered lanes that another process has messages of, or is taking from. */
  private async free(transaction: Transaction, lanes: readonly string[]): Promise<readonly string[]> {
    const ordered = lanes.filter((name) => laneNamed(name).kind === 'ordered');
    if (ordered.length === 0) return lanes;
    const locked = await transaction.query<{ name: string }>(
      'SELECT name FROM unnest($1::text[]) AS name WHERE pg_try_advisory_xact_lock(hashtextextended(name, 0))',
      [ordered],
    );
    // Only now: what the last one to have the lock took is seen by a statement that begins behind it.
    const taken = await transaction.query<{ lane: string }>(
      `SELECT DISTINCT lane FROM exchange_message
       WHERE held_by IS NOT NULL AND held_by <> $2 AND held_until > now() AND lane = ANY ($1)`,
      [ordered, this.holder.holder],
    );
    const mine = new Set(locked.map(({ name }) => name));
    for (const { lane } of taken) mine.delete(lane);
    return lanes.filter((name) => mine.has(name) || !ordered.includes(name));
  }

  private async withLease<T>(work: () => Promise<T>): Promise<T> {
    const renewing = setInterval(() => {
      this.holder.database
        .asSystem((transaction) =>
          transaction.query(`UPDATE exchange_message SET held_until = now() + ${LEASE} WHERE held_by = $1`, [
            this.holder.holder,
          ]),
        )
        .catch((error: unknown) => this.holder.onProblem('lease not renewed', error));
    }, RENEW_MS);
    try {
      return await work();
    } finally {
      clearInterval(renewing);
    }
  }

  private async settle(batch: readonly Held[], outcomes: readonly Outcome[]): Promise<void> {
    const decided = (outcome: Outcome['do']): readonly Held[] =>
      batch.filter((_, position) => outcomes[position]?.do === outcome);
    await this.holder.database.asSystem(async (transaction) => {
      await this.each(
        transaction,
        decided('settled'),
        'DELETE FROM exchange_message WHERE number = ANY ($1) AND held_by = $2',
      );
      await this.each(transaction, decided('hand-back'), HAND_BACK);
      const { delayLadderMs } = this.holder;
      for (const delivery of decided('delay')) {
        const delayMs = delayLadderMs[Math.min(delivery.delays, delayLadderMs.length - 1)] ?? 0;
        await this.each(transaction, [delivery], DELAY, delayMs);
      }
      for (const [position, outcome] of outcomes.entries())
        if (outcome.do === 'return') await this.each(transaction, [batch[position]!], RETURN, laneName(outcome.to));
    });
  }

  private async each(
    transaction: Transaction,
    held: readonly Held[],
    statement: string,
    ...more: readonly unknown[]
  ): Promise<void> {
    if (held.length === 0) return;
    await transaction.query(statement, [held.map(({ number }) => number), this.holder.holder, ...more]);
  }

  private async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.alarm = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.alarm = undefined;
  }
}

/** The oldest of each lane until there are enough. A full lane leaves room for no other, so another is first each time. */
const TAKE = `WITH next AS (
    SELECT number, left_behind FROM unnest($1::text[]) AS wanted(name), LATERAL (
      SELECT number, held_by IS NOT NULL AS left_behind FROM exchange_message
      WHERE lane = name AND visible_at <= now() AND (held_until IS NULL OR held_until <= now())
      ORDER BY visible_at, number LIMIT $2 FOR UPDATE SKIP LOCKED
    ) AS oldest
    LIMIT $2
  )
  UPDATE exchange_message AS message
  SET held_by = $3, held_until = now() + ${LEASE}, deliveries = deliveries + 1
  FROM next WHERE message.number = next.number
  RETURNING message.number, lane, id, bytes, delays, deliveries, left_behind AS "left", death`;

const HAND_BACK = `UPDATE exchange_message SET held_by = NULL, held_until = NULL,
    lane = CASE WHEN deliveries >= ${DELIVERIES_MAX} THEN 'dead' ELSE lane END,
    death = CASE WHEN deliveries >= ${DELIVERIES_MAX}
      THEN jsonb_build_object('lane', lane, 'reason', 'delivery-limit', 'count', deliveries, 'at', now()) ELSE death END
  WHERE number = ANY ($1) AND held_by = $2`;

const DELAY = `UPDATE exchange_message SET held_by = NULL, held_until = NULL, delays = delays + 1,
    visible_at = now() + $3 * interval '1 millisecond' WHERE number = ANY ($1) AND held_by = $2`;

const RETURN = `UPDATE exchange_message SET held_by = NULL, held_until = NULL, lane = $3, deliveries = 0, death = NULL
  WHERE number = ANY ($1) AND held_by = $2`;

function toDelivery(row: Row): Held {
  const { number, id, bytes, delays, death } = row;
  return {
    number,
    lane: laneNamed(row.lane),
    id,
    bytes,
    delays,
    deliveriesBefore: row.deliveries - 1,
    redelivered: row.left,
    ...(death === null
      ? {}
      : { death: { ...death, ...(death.at === undefined ? {} : { at: new Date(death.at) }) } as Death }),
  };
}
