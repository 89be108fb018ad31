import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How long the stages of an attempt took: one column, in the order of `MEASURES` (ledger/measured.ts). And an end to what
 * decisions leave behind: jobs that ended long ago, and corrected bodies whose message has lost its own.
 */
export class StagesAndJobRetention1700000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE attempt ADD measured real[]');
    await runner.query(DROP_JOBS);
    await runner.query(DROP_CORRECTED);
  }

  async down(): Promise<void> {
    throw new Error('What housekeeping did is not undone.');
  }
}

const DROP_JOBS = `
  -- To lock a row takes the right to change it.
  CREATE POLICY owner_locks ON decision_job FOR UPDATE TO fachwerk_owner USING (true) WITH CHECK (false);
  CREATE POLICY owner_drops ON decision_job FOR DELETE TO fachwerk_owner USING (true);
  CREATE POLICY owner_drops ON decision_job_item FOR DELETE TO fachwerk_owner USING (true);

  -- Up to so many at once, with what became of their messages; answers how many. Who decided stays in the journal.
  CREATE FUNCTION fachwerk_drop_jobs(before timestamptz, at_once int) RETURNS int LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '3s' AS $$
  DECLARE
    one record;
    counted int;
    jobs int := 0;
    items int := 0;
  BEGIN
    IF before > now() - interval '7 days' THEN
      RAISE EXCEPTION 'Jobs that ended after % are not old enough.', now() - interval '7 days' USING ERRCODE = '22023';
    END IF;
    FOR one IN SELECT tenant_id, id FROM decision_job WHERE ended_at < before
      ORDER BY ended_at LIMIT at_once FOR UPDATE SKIP LOCKED
    LOOP
      DELETE FROM decision_job_item WHERE tenant_id = one.tenant_id AND job_id = one.id;
      GET DIAGNOSTICS counted = ROW_COUNT;
      DELETE FROM decision_job WHERE tenant_id = one.tenant_id AND id = one.id;
      jobs := jobs + 1;
      items := items + counted;
    END LOOP;
    IF jobs > 0 THEN
      INSERT INTO housekeeping_log (at, job, facts)
        VALUES (clock_timestamp(), 'jobs-dropped', jsonb_build_object('before', before, 'jobs', jobs, 'messages', items));
    END IF;
    RETURN jobs;
  END $$;
  ALTER FUNCTION fachwerk_drop_jobs(timestamptz, int) OWNER TO fachwerk_owner;
  REVOKE ALL ON FUNCTION fachwerk_drop_jobs(timestamptz, int) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION fachwerk_drop_jobs(timestamptz, int) TO fachwerk_system;`;

const DROP_CORRECTED = `
  CREATE POLICY owner_drops ON correction FOR UPDATE TO fachwerk_owner USING (true);

  -- What was proposed, and what was decided, stays; the body goes with what was sent.
  CREATE OR REPLACE FUNCTION fachwerk_guard_correction() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF current_user = 'fachwerk_owner' AND NEW.body IS NULL
       AND to_jsonb(NEW) - 'body' - 'body_facts' = to_jsonb(OLD) - 'body' - 'body_facts'
       AND NEW.body_facts - 'inline' = OLD.body_facts - 'inline' THEN
      RETURN NEW;
    END IF;
    IF OLD.state <> 'proposed' OR ROW(NEW.body_facts, NEW.body, NEW.reason, NEW.created_by, NEW.created_at, NEW.two_people)
         IS DISTINCT FROM ROW(OLD.body_facts, OLD.body, OLD.reason, OLD.created_by, OLD.created_at, OLD.two_people) THEN
      RAISE EXCEPTION 'A correction cannot change once it is decided.' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END $$;

  -- A body that is said to be here, and is not, is gone; the content store lets go of what no row names.
  CREATE FUNCTION fachwerk_drop_corrected() RETURNS int LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '3s' AS $$
  DECLARE
    counted int;
  BEGIN
    UPDATE correction SET body = NULL, body_facts = body_facts || '{"inline": true}'
    WHERE (body IS NOT NULL OR body_facts->>'inline' = 'false') AND created_at < now() - interval '7 days'
      AND NOT EXISTS (SELECT FROM payload WHERE payload.tenant_id = correction.tenant_id
        AND payload.message_id = correction.message_id AND payload.accepted_at = correction.accepted_at);
    GET DIAGNOSTICS counted = ROW_COUNT;
    IF counted > 0 THEN
      INSERT INTO housekeeping_log (at, job, facts)
        VALUES (clock_timestamp(), 'corrections-dropped', jsonb_build_object('corrections', counted));
    END IF;
    RETURN counted;
  END $$;
  ALTER FUNCTION fachwerk_drop_corrected() OWNER TO fachwerk_owner;
  REVOKE ALL ON FUNCTION fachwerk_drop_corrected() FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION fachwerk_drop_corrected() TO fachwerk_system;`;
