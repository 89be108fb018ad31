import type { Clock } from '../config/clock.js';
import type { Database } from '../database/database.js';
import { dropOldMonths, type DroppedMonth, type Retention } from './retention.js';

const MONTHS_AHEAD = 3;
const LOOK_MS = 3_600_000;

export interface PartitionEvents {
  readonly onProblem: (error: unknown) => void;
  /** For each month that was dropped, or is kept although its retention is over; the latter again when the reason changes. */
  readonly onMonth: (month: DroppedMonth) => void;
}

/**
 * Makes the partitions of the coming months ahead of time, and drops those whose retention is over. A message of a month
 * without a partition goes to the rest.
 */
export class Partitions {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  /** What was told of months that are kept, so that it is not told every hour. */
  private told = new Map<string, number | undefined>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly retention: Retention,
    private readonly events: PartitionEvents,
  ) {}

  /** Resolves after the first try. */
  async start(): Promise<void> {
    const look = (): Promise<void> => (this.running = this.make().then(() => this.drop()));
    this.timer = setInterval(() => void look(), LOOK_MS);
    await look();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Month by month: one that cannot be made, because the rest has rows of it, must not keep the others from it. */
  private async make(): Promise<void> {
    for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) await this.month(ahead).catch(this.events.onProblem);
  }

  private async drop(): Promise<void> {
    const { onMonth, onProblem } = this.events;
    try {
      for (const month of await dropOldMonths(this.database, this.clock.now(), this.retention, onProblem)) {
        const name = `${month.what} ${month.month}`;
        if (month.dropped || this.told.get(name) !== month.keptFor) onMonth(month);
        this.told.set(name, month.keptFor);
      }
    } catch (error) {
      onProblem(error);
    }
  }

  private async month(ahead: number): Promise<void> {
    await this.database.asSystem((transaction) =>
      transaction.query(
        `SELECT fachwerk_create_partitions((date_trunc('month', $1::timestamptz AT TIME ZONE 'UTC') + make_interval(months => $2))::date)`,
        [this.clock.now(), ahead],
      ),
    );
  }
}
