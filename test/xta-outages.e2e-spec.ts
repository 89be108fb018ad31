// What a hub depends on is away while messages lie in a mailbox: nothing is closed there that is not durable here, the
// source is not blamed for it, and afterwards each is filed once.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query, type TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { newBroker, newDatabase } from './harness/provided.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';
import { XtaServer } from './harness/xta-server.js';
import { permit } from './permit.js';

const MINUTE = 60_000;

let database: TestDatabase;
let toDatabase: TcpProxy;
let toBroker: TcpProxy;
let hub: HubProcess;
let operator: Procedure;
let server: XtaServer;
beforeAll(async () => {
  database = await newDatabase();
  const brokerUrl = await newBroker();
  toDatabase = await TcpProxy.start(Number(new URL(database.url).port || 5432));
  toBroker = await TcpProxy.start(Number(new URL(brokerUrl).port || 5672));
  hub = await HubProcess.start({
    DEMO: 'true',
    DATABASE_URL: toDatabase.through(database.url),
    AMQP_URL: toBroker.through(brokerUrl),
    WEBHOOK_TIMEOUT_MS: '3000',
  });
  operator = await hub.operator();
  server = await XtaServer.open();
  await administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration, xtaSources }) => {
    const tenant = (await administration.tenantId('demo'))!;
    await xtaSources.set(tenant, 'building-permits', {
      addresses: { management: server.url, send: server.url, msgbox: server.url },
      party: { identifier: 'city', type: 'xöv' },
      fetches: true,
      intervalSeconds: 1,
      closesRefused: false,
    });
  });
}, 3 * MINUTE);
afterAll(async () => {
  await hub.remove();
  await server.close();
  await Promise.all([toDatabase.stop(), toBroker.stop()]);
  await database.drop();
});

function put(count: number, prefix: string): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const bytes = Buffer.from(permit(`${prefix}-${index}`));
    return server.put({ message: { contentType: 'application/json', bytes } });
  });
}

/** Each of them is filed, and nothing is there twice. */
async function filedOnce(ids: readonly string[]): Promise<void> {
  await until('the mailbox is empty', () => server.box.size === 0, 2 * MINUTE);
  await until(
    'each is filed',
    async () => {
      const { messages } = (await operator.get('/v1/messages?limit=500&procedure=building-permits')).body;
      const filed = messages.filter(({ state }: Answer['body']) => state === 'filed');
      return ids.every((id) => filed.some(({ key }: Answer['body']) => key === id));
    },
    MINUTE,
  );
  const rows = await query<{ key: string }>(database.migrateUrl, `SELECT key FROM submission WHERE state = 'filed'`);
  const counted = rows.filter(({ key }) => ids.includes(key));
  expect(counted).toHaveLength(ids.length);
}

const source = async (): Promise<Answer['body']> =>
  (await operator.get('/v1/procedures/building-permits/xta-source')).body.source;

describe('while something is away', () => {
  it(
    'the broker: nothing is closed, the source is not blamed, and all of it is filed when it is back',
    async () => {
      await filedOnce(put(3, 'before'));
      toBroker.cut();
      const ids = put(5, 'broker');
      const shown = await until('the cause is written down', async () => {
        const { lastError, failures } = await source();
        return lastError !== null && { code: lastError.code as string, failures: failures as number };
      });
      expect(shown.code).toMatch(/^exchange\./);
      expect(shown.failures).toBe(0);
      expect(server.box.size).toBe(5);
      toBroker.restore();
      await filedOnce(ids);
      await until('the cause is gone', async () => (await source()).lastError === null);
    },
    5 * MINUTE,
  );

  it(
    'the database: what lies in the mailbox stays there, and is filed when it is back',
    async () => {
      toDatabase.cut();
      await until(
        'the hub knows',
        () => hub.log.some((line) => line.includes('XTA sources cannot be looked at')),
        MINUTE,
      );
      const ids = put(5, 'database');
      const asked = server.times('getMessage');
      await until('some time has passed', () => server.times('getMessage') > asked, 3_000).catch(() => undefined);
      expect(server.box.size).toBe(5);
      toDatabase.restore();
      await filedOnce(ids);
    },
    5 * MINUTE,
  );
});
