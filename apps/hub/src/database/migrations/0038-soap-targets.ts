import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/**
 * Receipts may go to a SOAP service of the procedure: which port of which WSDL is called, and what the hub shows there.
 *
 * A private key and a password are kept as those of XTA sources are: in clear, because each request needs them, and for the
 * system role alone. The application role writes and removes them, and cannot read them.
 */
export class SoapTargets1700000000038 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TARGETS);
    for (const table of ['soap_target', 'soap_target_secret']) {
      await runner.query(`
        CREATE POLICY system_reads ON ${table} FOR SELECT TO fachwerk_system USING (true);
        GRANT SELECT ON ${table} TO fachwerk_system;`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE soap_target_secret; DROP TABLE soap_target;
      DELETE FROM webhook WHERE kind = 'soap';
      ALTER TABLE webhook DROP CONSTRAINT webhook_kind_check,
        ADD CONSTRAINT webhook_kind_check CHECK (kind IN ('webhook', 'xta'));`);
  }
}

const TARGETS = `
  ALTER TABLE webhook DROP CONSTRAINT webhook_kind_check,
    ADD CONSTRAINT webhook_kind_check CHECK (kind IN ('webhook', 'xta', 'soap'));

  CREATE TABLE soap_target (
    tenant_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    -- Name of the WSDL, as manifests name theirs, and of the port in it that is called. Its address is in webhook.
    wsdl text NOT NULL,
    service text NOT NULL,
    port text NOT NULL,
    -- Who the hub is there, and how its password is shown: in HTTP, or in the envelope (UsernameToken).
    user_name text,
    password_as text CHECK (password_as IN ('basic', 'text', 'digest')),
    -- PEM: shown to the server, and what it is trusted by besides the usual authorities.
    certificate text,
    certificate_ends_at timestamptz,
    server_ca text,
    PRIMARY KEY (tenant_id, procedure_id),
    FOREIGN KEY (tenant_id, procedure_id) REFERENCES webhook (tenant_id, procedure_id) ON DELETE CASCADE,
    CHECK ((user_name IS NULL) = (password_as IS NULL))
  );
  ${tenantTable('soap_target', 'SELECT, INSERT, UPDATE, DELETE')}

  CREATE TABLE soap_target_secret (
    tenant_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    private_key text,
    password text,
    PRIMARY KEY (tenant_id, procedure_id),
    FOREIGN KEY (tenant_id, procedure_id) REFERENCES soap_target (tenant_id, procedure_id) ON DELETE CASCADE
  );
  ${tenantTable('soap_target_secret', 'SELECT (tenant_id, procedure_id), INSERT, DELETE')}`;
