/** What housekeeping did with all tenants' data together: an append-only list. */
import type { Database } from '../database/database.js';

/** Name of the lock of those who sweep. */
export const SWEEP = 'fachwerk_sweep';

export interface HousekeepingEntry {
  readonly at: Date;
  readonly job:
    | 'partition-dropped'
    | 'content-swept'
    | 'deliveries-dropped'
    | 'outcomes-dropped'
    | 'door-counts-dropped'
    | 'jobs-dropped'
    | 'corrections-dropped'
    | 'xta-messages-dropped';
  /** Counts; nothing of a message or a document. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export function readHousekeepingLog(database: Database, limit: number): Promise<readonly HousekeepingEntry[]> {
  return database.asSystem((transaction) =>
    transaction.query<HousekeepingEntry>('SELECT at, job, facts FROM housekeeping_log ORDER BY id DESC LIMIT $1', [
      limit,
    ]),
  );
}

export async function writeSweep(database: Database, at: Date, facts: object): Promise<void> {
  await database.asSystem((transaction) =>
    transaction.query(`INSERT INTO housekeeping_log (at, job, facts) VALUES ($1, 'content-swept', $2)`, [
      at,
      JSON.stringify(facts),
    ]),
  );
}

export async function lastSweep(database: Database): Promise<Date | undefined> {
  const [row] = await database.asSystem((transaction) =>
    transaction.query<{ at: Date | null }>(`SELECT max(at) AS at FROM housekeeping_log WHERE job = 'content-swept'`),
  );
  return row?.at ?? undefined;
}
