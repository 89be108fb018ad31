import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which version of its connector a procedure is switched to. */
export class ConnectorVersion1700000000034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Null: the newest that is installed and not retired.
      ALTER TABLE procedure ADD connector_version text CHECK (connector_version ~ '^\\d+\\.\\d+\\.\\d+$');

      -- What gateways keep on disk does not have it yet: they read it anew.
      UPDATE access_revision SET revision = revision + 1;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE procedure DROP COLUMN connector_version;');
  }
}
