import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/**
 * What operators see of the flow: how many submissions were settled in which minute and how, which of them an operator
 * had a hand in, and which procedures an operator has paused.
 */
export class OutcomeTally1700000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outcome_tally (
        tenant_id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        minute timestamptz NOT NULL,
        -- Every process has rows of its own, so that none waits for the row of another one.
        writer uuid NOT NULL,
        filed int NOT NULL,
        -- Of these, the ones no operator had a hand in.
        filed_untouched int NOT NULL,
        rejected int NOT NULL,
        parked int NOT NULL,
        PRIMARY KEY (tenant_id, minute, procedure_id, writer)
      ) WITH (fillfactor = 70);
      ${tenantTable('outcome_tally', 'SELECT, INSERT, UPDATE')}

      -- The same by the hour, for all writers together, with what the gateways accepted.
      CREATE TABLE hour_tally (
        tenant_id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        hour timestamptz NOT NULL,
        accepted bigint NOT NULL,
        filed bigint NOT NULL,
        filed_untouched bigint NOT NULL,
        rejected bigint NOT NULL,
        parked bigint NOT NULL,
        PRIMARY KEY (tenant_id, hour, procedure_id)
      );
      ${tenantTable('hour_tally', 'SELECT')}

      -- Released, run again or corrected by an operator. Of a message that waits without a submission the message says so.
      ALTER TABLE submission ADD touched boolean NOT NULL DEFAULT false;
      ALTER TABLE message ADD touched boolean NOT NULL DEFAULT false;

      ALTER TABLE procedure
        ADD paused_by text,
        ADD paused_at timestamptz,
        ADD paused_reason text,
        ADD CONSTRAINT procedure_paused_check CHECK (num_nulls(paused_by, paused_at, paused_reason) IN (0, 3));

      -- Any job that is named in words: the list of them is in the code that writes it.
      ALTER TABLE housekeeping_log DROP CONSTRAINT housekeeping_log_job_check,
        ADD CONSTRAINT housekeeping_log_job_check CHECK (job ~ '^[a-z]+(-[a-z]+)*$');`);
    await runner.query(ROLL_UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION fachwerk_roll_up_outcomes(timestamptz);
      DROP TABLE outcome_tally, hour_tally;
      ALTER TABLE submission DROP COLUMN touched;
      ALTER TABLE message DROP COLUMN touched;
      ALTER TABLE procedure DROP COLUMN paused_by, DROP COLUMN paused_at, DROP COLUMN paused_reason;`);
  }
}

/**
 * Hours are made of their minutes as soon as they are over, and made again for two days: a gateway that could not tell
 * its numbers tells them late. Hours whose minutes may be gone already are left as they are.
 */
const ROLL_UP = `
  CREATE POLICY owner_rolls_up ON hour_tally FOR INSERT TO fachwerk_owner WITH CHECK (true);
  CREATE POLICY owner_changes ON hour_tally FOR UPDATE TO fachwerk_owner USING (true);
  CREATE POLICY owner_drops ON hour_tally FOR DELETE TO fachwerk_owner USING (true);
  CREATE POLICY owner_drops ON outcome_tally FOR DELETE TO fachwerk_owner USING (true);

  -- Answers how many minutes and hours were dropped; null while another process does it.
  CREATE FUNCTION fachwerk_roll_up_outcomes(at timestamptz) RETURNS jsonb LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '3s' AS $$
  DECLARE
    -- Not by a clock that is ahead: what is dropped does not come back.
    present timestamptz := least(at, now());
    -- A transaction that began in the last minute of an hour may still be under way in the next one.
    complete timestamptz := date_trunc('hour', present - interval '2 minutes', 'UTC');
    minutes_from timestamptz := date_trunc('day', present - interval '31 days', 'UTC');
    hours_from timestamptz := date_trunc('day', present - interval '13 months', 'UTC');
    rolled_up timestamptz;
    again_from timestamptz;
    minutes bigint;
    hours bigint;
    facts jsonb;
  BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('fachwerk_roll_up_outcomes')) THEN
      RETURN NULL;
    END IF;
    SELECT max(last.hour) INTO rolled_up FROM tenant,
      LATERAL (SELECT hour FROM hour_tally WHERE tenant_id = tenant.id ORDER BY hour DESC LIMIT 1) AS last;
    again_from := CASE
      WHEN rolled_up IS NULL THEN hours_from
      WHEN rolled_up - interval '2 days' >= minutes_from THEN rolled_up - interval '2 days'
      ELSE rolled_up + interval '1 hour' END;

    INSERT INTO hour_tally AS known (tenant_id, procedure_id, hour, accepted, filed, filed_untouched, rejected, parked)
    SELECT tenant.id, procedure_id, date_trunc('hour', minute, 'UTC'), sum(accepted), sum(filed), sum(filed_untouched),
      sum(rejected), sum(parked)
    FROM tenant, LATERAL (
      SELECT procedure_id, minute, 0::bigint AS accepted, filed, filed_untouched, rejected, parked
      FROM outcome_tally WHERE tenant_id = tenant.id AND minute >= again_from AND minute < complete
      UNION ALL
      SELECT procedure_id, minute, last_seq - first_seq + 1 - CASE WHEN isempty(voided) THEN 0
        ELSE (SELECT sum(upper(part) - lower(part)) FROM unnest(voided) AS part) END, 0, 0, 0, 0
      FROM intake_tally WHERE tenant_id = tenant.id AND minute >= again_from AND minute < complete
    ) AS told
    GROUP BY 1, 2, 3
    ON CONFLICT (tenant_id, hour, procedure_id) DO UPDATE
      SET accepted = excluded.accepted, filed = excluded.filed, filed_untouched = excluded.filed_untouched,
        rejected = excluded.rejected, parked = excluded.parked
      WHERE (known.accepted, known.filed, known.filed_untouched, known.rejected, known.parked)
        IS DISTINCT FROM (excluded.accepted, excluded.filed, excluded.filed_untouched, excluded.rejected, excluded.parked);

    DELETE FROM outcome_tally USING tenant WHERE tenant_id = tenant.id AND minute < least(minutes_from, complete);
    GET DIAGNOSTICS minutes = ROW_COUNT;
    DELETE FROM hour_tally USING tenant WHERE tenant_id = tenant.id AND hour < hours_from;
    GET DIAGNOSTICS hours = ROW_COUNT;
    facts := jsonb_build_object('minutes', minutes, 'hours', hours);
    IF minutes + hours > 0 THEN
      INSERT INTO housekeeping_log (at, job, facts) VALUES (clock_timestamp(), 'outcomes-dropped', facts);
    END IF;
    RETURN facts;
  END $$;
  ALTER FUNCTION fachwerk_roll_up_outcomes(timestamptz) OWNER TO fachwerk_owner;
  REVOKE ALL ON FUNCTION fachwerk_roll_up_outcomes(timestamptz) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION fachwerk_roll_up_outcomes(timestamptz) TO fachwerk_system;`;
