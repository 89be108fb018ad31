import { Administration } from './access/administration.js';
import { FilePlan } from './archive/file-plan.js';
import { RandomIds, SystemClock } from './config/clock.js';
import type { HubConfig } from './config/hub-config.js';
import { ReceiptSigner } from './confirm/receipt-signer.js';
import { Database } from './database/database.js';
import { migrate } from './database/migrate.js';
import { withSetupErrors } from './database/setup-errors.js';
import { ensureDemoTenant, writeDemoCredentials } from './demo-tenant.js';

export interface Prepared {
  /** To be called once the hub can be reached. */
  finish(baseUrl: string): Promise<void>;
}

/**
 * Brings an embedded database up to date and creates the demo tenant. A database of its own (`migrateUrl` undefined) is
 * brought up to date by `fachwerk migrate`, not by starting the hub.
 */
export async function prepare(config: HubConfig, migrateUrl: string | undefined): Promise<Prepared> {
  if (migrateUrl !== undefined) await prepareDatabase(migrateUrl, config.databaseUrl!);
  if (!config.demo) return { finish: () => Promise.resolve() };
  const { dataDir } = config;
  const demo = await withDatabase(config.databaseUrl!, (database) => {
    const ids = new RandomIds();
    const clock = new SystemClock();
    const administration = new Administration(database, clock, ids);
    const filePlan = new FilePlan(database, clock, ids);
    return withSetupErrors(() => ensureDemoTenant({ administration, filePlan, ids, dataDir }));
  });
  return { finish: (baseUrl) => writeDemoCredentials(dataDir, { baseUrl, ...demo }) };
}

/**
 * Migrations, and the keys that all processes share.
 *
 * @param migrateUrl login that may create tables
 * @param url login of the hub
 * @returns names of the migrations that were run
 */
export async function prepareDatabase(migrateUrl: string, url: string): Promise<readonly string[]> {
  const run = await migrate(migrateUrl, decodeURIComponent(new URL(url).username));
  await withDatabase(url, async (database) => {
    const clock = new SystemClock();
    await new Administration(database, clock, new RandomIds()).ensureMessageIdKey();
    await new ReceiptSigner(database, clock).ensureKey();
  });
  return run;
}

/** Opens the database for one piece of work. */
export async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = new Database({ url, connectionsMax: 2 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
