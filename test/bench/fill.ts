/**
 * Fills the archive of the demo tenant with documents, as if the hub had filed them: every table gets what a message
 * leaves there. In bulk, past triggers and row-level security, which only a benchmark may do.
 */
import pg from 'pg';
import { DAY, epochOf } from './fill-stamps.js';
import { filePlan, germanWords } from './german-words.js';
import {
  attempts,
  caseFiles,
  cases,
  documents,
  history,
  keys,
  messages,
  payloads,
  submissions,
  tallies,
} from './fill-tables.js';

const MONTHS = 36;

export interface FillOptions {
  readonly documents: number;
  /** Name of the tenant, which has the procedures of the demo. */
  readonly tenant?: string;
  readonly onStep?: (step: string, seconds: number) => void;
}

/** @param databaseUrl of a login that may do everything (the embedded PostgreSQL's, for example) */
export async function fill(
  databaseUrl: string,
  { documents: count, tenant = 'demo', onStep }: FillOptions,
): Promise<void> {
  const [one, other] = [await bulk(databaseUrl), await bulk(databaseUrl)];
  const step = async (client: pg.Client, name: string, statement: string): Promise<void> => {
    const startedAt = performance.now();
    await client.query(statement);
    onStep?.(name, (performance.now() - startedAt) / 1_000);
  };
  try {
    await prepare(one, tenant, count);
    await step(one, 'drafts', DRAFTS);
    await one.query('DROP INDEX IF EXISTS search_entry_words');
    await Promise.all([
      (async () => {
        await step(one, 'case files', caseFiles);
        await step(one, 'cases', cases);
        await step(one, 'documents', documents);
        await step(one, 'search', 'SELECT fachwerk_index_all()');
        await step(one, 'search index', INDEX);
        await step(
          one,
          'statistics',
          'VACUUM (ANALYZE) case_file, file_case, document, document_version, search_entry',
        );
      })(),
      (async () => {
        await step(other, 'keys', keys);
        await step(other, 'submissions', submissions);
        await step(other, 'messages', messages);
        await step(other, 'attempts', attempts);
        await step(other, 'payloads', payloads);
        await step(other, 'history', history);
        await step(other, 'tallies', tallies);
        await step(other, 'statistics', 'VACUUM (ANALYZE) record_key, submission, message, attempt, payload, history');
      })(),
    ]);
    await one.query('DROP TABLE fill_draft, fill_file, fill_word, fill_procedure');
    await one.query('CHECKPOINT');
  } finally {
    await Promise.all([one.end(), other.end()]);
  }
}

/** As the migration makes it. */
const INDEX = `CREATE INDEX search_entry_words ON search_entry USING gin (words) WITH (fastupdate = on, gin_pending_list_limit = 4096);
  ALTER TABLE search_entry OWNER TO fachwerk_owner`;

async function bulk(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'fachwerk fill' });
  await client.connect();
  for (const setting of [
    'session_replication_role = replica',
    'synchronous_commit = off',
    `work_mem = '256MB'`,
    `maintenance_work_mem = '1GB'`,
    'jit = off',
  ])
    await client.query(`SET ${setting}`);
  return client;
}

