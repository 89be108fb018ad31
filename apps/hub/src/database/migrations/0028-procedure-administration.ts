import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Whom to call about a procedure, and when each of its keys was last used. */
export class ProcedureAdministration1700000000028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- { name?, mail?, phone? }
      ALTER TABLE procedure ADD contact jsonb CHECK (jsonb_typeof(contact) = 'object');

      CREATE INDEX api_key_of_procedure ON api_key (tenant_id, procedure_id, id);

      -- Beside the keys: whoever changes those has every gateway read all of them again.
      CREATE TABLE api_key_use (
        tenant_id uuid NOT NULL,
        key_id uuid NOT NULL,
        last_used_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, key_id),
        FOREIGN KEY (tenant_id, key_id) REFERENCES api_key (tenant_id, id)
      ) WITH (fillfactor = 70);
      ${tenantTable('api_key_use', 'SELECT, INSERT, UPDATE')}

      -- What gateways keep on disk has no ids of keys yet: they read it anew.
      UPDATE access_revision SET revision = revision + 1;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE api_key_use;
      DROP INDEX api_key_of_procedure;
      ALTER TABLE procedure DROP COLUMN contact;`);
  }
}
