import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/**
 * Receipts by webhook: where each procedure wants them, the secrets they are signed with, and the outbox of what is to
 * be sent.
 *
 * Secrets are kept as those of the key ring are: in clear, because each delivery needs them, and for the system role
 * alone. The application role writes and removes them, and cannot read one.
 */
export class Outbox1700000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhook (
        tenant_id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        url text NOT NULL,
        -- Otherwise receipts are written down and wait.
        active boolean NOT NULL,
        created_at timestamptz NOT NULL,
        -- The circuit: failures in a row, and until when the target rests because of them.
        failures int NOT NULL DEFAULT 0,
        rest_until timestamptz,
        PRIMARY KEY (tenant_id, procedure_id),
        FOREIGN KEY (tenant_id, procedure_id) REFERENCES procedure (tenant_id, id)
      );
      ${tenantTable('webhook', 'SELECT, INSERT, UPDATE, DELETE')}

      CREATE TABLE webhook_secret (
        tenant_id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        generation int NOT NULL,
        secret text NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, procedure_id, generation),
        FOREIGN KEY (tenant_id, procedure_id) REFERENCES webhook (tenant_id, procedure_id) ON DELETE CASCADE
      );
      ${tenantTable('webhook_secret', 'SELECT (tenant_id, procedure_id, generation, created_at), INSERT, DELETE')}

      -- One row for each end of a submission; its id is the delivery's, and stays the same however often it is sent.
      CREATE TABLE outbox (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        submission_id uuid NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('filed', 'rejected')),
        state text NOT NULL CHECK (state IN ('pending', 'delivered', 'stopped')),
        created_at timestamptz NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL,
        -- A worker is sending it; when it dies, another one may from then on.
        leased_until timestamptz,
        last_error jsonb,
        ended_at timestamptz,
        released_by text,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, submission_id, outcome),
        FOREIGN KEY (tenant_id, submission_id) REFERENCES submission (tenant_id, id),
        FOREIGN KEY (tenant_id, procedure_id) REFERENCES procedure (tenant_id, id),
        CHECK ((state = 'pending') = (ended_at IS NULL))
      );
      CREATE INDEX outbox_pending ON outbox (tenant_id, procedure_id, next_at) WHERE state = 'pending';
      CREATE INDEX outbox_stopped ON outbox (tenant_id, procedure_id) WHERE state = 'stopped';
      CREATE INDEX outbox_by_age ON outbox (tenant_id, created_at, id);
      ${tenantTable('outbox', 'SELECT, INSERT, UPDATE')}`);

    for (const table of ['webhook', 'webhook_secret', 'outbox']) {
      await runner.query(`
        CREATE POLICY system_reads ON ${table} FOR SELECT TO fachwerk_system USING (true);
        GRANT SELECT ON ${table} TO fachwerk_system;`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outbox; DROP TABLE webhook_secret; DROP TABLE webhook');
  }
}
