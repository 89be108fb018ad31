// The afternoon of connectors/README.md, typed as it stands there: a home folder, a port and a data folder of its own are
// all that is put in.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './fixtures.js';
import { freePorts } from './harness/ports.js';
import { until } from './harness/wait.js';
import { officialSchemasMissing, packageFolders } from './schemas.js';

const TIMEOUT_MS = 240_000;

let home: string;
let port: number;
let hub: ChildProcess | undefined;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'fachwerk-afternoon-'));
  await chmod(home, 0o711);
  [port] = (await freePorts(1)) as [number];
});
afterAll(async () => {
  await stop();
  await rm(home, { recursive: true, force: true });
}, TIMEOUT_MS);

describe('the afternoon', () => {
  it(
    'ends with a filed document, for a new procedure in JSON',
    () => expectFiled('A procedure that sends JSON'),
    TIMEOUT_MS,
  );

  it.skipIf(officialSchemasMissing !== undefined)(
    'ends with a filed document, for a new XÖV standard',
    async () => {
      await mkdir(join(home, 'schemas'));
      await symlink(packageFolders.xbau, join(home, 'schemas/xbau'));
      await expectFiled('An XÖV standard');
    },
    TIMEOUT_MS,
  );
});

async function expectFiled(section: string): Promise<void> {
  let last = '';
  for (const block of blocksOf(section)) {
    if (/ npm start$/m.test(block)) await start(block);
    else last = await typed(block);
  }
  // Behind what creating the procedure answered.
  const answer = JSON.parse(last.slice(last.lastIndexOf('}{') + 1)) as Record<string, unknown>;
  expect(answer).toMatchObject({ state: 'filed', receipt: { documents: [{ version: 1 }] } });
  expect(answer['receipt']).toMatchObject({ fileReference: expect.stringMatching(/^632\.6\/\d{4}-\d+$/) });
}

/** What stands below a heading between fences. */
function blocksOf(section: string): readonly string[] {
  const [, text = ''] = readFileSync(join(root, 'connectors/README.md'), 'utf8').split(`### ${section}\n`);
  const blocks = [...text.split(/^##/m)[0]!.matchAll(/```sh\n([^]*?)```/g)].map(([, block]) => block!);
  expect(blocks.length).toBeGreaterThan(2);
  return blocks.map((block) => block.replaceAll('./.fachwerk', `${home}/data`).replaceAll(':8080', `:${port}`).trim());
}

/** Of an author at a terminal: no machine that checks what was written. */
function environment(): NodeJS.ProcessEnv {
  const { CI: _ci, ...outer } = process.env;
  return {
    ...outer,
    npm_config_cache: process.env['npm_config_cache'] ?? join(homedir(), '.npm'),
    HOME: home,
    FACHWERK_PORT: String(port),
    FACHWERK_DATA_DIR: join(home, 'data'),
    NO_COLOR: '1',
  };
}

async function typed(block: string): Promise<string> {
  const shell = ['-e', '-o', 'pipefail', '-c', block];
  return (await promisify(execFile)('bash', shell, { cwd: root, env: environment() })).stdout;
}

/** As in a terminal of its own; the one before it has been stopped. */
async function start(block: string): Promise<void> {
  await stop();
  const child = spawn('bash', ['-c', block], { cwd: root, env: environment(), detached: true });
  hub = child;
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString()));
  await until(
    'the hub is up',
    () => {
      if (text.includes('The hub is up at')) return true;
      throw new Error(text);
    },
    120_000,
  );
}

async function stop(): Promise<void> {
  if (hub === undefined || hub.exitCode !== null) return;
  const ended = new Promise((resolve) => hub!.once('exit', resolve));
  process.kill(-hub.pid!, 'SIGINT');
  await ended;
  hub = undefined;
}
