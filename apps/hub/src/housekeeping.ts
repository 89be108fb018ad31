/** Backup, restore, verification and sweep from the command line: the wiring of what works beside a hub that may run. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DiskContentStore } from './archive/disk-content-store.js';
import type { SweepReport } from './archive/sweep.js';
import { verifyContent, type Verified } from './archive/verify.js';
import { BackupFolder } from './backup/backup-folder.js';
import { backUp, type BackupReport } from './backup/backup.js';
import { restore, type RestoreReport } from './backup/restore.js';
import { SystemClock } from './config/clock.js';
import type { HubConfig } from './config/hub-config.js';
import { loadConfig } from './config/load-config.js';
import { SchemasFolder } from './config/schemas-folder.js';
import { Database } from './database/database.js';
import { checkSchema } from './database/migrate.js';
import { withSetupErrors } from './database/setup-errors.js';
import { lockDataDir } from './embedded/instance-lock.js';
import { startEmbeddedPostgres } from './embedded/postgres.js';
import { HubError } from './errors/hub-error.js';
import { readHousekeepingLog, type HousekeepingEntry } from './ledger/housekeeping-log.js';
import { prepareDatabase } from './prepare.js';
import { sweepOnce } from './sweeping.js';

export type { BackupReport, HousekeepingEntry, RestoreReport, SweepReport, Verified };

type Told = (what: string) => void;

/** Copies the hub of these settings into a folder. It may run meanwhile. */
export function backUpHub(env: NodeJS.ProcessEnv, folder: string, onProgress: Told): Promise<BackupReport> {
  return withHub(env, 'existing', async ({ database, migrateUrl, store }) => {
    await checkSchema(database);
    const target = new BackupFolder(resolve(folder));
    const copy = new DiskContentStore(target.content);
    return backUp({ folder: target, migrateUrl, database, store, copy, clock: new SystemClock(), onProgress });
  });
}

/** Brings a backup back into the empty database and content store of these settings. */
export function restoreHub(env: NodeJS.ProcessEnv, folder: string, onProgress: Told): Promise<RestoreReport> {
  return withHub(env, 'new', ({ database, url, migrateUrl, store }) => {
    const source = new BackupFolder(resolve(folder));
    const copy = new DiskContentStore(source.content);
    const prepare = (): Promise<unknown> => prepareDatabase(migrateUrl, url);
    return restore({ folder: source, migrateUrl, database, store, copy, prepare, onProgress });
  });
}

/** @param share of the documents to read, 1 for all */
export function verifyHub(env: NodeJS.ProcessEnv, share: number, onProgress: Told): Promise<Verified> {
  return withHub(env, 'existing', async ({ database, store }) => {
    await checkSchema(database);
    return verifyContent({ database, store, onProgress: (looked) => onProgress(`${looked} versions read`) }, share);
  });
}

/** @throws HubError `housekeeping.busy` while the hub itself sweeps */
export function sweepHub(env: NodeJS.ProcessEnv, dryRun: boolean): Promise<SweepReport> {
  return withHub(env, 'existing', async ({ database, store }) => {
    await checkSchema(database);
    const report = await sweepOnce(database, store, new SystemClock(), dryRun);
    if (report !== undefined) return report;
    throw new HubError('rejected', 'housekeeping.busy', 'The content is being swept by another process already.');
  });
}

/** What was dropped and swept, newest first. */
export function housekeepingOf(env: NodeJS.ProcessEnv, limit: number): Promise<readonly HousekeepingEntry[]> {
  return withHub(env, 'existing', async ({ database }) => {
    await checkSchema(database);
    return readHousekeepingLog(database, limit);
  });
}

interface HubParts {
  readonly database: Database;
  readonly url: string;
  readonly migrateUrl: string;
  readonly store: DiskContentStore;
}

/** The database of FACHWERK_DATABASE_URL, or the embedded one of the data directory, whether its hub runs or not. */
async function withHub<T>(
  env: NodeJS.ProcessEnv,
  hub: 'existing' | 'new',
  work: (parts: HubParts) => Promise<T>,
): Promise<T> {
  const config = loadConfig(env, new SchemasFolder().path);
  if (config.databaseUrl === undefined) return withEmbedded(config, hub, (urls) => withParts(config, urls, work));
  const urls = { url: config.databaseUrl, migrateUrl: config.migrateDatabaseUrl ?? config.databaseUrl };
  return withParts(config, urls, work);
}

type Urls = Pick<HubParts, 'url' | 'migrateUrl'>;

async function withParts<T>(config: HubConfig, urls: Urls, work: (parts: HubParts) => Promise<T>): Promise<T> {
  // Statements over whole tables, which nobody waits for.
  const database = new Database({ url: urls.url, connectionsMax: 4, statementMsMax: 3_600_000 });
  try {
    return await withSetupErrors(() => work({ ...urls, database, store: new DiskContentStore(config.contentDir!) }));
  } finally {
    await database.close();
  }
}

async function withEmbedded<T>(
  config: HubConfig,
  hub: 'existing' | 'new',
  work: (urls: Urls) => Promise<T>,
): Promise<T> {
  const { dataDir } = config;
  if (hub === 'existing' && !existsSync(join(dataDir, 'postgres-secrets.json'))) {
    const sentence = `There is no hub in ${dataDir}: set FACHWERK_DATABASE_URL, or FACHWERK_DATA_DIR for one with a PostgreSQL of its own.`;
    throw new HubError('misconfigured', 'config.invalid', sentence);
  }
  await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const lock = await lockDataDir(dataDir).catch((error: unknown) => {
    // Its hub runs, and so does the PostgreSQL: both stay as they are.
    if (hub === 'existing' && error instanceof HubError && error.code === 'instance.running') return undefined;
    throw error;
  });
  try {
    const postgres = await startEmbeddedPostgres({ dataDir });
    try {
      return await work(postgres);
    } finally {
      if (lock !== undefined) await postgres.stop();
    }
  } finally {
    await lock?.release();
  }
}
