import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly, tenantTable } from './tenant-table.js';

/**
 * The ledger: submissions, messages, attempts, payloads, and the gateways' tallies.
 *
 * `message`, `attempt` and `payload` are partitioned by the month of accepted-at, which the message id carries, so
 * that a look-up by id touches one partition. The application role has no privilege on the partitions themselves.
 */
export class Ledger1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Key and content together: a repetition with equal content is the same submission, one with other content is
      -- another submission of the same key, and the command decides between new version and conflict.
      CREATE TABLE submission (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        key text NOT NULL,
        content_hash bytea NOT NULL CHECK (octet_length(content_hash) = 32),
        state text NOT NULL CHECK (state IN ('accepted', 'filed', 'rejected', 'parked')),
        message_id uuid NOT NULL,
        accepted_at timestamptz NOT NULL,
        filed_attempt uuid,
        settled_at timestamptz,
        connector text,
        connector_version text,
        type text,
        error jsonb,
        receipt jsonb,
        receipt_jws text,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, procedure_id, key, content_hash),
        FOREIGN KEY (tenant_id, procedure_id) REFERENCES procedure (tenant_id, id),
        CHECK ((state = 'filed') = (filed_attempt IS NOT NULL)),
        CHECK ((state = 'filed') = (receipt IS NOT NULL)),
        CHECK (state NOT IN ('rejected', 'parked') OR error IS NOT NULL)
      );
      CREATE INDEX submission_open ON submission (tenant_id, procedure_id, accepted_at) WHERE state IN ('accepted', 'parked');
      ${tenantTable('submission', 'SELECT, INSERT, UPDATE')}

      -- Filed exactly once, whatever the code above does.
      CREATE FUNCTION fachwerk_guard_filed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.filed_attempt IS NOT NULL
           AND (NEW.filed_attempt IS DISTINCT FROM OLD.filed_attempt OR NEW.state <> 'filed'
                OR NEW.receipt IS DISTINCT FROM OLD.receipt) THEN
          RAISE EXCEPTION 'Submission % is filed already.', OLD.id USING ERRCODE = '23505';
        END IF;
        IF ROW(NEW.tenant_id, NEW.id, NEW.procedure_id, NEW.key, NEW.content_hash, NEW.message_id, NEW.accepted_at)
           IS DISTINCT FROM
           ROW(OLD.tenant_id, OLD.id, OLD.procedure_id, OLD.key, OLD.content_hash, OLD.message_id, OLD.accepted_at) THEN
          RAISE EXCEPTION 'The identity of submission % cannot change.', OLD.id USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
      END $$;
      ALTER FUNCTION fachwerk_guard_filed() OWNER TO fachwerk_owner;
      CREATE TRIGGER guard_filed BEFORE UPDATE ON submission FOR EACH ROW EXECUTE FUNCTION fachwerk_guard_filed();

      CREATE TABLE message (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        accepted_at timestamptz NOT NULL,
        procedure_id uuid NOT NULL,
        gateway text NOT NULL,
        epoch uuid NOT NULL,
        seq bigint NOT NULL,
        envelope jsonb NOT NULL,
        submission_id uuid,
        duplicate_of uuid,
        waiting jsonb,
        seen_at timestamptz NOT NULL,
        settled_at timestamptz,
        PRIMARY KEY (tenant_id, id, accepted_at)
      ) PARTITION BY RANGE (accepted_at);
      CREATE INDEX message_by_procedure ON message (tenant_id, procedure_id, accepted_at, id);
      CREATE INDEX message_by_submission ON message (tenant_id, submission_id);
      ${tenantTable('message', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE attempt (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        accepted_at timestamptz NOT NULL,
        message_id uuid NOT NULL,
        submission_id uuid,
        outcome text NOT NULL CHECK (outcome IN ('filed', 'rejected', 'parked', 'duplicate', 'delayed', 'waiting', 'released')),
        stage text NOT NULL,
        code text,
        error jsonb,
        connector text,
        connector_version text,
        actor text NOT NULL,
        started_at timestamptz NOT NULL,
        ended_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id, accepted_at)
      ) PARTITION BY RANGE (accepted_at);
      CREATE INDEX attempt_by_message ON attempt (tenant_id, message_id);
      ${tenantTable('attempt', 'SELECT, INSERT')}
      ${appendOnly('attempt')}

      -- The body as sent: inline, or its hash in the content store.
      CREATE TABLE payload (
        tenant_id uuid NOT NULL,
        message_id uuid NOT NULL,
        accepted_at timestamptz NOT NULL,
        body bytea,
        sha256 bytea NOT NULL,
        PRIMARY KEY (tenant_id, message_id, accepted_at)
      ) PARTITION BY RANGE (accepted_at);
      ${tenantTable('payload', 'SELECT, INSERT')}

      -- What each gateway says it accepted: ranges of numbers per minute. A later tally of the same minute widens it.
      CREATE TABLE intake_tally (
        tenant_id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        gateway text NOT NULL,
        epoch uuid NOT NULL,
        minute timestamptz NOT NULL,
        first_seq bigint NOT NULL,
        last_seq bigint NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        voided int8multirange NOT NULL,
        PRIMARY KEY (tenant_id, procedure_id, epoch, minute)
      );
      CREATE INDEX intake_tally_by_minute ON intake_tally (tenant_id, minute);
      ${tenantTable('intake_tally', 'SELECT, INSERT, UPDATE')}`);

    await runner.query(`
      -- Creates the partitions of a month, once. Called ahead by the worker; the caller needs no privilege on tables.
      CREATE FUNCTION fachwerk_create_partitions(month date) RETURNS void LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        table_name text;
        first_day timestamptz := date_trunc('month', month::timestamp) AT TIME ZONE 'UTC';
        next_first_day timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE 'UTC';
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('fachwerk_create_partitions'));
        FOREACH table_name IN ARRAY ARRAY['message', 'attempt', 'payload'] LOOP
          IF to_regclass(format('%I', table_name || '_' || to_char(month, 'YYYY_MM'))) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
              table_name || '_' || to_char(month, 'YYYY_MM'), table_name, first_day, next_first_day);
          END IF;
        END LOOP;
      END $$;
      ALTER FUNCTION fachwerk_create_partitions(date) OWNER TO fachwerk_owner;
      REVOKE ALL ON FUNCTION fachwerk_create_partitions(date) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION fachwerk_create_partitions(date) TO fachwerk_system;

      -- A message from a gateway whose clock is off must not fail for want of a partition.
      SET ROLE fachwerk_owner;
      CREATE TABLE message_other PARTITION OF message DEFAULT;
      CREATE TABLE attempt_other PARTITION OF attempt DEFAULT;
      CREATE TABLE payload_other PARTITION OF payload DEFAULT;
      RESET ROLE;
      SELECT fachwerk_create_partitions((date_trunc('month', now()) + make_interval(months => n))::date)
        FROM generate_series(-1, 3) AS n;`);
  }

  async down(): Promise<void> {
    throw new Error('The ledger is not undone: it is the proof of what was accepted.');
  }
}
