import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A file reference may number with leading zeros: `{seq:5}`. */
export class ReferencePattern1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE file_plan_entry DROP CONSTRAINT file_plan_entry_reference_pattern_check;
      ALTER TABLE file_plan_entry ADD CONSTRAINT file_plan_entry_reference_pattern_check
        CHECK (reference_pattern ~ '\\{seq(:[0-9])?\\}');`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE file_plan_entry DROP CONSTRAINT file_plan_entry_reference_pattern_check;
      ALTER TABLE file_plan_entry ADD CONSTRAINT file_plan_entry_reference_pattern_check
        CHECK (reference_pattern LIKE '%{seq}%');`);
  }
}
