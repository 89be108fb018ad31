// Packages as operators install them: real ones as folder and as ZIP, and what must not come out of one.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../apps/hub/src/config/clock.js';
import { installPackage, type Installation, type InstallOptions } from '../apps/hub/src/schema-packages/install.js';
import { InstalledPackages, type WantedEntry } from '../apps/hub/src/schema-packages/installed-packages.js';
import { listPackages, removePackage } from '../apps/hub/src/schema-packages/list.js';
import { openXml } from '../apps/hub/src/xml/read.js';
import { zipOf } from './harness/zip.js';
import { officialSchemasMissing, packageFolders } from './schemas.js';

let folder: string;
let dir: string;
let now: number;
const clock: Clock = { now: () => new Date((now += 1_000)) };
const install = (source: string, options?: InstallOptions): Promise<Installation> =>
  installPackage(dir, source, clock, options);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fachwerk-packages-'));
  dir = join(folder, 'schemas');
  now = Date.UTC(2026, 0, 1);
});
afterEach(() => rm(folder, { recursive: true }));

/** A schema that declares `<root>`, in a folder of its own. */
async function packageOf(
  name: string,
  namespace: string,
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const path = join(folder, name);
  const schema = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${namespace}" version="7">
    <xs:element name="root" type="xs:string"/></xs:schema>`;
  for (const [file, content] of Object.entries({ 'root.xsd': schema, ...files })) {
    await mkdir(join(path, file, '..'), { recursive: true });
    await writeFile(join(path, file), content);
  }
  return path;
}

function zipOfFolder(path: string): Buffer {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return zipOf(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return { name: `official/${relative(path, file)}`, bytes: readFileSync(file) };
    }),
  );
}

const importing = (url: string): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:importing">
    <xs:import namespace="urn:base" schemaLocation="${url}"/><xs:element name="other" type="xs:string"/></xs:schema>`;

const CII = 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100';
const officialPackages: readonly (readonly [string, string, WantedEntry])[] = [
  [
    'UBL 2.1',
    packageFolders.ubl,
    { namespace: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2', entry: 'Invoice' },
  ],
  ['CII', packageFolders.cii, { namespace: CII, entry: 'CrossIndustryInvoice', prefer: 'uncoupled' }],
  ...['2.3.0', '2.4.0', '3.0.0', '3.1.0', '4.0.0'].map(
    (version) =>
      [
        `xdomea ${version}`,
        packageFolders.xdomea(version),
        { namespace: `urn:xoev-de:xdomea:schema:${version}`, entry: 'Aussonderung.Anbieteverzeichnis.0501' },
      ] as const,
  ),
];

describe('an official package', () => {
  it.for(officialPackages)('%s is installed as folder and as ZIP', { timeout: 60_000 }, async (official, context) => {
    if (officialSchemasMissing !== undefined) context.skip(officialSchemasMissing);
    const [, source, wanted] = official;
    const zip = join(folder, 'official_1.5.zip');
    await writeFile(zip, zipOfFolder(source));
    for (const from of [source, zip]) {
      const { package: installed } = await install(from);
      expect(installed.failures).toEqual([]);
      const packages = new InstalledPackages(dir);
      packages.read();
      const found = packages.find(wanted);
      expect(found?.package.folder).toBe(installed.folder);
      expect(found?.entry.elements).toContain(wanted.entry);
      await removePackage(dir, installed.name);
    }
  });
});

describe('a package', () => {
  it('is seen as a whole or not at all, and replaced by one of its name and version', async () => {
    const source = await packageOf('permits-1.2', 'urn:permits');
    const first = await install(source);
    expect(first).toMatchObject({ replaced: false, package: { name: 'permits', version: '1.2' } });
    const second = await install(source);
    expect(second.replaced).toBe(true);
    expect(await readdir(dir)).toEqual([second.package.folder]);
    await expect(install(join(folder, 'away'))).rejects.toMatchObject({ code: 'schema.package-unusable' });
    expect(await readdir(dir)).toEqual([second.package.folder]);
  });

  it('that is newer wins for a namespace, and the list says so', async () => {
    await install(await packageOf('older-1.0', 'urn:same'));
    await install(await packageOf('newer-1.0', 'urn:same'));
    const used = { type: 'permits granted', namespace: 'urn:same', entry: 'root' };
    const [newer, older] = listPackages(dir, [used]);
    expect(newer).toMatchObject({ name: 'newer', overruled: [], validates: ['permits granted'] });
    expect(older).toMatchObject({ name: 'older', overruled: [{ namespace: 'urn:same', by: 'newer@1.0' }] });
    const packages = new InstalledPackages(dir);
    packages.read();
    expect(packages.find({ namespace: 'urn:same', entry: 'root' })?.package.name).toBe('newer');
    expect(packages.find({ namespace: 'urn:same', entry: 'other' })).toBeUndefined();
    await removePackage(dir, 'newer@1.0');
    expect(packages.read()).toBe(true);
    expect(packages.find({ namespace: 'urn:same', entry: 'root' })?.package.name).toBe('older');
  });

  it('with several schemas for one root is used by the one that is preferred, and never by chance', async () => {
    const files = { 'plain/root.xsd': '', 'strict/root.xsd': '' };
    const source = await packageOf('two', 'urn:two', files);
    const schema = readFileSync(join(source, 'root.xsd'));
    for (const file of Object.keys(files)) await writeFile(join(source, file), schema);
    await rm(join(source, 'root.xsd'));
    await install(source);
    const packages = new InstalledPackages(dir);
    packages.read();
    const wanted = { namespace: 'urn:two', entry: 'root' };
    expect(packages.find({ ...wanted, prefer: 'strict' })?.entry.file).toBe('strict/root.xsd');
    expect(packages.find({ ...wanted, prefer: 'lenient' })).toBeUndefined();
  });

  it('is found by its namespace for a type that takes any root element', async () => {
    await install(await packageOf('any', 'urn:any'));
    const packages = new InstalledPackages(dir);
    packages.read();
    expect(packages.find({ namespace: 'urn:any', entry: '*' })?.package.name).toBe('any');
    expect(packages.find({ namespace: 'urn:other', entry: '*' })).toBeUndefined();
  });

  it('finds what it imports in the catalogue of another one, and says so', async () => {
    const url = 'http://example.org/base/1/base.xsd';
    const source = await packageOf('importing', 'urn:a', { 'importing.xsd': importing(url) });
    const before = await install(source);
    expect(before.package.failures).toEqual([
      { file: 'importing.xsd', reason: `it imports what is not installed: ${url}` },
    ]);
    const catalogue = `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
      <system systemId="${url}" uri="root.xsd"/><uri name="http://example.org/x" uri="../importing/root.xsd"/></catalog>`;
    const base = await install(await packageOf('base', 'urn:base', { 'catalog.xml': catalogue }));
    expect(base.package.catalogue).toEqual({ [url]: 'root.xsd' });
    const after = await install(source);
    expect(after.package).toMatchObject({ failures: [], uses: ['base@7'] });
    expect(await removePackage(dir, 'base')).toMatchObject({ usedBy: ['importing@7'] });
  });

  it('finds what it imports by its official URL among its own files', async () => {
    const url = 'http://example.org/somewhere/root.xsd';
    const source = await packageOf('own', 'urn:base', { 'more/importing.xsd': importing(url) });
    expect((await install(source)).package.failures).toEqual([]);
  });

  it('never reaches beyond its folder', async () => {
    await writeFile(join(folder, 'secret.xsd'), '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>');
    const files = Object.fromEntries(
      ['../secret.xsd', '../../../secret.xsd', `file://${folder}/secret.xsd`, `${folder}/secret.xsd`].map(
        (url, index) => [`importing-${index}.xsd`, importing(url)],
      ),
    );
    const source = await packageOf('curious', 'urn:a', files);
    await symlink(join(folder, 'secret.xsd'), join(source, 'linked.xsd'));
    const { package: installed } = await install(source);
    expect(installed.failures.map(({ file }) => file)).toEqual(Object.keys(files));
    expect(await readdir(join(dir, installed.folder))).not.toContain('linked.xsd');
  });

  it('takes only what belongs to schemas, and nothing that has no schema', async () => {
    const { package: installed } = await install(
      await packageOf('full', 'urn:a', { 'notes.pdf': 'x', 'a/run.sh': 'x' }),
    );
    expect((await readdir(join(dir, installed.folder))).toSorted()).toEqual(['index.json', 'root.xsd']);
    await expect(install(await packageOf('no-schema', 'urn:a', { 'root.xsd': '<a/>' }))).rejects.toMatchObject({
      code: 'schema.package-unusable',
    });
  });

  it('brings code lists: what a code stands for, in which version, and that a code is unknown', async () => {
    const list = (version: string, labels: Readonly<Record<string, string>>): string => {
      const rows = Object.entries(labels).map(
        ([code, label]) =>
          `<Row><Value ColumnRef="c"><SimpleValue>${code}</SimpleValue></Value>
           <Value ColumnRef="l"><SimpleValue> ${label} </SimpleValue></Value></Row>`,
      );
      return `<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
        <Identification><Version>${version}</Version><CanonicalUri>urn:colours</CanonicalUri></Identification>
        <ColumnSet><Column Id="l" Use="required"/><Column Id="c" Use="required"/><Key><ColumnRef Ref="c"/></Key></ColumnSet>
        <SimpleCodeList>${rows.join('')}</SimpleCodeList></gc:CodeList>`;
    };
    const files = {
      'root.xsd': '<a/>',
      'c_1.gc': list('1', { 1: 'red' }),
      'c_2.xml': list('2', { 1: 'crimson', 2: 'blue' }),
    };
    const { package: installed } = await install(await packageOf('colours', 'urn:a', files));
    expect(installed.codeLists).toMatchObject([{ version: '1' }, { version: '2' }]);
    const packages = new InstalledPackages(dir);
    packages.read();
    expect(packages.lookUpCode('1', 'urn:colours', '1')).toEqual({ known: true, name: 'red' });
    expect(packages.lookUpCode('2', 'urn:colours', '1')).toEqual({ known: false });
    expect(packages.lookUpCode('1', 'urn:colours', '3')).toBeUndefined();
    expect(packages.lookUpCode('1', 'urn:shapes', undefined)).toBeUndefined();

    const body = `<a xmlns:x="urn:x"><c listURI="urn:colours" listVersionID="2"><code>2</code></c>
      <d listURI="urn:colours" listVersionID="2"><code>9</code><name>own</name></d><e listURI=""><code>1</code></e></a>`;
    const opened = openXml(Buffer.from(body), 8);
    opened.dispose();
    const root = opened.root({}, packages.lookUpCode);
    expect(root.code('c')).toMatchObject({ code: '2', name: 'blue', known: true });
    expect(root.code('d')).toMatchObject({ code: '9', name: 'own', known: false });
    expect(root.code('e')).toEqual({ code: '1', listUri: '' });
  });

  it.each([['../out.xsd'], ['/abs.xsd'], ['a/../../out.xsd'], ['a\\..\\..\\out.xsd']])(
    'as ZIP does not write to %s',
    async (name) => {
      const zip = join(folder, 'bad.zip');
      await writeFile(zip, zipOf([{ name, bytes: Buffer.from('<a/>') }]));
      await expect(install(zip)).rejects.toMatchObject({ code: 'schema.package-unusable' });
      expect(await readdir(dir)).toEqual([]);
      expect((await readdir(folder)).toSorted()).toEqual(['bad.zip', 'schemas']);
    },
  );

  it('is removed by its name, unless there are several of it', async () => {
    await install(await packageOf('permits-1.0', 'urn:a'));
    await install(await packageOf('permits-2.0', 'urn:b'));
    await expect(removePackage(dir, 'permits')).rejects.toThrow('permits@2.0, permits@1.0');
    await removePackage(dir, 'permits@1.0');
    await removePackage(dir, 'permits');
    await expect(removePackage(dir, 'permits')).rejects.toMatchObject({ code: 'schema.package-unknown' });
    expect(await readdir(dir)).toEqual([]);
  });
});
