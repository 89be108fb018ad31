import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A submission whose key is not known yet may get its key once, or dissolve into the submission of that key; both only
 * while it is open. Everything else about a submission stays as unchangeable as before.
 */
export class ProvisionalSubmission1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE submission ADD provisional boolean NOT NULL DEFAULT false;

      CREATE OR REPLACE FUNCTION fachwerk_guard_filed() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        gets_its_key boolean := OLD.provisional AND NOT NEW.provisional AND OLD.state = 'accepted';
      BEGIN
        IF OLD.filed_attempt IS NOT NULL
           AND (NEW.filed_attempt IS DISTINCT FROM OLD.filed_attempt OR NEW.state <> 'filed'
                OR NEW.receipt IS DISTINCT FROM OLD.receipt) THEN
          RAISE EXCEPTION 'Submission % is filed already.', OLD.id USING ERRCODE = '23505';
        END IF;
        IF (NEW.provisional AND NOT OLD.provisional) OR (NEW.key <> OLD.key AND NOT gets_its_key)
           OR ROW(NEW.tenant_id, NEW.id, NEW.procedure_id, NEW.content_hash, NEW.message_id, NEW.accepted_at)
           IS DISTINCT FROM
           ROW(OLD.tenant_id, OLD.id, OLD.procedure_id, OLD.content_hash, OLD.message_id, OLD.accepted_at) THEN
          RAISE EXCEPTION 'The identity of submission % cannot change.', OLD.id USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
      END $$;

      CREATE FUNCTION fachwerk_guard_dissolved() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT OLD.provisional OR OLD.state <> 'accepted' THEN
          RAISE EXCEPTION 'Submission % is in the books: DELETE is refused.', OLD.id USING ERRCODE = '42501';
        END IF;
        RETURN OLD;
      END $$;
      ALTER FUNCTION fachwerk_guard_dissolved() OWNER TO fachwerk_owner;
      CREATE TRIGGER guard_dissolved BEFORE DELETE ON submission FOR EACH ROW EXECUTE FUNCTION fachwerk_guard_dissolved();
      GRANT DELETE ON submission TO fachwerk_app;`);
  }

  async down(): Promise<void> {
    throw new Error('The ledger is not undone: it is the proof of what was accepted.');
  }
}
