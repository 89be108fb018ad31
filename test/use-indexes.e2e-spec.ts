// In a full archive nothing that people ask for reads a table from one end to the other, under row-level security, and no
// row of another city comes out. The database counts for each transaction what was read of each table, and how.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArchiveQuestions } from '../apps/hub/src/archive/questions.js';
import { Records } from '../apps/hub/src/archive/records.js';
import { Search, type SearchFilter } from '../apps/hub/src/archive/search.js';
import { Database, type Transaction, type View } from '../apps/hub/src/database/database.js';
import { lookUpKeys } from '../apps/hub/src/ledger/known-keys.js';
import { listMessages } from '../apps/hub/src/ledger/message-list.js';
import { Messages } from '../apps/hub/src/ledger/messages.js';
import { fill } from './bench/fill.js';
import { germanWords } from './bench/german-words.js';
import { createCity } from './harness/cities.js';
import { query } from './harness/databases.js';
import { DirectFiling } from './harness/filing.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';

const DOCUMENTS = 10_000;
/** What is neither rare nor frequent is read furthest; all entries and documents are twice as many. */
const ROWS_MAX = 12_000;

const LARGE = /^(document|document_version|record_key|search_entry|submission|message_\d+_\d+)$/;

interface Counted {
  readonly name: string;
  /** How often it was read from one end to the other; of an index, how often it was used. */
  readonly scans: number;
  readonly rows: number;
}

/** Of tables, and of the indexes of the search. What was counted before may not have been written down yet. */
const COUNTED = `
  SELECT relname AS name, seq_scan::int AS scans, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS rows FROM pg_stat_xact_user_tables
  UNION ALL SELECT indexrelid::regclass::text, pg_stat_get_xact_numscans(indexrelid)::int, 0 FROM pg_index
  WHERE indrelid = 'search_entry'::regclass`;

/** Remembers what the last transaction read. */
class ObservedDatabase extends Database {
  whole: readonly string[] = [];
  rows = 0;
  /** Indexes of the search. */
  used: readonly string[] = [];
  /** Of case files, which are fewer than what lies in them. */
  caseFiles = 0;
  /** Whether small tables are read as if they were large ones. */
  asIfLarge = false;

  override inTenant<T>(tenant: string, work: (transaction: Transaction) => Promise<T>, view?: View): Promise<T> {
    return super.inTenant(
      tenant,
      async (transaction) => {
        if (this.asIfLarge) await transaction.query('SET LOCAL enable_seqscan = off');
        const before = new Map((await transaction.query<Counted>(COUNTED)).map((one) => [one.name, one]));
        const result = await work(transaction);
        const read = (await transaction.query<Counted>(COUNTED)).map(({ name, scans, rows }) => ({
          name,
          scans: scans - (before.get(name)?.scans ?? 0),
          rows: rows - (before.get(name)?.rows ?? 0),
        }));
        // Tables that fit into a few pages are read as it likes.
        const large = read.filter(({ name }) => LARGE.test(name));
        this.whole = large.filter(({ scans }) => scans > 0).map(({ name }) => name);
        this.rows = large.reduce((sum, { rows }) => sum + rows, 0);
        this.caseFiles = read.find(({ name }) => name === 'case_file')!.rows;
        this.used = read
          .filter(({ name, scans }) => name.startsWith('search_entry_') && scans > 0)
          .map(({ name }) => name);
        return result;
      },
      view,
    );
  }
}

const FEW = `SELECT id FROM submission WHERE tenant_id = $1 AND state = 'filed' ORDER BY accepted_at LIMIT 6`;
const asState = (state: string): string =>
  `UPDATE submission SET state = '${state}', filed_attempt = NULL, receipt = NULL, error = '{}' WHERE id IN (${FEW}) RETURNING message_id AS id`;

