/** What is not settled, whatever the day: for those who must not touch what a message on its way may need. */
import type { Database } from '../database/database.js';
import { acceptedAtOf } from './message-id.js';

/** Numbers that gateways told and no worker has seen, of one tenant (`$1`). */
export const UNSEEN = `WITH seen AS (
    SELECT procedure_id, epoch, range_agg(int8range(seq, seq, '[]')) AS numbers FROM message WHERE tenant_id = $1 GROUP BY 1, 2
  ), unseen AS (
    SELECT procedure_id, tally.gateway, epoch, first_at, last_at,
      int8multirange(int8range(first_seq, last_seq, '[]')) - voided - coalesce(seen.numbers, '{}'::int8multirange) AS numbers
    FROM intake_tally AS tally LEFT JOIN seen USING (procedure_id, epoch) WHERE tally.tenant_id = $1
  )`;

/**
 * When the oldest message was accepted that is still on its way, in any tenant: unsettled in the ledger, told by a gateway
 * and not seen, or waiting in the exchange on the database.
 */
export async function oldestUnsettled(database: Database): Promise<Date | undefined> {
  const found: Date[] = [];
  const tenants = await database.asSystem((transaction) => transaction.query<{ id: string }>('SELECT id FROM tenant'));
  for (const { id } of tenants) {
    const [row] = await database.inTenant(id, async (transaction) => {
      await transaction.query('SET LOCAL statement_timeout = 0');
      return transaction.query<{ at: Date | null }>(
        `${UNSEEN} SELECT least(
           (SELECT min(accepted_at) FROM message WHERE tenant_id = $1 AND settled_at IS NULL),
           (SELECT min(first_at) FROM unseen WHERE NOT isempty(numbers))) AS at`,
        [id],
      );
    });
    if (row?.at != null) found.push(row.at);
  }
  const [waiting] = await database.asSystem((transaction) =>
    // Ids of messages begin with the time, so that the smallest is the oldest.
    transaction.query<{ id: string | null }>(
      `SELECT min(id) AS id FROM exchange_message WHERE lane LIKE 'in.%' OR lane LIKE 'ordered.%'`,
    ),
  );
  const at = waiting?.id == null ? undefined : acceptedAtOf(waiting.id);
  if (at !== undefined) found.push(at);
  return found.length === 0 ? undefined : new Date(Math.min(...found.map((one) => one.getTime())));
}
