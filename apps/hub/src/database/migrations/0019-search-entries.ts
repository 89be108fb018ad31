import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Makes the records that were there before the search findable. In a transaction of its own: the triggers of the migration
 * before see what is filed meanwhile, and filing waits for nothing.
 */
export class SearchEntries1700000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('SET LOCAL ROLE fachwerk_owner');
    await runner.query('SELECT fachwerk_index_all()');
    await runner.query('RESET ROLE');
    await runner.query('ANALYZE search_entry');
  }

  async down(): Promise<void> {
    throw new Error('Entries of the search go with their table.');
  }
}
