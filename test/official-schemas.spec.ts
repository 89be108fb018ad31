// Official validation as the translating thread does it, on real xdomea messages and on what may go wrong with packages.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AcceptedXml } from '@fachwerk/connectors/contract';
import { diag } from 'libxml2-wasm';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SystemClock } from '../apps/hub/src/config/clock.js';
import { installPackage } from '../apps/hub/src/schema-packages/install.js';
import { InstalledPackages } from '../apps/hub/src/schema-packages/installed-packages.js';
import { listPackages, removePackage } from '../apps/hub/src/schema-packages/list.js';
import { checkResult, OfficialSchemas } from '../apps/hub/src/validate/official-schemas.js';
import { XmlGuard } from '../apps/hub/src/xml/guard.js';
import { openXml, type OpenedXml } from '../apps/hub/src/xml/read.js';
import { realXml } from './messages.js';
import { officialSchemasMissing, packageFolders } from './schemas.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fachwerk-official-'));
});
afterEach(() => rm(dir, { recursive: true }));
const install = (source: string): Promise<unknown> => installPackage(join(dir, 'schemas'), source, new SystemClock());
const packages = (): InstalledPackages => new InstalledPackages(join(dir, 'schemas'));

const open: OpenedXml[] = [];
afterAll(() => open.forEach((xml) => xml.dispose()));
function opened(bytes: Buffer): OpenedXml {
  const guard = new XmlGuard({ depthMax: 100, elementsMax: 1_000_000, attributesMax: 1_000 });
  guard.write(bytes);
  const xml = openXml(bytes, guard.end().elements);
  open.push(xml);
  return xml;
}

/** Any root of a namespace, validated by the one it has. */
function anyOf(namespace: string): AcceptedXml {
  return { type: 'any', title: 'any', root: { namespace }, official: { namespace, entry: '' }, namespaces: {} };
}

const XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"';
async function smallPackage(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  await mkdir(join(dir, name));
  for (const [file, content] of Object.entries(files)) await writeFile(join(dir, name, file), content);
  return join(dir, name);
}
const simple = (namespace: string): Readonly<Record<string, string>> => ({
  'a.xsd': `<xs:schema ${XS} targetNamespace="${namespace}"><xs:element name="a" type="xs:int"/></xs:schema>`,
});

const ofVersion = (version: string): Readonly<Record<string, string>> => ({
  'a.xsd': `<xs:schema ${XS} targetNamespace="urn:v" elementFormDefault="qualified"><xs:element name="a"><xs:complexType>
    <xs:sequence><xs:element name="head"><xs:complexType><xs:attribute name="version" use="required" fixed="${version}"/>
    </xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:schema>`,
});

describe('real xdomea messages', () => {
  it('are valid by the official package of their version, with the labels of its code lists', async (context) => {
    if (officialSchemasMissing !== undefined) context.skip(officialSchemasMissing);
    for (const version of ['2.4.0', '3.0.0']) await install(packageFolders.xdomea(version));
    const installed = packages();
    const official = new OfficialSchemas(installed);
    const files = realXml('xdomea');
    expect(files.length).toBeGreaterThan(7);
    for (const { name, path } of files) {
      const xml = opened(await readFile(path));
      const version = /[/]([234][.][0-9][.]0)[/]/.exec(path)?.[1];
      expect(official.validate(anyOf(xml.namespace), xml), name).toMatchObject({
        result: 'valid',
        package: 'xdomea',
        version,
      });
    }
    expect(installed.lookUpCode('001', 'urn:xoev-de:xdomea:codeliste:medium', '1.0')).toMatchObject({
      known: true,
      name: expect.stringMatching(/^Elektronisch/),
    });
  });
});

