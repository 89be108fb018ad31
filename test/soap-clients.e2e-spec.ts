// Clients that nobody here wrote read the WSDLs that Munich's specialist procedures and XTA have: before a hub is asked,
// what they make of the files themselves.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFolder, type FileServer } from './harness/file-server.js';
import { Gsoap } from './harness/gsoap.js';
import { Zeep } from './harness/zeep.js';
import { root } from './root.js';
import { officialSchemas, officialSchemasMissing } from './schemas.js';

const cache = join(root, '.cache');
const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const MUNICH = '/dms-eakte-muenchen/eakte-eai/eakte-eai/src/main/resources';
const munichWsdls = {
  '1.6': `${MUNICH}/wsdl_archive/dmsin-eai_1.6.wsdl`,
  '1.8': `${MUNICH}/wsdl_archive/dmsin-eai-1.8.wsdl`,
  '1.9': `${MUNICH}/wsdl_archive/dmsin-eai-1.9.wsdl`,
  '1.10': `${MUNICH}/wsdl/dmsin-eai-1.10.wsdl`,
} as const;
const XTA = '/xta/2.1.1/wsdl/XTA.wsdl';

type Described = Readonly<
  Record<string, Readonly<Record<string, { readonly address: string; readonly operations: readonly string[] }>>>
>;

describe.skipIf(officialSchemasMissing !== undefined)('independent clients', () => {
  let files: FileServer;
  let zeep: Zeep;
  let gsoap: Gsoap;
  beforeAll(async () => {
    files = await serveFolder(officialSchemas);
    zeep = await Zeep.find(cache, tell);
    gsoap = await Gsoap.find(cache, tell);
  }, 600_000);
  afterAll(() => files.close());

  it.each(Object.entries(munichWsdls))('zeep reads Munich’s WSDL %s', async (_, path) => {
    const answer = await zeep.run<Described>('describe', { wsdl: files.url + path });
    const service = 'result' in answer ? answer.result['LHMBAI_15_1700_GIWSD'] : undefined;
    expect(Object.keys(service ?? {})).toEqual(['LHMBAI_15_1700_GIWSDSoap', 'LHMBAI_15_1700_GIWSDSoap12']);
    for (const { operations } of Object.values(service!))
      expect(operations).toEqual(expect.arrayContaining(['CreateFileGI', 'CreateContentObjectGI', 'SearchFileGI']));
  });

  it('zeep reads the WSDL of XTA', async () => {
    const answer = await zeep.run<Described>('describe', { wsdl: files.url + XTA });
    const ports = 'result' in answer ? answer.result['XTAService'] : undefined;
    expect(ports?.['SendXtaPort']?.operations).toEqual(['sendMessage', 'sendMessageSync']);
    expect(ports?.['MsgBoxPort']?.operations).toContain('getNextMessage');
    expect(ports?.['ManagementPort']?.operations).toContain('createMessageId');
  });

  it('gSOAP makes a client of Munich’s newest WSDL', { timeout: 600_000 }, async () => {
    const client = await gsoap.build('munich', files.url + munichWsdls['1.10']);
    expect(await gsoap.run(client, ['--version'])).toMatchObject({ service: 'LHMBAI_15_1700_GIWSD' });
  });

  it('gSOAP makes a client of the WSDL of XTA', { timeout: 600_000 }, async () => {
    const client = await gsoap.build('xta', files.url + XTA);
    expect(await gsoap.run(client, ['--version'])).toMatchObject({ service: 'XTAService' });
  });
});
