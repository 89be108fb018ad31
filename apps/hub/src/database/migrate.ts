import { DataSource } from 'typeorm';
import { HubError } from '../errors/hub-error.js';
import { type Database } from './database.js';
import { migrations } from './migrations/index.js';

export const MIGRATIONS_TABLE = 'schema_migration';

/**
 * Brings the database to this version of the hub, and lets the hub's login act as the two roles it works under.
 *
 * @param url a login that may create tables and roles
 * @param login name of the login the hub itself uses, if it exists already
 * @param only names of the migrations to run; default all
 * @returns names of the migrations that were run
 */
export async function migrate(url: string, login?: string, only?: readonly string[]): Promise<readonly string[]> {
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations: migrations.filter(({ name }) => only === undefined || only.includes(name)),
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    installExtensions: false,
    connectTimeoutMS: 5_000,
  });
  await source.initialize();
  try {
    // Two processes that migrate at once take turns; the lock lives as long as this one connection.
    const runner = source.createQueryRunner();
    await runner.query(`SELECT pg_advisory_lock(hashtext('fachwerk_migrate'))`);
    try {
      const run = await source.runMigrations();
      if (login !== undefined) await grantRoles(source, login);
      return run.map((migration) => migration.name);
    } finally {
      await runner.query(`SELECT pg_advisory_unlock(hashtext('fachwerk_migrate'))`);
      await runner.release();
    }
  } finally {
    await source.destroy();
  }
}

async function grantRoles(source: DataSource, login: string): Promise<void> {
  const found: unknown[] = await source.query(
    `SELECT 1 FROM pg_roles WHERE rolname = $1 AND NOT pg_has_role(rolname, 'fachwerk_app', 'MEMBER')`,
    [login],
  );
  if (found.length === 0) return;
  const quoted = `"${login.replaceAll('"', '""')}"`;
  await source.query(`GRANT fachwerk_app, fachwerk_system TO ${quoted}`);
}

/** Names of all migrations of this version, in order. */
export function migrationNames(): readonly string[] {
  return migrations.map(({ name }) => name);
}

/**
 * Refuses a database that is older or newer than this version of the hub.
 *
 * @throws HubError `misconfigured`, one sentence that says what to do
 */
export async function checkSchema(database: Database): Promise<void> {
  const expected = migrationNames();
  const found = await database.asSystem(async (transaction) => {
    const [table] = await transaction.query<{ found: string | null }>(
      `SELECT to_regclass('${MIGRATIONS_TABLE}')::text AS found`,
    );
    if (table?.found == null) return [];
    return (await transaction.query<{ name: string }>(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY id`)).map(
      (row) => row.name,
    );
  });
  if (found.length < expected.length) {
    throw new HubError(
      'misconfigured',
      'database.too-old',
      `The database lacks ${expected.length - found.length} of ${expected.length} migrations: run "fachwerk migrate".`,
    );
  }
  if (found.length > expected.length || expected.some((name, position) => found[position] !== name)) {
    throw new HubError(
      'misconfigured',
      'database.too-new',
      `The database was migrated by a newer version of the hub (last: ${found.at(-1)}): start that version.`,
    );
  }
}
