// `fachwerk connector new`: from messages, or from what is asked for, comes what compiles and keeps the contract.
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from './fixtures.js';
import { compileTypeScript, NewConnectors } from './harness/new-connectors.js';

// Each runs the command, the compiler and the suite, as whoever writes a connector does.
vi.setConfig({ testTimeout: 120_000 });

let fresh: NewConnectors;
beforeAll(async () => void (fresh = await NewConnectors.open()));
afterAll(() => fresh.close());
beforeEach(() => fresh.enter());
afterEach(() => fresh.leave());

describe('from messages', () => {
  const dogs = [
    { licence: { number: 'H-17', owner: 'Erika Beispiel' }, dog: 'Waldi', registeredOn: '2026-03-02', chips: ['1'] },
    { licence: { number: 'H-18', owner: null }, dog: 'Rex', registeredOn: '2026-03-03', fee: 12.5 },
  ];

  it('in JSON: what is in all of them is required', async () => {
    const paths = await Promise.all(
      dogs.map((dog, index) => fresh.command.file(`dog-${index}.json`, JSON.stringify(dog))),
    );
    const begun = await fresh.begin('--from', paths[0]!, '--sample', paths[1]!);
    expect(begun.types).toMatchObject([{ key: 'licence/number', date: 'registeredOn' }]);
    const schema = JSON.parse(await readFile(join(fresh.folder, 'schemas/tried/dog-0.json'), 'utf8'));
    expect(schema).toMatchObject({
      required: ['licence', 'dog', 'registeredOn'],
      properties: {
        licence: { properties: { owner: { type: ['string', 'null'] } } },
        registeredOn: { format: 'date' },
      },
    });
    await fresh.compile();
    expect(await fresh.problemsInTest()).toEqual([]);
    const expected = JSON.parse(await readFile(join(fresh.folder, 'fixtures/dog-0-dog-1/expected.json'), 'utf8'));
    expect(expected).toMatchObject({
      key: 'dog-0/H-18',
      commands: [{ do: 'open-file' }, { documentDate: '2026-03-03' }],
    });
  });

  it('in XML, without a schema', async () => {
    const path = await fresh.command.file(
      'dog.xml',
      `<d:Registered xmlns:d="urn:example:dogs"><d:LicenceNumber>H-17</d:LicenceNumber><d:Subject>Waldi</d:Subject>
        <d:Date>2026-03-02</d:Date><d:Chip nr="1"/><d:Chip nr="2"/></d:Registered>`,
    );
    expect((await fresh.begin('--from', path)).types).toMatchObject([
      { type: 'registered', key: 'd:LicenceNumber', subject: 'd:Subject' },
    ]);
    await fresh.compile();
    expect(await fresh.problemsInTest()).toEqual([]);
  });

  it('in XML that are marked as tests: they are filed only by whoever wants that', async () => {
    const path = await fresh.command.file('dog.xml', '<Dog test="false"><Number>H-17</Number></Dog>');
    await fresh.begin('--from', path);
    await fresh.compile();
    expect(await fresh.problemsInTest()).toEqual([]);
    expect(await fresh.outcomeOf('rejected-dog-test')).toEqual({ rejected: 'tried.test-message' });
    expect(await fresh.outcomeOf('dog-dog')).toMatchObject({ key: 'dog/H-17' });
    const settings = JSON.parse(await readFile(join(fresh.folder, 'fixtures/dog-dog/settings.json'), 'utf8'));
    expect(settings).toMatchObject({ testMessages: 'file' });
  });

  it('beside a schema: they are the fixtures, and must be of a type', async () => {
    const schema = await fresh.command.file(
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
    const good = await fresh.command.file('good.json', '{"number":"H-5"}');
    expect((await fresh.begin('--from', schema, '--sample', good)).notes).toEqual([
      expect.stringContaining('unevaluatedProperties'),
    ]);
    expect((await readdir(join(fresh.folder, 'fixtures'))).toSorted()).toEqual([
      'licence-good',
      'rejected-licence-by-schema',
    ]);
    await fresh.compile();
    expect(await fresh.problemsInTest()).toEqual([]);
    await rm(fresh.folder, { recursive: true });
    const bad = await fresh.command.file('bad.json', '{"number":5}');
    const { code, error } = await fresh.command.json(
      {},
      'connector',
      'new',
      'tried',
      '--out',
      fresh.folder,
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
    expect((await fresh.begin()).types).toMatchObject([{ type: 'message.v1' }]);
    await fresh.compile();
    expect(await fresh.problemsInTest()).toEqual([]);
  });
});

describe('what is asked for', () => {
  it('is a type of OpenAPI, told from another that takes its messages as well', async () => {
    const text = (properties: object, required: readonly string[]): object => ({
      type: 'object',
      properties,
      required,
    });
    const api = await fresh.command.file(
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
    expect((await fresh.begin('--from', api)).types).toMatchObject([{ type: 'move' }, { type: 'dog' }]);
    await fresh.compile();
    expect(await fresh.problemsInTest()).toEqual([]);
  });

  it.each([
    [['--from', '/nowhere.xsd'], 'connector.source-missing'],
    [['--from', join(root, 'README.md')], 'connector.source-unreadable'],
    [['--from', join(root, 'docs')], 'connector.source-ambiguous'],
    [['--from', join(root, 'schemas/building-permits/settings.json'), '--type', 'nothing'], 'connector.nothing-found'],
  ])('is refused in a sentence: %s', async (args, code) => {
    const { error } = await fresh.command.json({}, 'connector', 'new', 'tried', '--out', fresh.folder, ...args);
    expect(error?.code).toBe(code);
  });

  it('does not overwrite, and has a name that folders can have', async () => {
    expect((await fresh.command.json({}, 'connector', 'new', 'Dogs')).error?.code).toBe('usage');
    await fresh.begin();
    expect((await fresh.command.json({}, 'connector', 'new', 'tried', '--out', fresh.folder)).error?.code).toBe(
      'connector.exists',
    );
  });
});

it('becomes a connector of the catalogue in a checkout', async () => {
  for (const name of ['connectors', 'schemas']) {
    const filter = (path: string): boolean => !/[\\/](dist|fixtures)([\\/]|$)/.test(path);
    await cp(join(root, name), join(fresh.command.folder, name), { recursive: true, filter });
  }
  await cp(join(root, 'tsconfig.base.json'), join(fresh.command.folder, 'tsconfig.base.json'));
  const path = await fresh.command.file('dog.json', '{"number":"H-1","registeredOn":"2026-03-02"}');
  const { code, error } = await fresh.command.json({}, 'connector', 'new', 'dog-licences', '--from', path);
  expect({ code, error }).toEqual({ code: 0, error: undefined });
  const marked = await fresh.command.file('cat.xml', '<Cat test="true"><Number>K-1</Number></Cat>');
  expect((await fresh.command.json({}, 'connector', 'new', 'cat-licences', '--from', marked)).code).toBe(0);
  await compileTypeScript(join(fresh.command.folder, 'connectors'));
  expect(await readFile(join(fresh.command.folder, 'connectors/catalogue.ts'), 'utf8')).toMatch(
    /\[\s*buildingPermits,\s+catLicences,\s+dogLicences,/,
  );
  const types = await readFile(join(fresh.command.folder, 'schemas/generate-types.mjs'), 'utf8');
  expect(types).toContain("'dog-licences/dog.json': 'connectors/dog-licences/generated/dog.ts',");
  const again = await fresh.command.json({}, 'connector', 'new', 'dog-licences', '--from', path);
  expect(again.error?.code).toBe('connector.exists');
});
