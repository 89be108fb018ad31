import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A tenant decides for each procedure whether messages wait for an official schema; the result is kept with the message. */
export class OfficialValidation1700000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE procedure ADD COLUMN validation text NOT NULL DEFAULT 'when-installed'
        CHECK (validation IN ('required', 'when-installed'));
      ALTER TABLE message ADD COLUMN validation jsonb;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE message DROP COLUMN validation;
      ALTER TABLE procedure DROP COLUMN validation;`);
  }
}