async function prepare(client: pg.Client, tenant: string, count: number): Promise<void> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM tenant WHERE name = $1', [tenant]);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error(`There is no tenant ${tenant}: start a hub with FACHWERK_DEMO first.`);
  await client.query(
    `SELECT fachwerk_create_partitions((date_trunc('month', now()) - make_interval(months => n))::date)
     FROM generate_series(0, $1::int) AS n`,
    [MONTHS],
  );
  await client.query('DROP TABLE IF EXISTS fill_draft, fill_file, fill_word, fill_procedure');
  const plan = filePlan();
  await client.query(
    `INSERT INTO file_plan_entry (tenant_id, id, code, title, reference_pattern, created_at)
     SELECT $1, gen_random_uuid(), code, title, '{plan}/{year}-{seq}', now() FROM unnest($2::text[], $3::text[]) AS new(code, title)
     ON CONFLICT DO NOTHING`,
    [id, plan.map(({ code }) => code), plan.map(({ title }) => title)],
  );
  await client.query('CREATE UNLOGGED TABLE fill_word (rank int PRIMARY KEY, word text)');
  await client.query(
    'INSERT INTO fill_word SELECT rank, word FROM unnest($1::text[]) WITH ORDINALITY AS words(word, rank)',
    [germanWords()],
  );
  await client.query(
    `CREATE UNLOGGED TABLE fill_procedure AS
     SELECT tenant_id, id, name, connector FROM procedure WHERE tenant_id = '${id}'`,
  );
  // How often each number of documents is there: most files have few, some two hundred.
  await client.query(
    `CREATE UNLOGGED TABLE fill_file AS
     WITH sized AS (
       SELECT n, 1 + floor(199 * power(random(), 5))::int AS size, random() AS place
       FROM generate_series(1, ${Math.ceil(count / 20) + 200}) AS n
     ), kept AS (SELECT *, sum(size) OVER (ORDER BY n) - size AS before FROM sized)
     SELECT n + 1000 AS n, gen_random_uuid() AS id, size, before,
       date_trunc('milliseconds', now() - interval '1 day' - (1 - place) * interval '${MONTHS - 1} months') AS opened_at,
       (SELECT id FROM file_plan_entry WHERE tenant_id = '${id}' ORDER BY md5(id::text || (n % 97)) LIMIT 1) AS entry,
       CASE WHEN n % 20 < 12 THEN 'xrechnung' WHEN n % 20 < 17 THEN 'building-permits' ELSE 'xdomea' END AS procedure,
       1 + floor(exp(random() * ln(20000)))::int AS seller
     FROM kept WHERE before < ${count}`,
  );
  await client.query('ANALYZE fill_file, fill_word');
}

/** One row for each document, in the order in which they came; a rank by Zipf is the exponential of an even number. */
const DRAFTS = `
  CREATE UNLOGGED TABLE fill_draft AS
  WITH drawn AS (
    SELECT file.*, k, words.total, floor(exp(random() * ln(words.total)))::int AS r1, floor(exp(random() * ln(words.total)))::int AS r2,
      floor(exp(random() * ln(words.total)))::int AS r3, floor(exp(random() * ln(words.total)))::int AS r4,
      opened_at + (CASE WHEN k = 1 THEN 0 ELSE power(random(), 2) END) * (now() - interval '1 hour' - opened_at) AS raw_at
    FROM fill_file AS file, generate_series(1, size) AS k, (SELECT count(*) AS total FROM fill_word) AS words
  )
  SELECT row_number() OVER () AS g, *, to_char(at, 'YYYY') AS year, ${epochOf('gateway-fill')} AS epoch,
    row_number() OVER (PARTITION BY procedure_id, ${DAY} ORDER BY at) AS seq, md5(g0 || 'a') AS h1, md5(g0 || 'b') AS h2,
    (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '8' || substr(md5(g0 || 'm'), 1, 3) || '8' || substr(md5(g0 || 'm'), 4, 15))::uuid AS message
  FROM (
    SELECT p.tenant_id, p.id AS procedure_id, p.name AS procedure, p.connector, drawn.id AS file, drawn.n AS file_n, k, entry, seller,
      date_trunc('milliseconds', raw_at) AS at, gen_random_uuid() AS document, gen_random_uuid() AS submission, gen_random_uuid() AS attempt,
      w1.word AS w1, w2.word AS w2, w3.word AS w3, w4.word AS w4, (drawn.before + k)::text || 'x' AS g0, drawn.before + k AS number,
      CASE WHEN p.name = 'building-permits' THEN md5(drawn.n || 'case' || (k - 1) / 3)::uuid END AS case_id,
      s1.word || ' ' || s2.word AS seller_name
    FROM drawn JOIN fill_procedure AS p ON p.name = drawn.procedure
    JOIN fill_word AS w1 ON w1.rank = r1 JOIN fill_word AS w2 ON w2.rank = r2
    JOIN fill_word AS w3 ON w3.rank = r3 JOIN fill_word AS w4 ON w4.rank = r4
    JOIN fill_word AS s1 ON s1.rank = 1 + seller % drawn.total JOIN fill_word AS s2 ON s2.rank = 1 + (seller * 31) % drawn.total
    ORDER BY raw_at
  ) AS ordered`;
