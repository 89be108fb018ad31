import type { Database } from '../database/database.js';
import type { Ids } from '../config/clock.js';
import { HubError } from '../errors/hub-error.js';
import { DatabaseConsumption } from './database-consumption.js';
import {
  Exchange,
  type BatchHandler,
  type Consumption,
  type ConsumeOptions,
  type Depth,
  type Lane,
  type Parcel,
  type QueueReport,
  type QueueState,
} from './exchange.js';
import { databaseQueues } from './database-queues.js';
import { laneName } from './lane.js';

export interface DatabaseExchangeOptions {
  readonly database: Database;
  readonly ids: Ids;
  readonly onProblem: (what: string, error: unknown) => void;
  /** True when no other process consumes: what a killed process held is free at once, not when its lease ends. */
  readonly soleConsumer: boolean;
  /** Rungs of the delay ladder; the last one is repeated. */
  readonly delayLadderMs: readonly number[];
}

interface Waiting {
  readonly lane: string;
  readonly parcel: Parcel;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** How long a failed publish makes the exchange say that it cannot be used. */
const AWAY_MS = 1_000;
const PUBLISHED_AT_ONCE_MAX = 500;

/** The exchange on the database, for the embedded default: a commit is the confirm, a lease is the delivery. */
export class DatabaseExchange extends Exchange {
  private readonly waiting: Waiting[] = [];
  private readonly consumptions = new Set<DatabaseConsumption>();
  private flushing: Promise<void> | undefined;
  private away: { readonly error: HubError; readonly at: number } | undefined;

  constructor(private readonly options: DatabaseExchangeOptions) {
    super();
  }

  override async open(): Promise<void> {
    if (!this.options.soleConsumer) return;
    // Still marked as held: it was in someone's hands, and is given out one by one.
    await this.options.database.asSystem((transaction) =>
      transaction.query('UPDATE exchange_message SET held_until = now() WHERE held_by IS NOT NULL'),
    );
  }

  /** A lane is a word in a column: there is nothing to make. */
  override declare(): Promise<void> {
    return Promise.resolve();
  }

  override publish(lane: Lane, parcel: Parcel): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ lane: laneName(lane), parcel, done, failed });
      this.flushing ??= this.flush();
    });
  }

  override consume(lanes: readonly Lane[], handler: BatchHandler, options: ConsumeOptions): Consumption {
    const { database, ids, onProblem, delayLadderMs } = this.options;
    const consumption = new DatabaseConsumption(
      { database, holder: ids.uuid(), onProblem, delayLadderMs },
      lanes,
      handler,
      options,
    );
    this.consumptions.add(consumption);
    consumption.start();
    return consumption;
  }

  override async depth(lane: Lane): Promise<Depth> {
    const [row] = await this.options.database.asSystem((transaction) =>
      transaction.query<{ ready: string; held: string }>(
        `SELECT count(*) FILTER (WHERE held_until IS NULL AND visible_at <= now()) AS ready,
           count(*) FILTER (WHERE held_until IS NOT NULL) AS held
         FROM exchange_message WHERE lane = $1`,
        [laneName(lane)],
      ),
    );
    return { ready: Number(row?.ready), unsettled: Number(row?.held) };
  }

  override async queues(lanes: readonly Lane[]): Promise<readonly QueueState[]> {
    const { database, delayLadderMs } = this.options;
    return databaseQueues(database, lanes, delayLadderMs);
  }

  override async report(lanes: readonly Lane[]): Promise<QueueReport> {
    return { source: 'database', queues: await this.queues(lanes), problems: [] };
  }

  override problem(): HubError | undefined {
    return this.away !== undefined && performance.now() - this.away.at < AWAY_MS ? this.away.error : undefined;
  }

  override async close(): Promise<void> {
    await Promise.all([...this.consumptions].map((consumption) => consumption.stop()));
    await this.flushing;
  }

  /** Whatever is published while a transaction runs goes into the next one: one commit for many senders. */
  private async flush(): Promise<void> {
    // Let everything that arrived in this turn come along.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, PUBLISHED_AT_ONCE_MAX);
      try {
        await this.insert(batch);
        this.away = undefined;
        for (const { done } of batch) done();
        for (const consumption of this.consumptions) consumption.wake();
      } catch (cause) {
        const sentence = 'The message is not known to be stored. Send it again with the same key.';
        const error = new HubError('unavailable-shared', 'exchange.unavailable', sentence, {}, { cause });
        this.away = { error, at: performance.now() };
        for (const { failed } of batch) failed(error);
      }
    }
    // In the same turn as the last look: what is published from now on starts the next flush.
    this.flushing = undefined;
  }

  private async insert(batch: readonly Waiting[]): Promise<void> {
    await this.options.database.asSystem((transaction) =>
      transaction.query(
        {
          name: 'exchange-publish',
          text: `INSERT INTO exchange_message (lane, id, bytes, visible_at)
            SELECT lane, id, bytes, now() FROM unnest($1::text[], $2::text[], $3::bytea[]) WITH ORDINALITY
              AS new(lane, id, bytes, position) ORDER BY position`,
        },
        [batch.map(({ lane }) => lane), batch.map(({ parcel }) => parcel.id), batch.map(({ parcel }) => parcel.bytes)],
      ),
    );
  }
}
