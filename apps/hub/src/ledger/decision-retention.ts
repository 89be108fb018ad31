import type { Database } from '../database/database.js';
import { dropOld } from './drop-old.js';

/** One may have a hundred thousand messages. */
const JOBS_AT_ONCE = 1;

/**
 * Drops jobs that ended so many days ago, with what became of their messages; the journal keeps who decided.
 *
 * @returns how many
 */
export function dropEndedJobs(
  database: Database,
  now: Date,
  retentionDays: number,
  signal: AbortSignal,
): Promise<number> {
  return dropOld(database, 'fachwerk_drop_jobs', { now, retentionDays, atOnce: JOBS_AT_ONCE }, signal);
}

/** Drops corrected bodies of messages whose own bodies are gone with their month. @returns how many */
export async function dropCorrectedBodies(database: Database): Promise<number> {
  const [row] = await database.asSystem((transaction) =>
    transaction.query<{ dropped: number }>('SELECT fachwerk_drop_corrected() AS dropped'),
  );
  return row!.dropped;
}
