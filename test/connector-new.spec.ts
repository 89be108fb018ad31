// `fachwerk connector new`: whatever a connector is begun from, what comes of it compiles and keeps the contract.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from './fixtures.js';
import { CommandLine } from './harness/command-line.js';
import { officialSchemas, officialSchemasMissing } from './schemas.js';

const run = promisify(execFile);

// Each runs the command, the compiler and the suite, as whoever writes a connector does.
vi.setConfig({ testTimeout: 120_000 });

let command: CommandLine;
let folder: string;
beforeAll(async () => void (command = await CommandLine.open()));
afterAll(() => command.close());
beforeEach(async () => void (folder = join(await mkdtemp(join(tmpdir(), 'fachwerk-new-')), 'package')));
afterEach(() => rm(join(folder, '..'), { recursive: true }));

interface Begun {
  readonly types: readonly { readonly type: string; readonly key?: string }[];
  readonly toBeSupplied: readonly string[];
  readonly notes: readonly string[];
}

async function begin(...args: readonly string[]): Promise<Begun> {
  const { code, answer, error } = await command.json({}, 'connector', 'new', 'tried', '--out', folder, ...args);
  expect({ code, error }).toEqual({ code: 0, error: undefined });
  return answer;
}

/** As `npm install` would: the contract of this installation. */
async function compile(): Promise<void> {
  await mkdir(join(folder, 'node_modules/@fachwerk'), { recursive: true });
  await symlink(join(root, 'connectors'), join(folder, 'node_modules/@fachwerk/connectors'));
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
}

async function problemsInTest(): Promise<readonly unknown[]> {
  const { answer } = await command.json({}, 'connector', 'test', folder);
  return answer.connectors[0].problems;
}

/** As the suite wrote it. */
async function outcomeOf(fixture: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, 'fixtures', fixture, 'expected.json'), 'utf8'));
}

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

describe('from what others have published', () => {
  it.for(SETS)('%s %s', async ([from, types, count], context) => {
    if (officialSchemasMissing !== undefined) context.skip(officialSchemasMissing);
    const begun = await begin('--from', join(officialSchemas, from), ...(types === '' ? [] : ['--type', types]));
    expect(begun.types).toHaveLength(count);
    await compile();
    expect(await problemsInTest()).toEqual([]);
  });

  it.for([
    ['xbau/kernmodul-1.2', '1121', 'prozessnachrichten.aktenzeichen.1121'],
    ['xwasser/1.0.0/schemas/V1_0_0', '2010', 'vorgang.transportieren.2010'],
  ] as const)('keeps test messages out, and knows each by its own id: %s', async ([from, number, type], context) => {
    if (officialSchemasMissing !== undefined) context.skip(officialSchemasMissing);
    const { types } = await begin('--from', join(officialSchemas, from), '--type', number);
    expect(types).toMatchObject([{ type, key: expect.stringMatching(/identifikation.nachricht\/nachrichtenUUID$/) }]);
    await compile();
    expect(await problemsInTest()).toEqual([]);
    expect(await outcomeOf(`rejected-${type}-test`)).toEqual({ rejected: 'tried.test-message' });
    expect(await outcomeOf(`${type}-minimal`)).toMatchObject({
      commands: [{ do: 'open-file' }, { do: 'add-document' }],
    });
    const readme = await readFile(join(folder, 'README.md'), 'utf8');
    expect(readme).toContain('`tried.test-message`');
    expect(readme).not.toContain('@test');
  });

  it('says that a schema of types alone has no message, and asks for one', async (context) => {
    if (officialSchemasMissing !== undefined) context.skip(officialSchemasMissing);
    const { types, toBeSupplied } = await begin('--from', join(officialSchemas, 'xinneres/11-reconstructed/xsd'));
    expect(types).toMatchObject([{ type: 'any' }]);
    expect(toBeSupplied[0]).toContain('no element that could be a message');
    const note = await readFile(join(folder, 'fixtures/any-filed/TO-BE-SUPPLIED.md'), 'utf8');
    expect(note).toContain('Type: `any`');
  });
});

