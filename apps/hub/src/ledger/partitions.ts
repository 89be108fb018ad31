import type { Clock } from '../config/clock.js';
import type { Database } from '../database/database.js';

const MONTHS_AHEAD = 3;
const LOOK_MS = 3_600_000;

/** Makes the partitions of the coming months ahead of time. A message of a month without one goes to the rest. */
export class Partitions {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  start(): void {
    const look = (): void => void (this.running = this.make().catch(this.onProblem));
    this.timer = setInterval(look, LOOK_MS);
    look();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async make(): Promise<void> {
    await this.database.asSystem((transaction) =>
      transaction.query(
        `SELECT fachwerk_create_partitions((date_trunc('month', $1::timestamptz AT TIME ZONE 'UTC') + make_interval(months => ahead))::date)
         FROM generate_series(0, $2::int) AS ahead`,
        [this.clock.now(), MONTHS_AHEAD],
      ),
    );
  }
}
