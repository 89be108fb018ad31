// A backup with a login that is no superuser has all rows; what is not whole, or would overwrite something, is refused.
import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { HEADER_BYTES } from '../apps/hub/src/archive/segment-format.js';
import { createCity, createEmptyTenant, openCity, type City } from './harness/cities.js';
import { CommandLine, type CommandSettings } from './harness/command-line.js';
import { createDatabase, query, type TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { newDatabase } from './harness/provided.js';

let line: CommandLine;
let folder: string;
let hub: HubProcess;
let city: City;
let owner: string;
let old: TestDatabase;
let oldEnv: CommandSettings;
const databases: TestDatabase[] = [];
const folders: string[] = [];

beforeAll(async () => {
  line = await CommandLine.open();
  folder = join(await newFolder(), 'backup');
  const { databaseUrl } = inject('servers');
  owner = `fachwerk_owner_${randomBytes(4).toString('hex')}`;
  // The roles belong to the server; whoever made the first database of a hub may hand them on.
  await newDatabase().then((database) => databases.push(database));
  await query(databaseUrl, `CREATE ROLE ${owner} LOGIN CREATEROLE PASSWORD 'no-superuser'`);
  await query(
    databaseUrl,
    `GRANT fachwerk_owner, fachwerk_app, fachwerk_system, fachwerk_search TO ${owner} WITH ADMIN OPTION`,
  );
  old = await ownedDatabase();
  oldEnv = { DATABASE_URL: old.url, MIGRATE_DATABASE_URL: old.migrateUrl };
  await line.run(oldEnv, 'migrate');
  const access = await createCity(old.url, 'adorf');
  await createEmptyTenant(old.url, 'leerdorf');
  hub = await HubProcess.start({ DATABASE_URL: old.url });
  oldEnv = { ...oldEnv, DATA_DIR: hub.dataDir };
  city = await openCity(hub.baseUrl, access);
  // Rows are compared below: a hub that runs goes on writing down its numbers.
  await hub.stop();
  await fileAsBefore(city.filed.receipt.documents[0].sha256);
});
afterAll(async () => {
  await hub.remove();
  for (const database of databases) await database.drop();
  const { databaseUrl } = inject('servers');
  await query(databaseUrl, `DROP ROLE ${owner}`);
  for (const one of folders) await rm(one, { recursive: true, force: true });
  await line.close();
});

interface Placed {
  readonly segment: string;
  readonly position: number;
}

const placesIn = (url: string): Promise<readonly Placed[]> =>
  query<Placed>(
    url,
    `SELECT segment, segment_position::int AS position FROM document_version WHERE segment IS NOT NULL ORDER BY position`,
  );

/** Makes of a document what an earlier version made: a file of its own, and the body once more in the payload. */
async function fileAsBefore(sha256: string): Promise<void> {
  const { segment, position, size } = await query<Placed & { readonly size: number }>(
    old.migrateUrl,
    `SELECT segment, segment_position::int AS position, size_bytes::int AS size FROM document_version WHERE sha256 = decode($1, 'hex')`,
    [sha256],
  ).then(([row]) => row!);
  const own = join(hub.dataDir, 'content', city.tenant);
  const start = position + HEADER_BYTES;
  const bytes = (await readFile(join(own, 'segments', segment))).subarray(start, start + size);
  await mkdir(join(own, sha256.slice(0, 2)), { recursive: true });
  await writeFile(join(own, sha256.slice(0, 2), sha256), bytes);
  // As a superuser: nobody else may change what was written.
  const admin = new URL(inject('servers').databaseUrl);
  admin.pathname = new URL(old.migrateUrl).pathname;
  for (const change of ['UPDATE document_version SET', 'UPDATE payload SET body = $2,'])
    await query(
      admin.href,
      `${change} segment = NULL, segment_position = NULL WHERE sha256 = decode($1, 'hex') AND $2::bytea <> ''`,
      [sha256, bytes],
    );
}

async function newFolder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'fachwerk-backup-'));
  folders.push(made);
  return made;
}

