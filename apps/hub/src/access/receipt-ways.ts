import type { Transaction } from '../database/database.js';
import { shownAddress } from './webhook-address.js';

/** How the receipts of a procedure go to it. */
export interface ReceiptWay {
  /** Name of the procedure. */
  readonly procedure: string;
  readonly kind: 'webhook' | 'xta';
  /** Address of a webhook, or the reader of XTA. */
  readonly to: string;
  readonly active: boolean;
  /** In a row. */
  readonly failures: number;
  readonly restUntil: Date | null;
  readonly pending: number;
  readonly stopped: number;
}

const OWN = 'own.tenant_id = webhook.tenant_id AND own.procedure_id = webhook.procedure_id';

/** Where receipts of procedures go by themselves, and what waits there. */
export async function readReceiptWays(transaction: Transaction, tenant: string): Promise<readonly ReceiptWay[]> {
  const rows = await transaction.query<ReceiptWay & { readonly url: string; readonly reader: string | null }>(
    `SELECT procedure.name AS procedure, kind, url, active, failures, rest_until AS "restUntil",
       (SELECT reader FROM xta_target AS own WHERE ${OWN}) AS reader,
       (SELECT count(*)::int FROM outbox AS own WHERE ${OWN} AND state = 'pending') AS pending,
       (SELECT count(*)::int FROM outbox AS own WHERE ${OWN} AND state = 'stopped') AS stopped
     FROM webhook JOIN procedure ON procedure.tenant_id = webhook.tenant_id AND procedure.id = webhook.procedure_id
     WHERE webhook.tenant_id = $1 AND kind IN ('webhook', 'xta') ORDER BY procedure.name`,
    [tenant],
  );
  return rows.map(({ url, reader, ...row }) => ({ ...row, to: reader ?? shownAddress(url) }));
}
