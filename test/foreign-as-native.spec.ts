// Connectors of the catalogue, run in the interpreter as foreign packages are: every fixture comes out the same. What that
// costs is printed: processor time for the whole way of a message through reading.
import { basename } from 'node:path';
import { catalogue } from '@fachwerk/connectors/catalogue';
import type { Connector } from '@fachwerk/connectors/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openedMessage, tryReply } from '../apps/hub/src/connector-kit.js';
import { HubError } from '../apps/hub/src/errors/hub-error.js';
import { fixturesOf, schemas, translated, type Fixture } from './fixtures.js';
import { asForeign } from './harness/as-package.js';

const settings = { filePlanCode: '100.1' };
const ROUNDS = 10;
const table: object[] = [];
afterAll(() => console.table(table));

describe.each(catalogue.map((connector) => [connector.manifest.name, connector] as const))('%s', (name, native) => {
  let foreign: Connector;
  const replied = fixturesOf(name)
    .filter(({ outcome }) => outcome !== undefined)
    .map((fixture) => [basename(fixture.folder), fixture] as const);
  beforeAll(async () => {
    foreign = await asForeign(native);
  });

  it.each(fixturesOf(name).map((fixture) => [basename(fixture.folder), fixture] as const))(
    'reads %s in the interpreter as it does natively',
    async (_case, fixture) => {
      expect(await resultOf(foreign, fixture)).toEqual(await resultOf(native, fixture));
    },
  );

  it.runIf(replied.length > 0).each(replied)(
    'replies to %s in the interpreter as it does natively',
    async (_case, fixture) => {
      expect(await replyOf(foreign, fixture)).toBe(await replyOf(native, fixture));
    },
  );

  it('is measured', async () => {
    const largest = fixturesOf(name)
      .filter(({ folder }) => basename(folder).startsWith('demo-'))
      .reduce((one, other) => (other.body.length > one.body.length ? other : one));
    const { folder, body } = largest;
    const [nativeMs, foreignMs] = [await cpuMs(native, largest), await cpuMs(foreign, largest)];
    table.push({ connector: name, fixture: basename(folder), bytes: body.length, nativeMs, foreignMs });
    expect(foreignMs).toBeLessThan(1_000);
  }, 120_000);
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

async function replyOf(connector: Connector, fixture: Fixture): Promise<string | undefined> {
  const opened = await openedMessage(connector.manifest, fixture);
  return tryReply(connector, opened, fixture.settings, schemas, fixture.outcome!);
}

async function cpuMs(connector: Connector, fixture: Fixture): Promise<number> {
  await resultOf(connector, fixture);
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round += 1) await resultOf(connector, fixture);
  const { user, system } = process.cpuUsage(before);
  return Number(((user + system) / 1_000 / ROUNDS).toFixed(2));
}