let setUp: SetUp;
let database: ObservedDatabase;
let tenant: string;
let reference: string;
beforeAll(async () => {
  setUp = await startSetUp('database');
  const { migrateUrl, url } = setUp.database;
  await fill(migrateUrl, { documents: DOCUMENTS });
  const [row] = await query<{ tenant: string; reference: string }>(
    migrateUrl,
    `SELECT tenant_id AS tenant, reference FROM case_file ORDER BY created_at LIMIT 1 OFFSET 40`,
  );
  ({ tenant, reference } = row!);
  database = new ObservedDatabase({ url, connectionsMax: 1 });
});
afterAll(async () => {
  await database.close();
  await setUp.remove();
});

const [common, another] = germanWords() as [string, string];
const rare = germanWords().at(-3)!;
const ORDER = 'search_entry_pkey';
const WORDS = 'search_entry_words';
const find = (filter: Partial<SearchFilter>): ReturnType<Search['find']> =>
  new Search(database).find({ tenant }, { asked: common, limit: 20, ...filter });

interface Narrowed {
  readonly kind?: string;
  readonly codes?: readonly string[];
  readonly documentType?: string;
}

/** As the search answers it. */
async function newest(of: string, asked: string, { kind, codes, documentType }: Narrowed): Promise<readonly string[]> {
  const found = await database.inTenant(of, (transaction) =>
    transaction.query<{ id: string }>(
      'SELECT record_id AS id FROM fachwerk_search($1, NULL, $2, $3, $4, NULL, NULL, NULL, 20)',
      [asked, codes ?? null, kind ?? null, documentType ?? null],
    ),
  );
  return found.map(({ id }) => id);
}

/** The same, by a look at every entry. */
async function newestByReadingAll(
  of: string,
  asked: string,
  { kind, codes, documentType }: Narrowed,
): Promise<readonly string[]> {
  const marks = [kind && `k${kind}`, codes && `f${codes[0]}`, documentType && `t${documentType}`].filter(Boolean);
  const found = await query<{ id: string }>(
    setUp.database.migrateUrl,
    `SELECT record_id AS id FROM search_entry WHERE tenant_id = $1 AND words @@ fachwerk_search_query(left($1::text, 8), $2)
       AND tsvector_to_array(words) @> (SELECT coalesce(array_agg(left($1::text, 8) || mark), '{}') FROM unnest($3::text[]) AS mark)
     ORDER BY created_at DESC, record_id DESC LIMIT 20`,
    [of, asked, marks],
  );
  return found.map(({ id }) => id);
}

