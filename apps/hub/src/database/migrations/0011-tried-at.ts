import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a worker last had a message: one that never comes back is noticed by it. */
export class TriedAt1700000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE message ADD COLUMN tried_at timestamptz NOT NULL DEFAULT now();
      ALTER TABLE message ALTER COLUMN tried_at DROP DEFAULT;
      CREATE INDEX message_unsettled ON message (tenant_id, procedure_id, accepted_at) WHERE settled_at IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX message_unsettled; ALTER TABLE message DROP COLUMN tried_at');
  }
}
