import type { Transaction } from '../database/database.js';

/**
 * When the last key of a procedure ends, for those whose last one ends before `until` and did not end before `from`. A
 * procedure that has a later key, or one without an end, is not among them.
 */
export function readKeyEnds(
  transaction: Transaction,
  tenant: string,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<readonly { readonly procedure: string; readonly endsAt: Date }[]> {
  return transaction.query(
    `SELECT procedure_id AS procedure, max(expires_at) AS "endsAt" FROM api_key
     WHERE tenant_id = $1 AND revoked_at IS NULL GROUP BY procedure_id
     HAVING bool_and(expires_at IS NOT NULL) AND max(expires_at) >= $2 AND max(expires_at) < $3`,
    [tenant, from, until],
  );
}
