// Connectors of the catalogue, run in the interpreter as foreign packages are: every fixture comes out the same.
import { basename } from 'node:path';
import { catalogue } from '@fachwerk/connectors/catalogue';
import type { Connector } from '@fachwerk/connectors/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { HubError } from '../apps/hub/src/errors/hub-error.js';
import { fixturesOf, translated, type Fixture } from './fixtures.js';
import { asForeign } from './harness/as-package.js';

const settings = { filePlanCode: '100.1' };

describe.each(catalogue.map((connector) => [connector.manifest.name, connector] as const))('%s', (name, native) => {
  let foreign: Connector;
  beforeAll(async () => {
    foreign = await asForeign(native);
  });

  it.each(fixturesOf(name).map((fixture) => [basename(fixture.folder), fixture] as const))(
    'reads %s in the interpreter as it does natively',
    async (_case, fixture) => {
      expect(await resultOf(foreign, fixture)).toEqual(await resultOf(native, fixture));
    },
  );
});

async function resultOf(connector: Connector, fixture: Fixture): Promise<unknown> {
  try {
    return await translated(connector, fixture, settings);
  } catch (error) {
    if (!(error instanceof HubError) || error.kind !== 'rejected') throw error;
    const { code, message, details } = error;
    return { code, message, details };
  }
}
