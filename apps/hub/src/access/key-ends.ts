import type { Transaction } from '../database/database.js';

/**
 * When what a procedure sends with ends, its last key or its last certificate, for those where this is before `until` and
 * not before `from`. Where there is a later key, or one without an end, keys count nothing; certificates likewise.
 */
export function readKeyEnds(
  transaction: Transaction,
  tenant: string,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<readonly { readonly procedure: string; readonly endsAt: Date }[]> {
  return transaction.query(
    `SELECT procedure, min("endsAt") AS "endsAt" FROM (
       SELECT procedure_id AS procedure, max(expires_at) AS "endsAt" FROM api_key
       WHERE tenant_id = $1 AND revoked_at IS NULL GROUP BY procedure_id
       HAVING bool_and(expires_at IS NOT NULL) AND max(expires_at) >= $2 AND max(expires_at) < $3
       UNION ALL
       SELECT procedure_id, max(not_after) FROM procedure_certificate
       WHERE tenant_id = $1 AND revoked_at IS NULL GROUP BY procedure_id
       HAVING max(not_after) >= $2 AND max(not_after) < $3
     ) AS ends GROUP BY procedure`,
    [tenant, from, until],
  );
}
