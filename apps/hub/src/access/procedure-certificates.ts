import type { Clock, Ids } from '../config/clock.js';
import { sqlState, type Database, type Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { certificateOf, readCertificate } from './certificate.js';
import type { Journal } from './journal.js';
import { procedureIdOf, type Actor } from './procedures.js';

export interface CertificateRow {
  readonly id: string;
  /** SHA-256, hexadecimal. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly addedBy: string;
  readonly addedAt: Date;
  readonly revokedAt: Date | null;
  /** To the minute; null when it was never used. */
  readonly lastUsedAt: Date | null;
}

export type CertificateState = 'valid' | 'not-yet-valid' | 'expired' | 'revoked';

const COLUMNS = `id, encode(fingerprint, 'hex') AS fingerprint, subject, issuer, not_before AS "notBefore",
  not_after AS "notAfter", added_by AS "addedBy", added_at AS "addedAt", revoked_at AS "revokedAt",
  last_used_at AS "lastUsedAt"`;

/**
 * Certificates that specialist procedures show, or sign with. What counts is the certificate itself, by its fingerprint: who
 * renews it hands over the new one beside the old one. Gateways know of each change within 5 s.
 */
export class ProcedureCertificates {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Newest first.
   *
   * @param after id of the last one of the page before
   * @throws HubError `access.unknown`
   */
  list(
    tenant: string,
    procedure: string,
    { after, limit }: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<readonly CertificateRow[]> {
    return this.database.inTenant(tenant, async (transaction) => {
      const procedureId = await procedureIdOf(transaction, tenant, procedure);
      return transaction.query<CertificateRow>(
        `SELECT ${COLUMNS} FROM procedure_certificate
         WHERE tenant_id = $1 AND procedure_id = $2 AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
        [tenant, procedureId, after ?? null, limit],
      );
    });
  }

  /**
   * One certificate is of one procedure, over all tenants and for good: also one that was revoked is not added again.
   *
   * @param pem one certificate, without its private key
   * @throws HubError `access.unknown`, `certificate.invalid`, `certificate.private-key`, `certificate.weak`,
   *   `certificate.ended`, `certificate.exists`
   */
  async add(by: Actor, procedure: string, pem: string): Promise<CertificateRow> {
    const { fingerprint, subject, issuer, notBefore, notAfter } = certificateOf(readCertificate(pem));
    const now = this.clock.now();
    if (notAfter <= now) {
      throw new HubError('rejected', 'certificate.ended', 'This certificate has expired: it would open nothing.');
    }
    try {
      return await this.database.inTenant(by.tenant, async (transaction) => {
        const procedureId = await procedureIdOf(transaction, by.tenant, procedure);
        const [added] = await transaction.query<CertificateRow>(
          `INSERT INTO procedure_certificate (tenant_id, id, procedure_id, fingerprint, subject, issuer, not_before,
             not_after, added_by, added_at)
           VALUES ($1, $2, $3, decode($4, 'hex'), $5, $6, $7, $8, $9, $10) RETURNING ${COLUMNS}`,
          [by.tenant, this.ids.uuid(), procedureId, fingerprint, subject, issuer, notBefore, notAfter, by.name, now],
        );
        this.note(transaction, by, 'certificate.added', procedure, added!);
        return added!;
      });
    } catch (cause) {
      if (sqlState(cause) !== '23505') throw cause;
      const sentence =
        'This certificate is registered already, here or elsewhere, or was once: one is of one procedure.';
      throw new HubError('rejected', 'certificate.exists', sentence, {}, { cause });
    }
  }

  /**
   * Once revoked, it stays so: to say it again changes nothing.
   *
   * @throws HubError `access.unknown`
   */
  revoke(by: Actor, procedure: string, id: string): Promise<CertificateRow> {
    return this.database.inTenant(by.tenant, async (transaction) => {
      const procedureId = await procedureIdOf(transaction, by.tenant, procedure);
      const [known] = await transaction.query<CertificateRow>(
        `SELECT ${COLUMNS} FROM procedure_certificate
         WHERE tenant_id = $1 AND procedure_id = $2 AND id = $3 FOR NO KEY UPDATE`,
        [by.tenant, procedureId, id],
      );
      if (known === undefined) {
        throw new HubError('rejected', 'access.unknown', 'The procedure has no such certificate.');
      }
      if (known.revokedAt !== null) return known;
      const [revoked] = await transaction.query<CertificateRow>(
        `UPDATE procedure_certificate SET revoked_at = $3 WHERE tenant_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
        [by.tenant, id, this.clock.now()],
      );
      this.note(transaction, by, 'certificate.revoked', procedure, revoked!);
      return revoked!;
    });
  }

  private note(
    transaction: Transaction,
    { tenant, name: actor }: Actor,
    action: `certificate.${string}`,
    procedure: string,
    { id, fingerprint, subject, notAfter }: CertificateRow,
  ): void {
    const details = { certificate: id, fingerprint, subject, notAfter };
    this.journal.note(transaction, tenant, { actor, action, subject: { kind: 'procedure', id: procedure }, details });
  }
}

export function stateOf(
  { notBefore, notAfter, revokedAt }: Pick<CertificateRow, 'notBefore' | 'notAfter' | 'revokedAt'>,
  now: Date,
): CertificateState {
  if (revokedAt !== null) return 'revoked';
  if (notAfter < now) return 'expired';
  return notBefore > now ? 'not-yet-valid' : 'valid';
}
