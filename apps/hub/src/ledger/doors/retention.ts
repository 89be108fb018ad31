import type { Database } from '../../database/database.js';
import type { RolledUp } from '../outcome-retention.js';

/**
 * Adds the minutes of hours that are over up, and drops what is old: minutes after 31 days, hours after 13 months. The
 * database writes down what was dropped.
 *
 * @returns undefined while another process does it
 */
export async function rollUpDoors(database: Database, now: Date): Promise<RolledUp | undefined> {
  const [row] = await database.asSystem(async (transaction) => {
    await transaction.query('SET LOCAL statement_timeout = 0');
    return transaction.query<{ facts: RolledUp | null }>('SELECT fachwerk_roll_up_doors($1) AS facts', [now]);
  });
  return row?.facts ?? undefined;
}
