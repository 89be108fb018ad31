// `fachwerk connector dev`: a message that is dropped in is translated, and again after each save of the connector; what is
// wrong with the connector is said, and the next save is looked at all the same.
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from './fixtures.js';
import { ConnectorPackage, LICENCE } from './harness/connector-package.js';
import { until } from './harness/wait.js';

let made: ConnectorPackage;
let child: ChildProcess;
let shown = '';
beforeAll(async () => {
  made = await ConnectorPackage.create();
  await made.write('connector.ts', await source('Anmeldung'));
  const bin = join(root, 'apps', 'cli', 'bin', 'fachwerk.mjs');
  child = spawn(process.execPath, [bin, 'connector', 'dev', made.folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => (shown += text));
  }
});
afterAll(async () => {
  child.kill('SIGINT');
  await made.remove();
});

/** In TypeScript, with a type that has to go. */
async function source(word: string): Promise<string> {
  const built = await readFile(join(made.folder, 'dist', 'connector.js'), 'utf8');
  return `type Word = string;\nconst word: Word = '${word}';\n${built.replace("'Anmeldung '", "word + ' '")}`;
}

/** What it writes until this is in it, and forgets it. */
async function shows(text: string): Promise<string> {
  await until(`it shows ${text}`, async () => shown.includes(text) || undefined, 40_000);
  const before = shown;
  shown = '';
  return before;
}

it('translates what is dropped in, after each save of either', async () => {
  await shows('Ready: 1.0.0');
  await made.write('drop/a.json', LICENCE);
  const first = await shows('└─ document');
  expect(first).toContain('registered.v1, key H-2026-17');
  expect(first).toContain('case file H-2026-17: Hund Waldi, 100.1');
  expect(first).toContain(
    '└─ document H-2026-17/registration: Anmeldung Erika Beispiel, 2026-03-02, the message itself',
  );

  await made.write('drop/a.json', { ...LICENCE, dog: 'Kater' });
  expect(await shows('at /dog')).toContain('refused: dog-licences.no-dog');

  await made.write('drop/a.json', LICENCE);
  await shows('└─ document');
  const good = (await readFile(join(made.folder, 'connector.ts'), 'utf8')).replace("'Anmeldung'", "'Registrierung'");
  await made.write('connector.ts', 'const word: = ;');
  expect(await shows('cannot be used')).toContain('connector.ts:1');
  await made.write('connector.ts', good);
  expect(await shows('└─ document')).toContain('Registrierung Erika Beispiel');
  expect(await readFile(join(made.folder, 'dist', 'connector.js'), 'utf8')).toContain("const word = 'Registrierung'");

  await made.write('connector.ts', good.replace('const { licence,', 'null.dog; const { licence,'));
  expect(await shows('TypeError')).toContain('fails');
}, 180_000);
