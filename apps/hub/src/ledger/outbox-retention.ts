import type { Database } from '../database/database.js';
import { dropOld } from './drop-old.js';

const DELIVERIES_AT_ONCE = 2_000;

/**
 * Drops rows of the outbox whose delivery ended so many days ago; what became of the receipt stays with its submission.
 *
 * @returns how many
 */
export function dropEndedDeliveries(
  database: Database,
  now: Date,
  retentionDays: number,
  signal: AbortSignal,
): Promise<number> {
  return dropOld(database, 'fachwerk_drop_deliveries', { now, retentionDays, atOnce: DELIVERIES_AT_ONCE }, signal);
}
