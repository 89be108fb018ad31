import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ENDS } from './search-entries.js';
import { appendOnly, tenantTable } from './tenant-table.js';

/**
 * What stands still, grouped by why: a row of `stopped_message` for each message that is parked, or that waits for
 * something other than its turn, and a row of `cause` for each reason there has been.
 *
 * Triggers write them in the transaction that parks, releases or files, so that whoever does it, of whatever version,
 * leaves them right. For a message that is simply filed none of them runs. Restoring brings the rows along.
 */
export class Causes1700000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE cause (
        tenant_id uuid NOT NULL REFERENCES tenant,
        id uuid NOT NULL,
        kind text NOT NULL,
        code text NOT NULL,
        stage text NOT NULL,
        connector text,
        connector_version text,
        -- Without positions: the third line of an invoice is no other cause than the second.
        path text,
        target text,
        first_seen timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id)
      );
      ${tenantTable('cause', 'SELECT, INSERT')}

      CREATE TABLE stopped_message (
        tenant_id uuid NOT NULL,
        message_id uuid NOT NULL,
        accepted_at timestamptz NOT NULL,
        procedure_id uuid NOT NULL,
        submission_id uuid,
        state text NOT NULL CHECK (state IN ('parked', 'waiting')),
        cause_id uuid NOT NULL,
        since timestamptz NOT NULL,
        words tsvector NOT NULL,
        PRIMARY KEY (tenant_id, message_id),
        FOREIGN KEY (tenant_id, procedure_id) REFERENCES procedure (tenant_id, id),
        FOREIGN KEY (tenant_id, cause_id) REFERENCES cause (tenant_id, id)
      );
      CREATE INDEX stopped_message_by_cause ON stopped_message (tenant_id, cause_id, accepted_at, message_id);
      -- Groups are counted from the index alone.
      CREATE INDEX stopped_message_by_state ON stopped_message (tenant_id, state, cause_id, procedure_id) INCLUDE (since);
      CREATE INDEX stopped_message_words ON stopped_message USING gin (words);
      ${tenantTable('stopped_message', 'SELECT, INSERT, UPDATE, DELETE')}

      CREATE TABLE cause_note (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        cause_id uuid NOT NULL,
        at timestamptz NOT NULL,
        author text NOT NULL,
        content text NOT NULL CHECK (length(content) BETWEEN 1 AND 4000),
        PRIMARY KEY (tenant_id, id),
        FOREIGN KEY (tenant_id, cause_id) REFERENCES cause (tenant_id, id)
      );
      CREATE INDEX cause_note_by_cause ON cause_note (tenant_id, cause_id, at);
      ${tenantTable('cause_note', 'SELECT, INSERT')}
      ${appendOnly('cause_note')}`);
    await runner.query(FUNCTIONS);
    await runner.query(TRIGGERS);
    await runner.query(FILL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER stopped ON submission;
      DROP TRIGGER stopped_new ON submission;
      DROP TRIGGER stopped ON message;
      DROP TRIGGER stopped_new ON message;
      DROP FUNCTION fachwerk_stopped_matching, fachwerk_submission_stops, fachwerk_message_stops, fachwerk_stop,
        fachwerk_stopped_words, fachwerk_stopped_vector, fachwerk_cause_id, fachwerk_cause_path;
      DROP TABLE cause_note, stopped_message, cause`);
  }
}

/** Most characters of a body in which operators can search. */
const BODY_CHARACTERS_MAX = 65_536;

