import type { Database } from './database.js';

/**
 * Does a piece of work that no two processes do at once.
 *
 * The lock belongs to a transaction that does nothing else, so that it holds behind a transaction pooler, and is free at
 * once when this process dies.
 *
 * @returns undefined when another process is doing it
 */
export function exclusively<T>(database: Database, name: string, work: () => Promise<T>): Promise<T | undefined> {
  return database.asSystem(async (transaction) => {
    const [row] = await transaction.query<{ mine: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtext($1)) AS mine, set_config('idle_in_transaction_session_timeout', '0', true)`,
      [name],
    );
    return row?.mine === true ? work() : undefined;
  });
}
