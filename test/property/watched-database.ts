import pg from 'pg';
import { Database, type DatabaseOptions, type Transaction, type View } from '../../apps/hub/src/database/database.js';
import { HubError } from '../../apps/hub/src/errors/hub-error.js';
import { stepwise } from '../harness/stepwise.js';
import { until } from '../harness/wait.js';

let turns = 0;

/**
 * A database whose server ends the connection at a chosen step: before one of the statements, before the commit, or
 * after it, when only the answer is lost. It also notes in which order transactions commit.
 */
export class WatchedDatabase extends Database {
  /** Statements, commits and their answers so far. */
  steps = 0;
  /** Transactions that were about to commit, with their turn among those of all such databases. */
  readonly commits: { readonly id: string; readonly turn: number }[] = [];
  /** Called before each step, with its number. */
  onStep: (step: number) => Promise<void> | void = () => undefined;
  private breaksAt = Number.POSITIVE_INFINITY;
  private readonly server: pg.Pool;

  /** @param serverUrl of somebody who may end connections */
  constructor(options: DatabaseOptions, serverUrl: string) {
    super(options);
    this.server = new pg.Pool({ connectionString: serverUrl, max: 1 });
    this.server.on('error', () => undefined);
  }

  /** The connection is lost at that many steps from now. */
  breakAfter(steps: number): void {
    this.breaksAt = this.steps + steps;
  }

  override async inTenant<T>(tenant: string, work: (transaction: Transaction) => Promise<T>, view?: View): Promise<T> {
    const result = await super.inTenant(
      tenant,
      async (transaction) => {
        const steps = stepwise(transaction, () => this.step(transaction));
        const done = await work(steps);
        await steps.sent();
        // Nobody else commits between this and the commit.
        const [row] = await transaction.query<{ id: string }>(
          'SELECT pg_advisory_xact_lock(1), txid_current()::text AS id',
        );
        this.commits.push({ id: row!.id, turn: (turns += 1) });
        await this.step(transaction);
        return done;
      },
      view,
    );
    if (this.steps++ === this.breaksAt) {
      throw new HubError('unavailable-shared', 'database.unavailable', 'The answer to the commit was lost.');
    }
    return result;
  }

  override async close(): Promise<void> {
    await super.close();
    await this.server.end();
  }

  private async step(transaction: Transaction): Promise<void> {
    await this.onStep(this.steps);
    if (this.steps++ !== this.breaksAt) return;
    const [own] = await transaction.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await this.server.query('SELECT pg_terminate_backend($1)', [own!.pid]);
    // Asked in a hurry, because the server itself looks only ten times a second.
    await until('the connection is ended', async () => {
      for (let looks = 0; looks < 50; looks += 1) {
        const { rowCount } = await this.server.query('SELECT FROM pg_stat_activity WHERE pid = $1', [own!.pid]);
        if (rowCount === 0) return true;
      }
      return false;
    });
  }
}
