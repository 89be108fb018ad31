import type { Database } from '../database/database.js';

const AT_ONCE = 2_000;

/**
 * Drops rows of the outbox whose delivery ended so many days ago; what became of the receipt stays with its submission.
 * The database writes down what was dropped.
 *
 * @returns how many
 */
export async function dropEndedDeliveries(
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
      transaction.query<{ dropped: number }>('SELECT fachwerk_drop_deliveries($1, $2) AS dropped', [before, AT_ONCE]),
    );
    total += row!.dropped;
    if (row!.dropped < AT_ONCE) return total;
  }
}
