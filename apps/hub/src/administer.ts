/** Setting up a hub on its database: the one entry of the command line. It knows nothing of HTTP and of exchanges. */
import { Administration } from './access/administration.js';
import { COMMAND_LINE, Journal } from './access/journal.js';
import { ProcedureCertificates } from './access/procedure-certificates.js';
import { ProcedureKeys } from './access/procedure-keys.js';
import { Procedures, type Actor, type CheckSettings } from './access/procedures.js';
import { SoapTargets } from './access/soap-targets.js';
import { Webhooks } from './access/webhooks.js';
import { XtaParties } from './access/xta-parties.js';
import { XtaSources } from './access/xta-sources.js';
import { XtaTargets } from './access/xta-targets.js';
import { FilePlan } from './archive/file-plan.js';
import { RandomIds, SystemClock, type Clock, type Ids } from './config/clock.js';
import type { HubConfig } from './config/hub-config.js';
import { loadConfig } from './config/load-config.js';
import { SchemasFolder } from './config/schemas-folder.js';
import { reachOf } from './confirm/webhook-request.js';
import { testWebhook, type WebhookTest } from './confirm/webhook-test.js';
import type { Database } from './database/database.js';
import { checkSchema } from './database/migrate.js';
import { withSetupErrors } from './database/setup-errors.js';
import { HubError } from './errors/hub-error.js';
import { ConnectorSettings } from './operate/connector-settings.js';
import type { InstalledConnector, InstalledConnectors } from './translate/installed.js';
import { SoapTargetSetup } from './soap-target-setup.js';
import { prepareDatabase, withDatabase } from './prepare.js';
import { installedConnectors } from './translate/configured-packages.js';
import type { XtaClient } from './xta-client/client.js';
import { connectWith } from './xta-client/connect.js';

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
export { stateOf, type CertificateRow } from './access/procedure-certificates.js';
export { hasEnded, type KeyRow } from './access/procedure-keys.js';
export type { NewXtaSource, XtaLeftRow, XtaSourceRow } from './access/xta-sources.js';
export type { PasswordAs, SoapTargetRow, SoapTargetSecrets } from './access/soap-targets.js';
export type { NewXtaTarget, XtaQualifier } from './access/xta-targets.js';
export type { OutgoingContent, XtaClient } from './xta-client/client.js';
export type { MetaData } from './xta-client/meta-data.js';
export type { SoapPortFacts, SoapTargetTest, WantedSoapTarget } from './soap-target-setup.js';
export type { TransportReport } from './xta-client/report.js';

/** Every connector that the hub of these settings has, each in all of its versions. */
export async function connectorsOf(env: NodeJS.ProcessEnv): Promise<readonly InstalledConnector[]> {
  const folder = new SchemasFolder().path;
  return (await installedConnectors(loadConfig(env, folder).connectors, folder)).all;
}

/** Tenants, procedures, keys, people, the file plan and the webhooks of one database. */
export interface Setup {
  readonly administration: Administration;
  /** As over HTTP: settings are checked. */
  readonly procedures: Procedures;
  readonly keys: ProcedureKeys;
  readonly certificates: ProcedureCertificates;
  readonly filePlan: FilePlan;
  readonly webhooks: Webhooks;
  readonly xtaParties: XtaParties;
  /** Sends a test to the webhook of a procedure, from this machine. */
  testWebhook(tenant: string, procedure: string): Promise<WebhookTest>;
  readonly xtaSources: XtaSources;
  readonly xtaTargets: XtaTargets;
  /** With what the installed WSDLs and connectors of this machine say. */
  readonly soapTargets: SoapTargetSetup;
  /** Connects to the server of a source, from this machine. Whoever asked for it ends it. */
  xtaClient(tenant: string, procedure: string): Promise<XtaClient>;
}

/**
 * Opens the database of FACHWERK_DATABASE_URL for one piece of work.
 *
 * @throws HubError `misconfigured` when there is no such setting, or the database is not prepared for this version
 */
export async function administer<T>(env: NodeJS.ProcessEnv, work: (setup: Setup) => Promise<T>): Promise<T> {
  const config = loadConfig(env, new SchemasFolder().path);
  const { databaseUrl } = config;
  if (databaseUrl === undefined) throw notSet('FACHWERK_DATABASE_URL');
  return withDatabase(databaseUrl, async (database) => {
    await withSetupErrors(() => checkSchema(database));
    const ids = new RandomIds();
    const clock = new SystemClock();
    const administration = new Administration(database, clock, ids);
    const filePlan = new FilePlan(database, clock, ids);
    const webhooks = new Webhooks(database, clock, ids);
    const journal = new Journal(database, clock, ids);
    const check = await settingsCheck(config);
    const procedures = new Procedures(database, journal, clock, ids, check);
    const keys = new ProcedureKeys(database, journal, clock, ids);
    const certificates = new ProcedureCertificates(database, journal, clock, ids);
    const test: Setup['testWebhook'] = async (tenant, procedure) => {
      const target = await webhooks.target(tenant, procedure);
      return testWebhook(target, procedure, {
        ids,
        clock,
        reach: reachOf(config),
      });
    };
    const xtaParties = new XtaParties(database, journal, clock, ids);
    const xtaSources = new XtaSources(database, clock, ids);
    const xta = {
      xtaSources,
      xtaTargets: new XtaTargets(database, clock, ids),
      xtaClient: async (tenant: string, procedure: string) =>
        connectWith(config, ids)(await xtaSources.connection(tenant, procedure)),
    };
    const setup = {
      administration,
      procedures,
      keys,
      certificates,
      filePlan,
      webhooks,
      xtaParties,
      testWebhook: test,
      ...xta,
      soapTargets: soapTargetsOf(config, database, clock, ids),
    };
    return withSetupErrors(() => work(setup));
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

/** Whoever uses the command line, as the journal names it. */
export function byCommandLine(tenant: string): Actor {
  return { tenant, name: COMMAND_LINE };
}

function soapTargetsOf(config: HubConfig, database: Database, clock: Clock, ids: Ids): SoapTargetSetup {
  const connectors = (): Promise<InstalledConnectors> =>
    installedConnectors(config.connectors, new SchemasFolder().path);
  return new SoapTargetSetup(config, database, connectors, new SoapTargets(database, clock, ids));
}

/** A package that cannot be read stands in the way of procedures alone, not of keys and people. */
async function settingsCheck({ connectors }: HubConfig): Promise<CheckSettings> {
  try {
    const settings = new ConnectorSettings(await installedConnectors(connectors, new SchemasFolder().path));
    return (...given) => settings.check(...given);
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** The id of a tenant. @throws HubError `access.unknown` */
export async function tenantNamed({ administration }: Setup, name: string): Promise<string> {
  const id = await administration.tenantId(name);
  if (id === undefined) throw new HubError('rejected', 'access.unknown', `There is no tenant ${name}.`);
  return id;
}

function notSet(variable: string): HubError {
  return new HubError('misconfigured', 'config.invalid', `${variable} is not set: it names the PostgreSQL of the hub.`);
}
