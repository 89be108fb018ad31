// Every connector of the catalogue keeps the contract: its facts are valid, its fixtures come out as they should, twice.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { catalogue } from '@fachwerk/connectors/catalogue';
import { describe, expect, it } from 'vitest';
import { HubError } from '../apps/hub/src/errors/hub-error.js';
import { checkSettings } from '../apps/hub/src/validate/settings.js';
import { fixturesOf, schemas, translated, type Fixture } from './fixtures.js';

const settings = { filePlanCode: '100.1' };

describe.each(catalogue.map((connector) => [connector.manifest.name, connector] as const))('%s', (name, connector) => {
  const fixtures = fixturesOf(name);

  it('has a valid manifest, its schemas, and functions for every type', () => {
    expect(schemas.check('hub/manifest.json')(connector.manifest)).toEqual([]);
    expect(() => checkSettings(connector.manifest, settings, schemas)).not.toThrow();
    for (const type of connector.manifest.accepts) {
      expect(Object.keys(connector.types)).toContain(type.type);
      if ('jsonSchema' in type) expect(schemas.has(type.jsonSchema)).toBe(true);
    }
    const types = connector.manifest.accepts.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
  });

  it('has a good fixture for every type, and refused ones', async () => {
    const results = await Promise.all(fixtures.map((fixture) => resultOf(fixture)));
    const good = new Set(results.flatMap((result) => ('type' in result ? result.type : [])));
    // A type that takes any other root element of its namespace says why these are not read; it has only refused ones.
    const read = connector.manifest.accepts.filter(
      (type) => !('root' in type) || type.root.namespace === undefined || type.root.element !== undefined,
    );
    expect([...good].toSorted()).toEqual(read.map(({ type }) => type).toSorted());
    expect(results.filter((result) => 'rejected' in result).length).toBeGreaterThanOrEqual(
      connector.manifest.accepts.length,
    );
  });

  it.each(fixtures.map((fixture) => [basename(fixture.folder), fixture] as const))(
    'translates %s as expected, twice',
    async (_case, fixture) => {
      const { type: _type, ...result } = { type: undefined, ...(await resultOf(fixture)) };
      const expected = join(fixture.folder, 'expected.json');
      if (!existsSync(expected)) {
        if (process.env['CI'] !== undefined)
          throw new Error(`${expected} is missing: run the tests locally, look at it, commit it.`);
        writeFileSync(expected, `${JSON.stringify(result, null, 2)}\n`);
      }
      expect(result).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
      const again = { type: undefined, ...(await resultOf(fixture)) };
      expect({ ...again, type: undefined }).toEqual({ ...result, type: undefined });
    },
  );

  async function resultOf(
    fixture: Fixture,
  ): Promise<{ type: string; key: string; commands: unknown } | { rejected: string }> {
    try {
      const own = fixture.settings ?? settings;
      checkSettings(connector.manifest, own, schemas);
      const { type, key, commands } = await translated(connector, fixture, own);
      return { type, key, commands };
    } catch (error) {
      if (error instanceof HubError && error.kind === 'rejected') return { rejected: error.code };
      throw error;
    }
  }
});
