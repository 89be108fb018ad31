import type { MigrationInterface, QueryRunner } from 'typeorm';
import { caseEntries, caseFileEntries, documentEntries, ENDS, moreOfDocuments } from './search-entries.js';
import { tenantTable } from './tenant-table.js';

/** ASCII without letters and digits, and what German texts have besides. Of small letters: capitals are in here. */
const MARK = `\\x01-\\x2f\\x3a-\\x60\\x7b-\\x7f\\u00a0§°«»·–—…„“”‚‘’€\\ue000\\ue001`;
/**
 * The search: one entry for each record, written by triggers in the transaction that files it, and one function that
 * reads them past row-level security, for the tenant of the transaction alone.
 *
 * Every word begins with the tenant. So each tenant has its own lists in the index, and those of a large one cost a small
 * one nothing. Restoring and bulk work do not act as \`fachwerk_app\`; they bring their entries, or make them at once.
 */
export class Search1700000000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WORDS);
    await runner.query(`
      CREATE TABLE search_entry (
        tenant_id uuid NOT NULL,
        -- Of the record: entries are read newest first.
        created_at timestamptz NOT NULL,
        record_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('case-file', 'case', 'document')),
        words tsvector NOT NULL,
        PRIMARY KEY (tenant_id, created_at, record_id)
      );
      -- New words are collected, and put into the index together by whoever fills the list up; each one by itself costs twice.
      CREATE INDEX search_entry_words ON search_entry USING gin (words) WITH (fastupdate = on, gin_pending_list_limit = 4096);
      -- How a file reference begins is asked in this order, whatever the locale of the database is.
      CREATE INDEX case_file_by_reference ON case_file (tenant_id, reference COLLATE "C");
      ${tenantTable('search_entry', 'SELECT, INSERT, UPDATE')}
      CREATE POLICY owner_writes ON search_entry FOR INSERT TO fachwerk_owner WITH CHECK (true);
      CREATE POLICY owner_changes ON search_entry FOR UPDATE TO fachwerk_owner USING (true);`);
    await runner.query(triggers());
    await runner.query(indexAll());
    await runner.query(READER);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER search ON case_file;
      DROP TRIGGER search ON file_case;
      DROP TRIGGER search ON document_version;
      DROP TRIGGER search ON document_format;
      DROP FUNCTION fachwerk_search, fachwerk_index_all, fachwerk_index_case_files, fachwerk_index_cases, fachwerk_index_versions,
        fachwerk_index_formats;
      DROP TABLE search_entry;
      DROP INDEX case_file_by_reference;
      DROP FUNCTION fachwerk_search_marked, fachwerk_search_query, fachwerk_search_quoted, fachwerk_search_is_word, fachwerk_search_is_reference,
        fachwerk_search_spaced, fachwerk_search_folded`);
  }
}

/** How a text becomes words: the same when it is filed and when it is asked for. */
const WORDS = `
    -- Small letters, whatever the locale of the database is. One character for one, as below.
    CREATE FUNCTION fachwerk_search_folded(content text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN replace(replace(replace(replace(replace(lower(content COLLATE "C"), 'Ä', 'ä'), 'Ö', 'ö'), 'Ü', 'ü'), chr(10), ' '), chr(9), ' ');

    -- The parser of PostgreSQL takes much for addresses, paths and signed numbers; letters and digits are words here.
    CREATE FUNCTION fachwerk_search_spaced(folded text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN regexp_replace(folded, '[${MARK}]+', ' ', 'g');

    -- What has a digit and a mark in it is found as it is: references, keys, dates, numbers of invoices.
    CREATE FUNCTION fachwerk_search_is_reference(token text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN token ~ '[0-9]' AND token ~ '[${MARK}]' AND length(token) <= 100;

    -- Numbers of one or two digits are in every date.
    CREATE FUNCTION fachwerk_search_is_word(word text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN (word COLLATE "C" >= 'a' OR length(word) > 2) AND length(word) <= 100;

    CREATE FUNCTION fachwerk_search_quoted(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN '''' || replace(replace(word, '\\', '\\\\'), '''', '''''') || '''';

    -- All of the words, the last one also as the beginning of one. Null when they say nothing. What begins a word of the
    -- index is \`mark\` and a letter; without mark it is nothing, as highlights need it.
    CREATE FUNCTION fachwerk_search_query(mark text, asked text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      WITH token AS (
        SELECT n, btrim(part, ${ENDS}) AS token
        FROM unnest(string_to_array(fachwerk_search_folded(normalize(asked)), ' '))
          WITH ORDINALITY AS parts(part, n)
      ), piece AS (
        SELECT n, 0 AS m, token AS piece, true AS whole FROM token WHERE fachwerk_search_is_reference(token)
        UNION ALL
        SELECT n, m, piece, false FROM token,
          unnest(string_to_array(fachwerk_search_spaced(token), ' ')) WITH ORDINALITY AS pieces(piece, m)
        WHERE piece <> '' AND fachwerk_search_is_word(piece) AND NOT fachwerk_search_is_reference(token)
      ), numbered AS (
        SELECT piece, whole, row_number() OVER (ORDER BY n DESC, m DESC) = 1 AS last,
          (SELECT lexeme FROM unnest(tsvector_to_array(to_tsvector('german', piece))) AS lexeme LIMIT 1) AS stem
        FROM piece
      ), condition AS (
        SELECT CASE
          WHEN whole THEN fachwerk_search_quoted(mark || '=' || piece) || CASE WHEN last THEN ':*' ELSE '' END
          WHEN stem IS NULL THEN NULL
          WHEN last AND length(piece) >= 3 THEN
            '(' || fachwerk_search_quoted(word || stem) || '|'
              || fachwerk_search_quoted(word || replace(translate(piece, 'äöü', 'aou'), 'ß', 'ss')) || ':*)'
          ELSE fachwerk_search_quoted(word || stem) END AS condition
        FROM numbered, (SELECT CASE mark WHEN '' THEN '' ELSE mark || 'w' END AS word) AS begins
      )
      SELECT string_agg(condition, '&')::tsquery FROM condition $$;

    -- The same text, folded, with U+E000 and U+E001 around the words that were asked for.
    CREATE FUNCTION fachwerk_search_marked(content text, asked text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
      SELECT CASE WHEN asked_for IS NULL THEN spaced
        ELSE ts_headline('german', spaced, asked_for, U&'HighlightAll=true, StartSel=\\E000, StopSel=\\E001') END
      FROM regexp_replace(fachwerk_search_folded(content), '[${MARK}]', ' ', 'g') AS spaced,
        fachwerk_search_query('', asked) AS asked_for $$;`;

function triggers(): string {
  const all = [
    { name: 'fachwerk_index_case_files', table: 'case_file', body: caseFileEntries('added') },
    { name: 'fachwerk_index_cases', table: 'file_case', body: caseEntries('added') },
    {
      name: 'fachwerk_index_versions',
      table: 'document_version',
      body: `${documentEntries('added')};
        -- A document that had versions before.
        IF EXISTS (SELECT FROM added WHERE number > 1) THEN
          ${moreOfDocuments('added', 'WHERE number > 1')};
        END IF`,
    },
    { name: 'fachwerk_index_formats', table: 'document_format', body: moreOfDocuments('added', '') },
  ];
  return all
    .map(
      ({ name, table, body }) => `
      -- Planned each time: a kept plan is from the time when the tables were small, and reads a whole one for each record.
      CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
      BEGIN
        ${body};
        RETURN NULL;
      END $$;
      ALTER FUNCTION ${name}() OWNER TO fachwerk_owner;
      CREATE TRIGGER search AFTER INSERT ON ${table} REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT WHEN (current_user = 'fachwerk_app') EXECUTE FUNCTION ${name}();`,
    )
    .join('');
}

/** For what was there before, and what came in past the triggers. What has an entry keeps it. */
function indexAll(): string {
  return `
    CREATE FUNCTION fachwerk_index_all() RETURNS void LANGUAGE plpgsql SET statement_timeout = 0 AS $$
    BEGIN
      ${caseFileEntries('case_file')};
      ${caseEntries('file_case')};
      ${documentEntries('document_version')};
      ${moreOfDocuments('document_version', 'WHERE number > 1')};
      ${moreOfDocuments('document_format', '')};
    END $$;
    ALTER FUNCTION fachwerk_index_all() OWNER TO fachwerk_owner;
    REVOKE ALL ON FUNCTION fachwerk_index_all() FROM PUBLIC;`;
}

/** The role that reads entries, and the function it owns. */
const READER = `
    DO $$
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fachwerk_search') THEN
        BEGIN
          CREATE ROLE fachwerk_search NOLOGIN NOINHERIT;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
          NULL; -- another migration of another database was a moment faster
        END;
      END IF;
      IF NOT pg_has_role(current_user, 'fachwerk_search', 'MEMBER') THEN
        EXECUTE format('GRANT fachwerk_search TO %I', current_user);
      END IF;
    END $$;
    GRANT USAGE ON SCHEMA public TO fachwerk_search;
    GRANT SELECT ON search_entry TO fachwerk_search;
    -- The condition of the policy would be looked at before any word, row by row: the function has it instead.
    CREATE POLICY search_reads ON search_entry FOR SELECT TO fachwerk_search USING (true);

    -- Newest first. Reads the newest entries one by one: what is frequent is among them. If that is not enough, it takes
    -- all entries with the words from the index; and where these are too many, by months, twice as many each time.
    CREATE FUNCTION fachwerk_search(asked text, procedure uuid, codes text[], record_kind text, document_type text,
        from_at timestamptz, to_at timestamptz, after_id uuid, at_most int)
      RETURNS TABLE (record_id uuid, kind text, created_at timestamptz) LANGUAGE plpgsql STABLE ROWS 50
      SECURITY DEFINER SET search_path = public, pg_temp
      SET plan_cache_mode = force_custom_plan SET enable_seqscan = off SET jit = off AS $$
    #variable_conflict use_column
    DECLARE
      newest int := 1000;
      candidates CONSTANT int := 10000;
      tenant uuid := NULLIF(current_setting('fachwerk.tenant', true), '')::uuid;
      mark text := left(tenant::text, 8);
      wanted tsquery := fachwerk_search_query(mark, asked);
      certain tsquery;
      filters text;
      begin_at timestamptz := coalesce(from_at, '-infinity');
      end_at timestamptz := coalesce(to_at, 'infinity');
      end_id uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
      horizon_at timestamptz;
      horizon_id uuid;
      found_all search_entry[];
      month timestamp;
      months int := 1;
      within tsquery;
      missing int := at_most;
      counted int;
    BEGIN
      -- A place of the file plan without entries has no records.
      IF tenant IS NULL OR wanted IS NULL OR cardinality(codes) = 0 THEN
        RETURN;
      END IF;
      filters := nullif(concat_ws('&',
        '(' || (SELECT string_agg(fachwerk_search_quoted(mark || 'f' || code), '|') FROM unnest(codes) AS code) || ')',
        fachwerk_search_quoted(mark || 'k' || record_kind),
        fachwerk_search_quoted(mark || 'p' || procedure),
        fachwerk_search_quoted(mark || 't' || left(document_type, 100))), '');
      -- A frequent beginning is the one thing that the index is slow with.
      certain := nullif(concat_ws('&', '(' || fachwerk_search_query(mark, regexp_replace(asked, '\\S+\\s*$', 'und'))::text || ')', filters), '')::tsquery;
      wanted := concat_ws('&', '(' || wanted::text || ')', filters)::tsquery;
      IF certain IS NULL THEN
        certain := wanted;
      END IF;

      LOOP
        horizon_at := NULL;
        SELECT e.created_at, e.record_id INTO horizon_at, horizon_id FROM search_entry AS e
          WHERE e.tenant_id = tenant AND e.created_at >= begin_at AND (e.created_at, e.record_id) < (end_at, end_id)
          ORDER BY e.created_at DESC, e.record_id DESC OFFSET newest - 1 LIMIT 1;
        RETURN QUERY
          SELECT e.record_id, e.kind, e.created_at FROM (
            SELECT * FROM search_entry AS e
            WHERE e.tenant_id = tenant AND e.created_at >= begin_at AND (e.created_at, e.record_id) < (end_at, end_id)
            ORDER BY e.created_at DESC, e.record_id DESC LIMIT newest) AS e
          WHERE e.words @@ wanted LIMIT missing;
        GET DIAGNOSTICS counted = ROW_COUNT;
        missing := missing - counted;
        IF missing = 0 OR horizon_at IS NULL THEN
          RETURN;
        END IF;
        end_at := horizon_at;
        end_id := horizon_id;
        -- What was found tells how far it is to the rest.
        EXIT WHEN counted = 0 OR newest::bigint * missing / counted > candidates;
        newest := newest * missing / counted + 500;
      END LOOP;

      SELECT array_agg(ROW(e.tenant_id, e.created_at, e.record_id, e.kind, '')::search_entry) INTO found_all
        FROM (SELECT * FROM search_entry AS e WHERE e.words @@ wanted LIMIT candidates + 1) AS e WHERE e.tenant_id = tenant;
      IF coalesce(cardinality(found_all), 0) <= candidates THEN
        RETURN QUERY
          SELECT e.record_id, e.kind, e.created_at FROM unnest(found_all) AS e
          WHERE e.created_at >= begin_at AND (e.created_at, e.record_id) < (end_at, end_id)
          ORDER BY e.created_at DESC, e.record_id DESC LIMIT missing;
        RETURN;
      END IF;

      SELECT greatest(begin_at, min(e.created_at)) INTO begin_at FROM search_entry AS e WHERE e.tenant_id = tenant;
      month := date_trunc('month', end_at AT TIME ZONE 'UTC');
      WHILE missing > 0 AND month >= date_trunc('month', begin_at AT TIME ZONE 'UTC') LOOP
        SELECT certain && string_agg(fachwerk_search_quoted(mark || 'm' || to_char(month - make_interval(months => n), 'YYYYMM')), '|')::tsquery
          INTO within FROM generate_series(0, months - 1) AS n;
        RETURN QUERY
          SELECT e.record_id, e.kind, e.created_at FROM (SELECT * FROM search_entry AS e WHERE e.words @@ within OFFSET 0) AS e
          WHERE e.words @@ wanted AND e.tenant_id = tenant AND e.created_at >= begin_at AND (e.created_at, e.record_id) < (end_at, end_id)
          ORDER BY e.created_at DESC, e.record_id DESC LIMIT missing;
        GET DIAGNOSTICS counted = ROW_COUNT;
        missing := missing - counted;
        month := month - make_interval(months => months);
        months := months * 2;
      END LOOP;
    END $$;
    GRANT CREATE ON SCHEMA public TO fachwerk_search;
    ALTER FUNCTION fachwerk_search OWNER TO fachwerk_search;
    REVOKE CREATE ON SCHEMA public FROM fachwerk_search;
    REVOKE ALL ON FUNCTION fachwerk_search FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION fachwerk_search TO fachwerk_app;`;
