import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What operators ask of a ledger in which much stands still, without a look at every message: words answer what their
 * messages are counted by, and what is accepted or rejected has an index of its own.
 */
export class FoundAtOnce1700000000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Few rows, which the one of what is open or parked (0002) would be searched through for.
      CREATE INDEX submission_by_state ON submission (tenant_id, state, accepted_at) WHERE state IN ('accepted', 'rejected');

      -- As fachwerk_stopped_matching (0023), which hubs of the version before still ask.
      CREATE FUNCTION fachwerk_stopped_found(asked text) RETURNS TABLE (tenant_id uuid, message_id uuid, accepted_at timestamptz,
        procedure_id uuid, state text, cause_id uuid, since timestamptz) LANGUAGE sql STABLE ROWS 1000
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT tenant_id, message_id, accepted_at, procedure_id, state, cause_id, since FROM stopped_message
        WHERE tenant_id = NULLIF(current_setting('fachwerk.tenant', true), '')::uuid
          AND words @@ fachwerk_search_query('', asked) $$;
      GRANT CREATE ON SCHEMA public TO fachwerk_search;
      ALTER FUNCTION fachwerk_stopped_found(text) OWNER TO fachwerk_search;
      REVOKE CREATE ON SCHEMA public FROM fachwerk_search;
      REVOKE ALL ON FUNCTION fachwerk_stopped_found(text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION fachwerk_stopped_found(text) TO fachwerk_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION fachwerk_stopped_found; DROP INDEX submission_by_state');
  }
}
