// What an upgrade relies on while the previous version still works on the migrated database: everything its statements
// name is there as it was. `npm run test:upgrade` upgrades a running hub of the previous version.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { migrate, migrationNames } from '../apps/hub/src/database/migrate.js';
import { decodeEnvelope } from '../apps/hub/src/ledger/envelope.js';
import { root } from './fixtures.js';
import { createDatabase, query, type TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly filled: boolean;
}

const folder = join(root, 'test', 'upgrade');
const { lastMigration } = JSON.parse(readFileSync(join(folder, 'previous.json'), 'utf8')) as { lastMigration: string };

let database: TestDatabase;
beforeAll(async () => {
  const { databaseUrl, hubLogin } = inject('servers');
  database = await createDatabase(databaseUrl, hubLogin);
  const before = migrationNames().slice(0, migrationNames().indexOf(lastMigration) + 1);
  await migrate(database.migrateUrl, hubLogin.user, before);
});
afterAll(() => database.drop());

const columns = (): Promise<readonly Column[]> =>
  query<{ name: string; type: string; required: boolean; filled: boolean }>(
    database.migrateUrl,
    `SELECT relname || '.' || attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS required,
       atthasdef OR attidentity <> '' AS filled
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND attnum > 0
       AND NOT attisdropped ORDER BY 1`,
  );
/** What the two roles may do. */
const rights = async (): Promise<readonly string[]> => {
  const rows = await query<{ what: string }>(
    database.migrateUrl,
    `SELECT grantee || ' ' || privilege_type || ' ' || table_name || '.' || column_name AS what FROM information_schema.column_privileges
       WHERE grantee IN ('fachwerk_app', 'fachwerk_system') AND table_schema = 'public'
     UNION SELECT grantee || ' DELETE ' || table_name FROM information_schema.role_table_grants
       WHERE grantee IN ('fachwerk_app', 'fachwerk_system') AND privilege_type = 'DELETE'
     UNION SELECT acl.grantee::regrole || ' calls ' || pg_proc.oid::regprocedure FROM pg_proc, aclexplode(proacl) AS acl
       WHERE pronamespace = 'public'::regnamespace AND acl.grantee <> 0`,
  );
  return rows.map(({ what }) => what);
};
/** What would refuse a row that was good before. */
const keys = async (): Promise<readonly string[]> => {
  const rows = await query<{ key: string }>(
    database.migrateUrl,
    `SELECT indrelid::regclass || ' ' || pg_get_indexdef(indexrelid) AS key FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
     WHERE indisunique AND relnamespace = 'public'::regnamespace AND NOT relispartition
     UNION SELECT conrelid::regclass || ' ' || pg_get_constraintdef(pg_constraint.oid) FROM pg_constraint
       JOIN pg_class ON pg_class.oid = conrelid WHERE contype = 'f' AND NOT relispartition`,
  );
  return rows.map(({ key }) => key);
};
const startOf = async (): Promise<string> => {
  const hub = await HubProcess.prepare({ DATABASE_URL: database.url });
  try {
    await hub.start();
    return 'started';
  } catch (error) {
    return (error as Error).message;
  } finally {
    await hub.remove();
  }
};

it('migrations take nothing away from the previous version, and ask nothing new of it', async () => {
  const { hubLogin } = inject('servers');
  const [oldColumns, oldRights, oldKeys] = [await columns(), await rights(), await keys()];
  expect(Math.min(oldColumns.length, oldRights.length, oldKeys.length)).toBeGreaterThan(20);
  await migrate(database.migrateUrl, hubLogin.user);

  const newColumns = new Map((await columns()).map((column) => [column.name, column]));
  for (const column of oldColumns) {
    const now = newColumns.get(column.name);
    expect(now?.type, column.name).toBe(column.type);
    expect(now?.required === true && !column.required, `${column.name} may be left out`).toBe(false);
  }
  const known = new Set(oldColumns.map(({ name }) => name));
  const tables = new Set(oldColumns.map(({ name }) => name.split('.')[0]));
  const added = [...newColumns.values()].filter(({ name }) => tables.has(name.split('.')[0]) && !known.has(name));
  expect(added.filter(({ required, filled }) => required && !filled)).toEqual([]);
  const [newRights, newKeys] = [new Set(await rights()), await keys()];
  expect(oldRights.filter((right) => !newRights.has(right))).toEqual([]);
  expect(newKeys.filter((key) => !oldKeys.includes(key) && tables.has(key.split(' ')[0]))).toEqual([]);
});

it('a hub refuses a schema that is older, and one that is newer, in one sentence', async () => {
  const changed = (statement: string): Promise<unknown> => query(database.migrateUrl, statement);
  await changed(`INSERT INTO schema_migration (timestamp, name) VALUES (9999999999999, 'Later')`);
  expect(await startOf()).toMatch(/migrated by a newer version of the hub \(last: Later\): start that version\.$/);
  await changed(`DELETE FROM schema_migration WHERE name IN ('Later', '${migrationNames().at(-1)}')`);
  expect(await startOf()).toMatch(/lacks 1 of \d+ migrations: run "fachwerk migrate"\.$/);
}, 120_000);

it('an envelope that the previous version wrote is read', () => {
  const { envelope, body } = decodeEnvelope(readFileSync(join(folder, 'envelope-1.bin')));
  expect(envelope).toMatchObject({
    version: 1,
    connector: 'building-permits',
    stamp: { seq: 7 },
    body: { sizeBytes: 2 },
  });
  expect(body?.toString()).toBe('{}');
});