const FUNCTIONS = `
  -- XPath positions and indices of JSON pointers say which one it was, not what is wrong.
  CREATE FUNCTION fachwerk_cause_path(path text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(regexp_replace(path, '\\[[0-9]+\\]', '', 'g'), '/[0-9]+(?=/|$)', '/*', 'g');

  CREATE FUNCTION fachwerk_cause_id(tenant uuid, error jsonb) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN md5(jsonb_build_array(tenant, error->>'kind', error->>'code', error->>'connector', error->>'connectorVersion',
      fachwerk_cause_path(error->>'path'), error->>'target')::text)::uuid;

  -- Words as the search has them: German ones in all their forms, and what has a digit and a mark in it as it is.
  CREATE FUNCTION fachwerk_stopped_vector(content text) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT to_tsvector('german', fachwerk_search_spaced(folded)) || coalesce((
      SELECT array_to_tsvector(array_agg(DISTINCT '=' || token))
      FROM (SELECT btrim(part, ${ENDS}) AS token FROM unnest(string_to_array(folded, ' ')) AS part) AS tokens
      WHERE fachwerk_search_is_reference(token)), '')
    FROM fachwerk_search_folded(content) AS folded $$;

  -- The key, the error, and the text of a small body. Bytes that are no text of this database are left out.
  CREATE FUNCTION fachwerk_stopped_words(key text, error jsonb, body bytea) RETURNS tsvector LANGUAGE plpgsql STABLE AS $$
  DECLARE
    known text := concat_ws(' ', key, error->>'code', error->>'message', error->>'path', error->>'target');
  BEGIN
    RETURN fachwerk_stopped_vector(known || ' ' ||
      left(regexp_replace(coalesce(convert_from(body, 'UTF8'), ''), '<[^>]*>', ' ', 'g'), ${BODY_CHARACTERS_MAX}));
  EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN fachwerk_stopped_vector(known);
  END $$;

  CREATE FUNCTION fachwerk_stop(one stopped_message, error jsonb, key text) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    body bytea;
  BEGIN
    -- Tried again in vain: since when it stands still, and its words, stay as they are.
    IF EXISTS (SELECT FROM stopped_message AS known WHERE known.tenant_id = one.tenant_id AND known.message_id = one.message_id
        AND known.cause_id = one.cause_id AND known.state = one.state) THEN
      RETURN;
    END IF;
    INSERT INTO cause (tenant_id, id, kind, code, stage, connector, connector_version, path, target, first_seen)
      VALUES (one.tenant_id, one.cause_id, error->>'kind', error->>'code', error->>'stage', error->>'connector',
        error->>'connectorVersion', fachwerk_cause_path(error->>'path'), error->>'target', one.since)
      ON CONFLICT DO NOTHING;
    SELECT payload.body INTO body FROM payload
      WHERE payload.tenant_id = one.tenant_id AND message_id = one.message_id AND accepted_at = one.accepted_at;
    INSERT INTO stopped_message (tenant_id, message_id, accepted_at, procedure_id, submission_id, state, cause_id, since, words)
      VALUES (one.tenant_id, one.message_id, one.accepted_at, one.procedure_id, one.submission_id, one.state, one.cause_id, one.since,
        fachwerk_stopped_words(key, error, body))
      ON CONFLICT (tenant_id, message_id) DO UPDATE SET submission_id = excluded.submission_id, state = excluded.state,
        cause_id = excluded.cause_id, since = excluded.since, words = excluded.words;
  END $$;

  CREATE FUNCTION fachwerk_submission_stops() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    stopped stopped_message;
  BEGIN
    IF NEW.state <> 'parked' THEN
      DELETE FROM stopped_message WHERE tenant_id = NEW.tenant_id AND message_id = NEW.message_id AND state = 'parked';
      RETURN NULL;
    END IF;
    stopped := (NEW.tenant_id, NEW.message_id, NEW.accepted_at, NEW.procedure_id, NEW.id, 'parked',
      fachwerk_cause_id(NEW.tenant_id, NEW.error), NEW.settled_at, '');
    PERFORM fachwerk_stop(stopped, NEW.error, NEW.key);
    RETURN NULL;
  END $$;

  CREATE FUNCTION fachwerk_message_stops() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    stopped stopped_message;
  BEGIN
    IF NEW.waiting IS NULL OR NEW.settled_at IS NOT NULL OR NEW.waiting->>'code' = 'order.held' THEN
      DELETE FROM stopped_message WHERE tenant_id = NEW.tenant_id AND message_id = NEW.id AND state = 'waiting';
      RETURN NULL;
    END IF;
    stopped := (NEW.tenant_id, NEW.id, NEW.accepted_at, NEW.procedure_id, NEW.submission_id, 'waiting',
      fachwerk_cause_id(NEW.tenant_id, NEW.waiting), NEW.tried_at, '');
    PERFORM fachwerk_stop(stopped, NEW.waiting, NEW.envelope->>'senderKey');
    RETURN NULL;
  END $$;

  -- Which messages stand still whose words match: past row-level security, under which no index of words is used. It
  -- takes the tenant from the transaction and answers ids and times alone.
  CREATE FUNCTION fachwerk_stopped_matching(asked text) RETURNS TABLE (message_id uuid, accepted_at timestamptz) LANGUAGE sql STABLE ROWS 100
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT message_id, accepted_at FROM stopped_message
    WHERE tenant_id = NULLIF(current_setting('fachwerk.tenant', true), '')::uuid
      AND words @@ fachwerk_search_query('', asked) $$;

  -- Its owner may read nothing but this table and entries of the search.
  GRANT SELECT ON stopped_message TO fachwerk_search;
  CREATE POLICY search_reads ON stopped_message FOR SELECT TO fachwerk_search USING (true);
  GRANT CREATE ON SCHEMA public TO fachwerk_search;
  ALTER FUNCTION fachwerk_stopped_matching(text) OWNER TO fachwerk_search;
  REVOKE CREATE ON SCHEMA public FROM fachwerk_search;
  REVOKE ALL ON FUNCTION fachwerk_stopped_matching(text) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION fachwerk_stopped_matching(text) TO fachwerk_app;`;

