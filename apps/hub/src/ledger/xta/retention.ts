import type { Database } from '../../database/database.js';
import { dropOld } from '../drop-old.js';

const ORDERS_AT_ONCE = 2_000;

/**
 * Drops transport orders that ended so many days ago; nobody can ask for their reports any more. What lies in a mailbox
 * has not ended, and neither has what is parked.
 *
 * @returns how many
 */
export function dropEndedOrders(
  database: Database,
  now: Date,
  retentionDays: number,
  signal: AbortSignal,
): Promise<number> {
  return dropOld(database, 'fachwerk_drop_xta_messages', { now, retentionDays, atOnce: ORDERS_AT_ONCE }, signal);
}
