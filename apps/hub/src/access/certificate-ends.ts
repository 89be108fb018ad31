import type { Transaction } from '../database/database.js';

export interface CertificateEnd {
  /** Name of the procedure. */
  readonly procedure: string;
  readonly subject: string;
  readonly endsAt: Date;
}

/** Certificates that procedures show or sign with, those that end first first. What was revoked, or ended before `from`, is left out. */
export function readCertificateEnds(
  transaction: Transaction,
  tenant: string,
  { from, limit }: { readonly from: Date; readonly limit: number },
): Promise<readonly CertificateEnd[]> {
  return transaction.query<CertificateEnd>(
    `SELECT procedure.name AS procedure, subject, not_after AS "endsAt"
     FROM procedure_certificate JOIN procedure
       ON procedure.tenant_id = procedure_certificate.tenant_id AND procedure.id = procedure_certificate.procedure_id
     WHERE procedure_certificate.tenant_id = $1 AND revoked_at IS NULL AND not_after >= $2
     ORDER BY not_after, procedure.name LIMIT $3`,
    [tenant, from, limit],
  );
}
