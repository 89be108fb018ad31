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

  /** Resolves after the first try. */
  async start(): Promise<void> {
    const look = (): Promise<void> => (this.running = this.make());
    this.timer = setInterval(() => void look(), LOOK_MS);
    await look();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Month by month: one that cannot be made, because the rest has rows of it, must not keep the others from it. */
  private async make(): Promise<void> {
    for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) await this.month(ahead).catch(this.onProblem);
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
