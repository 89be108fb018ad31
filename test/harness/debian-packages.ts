/** Private copies of packages of Debian or Ubuntu, without installing anything: no root, nothing else changes. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PrivatePackage {
  /** Folder that is kept between runs. */
  readonly cache: string;
  /** Of the folder in it. */
  readonly name: string;
  /** What is wanted: one package, or several. */
  readonly first: string | readonly string[];
  /** What else has to be fetched, in the words of `apt-cache depends`; its group is the name. */
  readonly needs: RegExp;
  /** Called when something is fetched. */
  readonly fetching: () => void;
}

/**
 * @param prepare changes what was unpacked, once
 * @returns folder with `usr`
 */
export async function privatePackage(
  options: PrivatePackage,
  prepare: (root: string) => Promise<void>,
): Promise<string> {
  const home = resolve(options.cache, options.name);
  if (existsSync(home)) return home;
  const work = `${home}.${process.pid}`;
  const root = join(work, 'root');
  try {
    options.fetching();
    await fetchPackages(work, options);
    await prepare(root);
    // Another run may have been faster.
    await rename(root, home).catch((error: unknown) => {
      if (!existsSync(home)) throw error;
    });
    return home;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Lists and downloads go to a folder of our own, so that an ordinary user can do it and nothing else changes. */
async function fetchPackages(work: string, { first, needs }: PrivatePackage): Promise<void> {
  for (const folder of ['lists/partial', 'cache/archives/partial', 'packages', 'root']) {
    await mkdir(join(work, folder), { recursive: true });
  }
  const own = [`Dir::State::lists=${join(work, 'lists')}`, `Dir::Cache=${join(work, 'cache')}`, 'Debug::NoLocking=1'];
  // As root, apt would hand the download to an account that cannot write here.
  const options = [...own, 'APT::Sandbox::User=root'].flatMap((option) => ['-o', option]);
  const packages = join(work, 'packages');
  await run('apt-get', [...options, 'update'], { maxBuffer: 1 << 24 });
  const names = await dependencies(options, typeof first === 'string' ? [first] : first, needs);
  await run('apt-get', [...options, 'download', ...names], { cwd: packages, maxBuffer: 1 << 24 });
  for (const file of await readdir(packages)) {
    await run('dpkg-deb', ['-x', join(packages, file), join(work, 'root')]);
  }
}

/** The packages and what they need of their own kind; asked for level by level, since each question takes a moment. */
async function dependencies(
  options: readonly string[],
  first: readonly string[],
  needs: RegExp,
): Promise<readonly string[]> {
  const found = new Set(first);
  for (let asked = first; asked.length > 0;) {
    const args = [...options, 'depends', '--no-recommends', '--no-suggests', ...asked];
    const { stdout } = await run('apt-cache', args, { maxBuffer: 1 << 24 });
    const named = [...stdout.matchAll(needs)].map(([, name]) => name!);
    asked = [...new Set(named)].filter((name) => !found.has(name));
    for (const name of asked) found.add(name);
  }
  return [...found];
}
