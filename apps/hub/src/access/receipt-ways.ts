import type { Transaction } from '../database/database.js';
import type { ReceiptKind } from './receipt-targets.js';
import { subjectOf } from './server-credentials.js';
import { invalid } from './soap-targets.js';
import { shownAddress } from './webhook-address.js';

/** How the receipts of a procedure go to it. */
export interface ReceiptWay {
  /** Name of the procedure. */
  readonly procedure: string;
  readonly kind: ReceiptKind;
  /** Address of a webhook or a SOAP service, or the reader of XTA. */
  readonly to: string;
  readonly active: boolean;
  /** In a row. */
  readonly failures: number;
  readonly restUntil: Date | null;
  readonly pending: number;
  readonly stopped: number;
  /** That the hub shows to a SOAP service. */
  readonly certificate: { readonly subject: string; readonly endsAt: Date } | null;
}

interface Row extends Omit<ReceiptWay, 'to' | 'certificate'> {
  readonly url: string;
  readonly reader: string | null;
  readonly pem: string | null;
  readonly endsAt: Date | null;
}

const OWN = 'own.tenant_id = webhook.tenant_id AND own.procedure_id = webhook.procedure_id';

/** Where receipts of procedures go by themselves, and what waits there. */
export async function readReceiptWays(transaction: Transaction, tenant: string): Promise<readonly ReceiptWay[]> {
  const rows = await transaction.query<Row>(
    `SELECT procedure.name AS procedure, kind, url, active, failures, rest_until AS "restUntil",
       (SELECT reader FROM xta_target AS own WHERE ${OWN}) AS reader, soap_target.certificate AS pem,
       soap_target.certificate_ends_at AS "endsAt",
       (SELECT count(*)::int FROM outbox AS own WHERE ${OWN} AND state = 'pending') AS pending,
       (SELECT count(*)::int FROM outbox AS own WHERE ${OWN} AND state = 'stopped') AS stopped
     FROM webhook JOIN procedure ON procedure.tenant_id = webhook.tenant_id AND procedure.id = webhook.procedure_id
       LEFT JOIN soap_target ON soap_target.tenant_id = webhook.tenant_id AND soap_target.procedure_id = webhook.procedure_id
     WHERE webhook.tenant_id = $1 ORDER BY procedure.name`,
    [tenant],
  );
  return rows.map(({ url, reader, pem, endsAt, ...row }) => ({
    ...row,
    to: reader ?? shownAddress(url),
    certificate: pem === null || endsAt === null ? null : { subject: subjectOf(pem, invalid), endsAt },
  }));
}
