import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/**
 * What comes in by which door: how many messages and requests of each procedure in which minute, when it was last there, and
 * what it was last refused with. Gateways count in memory and write it down later; nothing of it is in the rows of messages.
 */
export class Doors1700000000039 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE door_tally (
        tenant_id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        door text NOT NULL CHECK (door ~ '^[a-z]+(-[a-z]+)*$'),
        minute timestamptz NOT NULL,
        -- One minute of one process. It is written again with what came since: what is written twice counts once.
        counter uuid NOT NULL,
        accepted int NOT NULL,
        -- Requests that bring no message: questions, looks into a mailbox.
        answered int NOT NULL,
        refused int NOT NULL,
        bytes bigint NOT NULL,
        -- How often each code of an error is among what was refused.
        codes jsonb NOT NULL CHECK (jsonb_typeof(codes) = 'object'),
        PRIMARY KEY (tenant_id, minute, procedure_id, door, counter)
      ) WITH (fillfactor = 70);
      ${tenantTable('door_tally', 'SELECT, INSERT, UPDATE')}

      -- The same by the hour, for all processes together.
      CREATE TABLE door_hour_tally (
        tenant_id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        door text NOT NULL,
        hour timestamptz NOT NULL,
        accepted bigint NOT NULL,
        answered bigint NOT NULL,
        refused bigint NOT NULL,
        bytes bigint NOT NULL,
        PRIMARY KEY (tenant_id, hour, procedure_id, door)
      );
      ${tenantTable('door_hour_tally', 'SELECT')}

      CREATE TABLE door_contact (
        tenant_id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        door text NOT NULL CHECK (door ~ '^[a-z]+(-[a-z]+)*$'),
        -- Null: it never came through, and was refused.
        contact_at timestamptz,
        -- What it was last refused with: code, sentence and values.
        error jsonb,
        error_at timestamptz,
        PRIMARY KEY (tenant_id, procedure_id, door),
        CHECK ((error IS NULL) = (error_at IS NULL))
      ) WITH (fillfactor = 70);
      ${tenantTable('door_contact', 'SELECT, INSERT, UPDATE')}

      -- What only gateways know of their doors, told by each of them now and then. Of no tenant.
      CREATE TABLE gateway_door (
        gateway text PRIMARY KEY,
        told_at timestamptz NOT NULL,
        facts jsonb NOT NULL
      );
      ALTER TABLE gateway_door OWNER TO fachwerk_owner;
      GRANT SELECT, INSERT, UPDATE, DELETE ON gateway_door TO fachwerk_system;`);
    await runner.query(ROLL_UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION fachwerk_roll_up_doors(timestamptz);
      DROP TABLE door_tally, door_hour_tally, door_contact, gateway_door;`);
  }
}

/** As outcomes are: hours are made of their minutes once they are over, and made again for two days. */
const ROLL_UP = `
  CREATE POLICY owner_rolls_up ON door_hour_tally FOR INSERT TO fachwerk_owner WITH CHECK (true);
  CREATE POLICY owner_changes ON door_hour_tally FOR UPDATE TO fachwerk_owner USING (true);
  CREATE POLICY owner_drops ON door_hour_tally FOR DELETE TO fachwerk_owner USING (true);
  CREATE POLICY owner_drops ON door_tally FOR DELETE TO fachwerk_owner USING (true);

  -- Answers how many minutes and hours were dropped; null while another process does it.
  CREATE FUNCTION fachwerk_roll_up_doors(at timestamptz) RETURNS jsonb LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '3s' AS $$
  DECLARE
    -- Not by a clock that is ahead: what is dropped does not come back.
    present timestamptz := least(at, now());
    -- A gateway writes the last minute of an hour down in the next one.
    complete timestamptz := date_trunc('hour', present - interval '2 minutes', 'UTC');
    minutes_from timestamptz := date_trunc('day', present - interval '31 days', 'UTC');
    hours_from timestamptz := date_trunc('day', present - interval '13 months', 'UTC');
    rolled_up timestamptz;
    again_from timestamptz;
    minutes bigint;
    hours bigint;
    facts jsonb;
  BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('fachwerk_roll_up_doors')) THEN
      RETURN NULL;
    END IF;
    SELECT max(last.hour) INTO rolled_up FROM tenant,
      LATERAL (SELECT hour FROM door_hour_tally WHERE tenant_id = tenant.id ORDER BY hour DESC LIMIT 1) AS last;
    again_from := CASE
      WHEN rolled_up IS NULL THEN hours_from
      WHEN rolled_up - interval '2 days' >= minutes_from THEN rolled_up - interval '2 days'
      ELSE rolled_up + interval '1 hour' END;

    INSERT INTO door_hour_tally AS known (tenant_id, procedure_id, door, hour, accepted, answered, refused, bytes)
    SELECT tenant.id, procedure_id, door, date_trunc('hour', minute, 'UTC'), sum(accepted), sum(answered), sum(refused),
      sum(bytes)
    FROM tenant, LATERAL (
      SELECT procedure_id, door, minute, accepted, answered, refused, bytes
      FROM door_tally WHERE tenant_id = tenant.id AND minute >= again_from AND minute < complete
    ) AS told
    GROUP BY 1, 2, 3, 4
    ON CONFLICT (tenant_id, hour, procedure_id, door) DO UPDATE
      SET accepted = excluded.accepted, answered = excluded.answered, refused = excluded.refused, bytes = excluded.bytes
      WHERE (known.accepted, known.answered, known.refused, known.bytes)
        IS DISTINCT FROM (excluded.accepted, excluded.answered, excluded.refused, excluded.bytes);

    DELETE FROM door_tally USING tenant WHERE tenant_id = tenant.id AND minute < least(minutes_from, complete);
    GET DIAGNOSTICS minutes = ROW_COUNT;
    DELETE FROM door_hour_tally USING tenant WHERE tenant_id = tenant.id AND hour < hours_from;
    GET DIAGNOSTICS hours = ROW_COUNT;
    facts := jsonb_build_object('minutes', minutes, 'hours', hours);
    IF minutes + hours > 0 THEN
      INSERT INTO housekeeping_log (at, job, facts) VALUES (clock_timestamp(), 'door-counts-dropped', facts);
    END IF;
    RETURN facts;
  END $$;
  ALTER FUNCTION fachwerk_roll_up_doors(timestamptz) OWNER TO fachwerk_owner;
  REVOKE ALL ON FUNCTION fachwerk_roll_up_doors(timestamptz) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION fachwerk_roll_up_doors(timestamptz) TO fachwerk_system;`;
