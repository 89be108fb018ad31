/** Where receipts of a procedure go: its one row in `webhook`, whatever kind it is of. */
import type { Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';

export type ReceiptKind = 'webhook' | 'xta' | 'soap';

export interface ProcedureOfTenant {
  readonly tenant: string;
  /** Of the procedure. */
  readonly id: string;
}

/**
 * Sets the target of a procedure up, or changes it, which ends its rest; what waits is tried now.
 *
 * @throws HubError receipts of the procedure go another way already
 */
export async function setTarget(
  transaction: Transaction,
  { tenant, id }: ProcedureOfTenant,
  { kind, url, active }: { readonly kind: ReceiptKind; readonly url: string; readonly active: boolean },
  now: Date,
): Promise<void> {
  const mine = await transaction.query(
    `INSERT INTO webhook (tenant_id, procedure_id, kind, url, active, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (tenant_id, procedure_id) DO UPDATE
       SET url = excluded.url, active = excluded.active, failures = 0, rest_until = NULL, certificate_ends_at = NULL
       WHERE webhook.kind = excluded.kind
     RETURNING 1`,
    [tenant, id, kind, url, active, now],
  );
  if (mine.length === 0) throw await goesElsewhere(transaction, { tenant, id });
  await transaction.query(
    `UPDATE outbox SET next_at = $3 WHERE tenant_id = $1 AND procedure_id = $2 AND state = 'pending' AND next_at > $3`,
    [tenant, id, now],
  );
}

/**
 * Ends the target. What has not arrived yet is stopped, and can be released when there is a target again.
 *
 * @param why what the receipts that are stopped say
 * @returns how many receipts were stopped; undefined when there is no such target
 */
export async function endTarget(
  transaction: Transaction,
  { tenant, id }: ProcedureOfTenant,
  kind: ReceiptKind,
  why: { readonly code: string; readonly message: string },
  now: Date,
): Promise<number | undefined> {
  // Whoever is settling a submission holds the row until its receipt is there to be stopped.
  const removed = await transaction.query(
    `DELETE FROM webhook WHERE tenant_id = $1 AND procedure_id = $2 AND kind = $3 RETURNING 1`,
    [tenant, id, kind],
  );
  if (removed.length === 0) return undefined;
  const stopped = await transaction.query(
    `UPDATE outbox SET state = 'stopped', ended_at = $3, leased_until = NULL, last_error = $4
     WHERE tenant_id = $1 AND procedure_id = $2 AND state = 'pending' RETURNING id`,
    [tenant, id, now, JSON.stringify({ ...why, at: now })],
  );
  return stopped.length;
}

const ELSEWHERE: Readonly<Record<ReceiptKind, { readonly code: string; readonly where: string }>> = {
  webhook: { code: 'xta-client.webhook-set', where: 'a webhook' },
  xta: { code: 'xta-client.target-set', where: 'an XTA target' },
  soap: { code: 'soap-target.set', where: 'a SOAP target' },
};

async function goesElsewhere(transaction: Transaction, { tenant, id }: ProcedureOfTenant): Promise<HubError> {
  const [found] = await transaction.query<{ kind: ReceiptKind }>(
    `SELECT kind FROM webhook WHERE tenant_id = $1 AND procedure_id = $2`,
    [tenant, id],
  );
  const { code, where } = ELSEWHERE[found?.kind ?? 'webhook'];
  return new HubError('rejected', code, `Receipts of this procedure go to ${where}: remove it first.`);
}