describe('from messages', () => {
  const dogs = [
    { licence: { number: 'H-17', owner: 'Erika Beispiel' }, dog: 'Waldi', registeredOn: '2026-03-02', chips: ['1'] },
    { licence: { number: 'H-18', owner: null }, dog: 'Rex', registeredOn: '2026-03-03', fee: 12.5 },
  ];

  it('in JSON: what is in all of them is required', async () => {
    const paths = await Promise.all(dogs.map((dog, index) => command.file(`dog-${index}.json`, JSON.stringify(dog))));
    const begun = await begin('--from', paths[0]!, '--sample', paths[1]!);
    expect(begun.types).toMatchObject([{ key: 'licence/number', date: 'registeredOn' }]);
    const schema = JSON.parse(await readFile(join(folder, 'schemas/tried/dog-0.json'), 'utf8'));
    expect(schema).toMatchObject({
      required: ['licence', 'dog', 'registeredOn'],
      properties: {
        licence: { properties: { owner: { type: ['string', 'null'] } } },
        registeredOn: { format: 'date' },
      },
    });
    await compile();
    expect(await problemsInTest()).toEqual([]);
    const expected = JSON.parse(await readFile(join(folder, 'fixtures/dog-0-dog-1/expected.json'), 'utf8'));
    expect(expected).toMatchObject({
      key: 'dog-0/H-18',
      commands: [{ do: 'open-file' }, { documentDate: '2026-03-03' }],
    });
  });

  it('in XML, without a schema', async () => {
    const path = await command.file(
      'dog.xml',
      `<d:Registered xmlns:d="urn:example:dogs"><d:LicenceNumber>H-17</d:LicenceNumber><d:Subject>Waldi</d:Subject>
        <d:Date>2026-03-02</d:Date><d:Chip nr="1"/><d:Chip nr="2"/></d:Registered>`,
    );
    expect((await begin('--from', path)).types).toMatchObject([
      { type: 'registered', key: 'd:LicenceNumber', subject: 'd:Subject' },
    ]);
    await compile();
    expect(await problemsInTest()).toEqual([]);
  });

  it('in XML that are marked as tests: they are filed only by whoever wants that', async () => {
    const path = await command.file('dog.xml', '<Dog test="false"><Number>H-17</Number></Dog>');
    await begin('--from', path);
    await compile();
    expect(await problemsInTest()).toEqual([]);
    expect(await outcomeOf('rejected-dog-test')).toEqual({ rejected: 'tried.test-message' });
    expect(await outcomeOf('dog-dog')).toMatchObject({ key: 'dog/H-17' });
    const settings = JSON.parse(await readFile(join(folder, 'fixtures/dog-dog/settings.json'), 'utf8'));
    expect(settings).toMatchObject({ testMessages: 'file' });
  });

  it('beside a schema: they are the fixtures, and must be of a type', async () => {
    const schema = await command.file(
      'licence.json',
      JSON.stringify({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        required: ['number'],
        properties: { number: { $ref: '#/$defs/Number' }, note: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
        unevaluatedProperties: false,
        $defs: { Number: { type: 'string', pattern: '^H-[0-9]+$' } },
      }),
    );
    const good = await command.file('good.json', '{"number":"H-5"}');
    expect((await begin('--from', schema, '--sample', good)).notes).toEqual([
      expect.stringContaining('unevaluatedProperties'),
    ]);
    expect((await readdir(join(folder, 'fixtures'))).toSorted()).toEqual([
      'licence-good',
      'rejected-licence-by-schema',
    ]);
    await compile();
    expect(await problemsInTest()).toEqual([]);
    await rm(folder, { recursive: true });
    const bad = await command.file('bad.json', '{"number":5}');
    const { code, error } = await command.json(
      {},
      'connector',
      'new',
      'tried',
      '--out',
      folder,
      '--from',
      schema,
      '--sample',
      bad,
    );
    expect(code).toBe(1);
    expect(error).toMatchObject({
      code: 'connector.sample-unknown',
      message: expect.stringContaining('/number must be string'),
    });
  });

  it('or from nothing: one is made up', async () => {
    expect((await begin()).types).toMatchObject([{ type: 'message.v1' }]);
    await compile();
    expect(await problemsInTest()).toEqual([]);
  });
});

describe('what is asked for', () => {
  it('is a type of OpenAPI, told from another that takes its messages as well', async () => {
    const text = (properties: object, required: readonly string[]): object => ({
      type: 'object',
      properties,
      required,
    });
    const api = await command.file(
      'api.json',
      JSON.stringify({
        openapi: '3.0.3',
        info: { title: 'Dogs', version: '1' },
        paths: {
          '/dogs': {
            post: {
              operationId: 'register',
              requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Dog' } } } },
              responses: {},
            },
          },
          '/dogs/{id}': {
            put: {
              operationId: 'move',
              requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Move' } } } },
              responses: {},
            },
          },
        },
        components: {
          schemas: {
            Dog: text({ id: { type: 'string', nullable: true }, name: { type: 'string', example: 'Waldi' } }, ['name']),
            Move: text(
              {
                name: { type: 'string' },
                street: { type: 'string' },
                weight: { type: 'number', minimum: 0, exclusiveMinimum: true },
              },
              ['name', 'street', 'weight'],
            ),
          },
        },
      }),
    );
    // What says more comes first: the hub takes the first that fits.
    expect((await begin('--from', api)).types).toMatchObject([{ type: 'move' }, { type: 'dog' }]);
    await compile();
    expect(await problemsInTest()).toEqual([]);
  });

  it.each([
    [['--from', '/nowhere.xsd'], 'connector.source-missing'],
    [['--from', join(root, 'README.md')], 'connector.source-unreadable'],
    [['--from', join(root, 'docs')], 'connector.source-ambiguous'],
    [['--from', join(root, 'schemas/building-permits/settings.json'), '--type', 'nothing'], 'connector.nothing-found'],
  ])('is refused in a sentence: %s', async (args, code) => {
    const { error } = await command.json({}, 'connector', 'new', 'tried', '--out', folder, ...args);
    expect(error?.code).toBe(code);
  });

  it('does not overwrite, and has a name that folders can have', async () => {
    expect((await command.json({}, 'connector', 'new', 'Dogs')).error?.code).toBe('usage');
    await begin();
    expect((await command.json({}, 'connector', 'new', 'tried', '--out', folder)).error?.code).toBe('connector.exists');
  });
});

it('becomes a connector of the catalogue in a checkout', async () => {
  for (const name of ['connectors', 'schemas']) {
    const filter = (path: string): boolean => !/[\\/](dist|fixtures)([\\/]|$)/.test(path);
    await cp(join(root, name), join(command.folder, name), { recursive: true, filter });
  }
  await cp(join(root, 'tsconfig.base.json'), join(command.folder, 'tsconfig.base.json'));
  const path = await command.file('dog.json', '{"number":"H-1","registeredOn":"2026-03-02"}');
  const { code, error } = await command.json({}, 'connector', 'new', 'dog-licences', '--from', path);
  expect({ code, error }).toEqual({ code: 0, error: undefined });
  const marked = await command.file('cat.xml', '<Cat test="true"><Number>K-1</Number></Cat>');
  expect((await command.json({}, 'connector', 'new', 'cat-licences', '--from', marked)).code).toBe(0);
  await run(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    '-p',
    join(command.folder, 'connectors'),
  ]);
  expect(await readFile(join(command.folder, 'connectors/catalogue.ts'), 'utf8')).toMatch(
    /\[\s*buildingPermits,\s+catLicences,\s+dogLicences,/,
  );
  const types = await readFile(join(command.folder, 'schemas/generate-types.mjs'), 'utf8');
  expect(types).toContain("'dog-licences/dog.json': 'connectors/dog-licences/generated/dog.ts',");
  const again = await command.json({}, 'connector', 'new', 'dog-licences', '--from', path);
  expect(again.error?.code).toBe('connector.exists');
});
