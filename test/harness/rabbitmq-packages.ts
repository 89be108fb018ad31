/** A private copy of RabbitMQ from the packages of this system, without installing anything: no root, no service. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * @param cache folder that is kept between runs
 * @param tell called when something is fetched, which takes half a minute
 * @returns folder with `usr/lib/rabbitmq` and `usr/lib/erlang`
 * @throws Error whose message says what to do where this is impossible
 */
export async function privateRabbitMq(cache: string, tell: (line: string) => void): Promise<string> {
  const home = resolve(cache, 'rabbitmq');
  if (existsSync(home)) return home;
  const work = `${home}.${process.pid}`;
  try {
    tell('fetching RabbitMQ for the tests (once, some 33 MB)');
    await fetchPackages(work);
    await relocateErlang(join(work, 'root'));
    // Another run may have been faster.
    await rename(join(work, 'root'), home).catch((error: unknown) => {
      if (!existsSync(home)) throw error;
    });
    return home;
  } catch (cause) {
    throw new Error(
      'The tests need RabbitMQ, and it cannot be fetched here (that takes apt-get and dpkg-deb of Debian or Ubuntu). ' +
        'Start a RabbitMQ yourself and set FACHWERK_TEST_AMQP_URL, for example amqp://guest:guest@127.0.0.1:5672.',
      { cause },
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Lists and downloads go to a folder of our own, so that an ordinary user can do it and nothing else changes. */
async function fetchPackages(work: string): Promise<void> {
  for (const folder of ['lists/partial', 'cache/archives/partial', 'packages', 'root']) {
    await mkdir(join(work, folder), { recursive: true });
  }
  const own = [`Dir::State::lists=${join(work, 'lists')}`, `Dir::Cache=${join(work, 'cache')}`, 'Debug::NoLocking=1'];
  // As root, apt would hand the download to an account that cannot write here.
  const options = [...own, 'APT::Sandbox::User=root'].flatMap((option) => ['-o', option]);
  const packages = join(work, 'packages');
  await run('apt-get', [...options, 'update'], { maxBuffer: 1 << 24 });
  const names = await dependencies(options, 'rabbitmq-server');
  await run('apt-get', [...options, 'download', ...names], { cwd: packages, maxBuffer: 1 << 24 });
  for (const file of await readdir(packages)) {
    await run('dpkg-deb', ['-x', join(packages, file), join(work, 'root')]);
  }
}

/** The package and the parts of Erlang it needs; everything else is on every machine. */
async function dependencies(options: readonly string[], first: string): Promise<readonly string[]> {
  const found = new Set([first]);
  for (const name of found) {
    const { stdout } = await run('apt-cache', [...options, 'depends', '--no-recommends', '--no-suggests', name]);
    for (const [, dependency] of stdout.matchAll(/Depends: (erlang-[a-z0-9-]+)/g)) found.add(dependency!);
  }
  return [...found];
}

/** The start script of Erlang names the folder it was built for. */
async function relocateErlang(root: string): Promise<void> {
  const script = join(root, 'usr/lib/erlang/bin/erl');
  const text = await readFile(script, 'utf8');
  // The folder is found from the script itself: the copy may be moved.
  const own = text.replaceAll('ROOTDIR=/usr/lib/erlang', 'ROOTDIR="$(cd "$(dirname "$0")/.." && pwd)"');
  if (own === text) throw new Error(`${script} does not set ROOTDIR as expected`);
  await writeFile(script, own, { mode: 0o755 });
}
