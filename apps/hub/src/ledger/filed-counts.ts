/** How many submissions were filed, by procedure and by the version of its connector. */
import type { Transaction } from '../database/database.js';
import { endOfHours } from './flow.js';

export interface FiledCount {
  readonly procedure: string;
  readonly filed: number;
}

export interface FiledByVersion {
  /** Null: counted before versions were, or by a process of an earlier version of the hub. */
  readonly version: string | null;
  readonly filed: number;
  /** Beginning of the last minute in which one was filed. */
  readonly lastAt: Date;
}

/** From hours as far as there are any, and from minutes behind them. */
export async function readFiledCounts(
  transaction: Transaction,
  tenant: string,
  from: Date,
): Promise<readonly FiledCount[]> {
  const split = await endOfHours(transaction, tenant);
  return transaction.query<FiledCount>(
    `SELECT procedure, sum(filed)::float8 AS filed FROM (
       SELECT procedure_id AS procedure, filed FROM hour_tally WHERE tenant_id = $1 AND hour >= $2 AND hour < $3
       UNION ALL
       SELECT procedure_id, filed FROM outcome_tally WHERE tenant_id = $1 AND minute >= greatest($2, $3::timestamptz)
     ) AS told GROUP BY procedure`,
    [tenant, from, split],
  );
}

/**
 * By the minute, which is kept for 31 days: hours know no versions. Only rows of these procedures are read.
 *
 * @param from not more than 31 days ago
 */
export function readFiledByVersion(
  transaction: Transaction,
  tenant: string,
  connector: string,
  procedures: readonly string[],
  from: Date,
): Promise<readonly FiledByVersion[]> {
  return transaction.query<FiledByVersion>(
    `SELECT connector_version AS version, sum(filed)::float8 AS filed, max(minute) AS "lastAt"
     FROM outcome_tally WHERE tenant_id = $1 AND minute >= $2 AND procedure_id = ANY ($3::uuid[]) AND filed > 0
       AND coalesce(connector, $4) = $4
     GROUP BY connector_version ORDER BY max(minute) DESC`,
    [tenant, from, procedures, connector],
  );
}
