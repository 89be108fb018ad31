import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A case file (Akte) may be closed as a whole: nothing is filed in it until it is opened again. */
export class ClosedCaseFiles1700000000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE case_file ADD closed_on date;
      CREATE INDEX case_file_closed ON case_file (tenant_id, id) WHERE closed_on IS NOT NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE case_file DROP COLUMN closed_on');
  }
}
