import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/**
 * XTA: who is addressed by which identifier, and the transport orders that were given here.
 *
 * An order to the tenant itself is filed, and is kept for its transport report alone. One to a procedure lies in its
 * mailbox with its content until the procedure closes it.
 */
export class Xta1700000000036 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE xta_party (
        tenant_id uuid NOT NULL REFERENCES tenant,
        id uuid NOT NULL,
        -- Null: the tenant itself, what is sent to it is filed.
        procedure_id uuid,
        type text NOT NULL CHECK (length(type) BETWEEN 1 AND 200),
        identifier text NOT NULL CHECK (length(identifier) BETWEEN 1 AND 500),
        -- URIs of services (Dienste-URI) that it reads; none: nobody says.
        services text[] NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, type, identifier),
        FOREIGN KEY (tenant_id, procedure_id) REFERENCES procedure (tenant_id, id)
      );
      ${tenantTable('xta_party', 'SELECT, INSERT, DELETE')}

      CREATE TABLE xta_message (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        -- wsa:MessageID of the order; whoever sends, nobody has it a second time.
        message_id text NOT NULL CHECK (length(message_id) BETWEEN 1 AND 512),
        procedure_id uuid NOT NULL,
        -- Whose mailbox; null: it is filed.
        reader_id uuid,
        reader_type text NOT NULL,
        reader_identifier text NOT NULL,
        content_hash bytea NOT NULL CHECK (octet_length(content_hash) = 32),
        -- MessageMetaData as it was sent.
        metadata jsonb NOT NULL,
        relates_to text[] NOT NULL,
        -- In a mailbox: the message and its attachments, whose bytes are in the content store. Let go of when it is closed.
        parts jsonb NOT NULL CHECK (jsonb_typeof(parts) = 'array'),
        size_bytes bigint NOT NULL,
        created_at timestamptz NOT NULL,
        -- Null until it is durable: its sender has no answer yet, or was told to send it again.
        accepted_at timestamptz,
        -- Not shown to its reader before (NotBefore).
        visible_from timestamptz NOT NULL,
        fetched_at timestamptz,
        closed_at timestamptz,
        cancelled_at timestamptz,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, message_id),
        FOREIGN KEY (tenant_id, procedure_id) REFERENCES procedure (tenant_id, id),
        FOREIGN KEY (tenant_id, reader_id) REFERENCES procedure (tenant_id, id),
        CHECK (reader_id IS NOT NULL OR (parts = '[]' AND fetched_at IS NULL AND closed_at IS NULL AND cancelled_at IS NULL)),
        -- With its row a mailbox has it.
        CHECK (reader_id IS NULL OR accepted_at IS NOT NULL),
        CHECK (closed_at IS NULL OR cancelled_at IS NULL)
      ) WITH (fillfactor = 80);
      CREATE INDEX xta_message_open ON xta_message (tenant_id, reader_id, visible_from, id)
        WHERE reader_id IS NOT NULL AND closed_at IS NULL AND cancelled_at IS NULL;
      CREATE INDEX xta_message_by_age ON xta_message (created_at);
      ${tenantTable('xta_message', 'SELECT, INSERT, UPDATE')}
      CREATE POLICY owner_drops ON xta_message FOR DELETE TO fachwerk_owner USING (true);

      -- Up to so many at once; answers how many. What lies in a mailbox stays until it is closed, what is parked until
      -- somebody has decided: their senders may still ask.
      CREATE FUNCTION fachwerk_drop_xta_messages(before timestamptz, at_once int) RETURNS int LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '3s' AS $$
      DECLARE
        counts jsonb;
        counted int;
      BEGIN
        IF before > now() - interval '7 days' THEN
          RAISE EXCEPTION 'Orders that ended after % are not old enough.', now() - interval '7 days' USING ERRCODE = '22023';
        END IF;
        WITH over AS (
          SELECT tenant_id, id FROM xta_message AS old
          WHERE created_at < before AND (
            reader_id IS NOT NULL AND coalesce(closed_at, cancelled_at) < before
            OR reader_id IS NULL AND NOT EXISTS (
              SELECT FROM submission
              WHERE submission.tenant_id = old.tenant_id AND submission.procedure_id = old.procedure_id
                AND submission.key = old.message_id
                AND (state IN ('accepted', 'parked') OR settled_at >= before)))
          ORDER BY created_at LIMIT at_once
        ), dropped AS (
          DELETE FROM xta_message USING over WHERE xta_message.tenant_id = over.tenant_id AND xta_message.id = over.id
          RETURNING reader_id
        )
        SELECT count(*), jsonb_build_object('before', before, 'filed', count(*) FILTER (WHERE reader_id IS NULL),
            'mailbox', count(*) FILTER (WHERE reader_id IS NOT NULL))
          INTO counted, counts FROM dropped;
        IF counted > 0 THEN
          INSERT INTO housekeeping_log (at, job, facts) VALUES (clock_timestamp(), 'xta-messages-dropped', counts);
        END IF;
        RETURN counted;
      END $$;
      ALTER FUNCTION fachwerk_drop_xta_messages(timestamptz, int) OWNER TO fachwerk_owner;
      REVOKE ALL ON FUNCTION fachwerk_drop_xta_messages(timestamptz, int) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION fachwerk_drop_xta_messages(timestamptz, int) TO fachwerk_system;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP FUNCTION fachwerk_drop_xta_messages(timestamptz, int); DROP TABLE xta_message; DROP TABLE xta_party',
    );
  }
}
