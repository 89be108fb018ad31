import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/**
 * The hub as a client of XTA servers: from which of them messages of a procedure are fetched and under which name, what was
 * left in a mailbox because it cannot be accepted, and receipts that go back that way.
 *
 * A private key is kept as the secrets of webhooks are: in clear, because each request needs it, and for the system role
 * alone. The application role writes and removes it, and cannot read it.
 */
export class XtaClient1700000000037 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SOURCES);
    await runner.query(TARGETS);
    for (const table of ['xta_source', 'xta_source_secret', 'xta_target']) {
      await runner.query(`
        CREATE POLICY system_reads ON ${table} FOR SELECT TO fachwerk_system USING (true);
        GRANT SELECT ON ${table} TO fachwerk_system;`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE xta_delivery; DROP TABLE xta_target;
      DELETE FROM webhook WHERE kind <> 'webhook';
      ALTER TABLE webhook DROP kind;
      DROP TABLE xta_left; DROP TABLE xta_source_secret; DROP TABLE xta_source;`);
  }
}

const SOURCES = `
  CREATE TABLE xta_source (
    tenant_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    management_url text NOT NULL,
    send_url text NOT NULL,
    msgbox_url text NOT NULL,
    -- Who the procedure is there: Author of what it sends, Reader of what it fetches.
    party text NOT NULL,
    party_type text NOT NULL,
    -- PEM: shown to the server, and what servers are trusted by besides the usual authorities.
    certificate text,
    certificate_ends_at timestamptz,
    server_ca text,
    -- Of servers in a trusted network that ask for a password instead of a certificate.
    user_name text,
    -- Otherwise it is there to send alone.
    fetches boolean NOT NULL,
    interval_seconds int NOT NULL CHECK (interval_seconds BETWEEN 1 AND 86400),
    -- Whether what cannot be accepted is closed, and so gone from the mailbox.
    closes_refused boolean NOT NULL,
    created_at timestamptz NOT NULL,
    next_at timestamptz NOT NULL,
    -- A gateway is fetching from it; when it dies, another one may from then on.
    leased_until timestamptz,
    lease uuid,
    -- When its server last answered as it should.
    contact_at timestamptz,
    failures int NOT NULL DEFAULT 0,
    last_error jsonb,
    fetched bigint NOT NULL DEFAULT 0,
    refused bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, procedure_id),
    FOREIGN KEY (tenant_id, procedure_id) REFERENCES procedure (tenant_id, id),
    CHECK ((lease IS NULL) = (leased_until IS NULL))
  );
  ${tenantTable('xta_source', 'SELECT, INSERT, UPDATE, DELETE')}

  CREATE TABLE xta_source_secret (
    tenant_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    private_key text,
    password text,
    PRIMARY KEY (tenant_id, procedure_id),
    FOREIGN KEY (tenant_id, procedure_id) REFERENCES xta_source (tenant_id, procedure_id) ON DELETE CASCADE
  );
  ${tenantTable('xta_source_secret', 'SELECT (tenant_id, procedure_id), INSERT, DELETE')}

  -- What is still in a mailbox, or was closed unread, and why.
  CREATE TABLE xta_left (
    tenant_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    message_id text NOT NULL,
    error jsonb NOT NULL,
    tries int NOT NULL DEFAULT 1,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    -- When it is fetched again; null when it is not by itself.
    next_at timestamptz,
    closed_at timestamptz,
    PRIMARY KEY (tenant_id, procedure_id, message_id),
    FOREIGN KEY (tenant_id, procedure_id) REFERENCES xta_source (tenant_id, procedure_id) ON DELETE CASCADE
  );
  ${tenantTable('xta_left', 'SELECT, INSERT, UPDATE, DELETE')}`;

const TARGETS = `
  -- Receipts of a procedure go one way: its row here is the target, of either kind, with one circuit.
  ALTER TABLE webhook ADD kind text NOT NULL DEFAULT 'webhook' CHECK (kind IN ('webhook', 'xta'));

  CREATE TABLE xta_target (
    tenant_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    reader text NOT NULL,
    reader_type text NOT NULL,
    -- MessageMetaData/Qualifier of each receipt, as it is agreed with the reader.
    qualifier jsonb NOT NULL,
    PRIMARY KEY (tenant_id, procedure_id),
    FOREIGN KEY (tenant_id, procedure_id) REFERENCES webhook (tenant_id, procedure_id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, procedure_id) REFERENCES xta_source (tenant_id, procedure_id)
  );
  ${tenantTable('xta_target', 'SELECT, INSERT, UPDATE, DELETE')}

  -- The MessageID that a receipt was given by the server, kept before it is sent under it.
  CREATE TABLE xta_delivery (
    tenant_id uuid NOT NULL,
    outbox_id uuid NOT NULL,
    message_id text NOT NULL,
    -- At which server, as which party, and to which reader: anywhere else it means nothing.
    destination text NOT NULL,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    PRIMARY KEY (tenant_id, outbox_id),
    FOREIGN KEY (tenant_id, outbox_id) REFERENCES outbox (tenant_id, id) ON DELETE CASCADE
  );
  ${tenantTable('xta_delivery', 'SELECT, INSERT, UPDATE, DELETE')}`;
