// `fachwerk connector new` from the schemas that others have published: what comes of them compiles and keeps the contract.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { NewConnectors } from './harness/new-connectors.js';
import { officialSchemas, officialSchemasMissing } from './schemas.js';

// Each runs the command, the compiler and the suite, as whoever writes a connector does.
vi.setConfig({ testTimeout: 120_000 });

let fresh: NewConnectors;
beforeAll(async () => void (fresh = await NewConnectors.open()));
afterAll(() => fresh.close());
beforeEach(() => fresh.enter());
afterEach(() => fresh.leave());

const eakte = 'dms-eakte-muenchen/eakte-eai/eakte-eai/src/main/resources';

/** From, types that are asked for, and how many there are then. */
const SETS: readonly (readonly [from: string, types: string, count: number])[] = [
  ['xbau/kernmodul-1.2', '', 9],
  ['xwasser/1.0.0/schemas/V1_0_0', '2010,1010,0010', 3],
  ['xdomea/3.0.0/xsd/xdomea.xsd', '0401,0503,0605', 3],
  ['xdomea/4.0.0/xsd', '0501,0503', 2],
  ['xjustiz/3.6.2/XSD', '0005005,2200007,0600002', 3],
  ['xmeld/25.11a/xsd/xinneres.xmeld.xsd', '1330,1332', 2],
  ['xplanung/6.0/xsd', '', 1],
  ['xgewerbesteuer/1.4/xsd', '', 5],
  ['xta/2.1.1/wsdl/XTA.wsdl', '', 7],
  ['zugferd/mustang-validator/schema/UBL_21/maindoc', 'Invoice,CreditNote', 2],
  ['xinneres/11-reconstructed/xsd', '', 1],
  ['fit-connect/metadata-1.0.0', '', 1],
  ['fit-connect/routing-api/routing-api.yaml', '', 3],
  [`${eakte}/wsdl/dmsin-eai-1.10.wsdl`, 'CreateFileGI,CreateIncomingGI', 2],
];

describe('a connector from what others have published', () => {
  it.for(SETS)('%s %s', async ([from, types, count], context) => {
    if (officialSchemasMissing !== undefined) context.skip(officialSchemasMissing);
    const begun = await fresh.begin('--from', join(officialSchemas, from), ...(types === '' ? [] : ['--type', types]));
    expect(begun.types).toHaveLength(count);
    await fresh.compile();
    expect(await fresh.problemsInTest()).toEqual([]);
  });

  it.for([
    ['xbau/kernmodul-1.2', '1121', 'prozessnachrichten.aktenzeichen.1121'],
    ['xwasser/1.0.0/schemas/V1_0_0', '2010', 'vorgang.transportieren.2010'],
  ] as const)('keeps test messages out, and knows each by its own id: %s', async ([from, number, type], context) => {
    if (officialSchemasMissing !== undefined) context.skip(officialSchemasMissing);
    const { types } = await fresh.begin('--from', join(officialSchemas, from), '--type', number);
    expect(types).toMatchObject([{ type, key: expect.stringMatching(/identifikation.nachricht\/nachrichtenUUID$/) }]);
    await fresh.compile();
    expect(await fresh.problemsInTest()).toEqual([]);
    expect(await fresh.outcomeOf(`rejected-${type}-test`)).toEqual({ rejected: 'tried.test-message' });
    expect(await fresh.outcomeOf(`${type}-minimal`)).toMatchObject({
      commands: [{ do: 'open-file' }, { do: 'add-document' }],
    });
    const readme = await readFile(join(fresh.folder, 'README.md'), 'utf8');
    expect(readme).toContain('`tried.test-message`');
    expect(readme).not.toContain('@test');
  });

  it('says that a schema of types alone has no message, and asks for one', async (context) => {
    if (officialSchemasMissing !== undefined) context.skip(officialSchemasMissing);
    const { types, toBeSupplied } = await fresh.begin('--from', join(officialSchemas, 'xinneres/11-reconstructed/xsd'));
    expect(types).toMatchObject([{ type: 'any' }]);
    expect(toBeSupplied[0]).toContain('no element that could be a message');
    const note = await readFile(join(fresh.folder, 'fixtures/any-filed/TO-BE-SUPPLIED.md'), 'utf8');
    expect(note).toContain('Type: `any`');
  });
});
