// docs/soap.md shows how receipts by SOAP are tried out: what it says is typed here as it is written, but for addresses.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePorts } from './harness/ports.js';
import { runProgram } from './harness/private-program.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { root } from './root.js';

const section = readFileSync(join(root, 'docs/soap.md'), 'utf8').split('## Receipts by SOAP\n')[1]!;
const [service, commands] = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text]) => text!);

let setUp: SetUp;
let listening: ChildProcess;
let port: number;
let told = '';
beforeAll(async () => {
  setUp = await startSetUp('database');
  [port] = (await freePorts(1)) as [number];
  listening = spawn('bash', ['-c', `exec ${service!.replace('8089', String(port))}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  listening.stdout!.setEncoding('utf8').on('data', (text: string) => (told += text));
}, 120_000);
afterAll(async () => {
  listening.kill('SIGKILL');
  await once(listening, 'close');
  await setUp.remove();
});

it('a service is told what became of a permit', { timeout: 300_000 }, async () => {
  const typed = commands!.replaceAll('8089', String(port)).replace('--demo', `--demo ${setUp.hub.dataDir}`);
  const ran = await runProgram('bash', ['-e', '-c', typed], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      HOME: setUp.hub.dataDir,
      FACHWERK_DATABASE_URL: setUp.database.url,
      FACHWERK_DATA_DIR: setUp.hub.dataDir,
      FACHWERK_URL: setUp.hub.baseUrl,
      FACHWERK_WEBHOOK_LOOPBACK: 'true',
    },
    timeoutMs: 240_000,
  });
  expect(ran.stderr + ran.stdout).toContain('PermitFiled(PermitFiled)');
  expect(ran.code).toBe(0);
  await until('the service is told', () => told.includes('<permit>BG-2026-0900</permit>'));
  expect(told).toContain('<wsa:MessageID xmlns:wsa="http://www.w3.org/2005/08/addressing">urn:uuid:');
});
