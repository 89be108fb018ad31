// Packages with WSDLs as operators install them: real ones, one that is made up, and what must not come out of one.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../apps/hub/src/config/clock.js';
import { HubError } from '../apps/hub/src/errors/hub-error.js';
import { operationOf } from '../apps/hub/src/receive/soap/operation.js';
import { SoapServices } from '../apps/hub/src/receive/soap/services.js';
import { installPackage, type Installation } from '../apps/hub/src/schema-packages/install.js';
import { InstalledPackages } from '../apps/hub/src/schema-packages/installed-packages.js';
import { envelopeOf } from '../apps/hub/src/soap/envelope.js';
import { XmlGuard } from '../apps/hub/src/xml/guard.js';
import { readSource } from '../apps/hub/src/xml/source.js';
import { officialSchemas, officialSchemasMissing } from './schemas.js';
import { PETITIONS, PETITIONS_WSDL, RPC_WSDL, SCANS_XSD } from './soap/petitions.js';

const LIMITS = { depthMax: 50, elementsMax: 10_000, attributesMax: 50 };
const clock: Clock = { now: () => new Date('2026-01-01T00:00:00Z') };
let folder: string;
let dir: string;
const install = (source: string): Promise<Installation> => installPackage(dir, source, clock, { name: 'dms' });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fachwerk-wsdl-'));
  dir = join(folder, 'schemas');
});
afterEach(() => rm(folder, { recursive: true }));

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const path = join(folder, 'source');
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(join(path, file), content);
  }
  return path;
}

function services(wsdl: string): SoapServices {
  const packages = new InstalledPackages(dir);
  const offered = [{ name: 'v1', title: 'One', wsdl }];
  return new SoapServices(() => ({ services: offered, schemasFolder: join(folder, 'none') }), packages, dir);
}

/** What the service says of a message: the code of a refusal, or undefined. */
function checked(wsdl: string, body: string): string | undefined {
  const service = services(wsdl).find('dms', null, 'v1');
  const bytes = Buffer.from(
    `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>${body}</e:Body></e:Envelope>`,
  );
  const { root } = operationOf(service, envelopeOf(readSource(bytes, LIMITS), bytes), undefined, undefined);
  const guard = new XmlGuard(LIMITS);
  guard.write(Buffer.from(body));
  try {
    service.check(root, Buffer.from(body), guard.end().elements);
    return undefined;
  } catch (error) {
    if (error instanceof HubError) return error.code;
    throw error;
  } finally {
    service.dispose();
  }
}

