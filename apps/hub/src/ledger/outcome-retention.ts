import type { Database } from '../database/database.js';

export interface RolledUp {
  /** Rows that were dropped because they are as old as they may get: minutes after 31 days, hours after 13 months. */
  readonly minutes: number;
  readonly hours: number;
}

/**
 * Adds the minutes of hours that are over up, and drops what is old. The database writes down what was dropped.
 *
 * @returns undefined while another process does it
 */
export async function rollUpOutcomes(database: Database, now: Date): Promise<RolledUp | undefined> {
  const [row] = await database.asSystem(async (transaction) => {
    // At first there may be a year of what gateways told.
    await transaction.query('SET LOCAL statement_timeout = 0');
    return transaction.query<{ facts: RolledUp | null }>('SELECT fachwerk_roll_up_outcomes($1) AS facts', [now]);
  });
  return row?.facts ?? undefined;
}
