import { spawn, type SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { isRunning, startOf } from './instance-lock.js';
import { findHome, readIfThere, type PostgresHome } from './postgres-home.js';

export interface EmbeddedPostgres {
  /** Of the hub's own login. */
  readonly url: string;
  /** Of the login that may create tables. */
  readonly migrateUrl: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  readonly log?: (line: string) => void;
}

const OWNER = 'fachwerk_admin';
const LOGIN = 'fachwerk_hub';
const DATABASE = 'fachwerk';
/** Where the command line finds the database while it runs (FACHWERK_DATABASE_URL_FILE): its port is another each time. */
const URL_FILE = 'database-url';
const START_MS_MAX = 20_000;
const STOP_MS_MAX = 10_000;

interface Secrets {
  readonly owner: string;
  readonly login: string;
}

/**
 * Starts the PostgreSQL that comes along, in a process group of its own, so that a Ctrl-C meant for the hub does not
 * reach it first. One that a killed hub left behind is taken over.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = await findHome(options.dataDir);
  const cluster = join(home.home, 'cluster');
  const secrets = await readSecrets(options.dataDir);
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    options.log?.('creating the database');
    await initialise(home, cluster, secrets);
  }
  const running = (await leftBehind(cluster)) ?? (await start(home, cluster));
  const url = (user: string, password: string, database: string): string =>
    `postgres://${user}:${password}@127.0.0.1:${running.port}/${database}`;
  await until(url(OWNER, secrets.owner, 'postgres'), running.pid, join(home.home, 'postgres.log'));
  await ensureDatabase(url(OWNER, secrets.owner, 'postgres'), secrets);
  const address = url(LOGIN, secrets.login, DATABASE);
  const file = join(options.dataDir, URL_FILE);
  await writeFile(file, address, { mode: 0o600 });
  return {
    url: address,
    migrateUrl: url(OWNER, secrets.owner, DATABASE),
    pid: running.pid,
    stop: async () => {
      await rm(file, { force: true });
      await stop(running.pid);
    },
  };
}

async function readSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, 'postgres-secrets.json');
  const known = await readIfThere(path);
  if (known !== undefined) return JSON.parse(known) as Secrets;
  const secrets: Secrets = { owner: randomBytes(18).toString('hex'), login: randomBytes(18).toString('hex') };
  await writeFile(path, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

async function initialise(home: PostgresHome, cluster: string, secrets: Secrets): Promise<void> {
  // Made beside, and moved when it is complete: initdb writes the file that tells a cluster first of all.
  const fresh = `${cluster}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  const passwordFile = join(home.home, 'password');
  await writeFile(passwordFile, secrets.owner, { mode: 0o600 });
  if (home.account !== undefined) {
    for (const path of [fresh, passwordFile]) await chown(path, home.account.uid, home.account.gid);
  }
  const encoding = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  await run(home, 'initdb', ['-D', fresh, '-U', OWNER, ...encoding]);
  await rm(passwordFile);
  await rename(fresh, cluster);
}

async function start(home: PostgresHome, cluster: string): Promise<{ pid: number; port: number }> {
  const port = await freePort();
  const log = await open(join(home.home, 'postgres.log'), 'a', 0o600);
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '128MB',
    log_min_messages: 'warning',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(home.native, 'bin', 'postgres'), ['-D', cluster, ...flags], {
    ...spawnOptions(home),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const { pid } = child;
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.unref();
  await log.close();
  return { pid: pid!, port };
}

/** The first lines of `postmaster.pid`: process, folder, start in seconds, port. */
async function leftBehind(cluster: string): Promise<{ pid: number; port: number } | undefined> {
  const path = join(cluster, 'postmaster.pid');
  const [pid, folder, , port] = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  if (pid === undefined || folder !== cluster || port === undefined) return undefined;
  const isPostgres = await readFile(`/proc/${pid}/cmdline`, 'utf8').then(
    (line) => line.includes(cluster),
    () => process.platform !== 'linux',
  );
  if (isPostgres && isRunning(Number(pid), '')) return { pid: Number(pid), port: Number(port) };
  await rm(path, { force: true });
  return undefined;
}

/** Waits until it answers; it may have to recover from a crash first. */
async function until(url: string, pid: number, logFile: string): Promise<void> {
  const deadline = Date.now() + START_MS_MAX;
  for (;;) {
    try {
      await query(url, 'SELECT 1');
      return;
    } catch (error) {
      if (Date.now() > deadline || !isRunning(pid, '')) {
        const log = (await readFile(logFile, 'utf8').catch(() => '')).split('\n').slice(-5).join('\n');
        throw new Error(`The embedded PostgreSQL does not start:\n${log}`, { cause: error });
      }
      await delay(50);
    }
  }
}

async function ensureDatabase(url: string, secrets: Secrets): Promise<void> {
  const found = await query(url, `SELECT 1 FROM pg_database WHERE datname = '${DATABASE}'`);
  if (found > 0) return;
  const roles = await query(url, `SELECT 1 FROM pg_roles WHERE rolname = '${LOGIN}'`);
  if (roles === 0) await query(url, `CREATE ROLE ${LOGIN} LOGIN NOINHERIT PASSWORD '${secrets.login}'`);
  await query(url, `CREATE DATABASE ${DATABASE}`);
}

async function query(url: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined); // the call itself tells
  await client.connect();
  try {
    return (await client.query(statement)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}

async function stop(pid: number): Promise<void> {
  const startedAt = startOf(pid) ?? '';
  // Fast shutdown: open transactions are rolled back. Then the immediate one, from which it recovers at the next start.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isRunning(pid, startedAt)) return;
    process.kill(pid, signal);
    const deadline = Date.now() + STOP_MS_MAX;
    while (isRunning(pid, startedAt) && Date.now() < deadline) await delay(20);
  }
}

async function run(home: PostgresHome, program: string, flags: readonly string[]): Promise<void> {
  const child = spawn(join(home.native, 'bin', program), flags, {
    ...spawnOptions(home),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('close', resolve).once('error', reject),
  );
  if (code !== 0) throw new Error(`${program} failed (${code}):\n${output}`);
}

function spawnOptions(home: PostgresHome): SpawnOptions {
  const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', LD_LIBRARY_PATH: join(home.native, 'lib') };
  return { ...home.account, env: environment, cwd: home.home };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
