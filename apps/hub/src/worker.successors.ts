import type { AccessDirectory } from './access/directory.js';
import type { Clock } from './config/clock.js';
import type { Database } from './database/database.js';
import type { Exchange } from './exchange/exchange.js';
import { depthOf, laneOf, lanesOf } from './exchange/lane.js';
import { parcelOf } from './ledger/envelope.js';
import { notPublished, proceduresWithDue, takeDue, type DueProcedure } from './ledger/turns.js';

const LOOK_MS = 500;
/** What was published this long ago, and is held all the same, is published again when nothing waits in its lanes. */
const LOST_MS = 60_000;
/** When something always waits there. */
const LOST_IN_A_QUEUE_MS = 3_600_000;

/**
 * Publishes held messages whose turn has come. This is the only way on for them, so that nothing can be forgotten: it
 * looks at what the ledger says, not at what somebody remembered to do.
 */
export class WorkerSuccessors {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly exchange: Exchange,
    private readonly directory: AccessDirectory,
    private readonly clock: Clock,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.looking ??= this.look()
        .catch(this.onProblem)
        .finally(() => (this.looking = undefined));
    }, LOOK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    for (const due of await proceduresWithDue(this.database, this.before(LOST_MS))) await this.send(due);
  }

  private async send(due: DueProcedure): Promise<void> {
    const procedure = this.directory.procedure(due.procedure);
    // Published now, it would only lie in a lane that nobody takes from.
    if (procedure === undefined || procedure.paused !== null) return;
    const { ready } = await depthOf(this.exchange, lanesOf(procedure));
    const lostMs = ready === 0 ? LOST_MS : LOST_IN_A_QUEUE_MS;
    const messages = await takeDue(this.database, due, this.clock.now(), this.before(lostMs));
    // All at once, and in this order: the exchange keeps it.
    const published = await Promise.allSettled(
      messages.map((message) => this.exchange.publish(laneOf(procedure), parcelOf(message))),
    );
    const failed = messages
      .filter((_, index) => published[index]!.status === 'rejected')
      .map(({ envelope }) => envelope.id);
    if (failed.length > 0) await notPublished(this.database, due.tenant, failed);
  }

  private before(ms: number): Date {
    return new Date(this.clock.now().getTime() - ms);
  }
}
