import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './tenant-table.js';

/**
 * What housekeeping did, and the one way to drop what retention says is over.
 *
 * A month goes only when it is over, and when nothing in it waits for anybody: a parked message is released from its
 * payload, and an unsettled one is proof. What was dropped is written down in the same transaction.
 */
export class Housekeeping1700000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Tables made before `tenantTable` let the owner read; those made since have the policy already.
    await runner.query(`
      DO $$
      DECLARE
        table_name text;
      BEGIN
        FOR table_name IN
          SELECT relname FROM pg_class AS found
          WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity
            AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = found.oid AND polname = 'owner_reads')
        LOOP
          EXECUTE format('CREATE POLICY owner_reads ON %I FOR SELECT TO fachwerk_owner USING (true)', table_name);
        END LOOP;
      END $$;`);

    await runner.query(`
      CREATE TABLE housekeeping_log (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL,
        job text NOT NULL CHECK (job IN ('partition-dropped', 'content-swept')),
        facts jsonb NOT NULL
      );
      ALTER TABLE housekeeping_log OWNER TO fachwerk_owner;
      GRANT SELECT, INSERT ON housekeeping_log TO fachwerk_system;
      ${appendOnly('housekeeping_log')}`);

    await runner.query(`
      CREATE POLICY owner_drops ON intake_tally FOR DELETE TO fachwerk_owner USING (true);

      -- 'payload' drops what the messages of a month said, 'message' everything the ledger has of it. Answers what was
      -- done, or how many messages keep the month; null when there is nothing of it any more.
      CREATE FUNCTION fachwerk_drop_month(what text, month date) RETURNS jsonb LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '3s' AS $$
      DECLARE
        suffix text := to_char(month, '_YYYY_MM');
        month_begin timestamptz := date_trunc('month', month::timestamp) AT TIME ZONE 'UTC';
        month_end timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE 'UTC';
        table_name text;
        counted bigint;
        keeping bigint := 0;
        facts jsonb;
      BEGIN
        IF what NOT IN ('payload', 'message') THEN
          RAISE EXCEPTION 'Only payload and message are dropped by the month, not %.', what USING ERRCODE = '22023';
        END IF;
        IF month_end > now() - interval '7 days' THEN
          RAISE EXCEPTION 'The month of % is not over for long enough.', month USING ERRCODE = '22023';
        END IF;
        IF to_regclass(what || suffix) IS NULL THEN
          RETURN NULL;
        END IF;

        -- Held until the end: a message that is being released is waited for, and none can be released meanwhile.
        IF to_regclass('message' || suffix) IS NOT NULL THEN
          EXECUTE format('LOCK TABLE %I IN SHARE MODE', 'message' || suffix);
          EXECUTE format(
            'SELECT count(*) FROM %I AS message
             LEFT JOIN submission ON submission.tenant_id = message.tenant_id AND submission.id = submission_id
             WHERE message.settled_at IS NULL OR coalesce(state, ''accepted'') IN (''accepted'', ''parked'')',
            'message' || suffix) INTO keeping;
        END IF;
        facts := jsonb_build_object('what', what, 'month', to_char(month, 'YYYY-MM'));
        IF keeping > 0 THEN
          RETURN facts || jsonb_build_object('dropped', false, 'keptFor', keeping);
        END IF;

        FOREACH table_name IN ARRAY CASE what WHEN 'payload' THEN ARRAY['payload'] ELSE ARRAY['payload', 'attempt', 'message'] END
        LOOP
          IF to_regclass(table_name || suffix) IS NOT NULL THEN
            EXECUTE format('SELECT count(*) FROM %I', table_name || suffix) INTO counted;
            facts := facts || jsonb_build_object(table_name, counted);
            EXECUTE format('DROP TABLE %I', table_name || suffix);
          END IF;
        END LOOP;
        IF what = 'message' THEN
          -- Without the messages their numbers would look as if nobody had seen them. How many were told remains.
          WITH told AS (
            DELETE FROM intake_tally WHERE minute >= month_begin AND minute < month_end RETURNING first_seq, last_seq, voided
          )
          SELECT coalesce(sum(last_seq - first_seq + 1 - coalesce(
              (SELECT sum(upper(part) - lower(part)) FROM unnest(voided) AS part), 0)), 0)
            INTO counted FROM told;
          facts := facts || jsonb_build_object('tallied', counted);
        END IF;
        facts := facts || jsonb_build_object('dropped', true);
        INSERT INTO housekeeping_log (at, job, facts) VALUES (clock_timestamp(), 'partition-dropped', facts);
        RETURN facts;
      END $$;
      ALTER FUNCTION fachwerk_drop_month(text, date) OWNER TO fachwerk_owner;
      REVOKE ALL ON FUNCTION fachwerk_drop_month(text, date) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION fachwerk_drop_month(text, date) TO fachwerk_system;`);
  }

  async down(): Promise<void> {
    throw new Error('What housekeeping did is not undone, and neither is the list of it.');
  }
}
