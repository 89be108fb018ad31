// A hub that watches its connector packages takes a new build while it runs: the next message is read by it, and a build
// that is broken changes nothing. Without the setting a package stays what it was when the hub started.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConnectorPackage, LICENCE, TRANSLATE } from './harness/connector-package.js';
import { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';

describe.each([
  ['watches', 'true'],
  ['does not watch', 'false'],
])('a hub that %s its packages', (_how, watch) => {
  let made: ConnectorPackage;
  let setUp: SetUp;
  let dogs: Procedure;
  let number = 0;
  beforeAll(async () => {
    made = await ConnectorPackage.create();
    setUp = await startSetUp('database', { CONNECTORS: made.folder, WATCH_CONNECTORS: watch });
    const env = { FACHWERK_DATABASE_URL: setUp.database.url, FACHWERK_CONNECTORS: made.folder };
    const key = await administer(env, async ({ administration }) => {
      const tenant = (await administration.tenantId('demo'))!;
      const settings = { filePlanCode: '903.4' };
      await administration.createProcedure(tenant, {
        name: 'dogs',
        title: 'Hunde',
        connector: 'dog-licences',
        settings,
      });
      return administration.createKey(tenant, 'dogs', 'first');
    });
    dogs = new Procedure(setUp.hub.baseUrl, 'dogs', `Bearer ${key}`);
    await until('the procedure is known', async () => (await dogs.get('/v1/messages')).status === 200);
  });
  afterAll(async () => {
    await setUp.remove();
    await made.remove();
  });

  /** Version and code with which the next message is settled. */
  async function next(): Promise<readonly [state: string, code: string | undefined]> {
    number += 1;
    const body = JSON.stringify({ ...LICENCE, licence: `H-${number}` });
    const { id } = (await dogs.send(body, { mime: 'application/json' })).body;
    const { state, error } = await dogs.settled(id);
    return [state, error?.code];
  }

  it('reads the next message by what it is to read it by', async () => {
    expect(await next()).toEqual(['filed', undefined]);
    const refusing = `throw new Rejected('dog-licences.closed', 'No dogs today.');${TRANSLATE}`;
    await made.change({ translate: refusing });
    if (watch === 'false') {
      // Long enough for one that would.
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect(await next()).toEqual(['filed', undefined]);
      return;
    }
    await until('it is read anew', () => setUp.hub.log.some((line) => line.includes('was read anew')));
    expect(await next()).toEqual(['rejected', 'dog-licences.closed']);

    await made.write('dist/connector.js', 'export const connector = ;');
    await until('it is refused', () => setUp.hub.log.some((line) => line.includes('it stays as it was')));
    expect(await next()).toEqual(['rejected', 'dog-licences.closed']);

    const reads = setUp.hub.log.length;
    await made.change({ version: '1.0.1' });
    await until('it is read anew', () => setUp.hub.log.slice(reads).some((line) => line.includes('was read anew')));
    expect(await next()).toEqual(['filed', undefined]);
  });
});
