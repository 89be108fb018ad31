import type { Clock } from '../../config/clock.js';
import type { Database, Transaction } from '../../database/database.js';
import { readRecentFlow, type Flow, type Untouched } from '../../ledger/flow.js';
import type { LedgerError } from '../../ledger/state.js';
import { oldestUnseen, readStanding, type Standing } from '../../ledger/standing.js';
import type { UntouchedShares } from './untouched.js';

/** What the database says about one procedure. */
export interface ProcedureBooks {
  readonly lastHour: Flow;
  readonly recent: Flow;
  readonly standing: Omit<Standing, 'procedure'>;
  /** When the oldest message was accepted that is in its lanes and that no worker has had. */
  readonly unseenSince: Date | undefined;
  readonly untouched: Untouched | undefined;
  /** Why it waits by itself; null when it does not. */
  readonly cause: LedgerError | null;
}

export interface BooksLook {
  readonly at: Date;
  /** How long `recent` lasted. */
  readonly recentMinutes: number;
  /** Of a procedure without any entry, too. */
  readonly of: (procedure: string) => ProcedureBooks;
}

const MINUTE_MS = 60_000;
const RECENT_MINUTES = 5;
const NOTHING: Flow = { accepted: 0, filed: 0, rejected: 0, parked: 0 };
const NO_STANDING = { parked: 0, waiting: 0, delayed: 0, oldestAt: undefined };

/** One look of the overview at the database: one transaction, whose statements do not wait for each other. */
export class BooksLooks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly shares: UntouchedShares,
  ) {}

  /** @param withBacklog ids of the procedures in whose lanes something waits */
  look(tenant: string, withBacklog: readonly string[]): Promise<BooksLook> {
    const at = this.clock.now();
    const minute = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
    const since = {
      recent: new Date(minute - RECENT_MINUTES * MINUTE_MS),
      hour: new Date(minute - 60 * MINUTE_MS),
    };
    return this.database.inTenant(tenant, async (transaction) => {
      const [flows, standing, unseen, untouched, causes] = await Promise.all([
        readRecentFlow(transaction, tenant, since),
        readStanding(transaction, tenant),
        oldestUnseen(transaction, tenant, withBacklog),
        this.shares.read(transaction, tenant, at),
        readCauses(transaction, tenant),
      ]);
      const flowOf = new Map(flows.map((flow) => [flow.procedure, flow]));
      const standingOf = new Map(standing.map((one) => [one.procedure, one]));
      const of = (procedure: string): ProcedureBooks => ({
        lastHour: flowOf.get(procedure)?.lastHour ?? NOTHING,
        recent: flowOf.get(procedure)?.recent ?? NOTHING,
        standing: standingOf.get(procedure) ?? NO_STANDING,
        unseenSince: unseen.get(procedure),
        untouched: untouched.get(procedure),
        cause: causes.get(procedure) ?? null,
      });
      return { at, recentMinutes: (at.getTime() - since.recent.getTime()) / MINUTE_MS, of };
    });
  }
}

async function readCauses(transaction: Transaction, tenant: string): Promise<ReadonlyMap<string, LedgerError>> {
  const rows = await transaction.query<{ id: string; cause: LedgerError }>(
    'SELECT id, pause_cause AS cause FROM procedure WHERE tenant_id = $1 AND pause_cause IS NOT NULL',
    [tenant],
  );
  // A worker of an earlier version did not write down where it was noticed.
  return new Map(rows.map(({ id, cause }) => [id, { ...cause, stage: cause.stage ?? 'validate' }]));
}
