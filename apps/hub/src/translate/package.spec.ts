// Packages are made in a folder of their own; what they are is asked in the interpreter, as the hub asks it.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPackage } from './package.js';

const root = mkdtempSync(join(tmpdir(), 'packages-'));
afterAll(() => rmSync(root, { recursive: true }));

const CONNECTOR = `
  import { Rejected } from '@fachwerk/connectors/contract';
  import { manifest } from './manifest.js';
  const note = { key: (message) => message.body.number, translate: () => [] };
  export const connector = { manifest, types: { note } };`;
const MANIFEST = {
  name: 'dog-licences',
  title: 'Dog licences',
  version: '1.2.3',
  stability: 'pilot',
  contract: 1,
  accepts: [{ type: 'note', title: 'A note', jsonSchema: 'dog-licences/note.json' }],
  settings: 'dog-licences/settings.json',
};
const schemaOf = (name: string): string =>
  JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `dog-licences/${name}.json`,
    type: 'object',
  });
const GOOD = {
  'package.json': JSON.stringify({ name: 'x', type: 'module', fachwerk: { connector: 'dist/connector.js' } }),
  'dist/connector.js': CONNECTOR,
  'dist/manifest.js': `export const manifest = ${JSON.stringify(MANIFEST)};`,
  'schemas/dog-licences/note.json': schemaOf('note'),
  'schemas/dog-licences/settings.json': schemaOf('settings'),
};

