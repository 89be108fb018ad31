import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { HubError } from '../../errors/hub-error.js';
import { MIGRATIONS_TABLE } from '../migrate.js';
import type { CopiedTable, DatabaseCopy } from './manifest.js';
import { actAsOwner, quoted, requireOwner, tablesOf, type Table } from './tables.js';

export interface ExportOptions {
  /** Of the login that may create tables. */
  readonly url: string;
  /** Is there, and empty. */
  readonly folder: string;
  /** Answers of statements that are wanted in files of their own beside the tables: file → statement. */
  readonly lists: Readonly<Record<string, string>>;
  readonly onTable: (name: string, rows: number) => void;
}

/**
 * Writes every row of the database into files, all as of one moment. Nothing waits for it and it waits for nothing, so
 * that the hub may run.
 */
export async function exportDatabase({ url, folder, lists, onTable }: ExportOptions): Promise<DatabaseCopy> {
  const client = new pg.Client({ connectionString: url, application_name: 'fachwerk backup', keepAlive: true });
  client.on('error', () => undefined); // the call itself tells
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await requireOwner(client);
    const migrations = await client.query<{ name: string }>(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY id`);
    await actAsOwner(client);
    await refuseHiddenRows(client);
    const facts = await client.query<{ takenAt: Date; hub: string | null; months: string[] | null }>(FACTS);
    const tables: CopiedTable[] = [];
    for (const table of await tablesOf(client)) {
      const copied = await exportTable(client, folder, table);
      onTable(copied.name, copied.rows);
      tables.push(copied);
    }
    for (const [file, statement] of Object.entries(lists)) await exportRows(client, statement, join(folder, file));
    await client.query('COMMIT');
    await sync(folder);
    const { takenAt, hub, months } = facts.rows[0]!;
    return {
      takenAt: takenAt.toISOString(),
      hub: hub ?? '',
      migrations: migrations.rows.map(({ name }) => name),
      tables,
      months: months ?? [],
    };
  } finally {
    await client.end();
  }
}

/** The oldest secret of message ids stays for ever, and is copied along. */
const FACTS = `SELECT now() AS "takenAt",
  (SELECT left(encode(sha256(convert_to(secret->>'key', 'UTF8')), 'hex'), 16) FROM key_ring
   WHERE purpose = 'message-id' ORDER BY created_at, kid LIMIT 1) AS hub,
  (SELECT array_agg(to_char(to_date(right(relname, 7), 'YYYY_MM'), 'YYYY-MM-DD') ORDER BY relname)
   FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
   WHERE inhparent = 'message'::regclass AND relname ~ '^message_[0-9]{4}_[0-9]{2}$') AS months`;

/** A table under row-level security shows only what a policy lets through; a backup that is silently empty is none. */
async function refuseHiddenRows(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class AS found
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
       AND row_security_active(found.oid)
       AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = found.oid AND polname = 'owner_reads')`,
  );
  const table = rows.map(({ name }) => name).join(', ');
  if (table === '') return;
  const sentence = `The login for migrations does not see all rows of ${table}.`;
  throw new HubError('misconfigured', 'backup.rows-hidden', sentence, { values: { table } });
}

async function exportTable(client: pg.Client, folder: string, { name, columns }: Table): Promise<CopiedTable> {
  const file = `${name}.copy.gz`;
  const statement = `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(name)}`;
  return { name, columns, file, ...(await exportRows(client, statement, join(folder, file))) };
}

async function exportRows(
  client: pg.Client,
  statement: string,
  path: string,
): Promise<{ readonly rows: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  const rows = client.query(copyTo(`COPY (${statement}) TO STDOUT`));
  const written = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(rows as Readable, createGzip({ level: 1 }), through(hash), written);
  return { rows: rows.rowCount, sha256: hash.digest('hex') };
}

/** Passes everything on, and has it hashed on the way. */
export function through(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
