// The command `fachwerk schemas` on a data directory: no hub, no database.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CommandLine } from './harness/command-line.js';
import { officialSchemasMissing, packageFolders } from './schemas.js';

let line: CommandLine;
let env: { DATA_DIR: string };
beforeAll(async () => {
  line = await CommandLine.open();
  env = { DATA_DIR: await mkdtemp(join(tmpdir(), 'fachwerk-data-')) };
});
afterAll(async () => {
  await line.close();
  await rm(env.DATA_DIR, { recursive: true });
});

it('has nothing to list at first, and says in a sentence what cannot be installed', async () => {
  expect(await line.json(env, 'schemas', 'list')).toMatchObject({ code: 0, answer: { packages: [] } });
  expect((await line.run(env, 'schemas', 'list')).stdout).toContain('fachwerk schemas install');
  const nothing = await line.json(env, 'schemas', 'install', join(env.DATA_DIR, 'nothing.zip'));
  expect(nothing).toMatchObject({ code: 1, error: { code: 'schema.package-unusable' } });
});

it('installs, lists what each package is used for, and removes', async (context) => {
  if (officialSchemasMissing !== undefined) context.skip(officialSchemasMissing);
  const installed = await line.json(env, 'schemas', 'install', packageFolders.cii, '--package-version', 'D16B');
  expect(installed).toMatchObject({ code: 0, answer: { replaced: false, package: { name: 'cii', version: 'D16B' } } });
  const text = await line.run(env, 'schemas', 'install', packageFolders.facturX, '--name', 'factur-x');
  expect(text.stdout).toMatch(
    /^The schema package factur-x@\S+ was installed: 5 schemas for 1 namespace, 0 code lists\./,
  );

  const { packages } = (await line.json(env, 'schemas', 'list')).answer;
  expect(packages).toMatchObject([
    { name: 'factur-x', validates: [], overruled: [] },
    { name: 'cii', validates: ['xrechnung invoice.cii'], overruled: [] },
  ]);
  expect((await line.run(env, 'schemas', 'list')).stdout).toMatch(/cii +D16B +.* +2 +xrechnung invoice\.cii/);

  expect(await line.json(env, 'schemas', 'remove', 'cii@D16B')).toMatchObject({ code: 0, answer: { usedBy: [] } });
  expect(await line.json(env, 'schemas', 'remove', 'cii')).toMatchObject({
    code: 1,
    error: { code: 'schema.package-unknown' },
  });
});
