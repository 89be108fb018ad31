import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The search (0018) asks the planner what its ways would cost before it takes one. It read up to ten thousand entries one
 * by one, then up to ten thousand hits of the index, and then by months: a question that needed all three took 0.2 s.
 *
 * Same name, same arguments, same hits: hubs of the version before ask it as well.
 */
export class SearchByCost1700000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(READER);
  }

  async down(): Promise<void> {
    throw new Error('The search finds the same with the version before: there is nothing to undo.');
  }
}

const READER = `
    -- How many entries the statistics expect. Of a word that has few it only knows that they are few.
    CREATE FUNCTION fachwerk_search_expected(asked tsquery) RETURNS float LANGUAGE plpgsql
      SET search_path = public, pg_temp AS $$
    DECLARE
      plan json;
    BEGIN
      EXECUTE format('EXPLAIN (FORMAT JSON) SELECT FROM search_entry WHERE words @@ %L', asked) INTO plan;
      RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
    END $$;

    -- Newest first. Reads the newest thousand entries one by one, and goes on where what is asked for is frequent among
    -- them. Otherwise it takes what the index has; and where that is too much, by months.
    CREATE OR REPLACE FUNCTION fachwerk_search(asked text, procedure uuid, codes text[], record_kind text, document_type text,
        from_at timestamptz, to_at timestamptz, after_id uuid, at_most int)
      RETURNS TABLE (record_id uuid, kind text, created_at timestamptz) LANGUAGE plpgsql VOLATILE ROWS 50
      SECURITY DEFINER SET search_path = public, pg_temp
      SET plan_cache_mode = force_custom_plan SET enable_seqscan = off SET jit = off AS $$
    #variable_conflict use_column
    DECLARE
      newest int := 1000;
      newest_max CONSTANT int := 40000;
      candidates CONSTANT int := 10000;
      months_max CONSTANT int := 12;
      tenant uuid := NULLIF(current_setting('fachwerk.tenant', true), '')::uuid;
      mark text := left(tenant::text, 8);
      wanted tsquery := fachwerk_search_query(mark, asked);
      -- The index is slow with the beginning of a frequent word: it walks through the lists of all words that begin so.
      beginning tsquery := fachwerk_search_query(mark, substring(asked FROM '\\S+\\s*$'));
      -- Everything else that is asked for.
      rest tsquery;
      filters text;
      begin_at timestamptz := coalesce(from_at, '-infinity');
      end_at timestamptz := coalesce(to_at, 'infinity');
      end_id uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
      horizon_at timestamptz;
      horizon_id uuid;
      looked int := 0;
      counted int;
      missing int := at_most;
      -- Expected entries, and what the ways would cost, in µs of a slow machine.
      of_wanted float;
      of_beginning float;
      of_rest float;
      reading float;
      by_wanted float;
      by_rest float;
      taken tsquery;
      found_all search_entry[];
      month timestamp;
      within tsquery;
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
      rest := nullif(concat_ws('&', '(' || fachwerk_search_query(mark, regexp_replace(asked, '\\S+\\s*$', 'und'))::text || ')', filters), '')::tsquery;
      wanted := concat_ws('&', '(' || wanted::text || ')', filters)::tsquery;

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
        looked := looked + newest;
        IF of_wanted IS NULL THEN
          of_wanted := fachwerk_search_expected(wanted);
          of_beginning := fachwerk_search_expected(beginning);
          of_rest := CASE WHEN rest IS NOT NULL THEN fachwerk_search_expected(rest) END;
          by_wanted := 0.3 * of_beginning + 4 * least(of_wanted, candidates);
          by_rest := CASE WHEN of_rest <= candidates / 3 THEN 4 * of_rest
            ELSE 3000 + 6 * greatest(of_rest / months_max, least(of_rest, missing * of_rest / of_wanted)) END;
        END IF;
        -- What was found among the newest tells how far it is to the rest.
        reading := 1.5 * missing * looked / (at_most - missing + 0.5);
        EXIT WHEN looked >= newest_max OR reading > least(by_wanted, by_rest);
        newest := least(newest_max - looked, 4 * looked, looked * missing / greatest(1, at_most - missing) + 500);
      END LOOP;

      taken := CASE WHEN by_rest < by_wanted THEN rest ELSE wanted END;
      IF taken = wanted OR of_rest <= candidates / 3 THEN
        SELECT count(*), array_agg(ROW(e.tenant_id, e.created_at, e.record_id, e.kind, '')::search_entry)
            FILTER (WHERE taken = wanted OR e.words @@ wanted)
          INTO counted, found_all
          FROM (SELECT * FROM search_entry AS e WHERE e.words @@ taken LIMIT candidates + 1) AS e WHERE e.tenant_id = tenant;
        IF counted <= candidates THEN
          RETURN QUERY
            SELECT e.record_id, e.kind, e.created_at FROM unnest(found_all) AS e
            WHERE e.created_at >= begin_at AND (e.created_at, e.record_id) < (end_at, end_id)
            ORDER BY e.created_at DESC, e.record_id DESC LIMIT missing;
          RETURN;
        END IF;
      END IF;

      -- One after the other: for a choice of months the index walks through all that these have. What a year does not have
      -- enough of is rare, and taken at once.
      SELECT greatest(begin_at, min(e.created_at)) INTO begin_at FROM search_entry AS e WHERE e.tenant_id = tenant;
      month := date_trunc('month', end_at AT TIME ZONE 'UTC');
      taken := CASE WHEN 6 * of_rest / months_max < 0.3 * of_beginning THEN rest ELSE wanted END;
      FOR months IN 1 .. months_max + 1 LOOP
        within := CASE WHEN months > months_max THEN wanted
          ELSE taken && fachwerk_search_quoted(mark || 'm' || to_char(month, 'YYYYMM'))::tsquery END;
        RETURN QUERY
          SELECT e.record_id, e.kind, e.created_at FROM (SELECT * FROM search_entry AS e WHERE e.words @@ within OFFSET 0) AS e
          WHERE e.words @@ wanted AND e.tenant_id = tenant AND e.created_at >= begin_at AND (e.created_at, e.record_id) < (end_at, end_id)
          ORDER BY e.created_at DESC, e.record_id DESC LIMIT missing;
        GET DIAGNOSTICS counted = ROW_COUNT;
        missing := missing - counted;
        end_at := month AT TIME ZONE 'UTC';
        end_id := '00000000-0000-0000-0000-000000000000';
        month := month - interval '1 month';
        EXIT WHEN missing = 0 OR end_at <= begin_at;
      END LOOP;
    END $$;
    GRANT CREATE ON SCHEMA public TO fachwerk_search;
    ALTER FUNCTION fachwerk_search_expected OWNER TO fachwerk_search;
    REVOKE CREATE ON SCHEMA public FROM fachwerk_search;
    REVOKE ALL ON FUNCTION fachwerk_search_expected FROM PUBLIC;`;
