// `npm start` as a newcomer runs it: the table, Ctrl-C, the second start, a killed start, a second instance.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@fachwerk/connectors/catalogue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRunning } from '../apps/hub/src/embedded/instance-lock.js';
import { fixturesOf, root, sha256 } from './fixtures.js';
import { freePorts } from './harness/ports.js';
import { until } from './harness/wait.js';
import { unzipped } from './unzipped.js';

let dataDir: string;
let env: NodeJS.ProcessEnv;
let baseUrl: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fachwerk-start-'));
  await chmod(dataDir, 0o711);
  const [port] = await freePorts(1);
  baseUrl = `http://127.0.0.1:${port}`;
  env = { ...process.env, FACHWERK_DATA_DIR: dataDir, FACHWERK_PORT: String(port), NO_COLOR: '1' };
});
afterAll(async () => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** In a group of its own, as a terminal would do it. */
function start(): { child: ChildProcess; text: () => string; ended: Promise<number | null> } {
  const child = spawn(process.execPath, ['apps/cli/bootstrap/start.mjs'], { cwd: root, env, detached: true });
  started.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, text: () => text, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

/** Some hundred demo messages are sent before; on a machine that does something else as well this takes a minute. */
const UP_MS_MAX = 120_000;

const isUp = (text: () => string): Promise<true> =>
  until(
    'the hub is up',
    () => {
      if (text().includes('The hub is up at')) return true;
      throw new Error(text());
    },
    UP_MS_MAX,
  );

async function postgresPid(): Promise<number> {
  const home = await readFile(join(dataDir, 'postgres.location'), 'utf8').catch(() => join(dataDir, 'postgres'));
  return Number((await readFile(join(home.trim(), 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

describe('npm start', { timeout: UP_MS_MAX + 60_000 }, () => {
  it('sends every fixture and shows where it went; Ctrl-C leaves no process behind', async () => {
    const { child, text, ended } = start();
    await isUp(text);
    const all = catalogue.flatMap(({ manifest }) => fixturesOf(manifest.name));
    const others = ['settings.json', 'outcome.json'];
    const cases = all.filter(({ folder }) => !others.some((name) => existsSync(join(folder, name))));
    for (const { folder } of cases) expect(text()).toContain(folder.split('/').at(-1));
    expect(text()).not.toMatch(/refused|parked|unknown|accepted /);

    const operator = JSON.parse(await readFile(join(dataDir, 'demo-credentials.json'), 'utf8')).operator;
    const authorization = `Basic ${Buffer.from(`${operator.user}:${operator.password}`).toString('base64')}`;
    const urls = [...text().matchAll(/http:\S+\/content\?version=1/g)].map(([url]) => url);
    const sent = new Set(
      cases.flatMap(({ body, syntax, attachments }) => [
        sha256(body),
        ...(syntax === 'zip' ? Object.values(unzipped(body)).map(sha256) : []),
        ...attachments.map((attachment) => attachment.sha256),
      ]),
    );
    expect(urls.length).toBeGreaterThanOrEqual(7);
    for (const url of urls) {
      const response = await fetch(url, { headers: { authorization } });
      expect(response.status).toBe(200);
      expect([...sent]).toContain(sha256(Buffer.from(await response.arrayBuffer())));
    }

    const postgres = await postgresPid();
    process.kill(-child.pid!, 'SIGINT');
    expect(await ended).toBe(0);
    await until('PostgreSQL is gone', () => !isRunning(postgres, ''));
  });

  it('keeps its data at the second start, and does not send the demo again', async () => {
    const { child, text, ended } = start();
    await isUp(text);
    expect(text()).toContain('Sent at the first start');
    expect(text()).toContain('demo-granted-with-plans');
    const operator = JSON.parse(await readFile(join(dataDir, 'demo-credentials.json'), 'utf8')).operator;
    const authorization = `Basic ${Buffer.from(`${operator.user}:${operator.password}`).toString('base64')}`;
    const answer = await fetch(`${baseUrl}/v1/reconciliation`, { headers: { authorization } });
    const books = (await answer.json()) as { procedures: { duplicates: number }[] };
    expect(books.procedures.map(({ duplicates }) => duplicates)).toEqual(catalogue.map(() => 0));

    const second = start();
    expect(await second.ended).toBe(1);
    const sentences = second
      .text()
      .split('\n')
      .filter((line) => line !== '' && !line.endsWith('…'));
    expect(sentences).toEqual([expect.stringMatching(/^Another hub \(process \d+\) is running on the data directory/)]);

    const postgres = await postgresPid();
    child.kill('SIGKILL');
    await ended;
    await until('the hub has stopped because its launcher is gone', () => !isRunning(postgres, ''));
  });

  it('takes a PostgreSQL over that a killed hub left behind', async () => {
    const { text, child } = start();
    await isUp(text);
    const postgres = await postgresPid();
    process.kill(-child.pid!, 'SIGKILL');
    await until('nobody answers', () =>
      fetch(baseUrl).then(
        () => false,
        () => true,
      ),
    );
    expect(isRunning(postgres, '')).toBe(true);

    const next = start();
    await isUp(next.text);
    expect(await postgresPid()).toBe(postgres);
    next.child.kill('SIGTERM');
    expect(await next.ended).toBe(0);
    expect(isRunning(postgres, '')).toBe(false);
  });
});
