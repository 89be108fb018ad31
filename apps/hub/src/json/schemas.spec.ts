import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SchemasFolder } from '../config/schemas-folder.js';
import { Schemas } from './schemas.js';

let folder: string;
const write = (path: string, schema: object): void => writeFileSync(join(folder, path), JSON.stringify(schema));
const permit = {
  $id: 'permits/permit.json',
  type: 'object',
  additionalProperties: false,
  required: ['number', 'a/b'],
  properties: {
    number: { type: 'string', maxLength: 4 },
    'a/b': { $ref: '../day.json' },
    kind: { enum: ['new', 'old'] },
    count: { type: 'integer', default: 3 },
  },
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  mkdirSync(join(folder, 'permits'));
  write('permits/permit.json', permit);
  write('day.json', { $id: 'day.json', type: 'string', format: 'date' });
  writeFileSync(join(folder, 'permits/README.md'), 'no schema');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('schemas', () => {
  it('knows the schemas of its folder by their path, and no others', () => {
    const schemas = new Schemas(folder);
    expect(
      ['permits/permit.json', 'day.json', 'permits/README.md', 'none.json', 'constructor'].map((path) =>
        schemas.has(path),
      ),
    ).toEqual([true, true, false, false, false]);
    expect(() => schemas.check('none.json')).toThrow(`There is no schema none.json in ${folder}.`);
    expect(schemas.check('day.json')).toBe(schemas.check('day.json'));
  });

  it.each([
    ['nothing', { number: '1', 'a/b': '2026-11-23' }, []],
    ['what is missing', { number: '1' }, ['/a~1b']],
    ['what is too much', { number: '1', 'a/b': '2026-11-23', 'x/~y': 1 }, ['/x~1~0y']],
    ['a wrong value', { number: '12345', 'a/b': '2026-11-23' }, ['/number']],
    ['a day that is none', { number: '1', 'a/b': '2026-02-30' }, ['/a~1b']],
    ['the first of several', { number: 1, 'a/b': 2, kind: 3 }, [expect.any(String)]],
    ['the whole', [], ['']],
  ])('finds %s by its JSON pointer', (_what, value, paths) => {
    expect(
      new Schemas(folder)
        .check('permits/permit.json')(value)
        .map(({ path }) => path),
    ).toEqual(paths);
  });

  it('speaks in sentences, and finds everything when asked to', () => {
    const check = new Schemas(folder, { allErrors: true }).check('permits/permit.json');
    expect(
      check({ number: '12345', kind: 'x', extra: 1 })
        .map(({ sentence }) => sentence)
        .toSorted(),
    ).toEqual([
      '/kind must be one of "new", "old"',
      '/number must NOT have more than 4 characters',
      "The whole must have required property 'a/b'",
      'The whole must not have a property "extra"',
    ]);
  });

  it('changes a value only when it was asked to', () => {
    const given = { number: 5, 'a/b': '2026-11-23' };
    expect(new Schemas(folder).check('permits/permit.json')(given)).toHaveLength(1);
    expect(given).toEqual({ number: 5, 'a/b': '2026-11-23' });
    const options = { coerceTypes: true, useDefaults: true } as const;
    expect(new Schemas(folder, options).check('permits/permit.json')(given)).toEqual([]);
    expect(given).toEqual({ number: '5', 'a/b': '2026-11-23', count: 3 });
  });

  it('refuses a folder in which a schema has the name of another', () => {
    write('wrong.json', { $id: 'other.json' });
    expect(() => new Schemas(folder)).toThrow(/wrong\.json: its \$id must be "wrong\.json"/);
    rmSync(join(folder, 'wrong.json'));
  });

  it.each([
    ['as a whole', { $async: true }],
    ['in a part of it', { definitions: { later: { $async: 1 } } }],
  ])('refuses a schema that answers later, %s', (_what, later) => {
    const given = { 'later.json': { $id: 'later.json', type: 'string', ...later } };
    expect(() => new Schemas(folder, {}, given)).toThrow(/later\.json: it must not have "\$async"/);
  });

  it('reports no more problems than somebody reads', () => {
    const given = { 'days.json': { $id: 'days.json', type: 'array', items: { type: 'string' } } };
    const check = new Schemas(folder, { allErrors: true, forForms: true }, given).check('days.json');
    expect(check(Array.from({ length: 1_000 }, () => 1))).toHaveLength(100);
  });

  it('compiles every schema of the release', () => {
    const { path } = new SchemasFolder();
    const schemas = new Schemas(path);
    for (const name of ['config', 'envelope', 'manifest', 'archive-command']) {
      expect(schemas.check(`hub/${name}.json`)(null)).not.toEqual([]);
    }
  });
});
