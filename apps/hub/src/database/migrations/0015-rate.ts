import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many messages of a procedure each gateway takes. */
export class Rate1700000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE procedure ADD COLUMN rate text CHECK (rate ~ '^[1-9][0-9]{0,5}/(s|min)$')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE procedure DROP COLUMN rate');
  }
}
