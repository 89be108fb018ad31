import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/**
 * What people corrected in a parked message. The message stays as it was sent; a correction is another body for the same
 * submission, which the guard of filed submissions lets be filed once, with one of its bodies.
 */
export class Corrections1700000000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The correction that is filed, if any; a copy of the message with another body is not.
      ALTER TABLE submission ADD correction int;

      CREATE TABLE correction (
        tenant_id uuid NOT NULL,
        message_id uuid NOT NULL,
        accepted_at timestamptz NOT NULL,
        number int NOT NULL,
        -- As in an envelope.
        body_facts jsonb NOT NULL,
        -- Null when the content store has it.
        body bytea,
        state text NOT NULL CHECK (state IN ('proposed', 'approved', 'refused')),
        reason text NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        two_people boolean NOT NULL,
        decided_by text,
        decided_at timestamptz,
        decision_reason text,
        PRIMARY KEY (tenant_id, message_id, number),
        CHECK ((state = 'proposed') = (decided_by IS NULL)),
        CHECK (NOT two_people OR state <> 'approved' OR decided_by <> created_by)
      );
      -- One at a time is looked at.
      CREATE UNIQUE INDEX correction_proposed ON correction (tenant_id, message_id) WHERE state = 'proposed';
      ${tenantTable('correction', 'SELECT, INSERT, UPDATE')}

      -- What was proposed, and what was decided, stays.
      CREATE FUNCTION fachwerk_guard_correction() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state <> 'proposed' OR ROW(NEW.body_facts, NEW.body, NEW.reason, NEW.created_by, NEW.created_at, NEW.two_people)
             IS DISTINCT FROM ROW(OLD.body_facts, OLD.body, OLD.reason, OLD.created_by, OLD.created_at, OLD.two_people) THEN
          RAISE EXCEPTION 'A correction cannot change once it is decided.' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
      END $$;
      ALTER FUNCTION fachwerk_guard_correction() OWNER TO fachwerk_owner;
      CREATE TRIGGER guard BEFORE UPDATE ON correction FOR EACH ROW EXECUTE FUNCTION fachwerk_guard_correction();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE correction; DROP FUNCTION fachwerk_guard_correction(); ALTER TABLE submission DROP COLUMN correction',
    );
  }
}
