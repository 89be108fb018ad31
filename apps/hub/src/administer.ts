/** Setting up a hub on its database: the one entry of the command line. It knows nothing of HTTP and of exchanges. */
import { Administration } from './access/administration.js';
import { Webhooks } from './access/webhooks.js';
import { FilePlan } from './archive/file-plan.js';
import { RandomIds, SystemClock } from './config/clock.js';
import { loadConfig } from './config/load-config.js';
import { SchemasFolder } from './config/schemas-folder.js';
import { testBody } from './confirm/webhook-body.js';
import { sendToWebhook } from './confirm/webhook-request.js';
import { checkSchema } from './database/migrate.js';
import { withSetupErrors } from './database/setup-errors.js';
import { HubError } from './errors/hub-error.js';
import { Schemas } from './json/schemas.js';
import { prepareDatabase, withDatabase } from './prepare.js';
import { connectorNamed } from './translate/catalogue.js';
import { checkSettings } from './validate/settings.js';

export {
  backUpHub,
  housekeepingOf,
  restoreHub,
  sweepHub,
  verifyHub,
  type BackupReport,
  type HousekeepingEntry,
  type RestoreReport,
  type SweepReport,
  type Verified,
} from './housekeeping.js';
export type { Role } from './access/permissions.js';
export { manifests } from './translate/catalogue.js';

/** Tenants, procedures, keys, people, the file plan and the webhooks of one database. */
export interface Setup {
  readonly administration: Administration;
  readonly filePlan: FilePlan;
  readonly webhooks: Webhooks;
  /** Sends a test to the webhook of a procedure, from this machine. @returns the id of the delivery */
  testWebhook(tenant: string, procedure: string): Promise<string>;
}

/**
 * Opens the database of FACHWERK_DATABASE_URL for one piece of work.
 *
 * @throws HubError `misconfigured` when there is no such setting, or the database is not prepared for this version
 */
export async function administer<T>(env: NodeJS.ProcessEnv, work: (setup: Setup) => Promise<T>): Promise<T> {
  const { databaseUrl, webhookTimeoutMs } = loadConfig(env, new SchemasFolder().path);
  if (databaseUrl === undefined) throw notSet('FACHWERK_DATABASE_URL');
  return withDatabase(databaseUrl, async (database) => {
    await withSetupErrors(() => checkSchema(database));
    const ids = new RandomIds();
    const clock = new SystemClock();
    const administration = new Administration(database, clock, ids);
    const filePlan = new FilePlan(database, clock, ids);
    const webhooks = new Webhooks(database, clock, ids);
    const testWebhook = async (tenant: string, procedure: string): Promise<string> => {
      const body = testBody(ids.uuid(), procedure);
      await sendToWebhook(await webhooks.target(tenant, procedure), body, webhookTimeoutMs, clock.now());
      return body.delivery;
    };
    return withSetupErrors(() => work({ administration, filePlan, webhooks, testWebhook }));
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
