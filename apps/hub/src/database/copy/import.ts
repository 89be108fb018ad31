import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { HubError } from '../../errors/hub-error.js';
import { through } from './export.js';
import type { CopiedTable, DatabaseCopy } from './manifest.js';
import { actAsOwner, quoted, requireOwner } from './tables.js';

export interface ImportOptions {
  /** Of the login that may create tables. */
  readonly url: string;
  readonly folder: string;
  readonly copy: DatabaseCopy;
  readonly onTable: (name: string, rows: number) => void;
}

/**
 * Fills an empty database that has the migrations of the copy, in one transaction: all of it is there afterwards, or
 * nothing.
 *
 * @throws HubError `restore.not-empty`, or `backup.corrupt` when a file is not the one that was written
 */
export async function importDatabase({ url, folder, copy, onTable }: ImportOptions): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'fachwerk restore', keepAlive: true });
  client.on('error', () => undefined); // the call itself tells
  await client.connect();
  try {
    await client.query('BEGIN');
    await requireOwner(client);
    await actAsOwner(client);
    await refuseRows(client);
    const lifted = await liftRowSecurity(client);
    for (const month of copy.months) await client.query('SELECT fachwerk_create_partitions($1)', [month]);
    // What migrations and a first preparation put there comes from the copy instead.
    for (const { name } of copy.tables.toReversed()) await client.query(`DELETE FROM ${quoted(name)}`);
    for (const table of copy.tables) {
      await importTable(client, folder, table);
      onTable(table.name, table.rows);
    }
    await advanceCounters(client);
    // Whoever restores looks first: nothing is decided behind their back.
    await client.query(PAUSE_JOBS);
    for (const name of lifted) await client.query(`ALTER TABLE ${quoted(name)} FORCE ROW LEVEL SECURITY`);
    await client.query('COMMIT');
    await client.query('SET ROLE fachwerk_owner');
    // Nobody has looked at the new tables yet; without figures about them they would be read in the slowest way.
    for (const { name } of copy.tables) await client.query(`ANALYZE ${quoted(name)}`);
  } finally {
    await client.end();
  }
}

/** A copy of an earlier version has none. */
const PAUSE_JOBS = `DO $$ BEGIN
    IF to_regclass('decision_job') IS NOT NULL THEN
      UPDATE decision_job SET state = 'paused', held_by = NULL, held_until = NULL WHERE state = 'running';
    END IF;
  END $$`;

/** A hub that has a tenant is in use. Append-only tables refuse to be emptied by themselves. */
async function refuseRows(client: pg.Client): Promise<void> {
  const { rows } = await client.query('SELECT FROM tenant LIMIT 1');
  if (rows.length === 0) return;
  throw new HubError('rejected', 'restore.not-empty', 'There are tenants in this database: restore into an empty one.');
}

/**
 * COPY is refused under row-level security. In the same transaction: nobody else ever sees the tables without it.
 *
 * @returns the tables to put under it again
 */
async function liftRowSecurity(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity`,
  );
  for (const { name } of rows) await client.query(`ALTER TABLE ${quoted(name)} NO FORCE ROW LEVEL SECURITY`);
  return rows.map(({ name }) => name);
}

async function importTable(client: pg.Client, folder: string, table: CopiedTable): Promise<void> {
  const hash = createHash('sha256');
  const columns = table.columns.map(quoted).join(', ');
  const rows = client.query(copyFrom(`COPY ${quoted(table.name)} (${columns}) FROM STDIN`));
  const source = createReadStream(join(folder, table.file));
  try {
    await pipeline(source, through(hash), createGunzip(), rows as Writable);
  } catch (cause) {
    throw isDamage(cause) ? damaged(table.file, cause) : cause;
  }
  if (hash.digest('hex') !== table.sha256 || rows.rowCount !== table.rows) throw damaged(table.file);
}

/** The file is missing, or what it says cannot be unpacked or read as rows. */
function isDamage(cause: unknown): boolean {
  return /^(ENOENT|Z_|22|23)/.test((cause as { code?: string }).code ?? '');
}

function damaged(file: string, cause?: unknown): HubError {
  const sentence = `The backup is damaged: ${file}. Nothing was restored.`;
  return new HubError('rejected', 'backup.corrupt', sentence, { values: { file } }, { cause });
}

/** Numbers that the database gives by itself go on behind the highest one. */
async function advanceCounters(client: pg.Client): Promise<void> {
  await client.query(`
    DO $$
    DECLARE
      own record;
    BEGIN
      FOR own IN
        SELECT attrelid::regclass::text AS table_name, attname AS column_name,
          pg_get_serial_sequence(attrelid::regclass::text, attname) AS counter
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND attidentity <> ''
      LOOP
        EXECUTE format('SELECT setval(%L, coalesce(max(%I), 0) + 1, false) FROM %s', own.counter, own.column_name, own.table_name);
      END LOOP;
    END $$;`);
}