const TRIGGERS = `
  CREATE TRIGGER stopped_new AFTER INSERT ON submission FOR EACH ROW
    WHEN (NEW.state = 'parked' AND current_user = 'fachwerk_app') EXECUTE FUNCTION fachwerk_submission_stops();
  CREATE TRIGGER stopped AFTER UPDATE ON submission FOR EACH ROW
    WHEN ((NEW.state = 'parked' OR OLD.state = 'parked') AND current_user = 'fachwerk_app')
    EXECUTE FUNCTION fachwerk_submission_stops();
  CREATE TRIGGER stopped_new AFTER INSERT ON message FOR EACH ROW
    WHEN (NEW.waiting IS NOT NULL AND current_user = 'fachwerk_app') EXECUTE FUNCTION fachwerk_message_stops();
  CREATE TRIGGER stopped AFTER UPDATE ON message FOR EACH ROW
    WHEN ((NEW.waiting IS NOT NULL OR OLD.waiting IS NOT NULL) AND current_user = 'fachwerk_app')
    EXECUTE FUNCTION fachwerk_message_stops();`;

/** What stood still before. The owner of the tables may read all rows; it gets the right to write these for a moment. */
const FILL = `
  ALTER TABLE cause NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE stopped_message NO FORCE ROW LEVEL SECURITY;
  SET ROLE fachwerk_owner;
  SELECT fachwerk_stop((submission.tenant_id, message_id, accepted_at, procedure_id, id, 'parked', fachwerk_cause_id(submission.tenant_id, error),
      settled_at, '')::stopped_message, error, key)
    FROM submission WHERE state = 'parked';
  SELECT fachwerk_stop((tenant_id, id, accepted_at, procedure_id, submission_id, 'waiting', fachwerk_cause_id(tenant_id, waiting),
      tried_at, '')::stopped_message, waiting, envelope->>'senderKey')
    FROM message WHERE waiting IS NOT NULL AND settled_at IS NULL AND waiting->>'code' <> 'order.held';
  RESET ROLE;
  ALTER TABLE cause FORCE ROW LEVEL SECURITY;
  ALTER TABLE stopped_message FORCE ROW LEVEL SECURITY;`;
