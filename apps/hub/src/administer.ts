/** Setting up a hub on its database: the one entry of the command line. It knows nothing of HTTP and of exchanges. */
import { Administration } from './access/administration.js';
import { FilePlan } from './archive/file-plan.js';
import { RandomIds, SystemClock } from './config/clock.js';
import { loadConfig } from './config/load-config.js';
import { SchemasFolder } from './config/schemas-folder.js';
import { checkSchema } from './database/migrate.js';
import { withSetupErrors } from './database/setup-errors.js';
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
    await withSetupErrors(() => checkSchema(database));
    const ids = new RandomIds();
    const clock = new SystemClock();
    const administration = new Administration(database, clock, ids);
    const filePlan = new FilePlan(database, clock, ids);
    return withSetupErrors(() => work({ administration, filePlan }));
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
  return withSetupErrors(() => prepareDatabase(migrateUrl, databaseUrl ?? migrateUrl));
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
