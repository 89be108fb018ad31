/** Databases of one PostgreSQL server, one for every test file. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly name: string;
  /** Of the hub's own login, which owns nothing. */
  readonly url: string;
  /** Of the login that may create tables. */
  readonly migrateUrl: string;
  drop(): Promise<void>;
}

export interface Login {
  readonly user: string;
  readonly password: string;
}

/** The login that all hubs of a test run share; it can do nothing until a migration grants it the two roles. */
export async function createHubLogin(serverUrl: string): Promise<Login> {
  const login = { user: `fachwerk_test_${randomBytes(4).toString('hex')}`, password: randomBytes(16).toString('hex') };
  await query(serverUrl, `CREATE ROLE ${login.user} LOGIN NOINHERIT PASSWORD '${login.password}'`);
  return login;
}

/** @param template name of a database that nobody is connected to; otherwise it is empty */
export async function createDatabase(serverUrl: string, login: Login, template?: string): Promise<TestDatabase> {
  const name = `fachwerk_test_${randomBytes(6).toString('hex')}`;
  await query(serverUrl, `CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`);
  const migrate = new URL(serverUrl);
  migrate.pathname = `/${name}`;
  const hub = new URL(migrate);
  hub.username = login.user;
  hub.password = login.password;
  return {
    name,
    url: hub.href,
    migrateUrl: migrate.href,
    drop: async () => {
      await query(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/**
 * Queue of each procedure, by name, as the hub names it.
 *
 * @param url of the hub's login
 */
export async function queuesOf(url: string): Promise<Readonly<Record<string, string>>> {
  const rows = await query<{ name: string; queue: string }>(
    url,
    `SELECT name, 'fw1.in.' || tenant_id || '.' || id AS queue FROM procedure`,
    [],
    'fachwerk_system',
  );
  return Object.fromEntries(rows.map(({ name, queue }) => [name, queue]));
}

/** One statement on a connection of its own, under a role when one is named. */
export async function query<Row extends pg.QueryResultRow>(
  url: string,
  statement: string,
  values: readonly unknown[] = [],
  role?: string,
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the call itself tells
  await client.connect();
  try {
    if (role !== undefined) await client.query(`SET ROLE ${role}`);
    return (await client.query<Row>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}
