import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { examplesOf, readExample } from './examples.js';
import type { InstalledConnector } from './installed.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'examples-')));
afterAll(() => rmSync(root, { recursive: true }));

/** @returns its folder */
function exampleIn(fixtures: string, name: string, files: Readonly<Record<string, string>> = {}): void {
  const folder = join(root, fixtures, name);
  mkdirSync(folder, { recursive: true });
  const all = { 'message.json': '{"number":"1"}', 'expected.json': '{"commands":[]}', ...files };
  for (const [path, text] of Object.entries(all)) writeFileSync(join(folder, path), text);
}

function packageIn(folder: string): InstalledConnector {
  mkdirSync(join(root, folder), { recursive: true });
  return { manifest: { name: 'notes' }, package: { folder: join(root, folder) } } as InstalledConnector;
}

it('are read from the fixtures of a package', async () => {
  exampleIn('one/fixtures', 'plain', { 'settings.json': '{"filePlanCode":"1"}' });
  const found = packageIn('one');
  expect((await examplesOf(found)).map(({ name }) => name)).toEqual(['plain']);
  expect(await readExample(found, 'plain')).toMatchObject({ settings: { filePlanCode: '1' }, body: '{"number":"1"}' });
});

it('are not read from where a link leads out of the package', async () => {
  exampleIn('outside', 'secret');
  const linked = packageIn('linked');
  symlinkSync(join(root, 'outside'), join(root, 'linked/fixtures'));
  expect(await readExample(linked, 'secret')).toBeUndefined();
  expect(await examplesOf(linked)).toEqual([]);

  const inside = packageIn('inside');
  mkdirSync(join(root, 'inside/fixtures'));
  symlinkSync(join(root, 'outside/secret'), join(root, 'inside/fixtures/secret'));
  expect(await readExample(inside, 'secret')).toBeUndefined();
});

it.each(['expected.json', 'settings.json'])('are none where %s is too long to read', async (file) => {
  const folder = `long-${file}`;
  exampleIn(`${folder}/fixtures`, 'long', { [file]: JSON.stringify({ commands: [], text: 'x'.repeat(1_048_576) }) });
  expect(await readExample(packageIn(folder), 'long')).toBeUndefined();
});