describe('a type of message', () => {
  const xml = opened(Buffer.from('<a xmlns="urn:a">x</a>'));

  it('that names no official schema is not validated, nor is one whose package is missing', () => {
    const official = new OfficialSchemas(packages());
    const { official: _official, ...without } = anyOf('urn:a');
    expect(official.validate(without, xml)).toEqual({ result: 'none', findings: [] });
    const missing = official.validate(anyOf('urn:a'), xml);
    expect(missing).toEqual({ result: 'not-installed', findings: [] });
    expect(() => checkResult(missing, anyOf('urn:a'), xml, 'when-installed')).not.toThrow();
    expect(() => checkResult(missing, anyOf('urn:a'), xml, 'required')).toThrow(
      expect.objectContaining({
        kind: 'misconfigured',
        details: { target: 'urn:a', values: { namespace: 'urn:a', entry: 'a' } },
      }),
    );
  });

  it('is validated by the package of its version, where all versions have one namespace', async () => {
    const versioned: AcceptedXml = {
      ...anyOf('urn:v'),
      official: { namespace: 'urn:v', entry: '', versionAt: 'head/@version' },
    };
    const message = (...heads: readonly string[]): OpenedXml =>
      opened(Buffer.from(`<v:a xmlns:v="urn:v">${heads.map((head) => `<v:head ${head}/>`).join('')}</v:a>`));
    for (const version of ['1.0', '2.0']) await install(await smallPackage(`v-${version}`, ofVersion(version)));
    const official = new OfficialSchemas(packages());
    const validate = (...heads: readonly string[]): unknown => official.validate(versioned, message(...heads));
    expect(validate('version="1.0"')).toMatchObject({ result: 'valid', version: '1.0' });
    expect(validate('version="2.0"')).toMatchObject({ result: 'valid', version: '2.0' });
    expect(validate('version="3.0"')).toEqual({ result: 'not-installed', findings: [] });
    for (const heads of [[''], ['version="1.0"', 'version="2.0"']]) {
      expect(validate(...heads)).toMatchObject({ result: 'invalid', version: '2.0' });
    }
    expect(() =>
      checkResult({ result: 'not-installed', findings: [] }, versioned, message('version="3.0"'), 'required'),
    ).toThrow(expect.objectContaining({ message: expect.stringContaining('urn:v in version 3.0') as unknown }));
    const used = { type: 'v a', namespace: 'urn:v', entry: 'a', versionAt: 'head/@version' };
    expect(listPackages(join(dir, 'schemas'), [used]).map(({ validates }) => validates)).toEqual([['v a'], ['v a']]);
  });

  it('waits while the folder of packages cannot be read', async () => {
    await writeFile(join(dir, 'schemas'), 'no folder');
    expect(() => new OfficialSchemas(packages()).validate(anyOf('urn:a'), xml)).toThrow(
      expect.objectContaining({ kind: 'misconfigured', code: 'schema.folder-unreadable' }),
    );
  });

  it('is refused by what its schema finds, whatever the procedure decides', async () => {
    await install(await smallPackage('small-1.0', simple('urn:a')));
    const result = new OfficialSchemas(packages()).validate(anyOf('urn:a'), xml);
    expect(result).toMatchObject({ result: 'invalid', package: 'small', version: '1.0', file: 'a.xsd' });
    expect(() => checkResult(result, anyOf('urn:a'), xml, 'when-installed')).toThrow(
      expect.objectContaining({
        kind: 'rejected',
        code: 'xml.schema-invalid',
        details: expect.objectContaining({ path: '/a' }),
      }),
    );
  });

  it('waits when its package lost what it imports', async () => {
    const url = 'http://example.org/b.xsd';
    const catalogue = `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><uri name="${url}" uri="b.xsd"/></catalog>`;
    const base = `<xs:schema ${XS} targetNamespace="urn:b"><xs:simpleType name="b"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>`;
    await install(await smallPackage('base-1.0', { 'b.xsd': base, 'catalog.xml': catalogue }));
    const importing = `<xs:schema ${XS} targetNamespace="urn:a" xmlns:b="urn:b"><xs:import namespace="urn:b" schemaLocation="${url}"/>
      <xs:element name="a" type="b:b"/></xs:schema>`;
    await install(await smallPackage('small-1.0', { 'a.xsd': importing }));
    await removePackage(join(dir, 'schemas'), 'base');
    expect(() => new OfficialSchemas(packages()).validate(anyOf('urn:a'), xml)).toThrow(
      expect.objectContaining({
        kind: 'misconfigured',
        code: 'schema.package-broken',
        message: expect.stringContaining(url),
      }),
    );
  });

  it('keeps a bounded number of compiled schemas', async () => {
    diag.configure({ enabled: true });
    try {
      const namespaces = Array.from({ length: 20 }, (_, number) => `urn:n${number}`);
      const files = Object.fromEntries(
        namespaces.map((namespace, number) => [`${number}.xsd`, simple(namespace)['a.xsd']!]),
      );
      await install(await smallPackage('many-1.0', files));
      const official = new OfficialSchemas(packages());
      for (const namespace of [...namespaces, ...namespaces]) {
        const number = opened(Buffer.from(`<a xmlns="${namespace}">1</a>`));
        expect(official.validate(anyOf(namespace), number).result).toBe('valid');
        number.dispose();
      }
      expect(diag.report()).toMatchObject({ XsdValidator: { totalInstances: 16 } });
      expect(Object.keys(diag.report())).toEqual(['XsdValidator']);
    } finally {
      diag.configure({ enabled: false });
    }
  });
});
