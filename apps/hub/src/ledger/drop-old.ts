import type { Database } from '../database/database.js';

const DAY_MS = 86_400_000;

/** What the database lets go of by itself; each of these functions writes down what it dropped. */
type Drop = 'fachwerk_drop_deliveries' | 'fachwerk_drop_jobs' | 'fachwerk_drop_xta_messages';

export interface Old {
  readonly now: Date;
  readonly retentionDays: number;
  /** Rows of one transaction. */
  readonly atOnce: number;
}

/**
 * Drops what ended so many days ago, step by step, so that no transaction lasts.
 *
 * @returns how many
 */
export async function dropOld(database: Database, drop: Drop, old: Old, signal: AbortSignal): Promise<number> {
  const { now, retentionDays, atOnce } = old;
  const before = new Date(now.getTime() - retentionDays * DAY_MS);
  let total = 0;
  for (;;) {
    signal.throwIfAborted();
    const [row] = await database.asSystem((transaction) =>
      transaction.query<{ dropped: number }>(`SELECT ${drop}($1, $2) AS dropped`, [before, atOnce]),
    );
    total += row!.dropped;
    if (row!.dropped < atOnce) return total;
  }
}