describe('the search', () => {
  it.each<[string, Partial<SearchFilter>, readonly string[]]>([
    ['a frequent word', {}, [ORDER]],
    ['a rare word', { asked: rare }, [ORDER, WORDS]],
    ['two words', { asked: `${another} ${common}` }, [ORDER]],
    ['the beginning of a rare word', { asked: rare.slice(0, -3) }, [ORDER, WORDS]],
    ['the beginning of a frequent word', { asked: common.slice(0, 4) }, [ORDER]],
    ['nothing there is', { asked: 'Unauffindbarkeit' }, [ORDER, WORDS]],
    ['a frequent word in an entry of the file plan', { filePlanCode: '00' }, [ORDER]],
    ['a frequent word of one kind', { kind: 'case' }, [ORDER]],
    ['a frequent word of one type', { documentType: 'letter', asked: rare }, [ORDER, WORDS]],
    ['a frequent word of a year ago', { to: new Date(Date.now() - 31_536_000_000) }, [ORDER]],
    ['a rare word of a year ago', { asked: rare, to: new Date(Date.now() - 31_536_000_000) }, [ORDER, WORDS]],
  ])('for %s uses its indexes', async (_what, filter, indexes) => {
    await find(filter);
    expect(database.whole).toEqual([]);
    expect(database.rows).toBeLessThan(indexes.includes(WORDS) ? ROWS_MAX / 4 : ROWS_MAX);
    expect(database.used).toEqual(expect.arrayContaining([...indexes]));
  });

  it('for a file reference, and for the page behind the first one', async () => {
    const exact = await find({ asked: reference });
    expect(exact!.exact.map((hit) => hit.reference)).toEqual([reference]);
    expect({ whole: database.whole, few: database.rows < ROWS_MAX }).toEqual({ whole: [], few: true });
    const first = await find({});
    const second = await find({ after: first!.hits.at(-1)!.id });
    expect({ whole: database.whole, few: database.rows < ROWS_MAX }).toEqual({ whole: [], few: true });
    expect(new Set([...first!.hits, ...second!.hits].map(({ id }) => id)).size).toBe(40);
  });

  it('finds all there is, however it looks', async () => {
    for (const asked of [common, another, rare, `${another} ${common}`]) {
      const [{ count } = { count: -1 }] = await query<{ count: number }>(
        setUp.database.migrateUrl,
        `SELECT count(*)::int AS count FROM search_entry WHERE words @@ (SELECT string_agg(quote_literal(left($1, 8) || 'w' || word), '&')::tsquery
           FROM unnest(tsvector_to_array(to_tsvector('german', $2))) AS word)`,
        [tenant, asked],
      );
      // The last word is the beginning of others as well.
      const ids = new Set<string>();
      let after: string | undefined;
      do {
        const found = await find({ asked: `${asked}  und`, limit: 500, ...(after === undefined ? {} : { after }) });
        found!.hits.forEach(({ id }) => ids.add(id));
        after = found!.more ? found!.hits.at(-1)!.id : undefined;
      } while (after !== undefined);
      expect({ asked, count: ids.size }).toEqual({ asked, count });
    }
  });

  it('looks the case file of each hit up, and reads no other', async () => {
    database.asIfLarge = true;
    const found = await find({ limit: 20 }).finally(() => (database.asIfLarge = false));
    expect(found!.hits).toHaveLength(20);
    expect(database.caseFiles).toBeGreaterThan(0);
    expect(database.caseFiles).toBeLessThanOrEqual(20);
  });

  it('finds the newest, whatever is asked', async () => {
    const [{ code } = { code: '' }] = await query<{ code: string }>(
      setUp.database.migrateUrl,
      `SELECT code FROM file_plan_entry JOIN case_file ON file_plan_entry_id = file_plan_entry.id WHERE case_file.tenant_id = $1
       GROUP BY code ORDER BY count(*) DESC LIMIT 1`,
      [tenant],
    );
    const words = germanWords().filter((_, rank) => [1, 3, 10, 30, 100, 300, 900].includes(rank));
    const asked = words.flatMap((word, at) => [word, word.slice(0, 3), `${word} ${words[(at + 2) % words.length]!}`]);
    for (const one of asked)
      for (const filter of [{}, { kind: 'case' }, { kind: 'case-file' }, { codes: [code] }, { documentType: 'letter' }])
        expect(await newest(tenant, one, filter), `${one} ${JSON.stringify(filter)}`).toEqual(
          await newestByReadingAll(tenant, one, filter),
        );
  });

  it('finds the newest where two frequent words are rarely together', async () => {
    const { tenant: city } = await createCity(setUp.database.url, 'doppelstadt');
    const entries = 16_000;
    // Two years. What there are 4,000 of is together with what there are 12,000 of in 20.
    await query(
      setUp.database.migrateUrl,
      `INSERT INTO search_entry SELECT $1::uuid, at, gen_random_uuid(), 'document', array_to_tsvector(array_remove(ARRAY[
           left($1::text, 8) || 'm' || to_char(at AT TIME ZONE 'UTC', 'YYYYMM'), CASE WHEN n % 4 = 0 THEN left($1::text, 8) || 'walpha' END,
           CASE WHEN n % 4 <> 0 OR n % 800 = 0 THEN left($1::text, 8) || 'wbeta' END], NULL))
       FROM generate_series(1, ${entries}) AS n, date_trunc('second', now() - n * interval '66 minutes') AS at`,
      [city],
    );
    await query(setUp.database.migrateUrl, 'ANALYZE search_entry');
    const found = await newest(city, 'Alpha Beta', {});
    expect(found).toHaveLength(20);
    expect({ whole: database.whole, few: database.rows < entries / 3 }).toEqual({ whole: [], few: true });
    expect(found).toEqual(await newestByReadingAll(city, 'Alpha Beta', {}));
  });

  it('under the policy alone would read every entry: that is what is counted here', async () => {
    await database.inTenant(tenant, (transaction) =>
      transaction.query(`SELECT count(*) FROM search_entry WHERE words @@ $1::tsquery`, [
        `${tenant.slice(0, 8)}wunauffindbar`,
      ]),
    );
    expect(database.rows).toBeGreaterThan(DOCUMENTS);
  });

  it('reads its own entries alone when the other city is the large one', async () => {
    const { tenant: small } = await createCity(setUp.database.url, 'kleindorf');
    const filing = await DirectFiling.on(setUp.database, `${setUp.hub.dataDir}/content`, small, 'invoices');
    const open = { do: 'open-file', filePlanCode: '632.6' } as const;
    await filing.file({ commands: [{ ...open, key: 'K', subject: `${common} ${rare}` }] });
    await filing.close();
    for (const asked of [common, rare, common.slice(0, 4), reference, `${common} ${another}`]) {
      const found = await new Search(database).find({ tenant: small }, { asked, limit: 20 });
      const expected = [common, rare, common.slice(0, 4)].includes(asked) ? [`${common} ${rare}`] : [];
      expect(
        [...found!.exact, ...found!.hits].map(({ subject }) => subject),
        asked,
      ).toEqual(expected);
      expect(database.whole).toEqual([]);
      expect(database.rows, asked).toBeLessThan(20);
    }
  });

  it('is for the tenant of the transaction: without one there is nothing, and nobody else may call it', async () => {
    const call = `SELECT * FROM fachwerk_search($1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 10)`;
    expect(await database.inTenant('', (transaction) => transaction.query(call, [common]))).toEqual([]);
    expect(await database.inTenant(tenant, (transaction) => transaction.query(call, [common]))).toHaveLength(10);
    await expect(query(setUp.database.url, call, [common], 'fachwerk_system')).rejects.toMatchObject({ code: '42501' });
    const [owner] = await query<{ owner: string; may: string[] }>(
      setUp.database.migrateUrl,
      `SELECT proowner::regrole::text AS owner, array(SELECT DISTINCT table_name || ' ' || privilege_type
         FROM information_schema.role_table_grants WHERE grantee = proowner::regrole::text) AS may
       FROM pg_proc WHERE proname = 'fachwerk_search'`,
    );
    expect(owner).toEqual({ owner: 'fachwerk_search', may: ['search_entry SELECT', 'stopped_message SELECT'] });
  });
});