let count = 0;
function packageOf(changes: Readonly<Record<string, string | undefined>>): string {
  const folder = join(root, `package-${(count += 1)}`);
  for (const [path, text] of Object.entries({ ...GOOD, ...changes })) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function manifestWith(change: object): string {
  return `export const manifest = ${JSON.stringify({ ...MANIFEST, ...change })};`;
}

describe('a connector package', () => {
  it('says what it is, with the text of the modules that it consists of', async () => {
    const read = await readPackage(packageOf({ 'dist/unused.js': 'export const unused = 1;' }));
    expect(read).toMatchObject({
      name: 'dog-licences',
      version: '1.2.3',
      manifest: MANIFEST,
      entry: 'dist/connector.js',
    });
    expect(read.functions).toEqual({ note: ['key', 'translate'] });
    expect(Object.keys(read.sources).toSorted()).toEqual(['dist/connector.js', 'dist/manifest.js']);
  });

  it.each([
    ['is not there', undefined, 'there is no such folder'],
    ['has no package.json', { 'package.json': undefined }, 'package.json cannot be read'],
    ['has a package.json that is none', { 'package.json': '{' }, 'package.json is no JSON'],
    ['names no entry', { 'package.json': '{"type":"module"}' }, 'must name the compiled module (.js)'],
    ['is not built', { 'dist/connector.js': undefined }, 'there is no dist/connector.js, which package.json names'],
    ['exports something else', { 'dist/connector.js': 'export const other = 1;' }, 'it exports no "connector"'],
    [
      'forges what it says',
      { 'dist/connector.js': `Object.fromEntries = () => null; ${CONNECTOR}` },
      'what it exports as "connector" is none',
    ],
    [
      'says nothing',
      { 'dist/connector.js': `Object.prototype.toJSON = () => 1; ${CONNECTOR}` },
      'what it says of itself is no data',
    ],
    [
      'exports nothing useful',
      { 'dist/connector.js': 'export const connector = 1;' },
      'what it exports as "connector" is none',
    ],
    ['is no JavaScript', { 'dist/connector.js': 'export const = ;' }, 'SyntaxError'],
    ['throws', { 'dist/connector.js': 'throw new Error("no luck"); export const connector = 1;' }, 'no luck'],
    ['loops', { 'dist/connector.js': 'for (;;); export const connector = 1;' }, 'took longer than'],
    ['waits', { 'dist/connector.js': 'await 1; export const connector = 1;' }, 'it waits (await)'],
    ['lacks one of its files', { 'dist/manifest.js': undefined }, 'there is no dist/manifest.js in the package'],
    ['imports of Node', { 'dist/manifest.js': `import 'node:fs'; ${GOOD['dist/manifest.js']}` }, 'imports "node:fs"'],
    ['imports a package', { 'dist/manifest.js': `import 'lodash'; ${GOOD['dist/manifest.js']}` }, 'imports "lodash"'],
    [
      'imports the hub',
      { 'dist/manifest.js': `import 'hub:xml/element.js'; ${GOOD['dist/manifest.js']}` },
      'imports "hub:',
    ],
    [
      'imports a part of what connectors share',
      { 'dist/manifest.js': `import '@fachwerk/connectors/xoev/text.js'; ${GOOD['dist/manifest.js']}` },
      'imports "@fachwerk/connectors/xoev/text.js"',
    ],
    [
      'imports beyond itself',
      { 'dist/manifest.js': `import '../../x.js'; ${GOOD['dist/manifest.js']}` },
      'imports "../../x.js"',
    ],
    [
      'has another contract',
      { 'dist/manifest.js': manifestWith({ contract: 2 }) },
      'it is written for the contract 2; this hub knows 1',
    ],
    ['has no valid manifest', { 'dist/manifest.js': manifestWith({ version: '1', title: '' }) }, '/version must match'],
    [
      'accepts a type twice',
      { 'dist/manifest.js': manifestWith({ accepts: [MANIFEST.accepts[0], MANIFEST.accepts[0]] }) },
      'it accepts note twice',
    ],
    [
      'lacks a function',
      { 'dist/connector.js': CONNECTOR.replace('translate:', 'other:') },
      'note has no function translate',
    ],
    [
      'says that it answers questions, and cannot',
      {
        'dist/manifest.js': manifestWith({
          accepts: [
            { type: 'note', title: 'A note', root: { namespace: 'urn:x' }, namespaces: {}, answer: 'question' },
          ],
        }),
      },
      'types: note has no function ask, which its answer "question" takes; types: note has no function reply',
    ],
    [
      'has a SOAP service twice',
      {
        'dist/manifest.js': manifestWith({
          soap: [1, 2].map((count) => ({ name: 'v1', title: `Version ${count}`, wsdl: 'dogs.wsdl' })),
        }),
      },
      'manifest: it has the SOAP service v1 twice',
    ],
    [
      'has a SOAP service whose name is no word of an address',
      { 'dist/manifest.js': manifestWith({ soap: [{ name: '../v1', title: 'Version 1', wsdl: 'dogs.wsdl' }] }) },
      'manifest: /soap/0/name must match',
    ],
    [
      'lacks a schema',
      { 'schemas/dog-licences/note.json': undefined },
      'there is no schema schemas/dog-licences/note.json',
    ],
    [
      'has a schema that answers later',
      {
        'schemas/dog-licences/note.json': JSON.stringify({
          $async: true,
          ...(JSON.parse(schemaOf('note')) as object),
        }),
      },
      'dog-licences/note.json: it must not have "$async"',
    ],
    [
      'has a name that codes of the hub begin with',
      { 'dist/manifest.js': manifestWith({ name: 'read' }) },
      'manifest: codes of the hub begin with "read."',
    ],
    ['has a broken schema', { 'schemas/dog-licences/note.json': '{' }, 'schemas/:'],
    [
      'has no schemas',
      { 'schemas/dog-licences/note.json': undefined, 'schemas/dog-licences/settings.json': undefined },
      'there is no folder schemas/',
    ],
  ] as const)('that %s is refused with a sentence', async (_what, changes, sentence) => {
    const folder = changes === undefined ? join(root, 'nowhere') : packageOf(changes);
    await expect(readPackage(folder)).rejects.toMatchObject({
      code: 'connector.package-unusable',
      message: expect.stringContaining(sentence) as string,
    });
  });

  it('lists all problems at once', async () => {
    const folder = packageOf({
      'dist/connector.js': CONNECTOR.replace('key:', 'no:'),
      'schemas/dog-licences/settings.json': undefined,
    });
    await expect(readPackage(folder)).rejects.toThrow(/no function key; there is no schema/);
  });

  it('is refused in few words, however many it has itself', async () => {
    const folder = packageOf({
      'dist/connector.js': 'throw new Error("x".repeat(100_000)); export const connector = 1;',
    });
    const refused = await readPackage(folder).catch((error: unknown) => error);
    expect((refused as Error).message).toHaveLength(`The connector package ${folder} is not usable: .`.length + 2_000);
  });

  it('does not follow a link out of it', async () => {
    const folder = packageOf({ 'dist/manifest.js': undefined });
    writeFileSync(join(root, 'outside.js'), GOOD['dist/manifest.js']);
    symlinkSync(join(root, 'outside.js'), join(folder, 'dist/manifest.js'));
    await expect(readPackage(folder)).rejects.toThrow('dist/manifest.js is no module of the package');
  });
});
