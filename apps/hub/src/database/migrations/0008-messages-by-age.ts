import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The list of a tenant's messages, newest first, without a procedure: page by page along an index. */
export class MessagesByAge1700000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX message_by_age ON message (tenant_id, accepted_at, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX message_by_age');
  }
}
