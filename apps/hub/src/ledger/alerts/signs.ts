/** What rules look at and the overview does not tell: read by indexes of what is open, once for each look. */
import type { Transaction } from '../../database/database.js';

export interface Signs {
  /** Of what was settled since the beginning of the window. */
  readonly settled: readonly { readonly procedure: string; readonly settled: number; readonly parked: number }[];
  /** Parked since then or longer. */
  readonly parked: readonly { readonly procedure: string; readonly count: number }[];
  /** Not delivered since then or longer, or refused for good within the last week. */
  readonly receipts: readonly { readonly procedure: string; readonly count: number }[];
  /** Of receivers, and of XTA sources, whose certificate ends before then. */
  readonly certificates: readonly { readonly procedure: string; readonly endsAt: Date }[];
}

export interface SignsSince {
  /** The beginning of a minute. */
  readonly window: Date;
  readonly parked: Date;
  readonly receipts: Date;
  readonly week: Date;
  readonly certificates: Date;
}

export async function readSigns(transaction: Transaction, tenant: string, since: SignsSince): Promise<Signs> {
  const [settled, parked, receipts, certificates] = await Promise.all([
    transaction.query<Signs['settled'][number]>(
      `SELECT procedure_id AS procedure, sum(filed + rejected + parked)::int AS settled, sum(parked)::int AS parked
       FROM outcome_tally WHERE tenant_id = $1 AND minute >= $2 GROUP BY procedure_id`,
      [tenant, since.window],
    ),
    transaction.query<Signs['parked'][number]>(
      `SELECT procedure_id AS procedure, count(*)::int AS count FROM stopped_message
       WHERE tenant_id = $1 AND state = 'parked' AND since <= $2 GROUP BY procedure_id`,
      [tenant, since.parked],
    ),
    // What an administrator stopped by removing the target is nobody's failure.
    transaction.query<Signs['receipts'][number]>(
      `SELECT procedure_id AS procedure, sum(count)::int AS count FROM (
         SELECT procedure_id, count(*)::int AS count FROM outbox JOIN webhook USING (tenant_id, procedure_id)
           WHERE tenant_id = $1 AND state = 'pending' AND active AND outbox.created_at <= $2 GROUP BY procedure_id
         UNION ALL
         SELECT procedure_id, count(*)::int FROM outbox
           WHERE tenant_id = $1 AND state = 'stopped' AND ended_at > $3
             AND last_error->>'code' NOT IN ('webhook.removed', 'xta-client.target-removed')
           GROUP BY procedure_id
       ) AS undelivered GROUP BY procedure_id`,
      [tenant, since.receipts, since.week],
    ),
    transaction.query<Signs['certificates'][number]>(
      `SELECT procedure_id AS procedure, min(certificate_ends_at) AS "endsAt" FROM (
         SELECT procedure_id, certificate_ends_at FROM webhook WHERE tenant_id = $1 AND active
         UNION ALL SELECT procedure_id, certificate_ends_at FROM xta_source WHERE tenant_id = $1
         UNION ALL SELECT procedure_id, certificate_ends_at FROM soap_target WHERE tenant_id = $1
       ) AS certificate WHERE certificate_ends_at < $2 GROUP BY procedure_id`,
      [tenant, since.certificates],
    ),
  ]);
  return { settled, parked, receipts, certificates };
}
