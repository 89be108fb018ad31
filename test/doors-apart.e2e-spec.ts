// Doors of a gateway that is a process of its own: what only it knows is told by those who show it, what it counts while
// the database is away is not lost, nor what it counted before it stopped, and a certificate of TLS is looked at from outside.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { query, type TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { identityOf } from './harness/identities.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { newBroker, newDatabase } from './harness/provided.js';
import { SecureClient } from './harness/secure-client.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

const JSON_TYPE = { mime: 'application/json' };

type Body = Answer['body'];

let database: TestDatabase;
let line: TcpProxy;
let client: SecureClient;
let gateway: HubProcess;
let others: HubProcess;
let operator: Procedure;
let permits: Procedure;
beforeAll(async () => {
  database = await newDatabase();
  client = await SecureClient.open(await identityOf('hub'));
  line = await TcpProxy.start(Number(new URL(database.url).port));
  const shared = { AMQP_URL: await newBroker(), TALLY_MS: '200' };
  others = await HubProcess.start({
    ...shared,
    DATABASE_URL: database.url,
    DEMO: 'true',
    ROLES: 'operator,worker,records',
  });
  gateway = await HubProcess.start({
    ...shared,
    ...client.settings,
    DATABASE_URL: line.through(database.url),
    ROLES: 'gateway',
    GATEWAY_NAME: 'front',
    CONTENT_DIR: join(others.dataDir, 'content'),
  });
  operator = await others.operator();
  permits = gateway.procedureWith('building-permits', await others.keyOf('building-permits'));
});
afterAll(async () => {
  await gateway.remove();
  await others.remove();
  await client.remove();
  await line.stop();
  await database.drop();
});

const rest = async (): Promise<Body> => (await operator.get('/v1/doors/rest')).body;
const accepted = (count: number): Promise<Body> =>
  until(
    `${count} are counted`,
    async () => {
      const door = await rest();
      if (door.lastDay.accepted === count) return door;
      throw new Error(JSON.stringify(door.lastDay));
    },
    60_000,
  );
const send = async (number: string): Promise<void> => {
  expect((await permits.send(permit(number), JSON_TYPE)).status).toBe(202);
};

it('is known by what it tells, with the certificate of its listener', async () => {
  const door = await until('it has told', async () => {
    const found = await rest();
    return found.gateways.length > 0 && found;
  });
  expect(door.gateways).toEqual([
    {
      name: 'front',
      toldAt: expect.any(String),
      address: gateway.baseUrl,
      tls: { port: client.port, subject: 'CN=hub', endsAt: expect.stringMatching(/Z$/) },
    },
  ]);
  expect(door.state).toBe('open');
  expect(door.certificates[0]).toMatchObject({ of: 'gateway', gateway: 'front', subject: 'CN=hub' });
  const { status, body } = await operator.post('/v1/doors/rest/test');
  expect(status).toBe(200);
  const certificate = body.checks.find(({ check }: Body) => check === 'certificate');
  // Nobody vouches for it here.
  expect(certificate).toMatchObject({
    passed: false,
    endsAt: expect.any(String),
    error: { code: 'door.certificate-untrusted' },
  });
  expect(body.checks.filter(({ check, passed }: Body) => check === 'address' && passed)).toHaveLength(2);
});

it('loses no count while the database is away, and counts nothing twice', async () => {
  await send('G-1');
  await accepted(1);
  line.cut();
  for (const number of ['G-2', 'G-3', 'G-4']) await send(number);
  await until('it has tried to write them down', () => gateway.log.some((one) => one.includes('not written down yet')));
  await send('G-5');
  line.restore();
  await accepted(5);
  const [row] = await query<{ sum: number; counters: number }>(
    database.migrateUrl,
    `SELECT sum(accepted)::int AS sum, count(DISTINCT counter)::int AS counters FROM door_tally WHERE door = 'rest'`,
  );
  expect(row!.sum).toBe(5);
});

it('writes down what is left when it stops, and is not there any more', async () => {
  await send('G-6');
  await gateway.stop();
  const door = await accepted(6);
  expect(door.gateways).toEqual([]);
  expect(door).toMatchObject({ state: 'closed', reasons: [{ code: 'door.no-gateway' }] });
  const { body } = await operator.post('/v1/doors/rest/test');
  expect(body.checks[0]).toMatchObject({ check: 'gateway', passed: false, error: { code: 'door.no-gateway' } });
});
