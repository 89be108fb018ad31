/** The process: reads the settings, brings the services it needs, starts the hub, stops it in order. */
import { mkdir } from 'node:fs/promises';
import { loadConfig } from './config/load-config.js';
import type { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { SchemasFolder } from './config/schemas-folder.js';
import { watchConnectors } from './connector-watch.js';
import { lockDataDir } from './embedded/instance-lock.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/postgres.js';
import { HubError } from './errors/hub-error.js';
import { startHub, type RunningHub } from './hub.js';
import { prepare } from './prepare.js';
import { installedConnectors } from './translate/configured-packages.js';

/** What has to be undone at the end, last first. */
const undo: (() => Promise<void> | void)[] = [];
let embedded: EmbeddedPostgres | undefined;
let stopping: Promise<void> | undefined;
/** On the clock of `performance.now()`. */
let toldAt: number | undefined;

/** A launcher passes a Ctrl-C on that the terminal has sent here as well: so close together they are one. */
const ECHO_MS = 500;
/** What follows the drain: the last tally, closing connections. */
const CLOSE_MS_MAX = 3_000;

async function main(): Promise<void> {
  const given = loadConfig(process.env, new SchemasFolder().path);
  const log = new Log(given.logLevel);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => told(log, given, signal));
  // The launcher holds this channel; when it is gone, nobody would stop this process.
  process.on('disconnect', () => void stop(log, given, 'the launcher is gone'));

  // Others may pass through, not look: the embedded database runs under another account when the hub runs as root.
  await mkdir(given.dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const lock = await lockDataDir(given.dataDir);
  undo.push(() => lock.release());
  const connectors = await installedConnectors(given.connectors, new SchemasFolder().path);
  if (given.watchConnectors) undo.push(watchConnectors(connectors, log));
  const { config, migrateUrl } = await withServices(given, log);
  const alone = migrateUrl !== undefined;
  const prepared = await prepare(config, migrateUrl);
  const hub = await startHub(config, log, alone, connectors);
  undo.push(() => hub.stop());
  await prepared.finish(hub.baseUrl);
  tellLauncher(hub, config);
}

/** Without a database URL the hub brings its own PostgreSQL along. */
async function withServices(config: HubConfig, log: Log): Promise<{ config: HubConfig; migrateUrl?: string }> {
  if (config.databaseUrl !== undefined) return { config };
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log: (line) => log.info(line) });
  embedded = postgres;
  undo.push(() => postgres.stop());
  return { config: Object.freeze({ ...config, databaseUrl: postgres.url }), migrateUrl: postgres.migrateUrl };
}

function tellLauncher({ baseUrl }: RunningHub, { dataDir }: HubConfig): void {
  process.send?.({ baseUrl, dataDir });
}

/** Told once the process stops in order; told again it ends. */
function told(log: Log, config: HubConfig, signal: NodeJS.Signals): void {
  if (toldAt !== undefined && performance.now() - toldAt > ECHO_MS) endNow(log, 'told to stop a second time');
  toldAt ??= performance.now();
  void stop(log, config, signal);
}

function stop(log: Log, config: HubConfig, why: string): Promise<void> {
  stopping ??= (async () => {
    log.info('stopping', { why });
    const { stopNoticeMs, drainTimeoutMs } = config;
    const late = setTimeout(() => endNow(log, 'not stopped in time'), stopNoticeMs + drainTimeoutMs + CLOSE_MS_MAX);
    late.unref();
    // What is being started has to be there before it can be stopped.
    await starting.catch(() => undefined);
    for (const step of undo.toReversed()) await step();
    log.info('stopped');
    process.exit(0);
  })();
  return stopping;
}

/** As if it had been killed: what it had in hand comes again. Only its own PostgreSQL is told. */
function endNow(log: Log, why: string): void {
  log.error('ended without finishing', { why });
  void embedded?.stop();
  process.exit(1);
}

const starting = main();
starting.catch(async (error: unknown) => {
  // The hub's own sentences are for people; anything else is for whoever mends it.
  process.stderr.write(
    `${error instanceof HubError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  if (stopping !== undefined) return;
  for (const step of undo.toReversed()) await step();
  process.exit(1);
});
