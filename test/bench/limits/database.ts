/**
 * What the database takes at most: the rows of messages that the hub has just filed are written again under other keys,
 * table by table with `unnest`, in transactions of the hub's role. So it is always the tables and columns of today.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { TestDatabase } from '../../harness/databases.js';
import type { Limit } from '../figures.js';

const BATCH = 200;
const BATCHES = 40;
const CONNECTIONS = 2;

interface Column {
  readonly name: string;
  readonly type: string;
}

interface Rows {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export async function databaseLimit(database: TestDatabase, size: string): Promise<Limit> {
  const { tenant, tables } = await withClient(database.migrateUrl, filedTogether);
  const messages = tables.find(({ table }) => table === 'message')!.rows.length;
  const copies = Math.ceil(BATCH / messages);
  const ids = idsIn(tables);
  const batches = Array.from({ length: BATCHES }, (_, at) => batchOf(tables, ids, copies, `limit-${at}`));
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => connected(database.url)));
  try {
    for (const client of clients) await write(client, tenant, batches.pop()!);
    const count = batches.length * copies;
    const began = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) await write(client, tenant, batch);
      }),
    );
    const seconds = (performance.now() - began) / 1_000;
    const rows = tables.reduce((sum, one) => sum + one.rows.length, 0);
    return {
      what: 'database: rows of a message',
      size,
      perSecond: (count * messages) / seconds,
      note: `${(rows / messages).toFixed(1)} rows each, ${Math.round((count * rows) / seconds)} rows/s, ${tables.map(({ table }) => table).join(' ')}`,
    };
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/**
 * Everything that one transaction of filing wrote and that belongs to its messages, referenced tables first: the largest of
 * those that opened no case file, as most do.
 */
async function filedTogether(client: pg.Client): Promise<{ tenant: string; tables: readonly Rows[] }> {
  const [largest] = (
    await client.query<{ transaction: string; tenant: string }>(
      `SELECT xmin::text AS transaction, tenant_id AS tenant FROM message WHERE settled_at IS NOT NULL
       GROUP BY 1, 2
       ORDER BY xmin::text IN (SELECT xmin::text FROM case_file), count(*) DESC LIMIT 1`,
    )
  ).rows;
  const names = await client.query<{ name: string; columns: Column[]; references: string[] }>(
    `SELECT relname AS name,
       (SELECT jsonb_agg(jsonb_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) ORDER BY attnum)
        FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns,
       ARRAY(SELECT confrelid::regclass::text FROM pg_constraint WHERE conrelid = pg_class.oid AND contype = 'f') AS references
     FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`,
  );
  const found = new Map<string, Rows>();
  for (const { name, columns } of names.rows) {
    const list = columns.map((column) => `"${column.name}"::text`).join(', ');
    const statement = { text: `SELECT ${list} FROM "${name}" WHERE xmin::text = $1`, rowMode: 'array' as const };
    const { rows } = await client.query<(string | null)[]>(statement, [largest!.transaction]);
    if (rows.length > 0) found.set(name, { table: name, columns, rows });
  }
  const ids = idsIn([...found.values()]);
  const ordered: string[] = [];
  const add = (name: string): void => {
    if (ordered.includes(name)) return;
    const { references = [] } = names.rows.find((one) => one.name === name) ?? {};
    for (const other of references) if (other !== name) add(other);
    ordered.push(name);
  };
  for (const name of found.keys()) add(name);
  // A counter that was raised belongs to no message.
  const isOfMessage = ({ rows }: Rows): boolean => rows.every((row) => row.some((value) => ids.has(value ?? '')));
  const tables = ordered.flatMap((name) => found.get(name) ?? []).filter(isOfMessage);
  return { tenant: largest!.tenant, tables };
}

/** Ids of the rows themselves, which other rows among them may name. */
function idsIn(tables: readonly Rows[]): ReadonlySet<string> {
  return new Set(
    tables.flatMap(({ columns, rows }) => {
      const at = columns.findIndex(({ name }) => name === 'id');
      return at < 0 ? [] : rows.flatMap((row) => row[at] ?? []);
    }),
  );
}

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly (readonly (string | null)[])[];
}

/** @param suffix makes keys that no other batch has */
function batchOf(
  tables: readonly Rows[],
  ids: ReadonlySet<string>,
  copies: number,
  suffix: string,
): readonly Statement[] {
  const renamed = Array.from({ length: copies }, () => new Map<string, string>());
  // Ids begin with the time: they go where the others went in an index.
  for (const map of renamed) for (const id of ids) map.set(id, id.slice(0, 9) + randomUUID().slice(9));
  // Triggers write that one.
  const written = tables.filter(({ table }) => table !== 'search_entry');
  return written.map(({ table, columns, rows }) => {
    const values = columns.map(({ name }, at) =>
      renamed.flatMap((map, copy) =>
        rows.map((row) => {
          const value = row[at] ?? null;
          if (value === null) return null;
          return name === 'key' || name === 'reference' ? `${value}/${suffix}/${copy}` : (map.get(value) ?? value);
        }),
      ),
    );
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const typed = columns.map(({ name, type }) => `"${name}"::${type}`).join(', ');
    const arrays = columns.map((_, at) => `$${at + 1}::text[]`).join(', ');
    const text = `INSERT INTO "${table}" (${names}) SELECT ${typed} FROM unnest(${arrays}) AS new(${names})`;
    return { name: `limit-${table}`, text, values };
  });
}

async function write(client: pg.Client, tenant: string, statements: readonly Statement[]): Promise<void> {
  await client.query('BEGIN');
  await client.query(`SELECT set_config('role', 'fachwerk_app', true), set_config('fachwerk.tenant', $1, true)`, [
    tenant,
  ]);
  for (const { name, text, values } of statements) await client.query({ name, text, values: [...values] });
  await client.query('COMMIT');
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connected(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