describe('look-ups', () => {
  it('of a message by its id', async () => {
    // Of the month with the most.
    const [row] = await query<{ id: string }>(
      setUp.database.migrateUrl,
      'SELECT max(id::text) AS id FROM message WHERE tenant_id = $1 GROUP BY tableoid ORDER BY count(*) DESC LIMIT 1',
      [tenant],
    );
    expect(await new Messages(database).find(tenant, row!.id)).toMatchObject({ id: row!.id, state: 'filed' });
    expect(database.whole).toEqual([]);
    expect(database.rows).toBeLessThan(5);
  });

  it.each([
    ['rejected', asState('rejected')],
    ['accepted', asState('accepted')],
    ['parked', asState('parked')],
    [
      'held',
      `UPDATE message SET settled_at = NULL, waiting = '{"code": "order.held"}' WHERE submission_id IN (${FEW}) RETURNING id`,
    ],
  ] as const)('of messages that are %s, of which there are few', async (state, statement) => {
    // Past what guards the books, which nobody else may.
    const unguarded = `${setUp.database.migrateUrl}?options=-c%20session_replication_role%3Dreplica`;
    const changed = await query<{ id: string }>(unguarded, statement, [tenant]);
    expect(changed).toHaveLength(6);
    await query(unguarded, 'ANALYZE submission, message');
    const found = await listMessages(database, tenant, { state, limit: 50 }, []);
    expect(found.map(({ id }) => id).toSorted()).toEqual(changed.map(({ id }) => id).toSorted());
    // Months with a few rows are read as it likes.
    expect(database.rows).toBeLessThan(200);
  });

  it('of the keys in the list of a sender', async () => {
    const [row] = await query<{ procedure: string; keys: string[] }>(
      setUp.database.migrateUrl,
      `SELECT procedure_id AS procedure, array_agg(key) AS keys FROM (SELECT procedure_id, key FROM submission
         WHERE tenant_id = $1 AND NOT provisional LIMIT 100) AS few GROUP BY procedure_id LIMIT 1`,
      [tenant],
    );
    const { procedure, keys } = row!;
    const range = { tenant, procedure, from: new Date(0), to: new Date('9999-01-01') };
    const found = await lookUpKeys(database, range, [...keys, 'nobody has this one']);
    expect(found.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
    expect(database.whole).toEqual([]);
    expect(database.rows).toBeLessThan(2 * keys.length + 5);
  });

  it('of what a connector asks for its sender', async () => {
    const [row] = await query<{ procedure: string; file: string; filed: string; case: string; document: string }>(
      setUp.database.migrateUrl,
      `SELECT file.procedure_id AS procedure, file.reference AS filed, file_key.key AS file, case_key.key AS case, document_key.key AS document
       FROM document JOIN case_file AS file ON file.id = document.case_file_id
         JOIN record_key AS file_key ON file_key.record_id = file.id
         JOIN record_key AS case_key ON case_key.record_id = document.case_id
         JOIN record_key AS document_key ON document_key.record_id = document.id
       WHERE document.tenant_id = $1 LIMIT 1`,
      [tenant],
    );
    const { procedure: procedureId, file, filed, case: inCase, document } = row!;
    const questions = new ArchiveQuestions(database);
    for (const question of [
      { do: 'view', what: 'file', key: file },
      { do: 'view', what: 'case', key: inCase },
      { do: 'view', what: 'document', key: document },
      { do: 'content', key: document },
      { do: 'find', what: 'case', by: { inFile: file }, limit: 10 },
      { do: 'find', what: 'document', by: { inCase }, limit: 10 },
      { do: 'find', what: 'document', by: { inDocument: document }, limit: 10 },
      { do: 'find', what: 'file', by: { reference: filed }, limit: 10 },
      { do: 'find', what: 'document', by: { reference: filed, subjectContains: 'a' }, limit: 10 },
    ] as const) {
      const [answered] = await questions.answer({ tenant, procedureId }, [question]);
      const what = JSON.stringify(question);
      expect(JSON.stringify(answered!.answer), what).not.toBe(JSON.stringify({ do: question.do }));
      expect(database.whole, what).toEqual([]);
      expect(database.rows, what).toBeLessThan(1_000);
    }
  });

  it('of case files by reference, whole or its beginning', async () => {
    const records = new Records(database);
    for (const asked of [reference, reference.slice(0, -1)]) {
      const found = await records.caseFiles({ tenant }, { reference: asked, limit: 51 });
      expect(found.map((caseFile) => caseFile.reference)).toContain(reference);
      expect(found.every((caseFile) => caseFile.reference.startsWith(asked))).toBe(true);
      expect(database.whole).toEqual([]);
      expect(database.rows).toBeLessThan(40);
    }
  });
});