describe('a package with WSDLs', () => {
  const files = { 'a/petitions.wsdl': PETITIONS_WSDL, 'a/common/scans.xsd': SCANS_XSD, 'registry.wsdl': RPC_WSDL };

  it('says what they offer, and has their schemas as files', async () => {
    const { package: installed } = await install(await folderOf(files));
    expect(installed.failures).toEqual([]);
    expect(installed.wsdls).toMatchObject([
      { file: 'a/petitions.wsdl', services: ['PetitionService'], operations: ['Submit', 'Count', 'Announce'] },
      { file: 'registry.wsdl', services: ['Registry'], operations: ['register'] },
    ]);
    expect(installed.entries.map(({ file }) => file)).toEqual([
      'a/petitions.wsdl.types/1.xsd',
      'a/petitions.wsdl.types/2.xsd',
      'registry.wsdl.types/rpc-1.xsd',
    ]);
    const message = `<Submit xmlns="${PETITIONS}"><number>A-1</number><subject/></Submit>`;
    expect(checked('petitions.wsdl', message)).toBeUndefined();
    expect(checked('petitions.wsdl', message.replace('A-1', 'x'))).toBe('soap.message-invalid');
  });

  it('hands out the WSDL with its files, and no other', async () => {
    await install(await folderOf({ ...files, 'a/common/catalog.xml': '<catalog/>' }));
    const service = services('petitions.wsdl').find('dms', null, 'v1');
    const wsdl = service.wsdl({ address: 'http://hub/soap/dms/v1', files: 'http://hub/soap/dms/v1/files/' }).toString();
    expect(wsdl).toContain('schemaLocation="http://hub/soap/dms/v1/files/a/common/scans.xsd"');
    expect(service.file('a/common/scans.xsd')?.toString()).toBe(SCANS_XSD);
    for (const path of ['index.json', 'a/common/catalog.xml', '../x', 'a/common/../../index.json', '/etc/passwd', '']) {
      expect(service.file(path)).toBeUndefined();
    }
  });

  it('may be in a connector, too', async () => {
    const schemas = await folderOf({ 'own/petitions.wsdl': PETITIONS_WSDL, 'own/common/scans.xsd': SCANS_XSD });
    const offered = [{ name: 'v1', title: 'One', wsdl: 'own/petitions.wsdl' }];
    const of = (): { services: typeof offered; schemasFolder: string } => ({
      services: offered,
      schemasFolder: schemas,
    });
    const service = new SoapServices(of, new InstalledPackages(dir), dir).find('own', null, 'v1');
    const { root } = readSource(Buffer.from(`<Submit xmlns="${PETITIONS}"><scan>AAAA</scan></Submit>`), LIMITS);
    expect(service.binaryIn(root).map(({ name }) => name)).toEqual(['scan']);
    expect(service.file('own/common/scans.xsd')).toBeDefined();
  });

  it('is written once for the names that it is asked by, and few of them are kept', async () => {
    await install(await folderOf({ 'good.wsdl': RPC_WSDL }));
    const service = services('good.wsdl').find('dms', null, 'v1');
    const wsdlAt = (host: string): Buffer =>
      service.wsdl({ address: `http://${host}/soap/dms/v1`, files: `http://${host}/soap/dms/v1/files/` });
    const [first, second] = [wsdlAt('hub'), wsdlAt('other')];
    for (const host of ['a', 'hub', 'b']) expect(wsdlAt(host).toString()).toContain(`http://${host}/soap/dms/v1`);
    expect(wsdlAt('hub')).toBe(first);
    expect(wsdlAt('other')).toBe(second);
    for (const host of ['c', 'd', 'e', 'f']) wsdlAt(host);
    expect(wsdlAt('hub')).not.toBe(first);
    expect(wsdlAt('hub')).toEqual(first);
  });

  const evil = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  const importing = (location: string): string =>
    RPC_WSDL.replace('<wsdl:types>', `<wsdl:import namespace="urn:x" location="${location}"/><wsdl:types>`);
  it.each([
    ['an external entity', RPC_WSDL.replace('?>', `?>${evil}`).replace('"Registry"', '"&x;"')],
    ['an import from outside of the package', importing('../../../../../../etc/passwd')],
    ['an import by an address', importing('file:///etc/passwd')],
    ['an import from the network', importing('http://127.0.0.1:9/a.wsdl')],
    ['an import of itself as something else', importing('nothing.wsdl')],
  ])('is installed without a WSDL that has %s', async (_what, wsdl) => {
    const { package: installed } = await install(await folderOf({ 'evil.wsdl': wsdl, 'good.wsdl': RPC_WSDL }));
    expect(installed.wsdls?.map(({ file }) => file)).toEqual(['good.wsdl']);
    expect(installed.failures).toMatchObject([{ file: 'evil.wsdl' }]);
    expect(await readFile(join(dir, installed.folder, 'index.json'), 'utf8')).not.toContain('root:');
    expect(() => services('evil.wsdl').find('dms', null, 'v1')).toThrow(/not installed/);
  });

  it('takes a schema that imports from outside for none', async () => {
    const wsdl = RPC_WSDL.replace(
      '<xs:complexType',
      '<xs:import namespace="urn:x" schemaLocation="../../../../etc/passwd"/><xs:complexType',
    );
    const { package: installed } = await install(await folderOf({ 'evil.wsdl': wsdl }));
    expect(installed.entries).toEqual([]);
    expect(installed.failures.map(({ file }) => file)).toEqual(['evil.wsdl.types/rpc-1.xsd']);
  });
});

describe.skipIf(officialSchemasMissing !== undefined)('real packages', () => {
  it('of the DMS of Munich: each version validates by its own WSDL', async () => {
    const { package: installed } = await install(join(officialSchemas, 'dms-eakte-muenchen'));
    expect(installed.failures).toEqual([]);
    expect(installed.wsdls?.map(({ file }) => file.split('/').at(-1))).toEqual([
      'dmsin-eai-1.10.wsdl',
      'dmsin-eai-1.8.wsdl',
      'dmsin-eai-1.9.wsdl',
      'dmsin-eai_1.6.wsdl',
    ]);
    const namespace = installed.wsdls![0]!.targetNamespace;
    const read = `<ReadMetadataObjectGI xmlns="${namespace}"><userlogin>a</userlogin><objaddress>b</objaddress></ReadMetadataObjectGI>`;
    for (const wsdl of ['dmsin-eai_1.6.wsdl', 'dmsin-eai-1.8.wsdl', 'dmsin-eai-1.9.wsdl', 'dmsin-eai-1.10.wsdl']) {
      expect(checked(wsdl, read), wsdl).toBeUndefined();
      expect(checked(wsdl, read.replaceAll('objaddress', 'other')), wsdl).toBe('soap.message-invalid');
    }
  });

  it('of XTA: with the schema of SOAP, whose file has no name', async () => {
    const { package: installed } = await install(join(officialSchemas, 'xta/2.1.1/wsdl'));
    expect(installed.wsdls).toMatchObject([{ file: 'XTA.wsdl' }]);
    expect(installed.failures).toEqual([]);
    expect(installed.entries.map(({ file }) => file)).toContain('XTA-Webservice-Exceptions.xsd');
  });
});
