/** A private copy of RabbitMQ from the packages of this system, without installing anything: no root, no service. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { privatePackage } from './debian-packages.js';

/**
 * @param cache folder that is kept between runs
 * @param tell called when something is fetched, which takes half a minute
 * @returns folder with `usr/lib/rabbitmq` and `usr/lib/erlang`
 * @throws Error whose message says what to do where this is impossible
 */
export async function privateRabbitMq(cache: string, tell: (line: string) => void): Promise<string> {
  try {
    return await privatePackage(
      {
        cache,
        name: 'rabbitmq',
        first: 'rabbitmq-server',
        // Everything else is on every machine.
        needs: /Depends: (erlang-[a-z0-9-]+)/g,
        fetching: () => tell('fetching RabbitMQ for the tests (once, some 33 MB)'),
      },
      relocateErlang,
    );
  } catch (cause) {
    throw new Error(
      'The tests need RabbitMQ, and it cannot be fetched here (that takes apt-get and dpkg-deb of Debian or Ubuntu). ' +
        'Start a RabbitMQ yourself and set FACHWERK_TEST_AMQP_URL, for example amqp://guest:guest@127.0.0.1:5672.',
      { cause },
    );
  }
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