/** Empty, and of the login that is no superuser. */
async function ownedDatabase(): Promise<TestDatabase> {
  const { databaseUrl, hubLogin } = inject('servers');
  const made = await createDatabase(databaseUrl, hubLogin);
  databases.push(made);
  const migrate = new URL(made.migrateUrl);
  await query(made.migrateUrl, `ALTER DATABASE ${migrate.pathname.slice(1)} OWNER TO ${owner}`);
  await query(made.migrateUrl, `ALTER SCHEMA public OWNER TO ${owner}`);
  migrate.username = owner;
  migrate.password = 'no-superuser';
  return { ...made, migrateUrl: migrate.href };
}

async function emptyHub(): Promise<CommandSettings> {
  const database = await ownedDatabase();
  return { DATABASE_URL: database.url, MIGRATE_DATABASE_URL: database.migrateUrl, DATA_DIR: await newFolder() };
}

/** Rows of each table, as a superuser sees them; sessions stay where they are. */
async function rowsIn(url: string): Promise<Readonly<Record<string, number>>> {
  const admin = new URL(inject('servers').databaseUrl);
  admin.pathname = new URL(url).pathname;
  const tables = await query<{ name: string }>(
    admin.href,
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
       AND relname <> 'session'`,
  );
  const counts = tables.map(async ({ name }) => {
    const [row] = await query<{ count: number }>(admin.href, `SELECT count(*)::int AS count FROM ${name}`);
    return [name, row!.count] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

it('a backup with a login that is no superuser restores every row of every table, under row-level security', async () => {
  expect(await line.json(oldEnv, 'backup', folder)).toMatchObject({ code: 0, answer: { bad: [] } });
  const before = await rowsIn(old.migrateUrl);
  expect(before).toMatchObject({ tenant: 2, document: 3, submission: 3 });
  const env = await emptyHub();
  expect(await line.json(env, 'restore', folder)).toMatchObject({ code: 0, answer: { bad: [] } });
  expect(await rowsIn(env['MIGRATE_DATABASE_URL']!)).toEqual(before);
  const forced = `SELECT count(*)::int AS count FROM pg_class WHERE relforcerowsecurity`;
  expect(await query(env['MIGRATE_DATABASE_URL']!, forced)).toEqual(await query(old.migrateUrl, forced));
  const seen = await query(env['DATABASE_URL']!, 'SELECT count(*)::int AS count FROM document', [], 'fachwerk_app');
  expect(seen).toEqual([{ count: 0 }]);
});

it('verify names a document whose bytes are damaged or gone, and a backup says so, too', async () => {
  const env = await emptyHub();
  expect((await line.json(env, 'restore', folder)).code).toBe(0);
  const documents = city.filed.receipt.documents as { id: string; sha256: string; fileName: string }[];
  const [damaged, gone] = documents as [(typeof documents)[number], (typeof documents)[number]];
  const content = join(env['DATA_DIR']!, 'content', city.tenant);
  const pathOf = (sha256: string): string => join(content, sha256.slice(0, 2), sha256);
  await appendFile(pathOf(damaged.sha256), 'x');
  await rm(pathOf(gone.sha256));
  // The invoice is in a segment, and nowhere else.
  const [invoice] = await placesIn(env['MIGRATE_DATABASE_URL']!);
  const segment = await open(join(content, 'segments', invoice!.segment), 'r+');
  await segment.write('x', invoice!.position + HEADER_BYTES);
  await segment.close();
  const { code, answer } = await line.json(env, 'verify', '--all');
  expect(code).toBe(1);
  const { fileReference } = city.filed.receipt;
  const named = (answer.bad as { documentId: string; fileName: string }[]).filter(
    ({ fileName }) => fileName !== 'T-2.xml',
  );
  expect(answer.bad).toHaveLength(named.length + 1);
  expect(answer.bad).toContainEqual(expect.objectContaining({ fileName: 'T-2.xml', problem: 'corrupt' }));
  expect(named.toSorted((a, b) => a.documentId.localeCompare(b.documentId))).toMatchObject(
    [
      {
        documentId: damaged.id,
        problem: 'corrupt',
        fileReference,
        version: 1,
        tenant: 'adorf',
        fileName: damaged.fileName,
      },
      { documentId: gone.id, problem: 'missing', fileReference, version: 1, tenant: 'adorf', fileName: gone.fileName },
    ].toSorted((a, b) => a.documentId.localeCompare(b.documentId)),
  );
  const backup = await line.json(env, 'backup', join(await newFolder(), 'backup'));
  expect(backup).toMatchObject({ code: 1, error: { code: 'backup.content-bad' } });
  expect(backup.answer.bad).toHaveLength(3);
  expect((await line.json(env, 'verify', '--sample', '0%')).code).toBe(2);
});

it('nothing is restored over a hub, from an unfinished backup, or from a damaged one', async () => {
  expect(await line.json({ ...oldEnv, DATA_DIR: await newFolder() }, 'restore', folder)).toMatchObject({
    code: 1,
    error: { code: 'restore.not-empty' },
  });
  const env = await emptyHub();
  expect((await line.json({ ...env, DATA_DIR: hub.dataDir }, 'restore', folder)).error?.code).toBe('restore.not-empty');
  expect((await line.json(env, 'restore', await newFolder())).error?.code).toBe('backup.missing');

  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const table = join(folder, manifest.database.folder, 'document.copy.gz');
  const whole = await readFile(table);
  await truncate(table, whole.length - 10);
  expect((await line.json(env, 'restore', folder)).error?.code).toBe('backup.corrupt');
  expect((await line.json(env, 'tenant', 'list')).answer.tenants).toEqual([]);
  await writeFile(table, whole);

  const bytes = (await readdir(join(folder, 'content'), { recursive: true })).find((name) =>
    /[0-9a-f]{64}$/.test(name),
  )!;
  const content = await readFile(join(folder, 'content', bytes));
  await appendFile(join(folder, 'content', bytes), 'x');
  const { code, answer, error } = await line.json(env, 'restore', folder);
  expect({ code, error: error?.code }).toEqual({ code: 1, error: 'restore.content-bad' });
  expect(answer.bad).toEqual([{ tenant: city.tenant, sha256: bytes.slice(-64), problem: 'corrupt' }]);
  await writeFile(join(folder, 'content', bytes), content);
});

it('a backup is not written over anything else', async () => {
  const other = await newFolder();
  await writeFile(join(other, 'holiday.jpg'), 'x');
  expect((await line.json(oldEnv, 'backup', other)).error?.code).toBe('backup.folder-in-use');
  expect(await readdir(other)).toEqual(['holiday.jpg']);
  const env = await emptyHub();
  expect((await line.json(env, 'backup', folder)).error?.code).toBe('database.too-old');
  const { MIGRATE_DATABASE_URL: _, ...hubOnly } = oldEnv;
  const unseen = join(other, 'never');
  expect((await line.json(hubOnly, 'backup', unseen)).error?.code).toBe('backup.owner-needed');
  // A table that somebody made without the policy is not left out in silence.
  await query(old.migrateUrl, 'SET ROLE fachwerk_owner; DROP POLICY owner_reads ON person');
  expect((await line.json(oldEnv, 'backup', unseen)).error?.code).toBe('backup.rows-hidden');
  expect(await readdir(unseen)).toEqual([]);
  expect((await line.json(env, 'migrate')).code).toBe(0);
  expect((await line.json(env, 'backup', folder)).error?.code).toBe('backup.other-hub');
  const { answer } = await line.json(await emptyHub(), 'restore', folder);
  expect(answer).toMatchObject({ bad: [] });
});
