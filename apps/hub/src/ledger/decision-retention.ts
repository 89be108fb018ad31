import type { Database } from '../database/database.js';

/** One may have a hundred thousand messages. */
const JOBS_AT_ONCE = 1;

/**
 * Drops jobs that ended so many days ago, with what became of their messages; the journal keeps who decided. The database
 * writes down what was dropped.
 *
 * @returns how many
 */
export async function dropEndedJobs(
  database: Database,
  now: Date,
  retentionDays: number,
  signal: AbortSignal,
): Promise<number> {
  const before = new Date(now.getTime() - retentionDays * 86_400_000);
  let total = 0;
  for (;;) {
    signal.throwIfAborted();
    const [row] = await database.asSystem((transaction) =>
      transaction.query<{ dropped: number }>('SELECT fachwerk_drop_jobs($1, $2) AS dropped', [before, JOBS_AT_ONCE]),
    );
    total += row!.dropped;
    if (row!.dropped < JOBS_AT_ONCE) return total;
  }
}

/** Drops corrected bodies of messages whose own bodies are gone with their month. @returns how many */
export async function dropCorrectedBodies(database: Database): Promise<number> {
  const [row] = await database.asSystem((transaction) =>
    transaction.query<{ dropped: number }>('SELECT fachwerk_drop_corrected() AS dropped'),
  );
  return row!.dropped;
}
