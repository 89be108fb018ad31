/** Setting up a hub on its database: the one entry of the command line. It knows nothing of HTTP and of exchanges. */
import { Administration } from './access/administration.js';
import { FilePlan } from './archive/file-plan.js';
import { RandomIds, SystemClock } from './config/clock.js';
import { loadConfig } from './config/load-config.js';
import { SchemasFolder } from './config/schemas-folder.js';
import { sqlState } from './database/database.js';
import { checkSchema } from './database/migrate.js';
import { HubError } from './errors/hub-error.js';
import { Schemas } from './json/schemas.js';
import { prepareDatabase, withDatabase } from './prepare.js';
import { connectorNamed } from './translate/catalogue.js';
import { checkSettings } from './validate/settings.js';

export { manifests } from './translate/catalogue.js';

/** Tenants, procedures, keys, people and the file plan of one database. */
export interface Setup {
  readonly administration: Administration;
  readonly filePlan: FilePlan;
}

/**
 * Opens the database of FACHWERK_DATABASE_URL for one piece of work.
 *
 * @throws HubError `misconfigured` when there is no such setting, or the database is not prepared for this version
 */
export async function administer<T>(env: NodeJS.ProcessEnv, work: (setup: Setup) => Promise<T>): Promise<T> {
  const { databaseUrl } = loadConfig(env, new SchemasFolder().path);
  if (databaseUrl === undefined) throw notSet('FACHWERK_DATABASE_URL');
  return withDatabase(databaseUrl, async (database) => {
    await translated(() => checkSchema(database));
    const ids = new RandomIds();
    const clock = new SystemClock();
    const administration = new Administration(database, clock, ids);
    const filePlan = new FilePlan(database, clock, ids);
    return translated(() => work({ administration, filePlan }));
  });
}

/**
 * Brings the database up to date with the login of FACHWERK_MIGRATE_DATABASE_URL, and lets the hub's login of
 * FACHWERK_DATABASE_URL work in it. One of the two is enough when it is the same login.
 *
 * @returns names of the migrations that were run
 */
export async function migrateDatabase(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const { databaseUrl, migrateDatabaseUrl } = loadConfig(env, new SchemasFolder().path);
  const migrateUrl = migrateDatabaseUrl ?? databaseUrl;
  if (migrateUrl === undefined) throw notSet('FACHWERK_MIGRATE_DATABASE_URL');
  return translated(() => prepareDatabase(migrateUrl, databaseUrl ?? migrateUrl));
}

/** The id of a tenant. @throws HubError `access.unknown` */
export async function tenantNamed({ administration }: Setup, name: string): Promise<string> {
  const id = await administration.tenantId(name);
  if (id === undefined) throw new HubError('rejected', 'access.unknown', `There is no tenant ${name}.`);
  return id;
}

/** @throws HubError `connector.unknown` or `settings.invalid` with all problems */
export function checkSettingsOf(connector: string, settings: unknown): void {
  const { manifest } = connectorNamed(connector);
  checkSettings(manifest, settings, new Schemas(new SchemasFolder().path, { allErrors: true }));
}

function notSet(variable: string): HubError {
  return new HubError('misconfigured', 'config.invalid', `${variable} is not set: it names the PostgreSQL of the hub.`);
}

/** Errors of the driver that whoever sets the hub up can do something about. */
async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const state = sqlState(cause) ?? '';
    if (/^(ECONN|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|08|57P)/.test(state)) {
      throw new HubError(
        'unavailable-shared',
        'database.unavailable',
        'The database cannot be reached.',
        {},
        { cause },
      );
    }
    if (/^(28|3D)/.test(state)) {
      const sentence = `The database refuses the login: ${(cause as Error).message}.`;
      throw new HubError('misconfigured', 'config.invalid', sentence, {}, { cause });
    }
    // The roles that the hub works under do not exist yet (22023), or this login may not act as them (42501).
    if (state === '22023' || state === '42501') {
      const sentence = 'The database is not prepared for this login: run "fachwerk migrate".';
      throw new HubError('misconfigured', 'database.too-old', sentence, {}, { cause });
    }
    if (state === '23514') {
      const sentence = `One of the values is not allowed: ${(cause as Error).message}.`;
      throw new HubError('rejected', 'request.invalid', sentence, {}, { cause });
    }
    throw cause;
  }
}
