import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The search asks the index sooner, and turns to months sooner: to read 10,000 entries in vain took longer than all the
 * rest (two common words of a million records, and places of the file plan).
 */
export class SearchSooner1700000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(candidates(10_000, 4_000));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(candidates(4_000, 10_000));
  }
}

/** The function as it is, owner and rights included, with another number. */
function candidates(from: number, to: number): string {
  return `
    DO $$
    DECLARE
      present text := pg_get_functiondef((SELECT oid FROM pg_proc WHERE proname = 'fachwerk_search'));
      changed text := replace(present, 'candidates CONSTANT int := ${from};', 'candidates CONSTANT int := ${to};');
    BEGIN
      IF changed = present THEN
        RAISE EXCEPTION 'fachwerk_search is not as it was made';
      END IF;
      EXECUTE changed;
    END $$;`;
}
