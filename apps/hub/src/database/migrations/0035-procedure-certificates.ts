import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Of the access snapshot: when a certificate was last used is nothing to read all of it anew for. */
const COLUMNS = 'tenant_id, id, procedure_id, fingerprint, not_before, not_after, revoked_at';

/** Certificates that procedures show in TLS, or sign their SOAP messages with. */
export class ProcedureCertificates1700000000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE procedure_certificate (
        tenant_id uuid NOT NULL REFERENCES tenant,
        id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        -- SHA-256 of the certificate (DER).
        fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
        subject text NOT NULL,
        issuer text NOT NULL,
        not_before timestamptz NOT NULL,
        not_after timestamptz NOT NULL,
        added_by text NOT NULL,
        added_at timestamptz NOT NULL,
        revoked_at timestamptz,
        last_used_at timestamptz,
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, procedure_id) REFERENCES procedure (tenant_id, id),
        -- Over all tenants, which no other constraint is: who shows a certificate is one procedure, or it is nobody.
        CONSTRAINT procedure_certificate_of_one UNIQUE (fingerprint)
      ) WITH (fillfactor = 70);
      CREATE INDEX procedure_certificate_of_procedure ON procedure_certificate (tenant_id, procedure_id, id);
      ${tenantTable('procedure_certificate', 'SELECT, INSERT, UPDATE')}
      CREATE POLICY system_reads ON procedure_certificate FOR SELECT TO fachwerk_system USING (true);
      GRANT SELECT ON procedure_certificate TO fachwerk_system;

      CREATE TRIGGER access_revision AFTER INSERT OR DELETE OR UPDATE OF ${COLUMNS} ON procedure_certificate
        FOR EACH STATEMENT EXECUTE FUNCTION fachwerk_raise_access_revision();

      -- What gateways keep on disk does not have them yet: they read it anew.
      UPDATE access_revision SET revision = revision + 1;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE procedure_certificate');
  }
}
