import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Takes rows out of the outbox whose delivery ended long ago. What became of the receipt stays with its submission.
 */
export class OutboxRetention1700000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What became of its last receipt, once the outbox has let go of it: outcome, state, attempts, lastError, endedAt.
      ALTER TABLE submission ADD confirmation jsonb;
      CREATE INDEX outbox_ended ON outbox (ended_at) WHERE ended_at IS NOT NULL;
      ALTER TABLE housekeeping_log DROP CONSTRAINT housekeeping_log_job_check,
        ADD CHECK (job IN ('partition-dropped', 'content-swept', 'deliveries-dropped'));
      CREATE POLICY owner_changes ON submission FOR UPDATE TO fachwerk_owner USING (true);
      -- To lock a row takes the right to change it.
      CREATE POLICY owner_locks ON outbox FOR UPDATE TO fachwerk_owner USING (true) WITH CHECK (false);
      CREATE POLICY owner_drops ON outbox FOR DELETE TO fachwerk_owner USING (true);

      -- Up to so many at once; answers how many. A submission that was rejected and then filed has two: the first one
      -- goes first, so that what stays with the submission is the later one.
      CREATE FUNCTION fachwerk_drop_deliveries(before timestamptz, at_once int) RETURNS int LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '3s' AS $$
      DECLARE
        counts jsonb;
        counted int;
      BEGIN
        IF before > now() - interval '7 days' THEN
          RAISE EXCEPTION 'Deliveries that ended after % are not old enough.', now() - interval '7 days' USING ERRCODE = '22023';
        END IF;
        WITH over AS (
          SELECT tenant_id, id FROM outbox
          WHERE ended_at < before AND NOT EXISTS (
            SELECT FROM outbox AS earlier
            WHERE earlier.tenant_id = outbox.tenant_id AND earlier.submission_id = outbox.submission_id
              AND earlier.created_at < outbox.created_at AND (earlier.ended_at IS NULL OR earlier.ended_at >= before))
          ORDER BY created_at LIMIT at_once FOR UPDATE SKIP LOCKED
        ), dropped AS (
          DELETE FROM outbox USING over WHERE outbox.tenant_id = over.tenant_id AND outbox.id = over.id
          RETURNING outbox.*
        ), last AS (
          SELECT DISTINCT ON (tenant_id, submission_id) * FROM dropped ORDER BY tenant_id, submission_id, created_at DESC
        ), kept AS (
          UPDATE submission SET confirmation = jsonb_build_object('outcome', outcome, 'state', last.state,
            'attempts', attempts, 'lastError', last_error, 'endedAt', ended_at)
          FROM last WHERE submission.tenant_id = last.tenant_id AND submission.id = last.submission_id
          RETURNING 1
        )
        SELECT count(*), jsonb_build_object('before', before, 'delivered', count(*) FILTER (WHERE state = 'delivered'),
            'stopped', count(*) FILTER (WHERE state = 'stopped'), 'submissions', (SELECT count(*) FROM kept))
          INTO counted, counts FROM dropped;
        IF counted > 0 THEN
          INSERT INTO housekeeping_log (at, job, facts) VALUES (clock_timestamp(), 'deliveries-dropped', counts);
        END IF;
        RETURN counted;
      END $$;
      ALTER FUNCTION fachwerk_drop_deliveries(timestamptz, int) OWNER TO fachwerk_owner;
      REVOKE ALL ON FUNCTION fachwerk_drop_deliveries(timestamptz, int) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION fachwerk_drop_deliveries(timestamptz, int) TO fachwerk_system;`);
  }

  async down(): Promise<void> {
    throw new Error('What became of receipts is not forgotten.');
  }
}
