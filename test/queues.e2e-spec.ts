// What waits in which queue, as far as whoever is asked can tell: AMQP alone, the management of RabbitMQ, or the table of
// the exchange on the database. Looking takes nothing out, and what cannot be asked is named instead of an error.
import { join } from 'node:path';
import { connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RabbitExchange } from '../apps/hub/src/exchange/rabbitmq/rabbit-exchange.js';
import { root } from './fixtures.js';
import { queuesOf, type TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { freePorts } from './harness/ports.js';
import { newDatabase, startSetUp } from './harness/provided.js';
import { privateRabbitMq } from './harness/rabbitmq-packages.js';
import { RabbitNode } from './harness/rabbitmq.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

const JSON_TYPE = { mime: 'application/json' };
const LADDER = { DELAY_LADDER_MS: '600000,3600000' };

type Queue = Answer['body'];

async function read(operator: Procedure): Promise<Answer['body']> {
  const { status, body } = await operator.get('/v1/queues');
  expect(status).toBe(200);
  return body;
}

async function pause(operator: Procedure, procedure: string, hub: HubProcess): Promise<void> {
  const body = JSON.stringify({ reason: 'looked at by a test' });
  const headers = { 'content-type': 'application/json' };
  const { status } = await operator.request(`/v1/procedures/${procedure}/pause`, { method: 'POST', body, headers });
  expect(status).toBe(200);
  await until('its worker knows', () => hub.knows('looked at by a test'));
  // Workers look at what is paused every second.
  const begun = performance.now();
  await until('its worker lets go', () => performance.now() - begun > 2_000);
}

describe.each(exchanges)('the queues, with the exchange on %s', (exchange) => {
  let setUp: SetUp;
  let operator: Procedure;
  beforeAll(async () => {
    // Nobody checks rules there: messages that need it are delayed.
    const [nobody] = await freePorts(1);
    setUp = await startSetUp(exchange, { ...LADDER, RULES_VALIDATOR_URL: `http://127.0.0.1:${nobody}` });
    operator = await setUp.hub.operator();
  });
  afterAll(() => setUp.remove());

  it('show what waits on the delay ladder, and the overview whose it is', async () => {
    const invoices = await setUp.hub.procedure('xrechnung');
    await invoices.send(invoice('Q-1'));
    const delayed = await until('it is delayed', async () => {
      const { queues } = await read(operator);
      return queues.find((queue: Queue) => queue.kind === 'delay' && queue.ready > 0);
    });
    expect(delayed).toMatchObject({ delayMs: 600_000, ready: 1 });
    const { procedures, totals } = (await operator.get('/v1/overview')).body;
    const entry = procedures.find(({ name }: { name: string }) => name === 'xrechnung');
    expect(entry).toMatchObject({ backlog: { ready: 0, delayed: 1 }, waiting: 1, parked: 0 });
    expect(entry).not.toHaveProperty('cause');
    expect(totals).toMatchObject({ backlog: 1, waiting: 1 });
  });

  it('are shown with what waits in them, and nothing is taken out', async () => {
    const permits = await setUp.hub.procedure('building-permits');
    await pause(operator, 'building-permits', setUp.hub);
    const ids: string[] = [];
    for (let number = 0; number < 3; number += 1)
      ids.push((await permits.send(permit(`Q-${number}`), JSON_TYPE)).body.id);
    const waits = async (): Promise<Queue> => of(await read(operator), 'building-permits');
    const queue = await until('they wait', async () => {
      const found = await waits();
      return found.ready === 3 ? found : undefined;
    });
    const body = await read(operator);
    expect(body).toMatchObject({ source: exchange === 'rabbitmq' ? 'amqp' : 'database', problems: [] });
    expect(body).not.toHaveProperty('nodes');
    const [own] = Object.values(await queuesOf(setUp.database.url)).filter((name) =>
      name.endsWith(queue.name.slice(-36)),
    );
    expect(queue).toEqual({
      kind: 'in',
      procedure: 'building-permits',
      name: exchange === 'rabbitmq' ? own : own!.replace('fw1.', ''),
      ready: 3,
      ...(exchange === 'rabbitmq' ? { consumers: 0 } : { unacknowledged: 0 }),
    });
    if (exchange === 'rabbitmq') expect(of(body, 'xrechnung').consumers).toBe(1);
    const shared = body.queues.filter((one: Queue) => one.procedure === undefined);
    expect(shared.map(({ kind, delayMs }: Queue) => [kind, delayMs])).toEqual(
      expect.arrayContaining([
        ['delay', 600_000],
        ['delay', 3_600_000],
        ['dead-letter', undefined],
      ]),
    );
    expect(shared).toHaveLength(3);
    expect((await permits.get('/v1/queues')).status).toBe(403);

    for (let look = 0; look < 20; look += 1) expect((await waits()).ready).toBe(3);
    expect((await operator.request('/v1/procedures/building-permits/resume', { method: 'POST' })).status).toBe(200);
    for (const id of ids) expect((await permits.settled(id)).state).toBe('filed');
    const attempts = await operator.get(`/v1/messages/${ids[0]}/attempts`);
    expect(attempts.body.attempts.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['filed']);
  });
});

describe('the queues of a broker', () => {
  let node: RabbitNode;
  let database: TestDatabase;
  let management: TcpProxy;
  let broker: TcpProxy;
  let hub: HubProcess;
  let operator: Procedure;
  beforeAll(async () => {
    node = await RabbitNode.start(await privateRabbitMq(join(root, '.cache'), () => undefined), { management: true });
    management = await TcpProxy.start(node.facts.managementPort!);
    broker = await TcpProxy.start(node.facts.port);
    database = await newDatabase();
    hub = await HubProcess.start({
      ...LADDER,
      DEMO: 'true',
      DATABASE_URL: database.url,
      AMQP_URL: broker.through(node.url()),
      RABBITMQ_MANAGEMENT_URL: management.through(node.managementUrl()),
    });
    operator = await hub.operator();
  }, 180_000);
  afterAll(async () => {
    await hub.remove();
    await database.drop();
    await management.stop();
    await broker.stop();
    await node.stop();
  });

  it('are told by its management with nodes, rates and what is unacknowledged', async () => {
    const permits = await hub.procedure('building-permits');
    let number = 0;
    // A rate is what happened between two looks of the management, five seconds apart.
    const body = await until('the management has counted them', async () => {
      await permits.send(permit(`M-${(number += 1)}`), JSON_TYPE);
      const found = await read(operator);
      return of(found, 'building-permits').deliveredPerSecond > 0 ? found : undefined;
    });
    expect(body).toMatchObject({ source: 'management', problems: [] });
    expect(body.nodes).toEqual([
      {
        name: node.facts.name,
        running: true,
        memoryBytes: expect.any(Number),
        diskFreeBytes: expect.any(Number),
        alarms: [],
      },
    ]);
    expect(of(body, 'building-permits')).toEqual({
      kind: 'in',
      procedure: 'building-permits',
      name: expect.stringMatching(/^fw1\.in\./),
      ready: expect.any(Number),
      unacknowledged: expect.any(Number),
      consumers: 1,
      publishedPerSecond: expect.any(Number),
      deliveredPerSecond: expect.any(Number),
      leader: node.facts.name,
      members: [node.facts.name],
    });
  });

  it('are told by AMQP alone while the management is away, and by nobody while the broker is', async () => {
    management.cut();
    const partial = await read(operator);
    expect(partial).toMatchObject({
      source: 'amqp',
      problems: [
        {
          code: 'exchange.management-unavailable',
          sentence: { de: expect.stringContaining('Verwaltung'), en: expect.stringContaining('management') },
        },
      ],
    });
    expect(of(partial, 'building-permits')).toMatchObject({ ready: 0, consumers: 1 });
    broker.cut();
    const nothing = await until('the broker is away', async () => {
      const found = await read(operator);
      return found.queues.length === 0 ? found : undefined;
    });
    expect(nothing.problems.map(({ code }: { code: string }) => code)).toEqual([
      'exchange.management-unavailable',
      'exchange.queues-unknown',
    ]);
    const overview = (await operator.get('/v1/overview')).body;
    expect(overview.health.exchange).toEqual({ state: 'away', kind: 'rabbitmq' });
    expect(overview.procedures.map(({ backlog }: { backlog: unknown }) => backlog)).toEqual(
      overview.procedures.map(() => null),
    );
    expect(overview.totals.backlog).toBeNull();

    management.restore();
    // The management knows what lies in the queues although this hub cannot reach the broker.
    expect(await read(operator)).toMatchObject({ source: 'management', problems: [] });
    broker.restore();
    await until('the broker is back', async () => (await operator.get('/v1/overview')).body.totals.backlog !== null);
  });

  it('say that a wrong password was given, and never which', async () => {
    const settings = { DATABASE_URL: database.url, AMQP_URL: node.url(), ROLES: 'operator' };
    const url = node.managementUrl('guest', 'not-the-password');
    const other = await HubProcess.start({ ...settings, RABBITMQ_MANAGEMENT_URL: url, LOG_LEVEL: 'trace' });
    const answer = await fetch(`${other.baseUrl}/v1/queues`, { headers: operator.headers });
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ source: 'amqp', problems: [{ code: 'exchange.management-unavailable' }] });
    expect(text).toContain('401');
    for (const told of [text, ...other.log]) expect(told).not.toContain('not-the-password');
    await other.remove();
  });

  it('that nobody has made yet are empty, and asking does not make them', async () => {
    const exchange = new RabbitExchange({
      urls: [node.url()],
      publishTimeoutMs: 3_000,
      laneBytesMax: 1 << 26,
      newQueueRestMs: 0,
      delayLadderMs: [1_000],
      onProblem: () => undefined,
    });
    await exchange.open();
    const lanes = Array.from(
      { length: 40 },
      (_, number) => ({ kind: 'in', tenant: 'nobody', procedure: `p${number}` }) as const,
    );
    const queues = await exchange.queues(lanes);
    expect(queues.filter(({ kind }) => kind === 'in').map(({ ready, consumers }) => [ready, consumers])).toEqual(
      lanes.map(() => [0, 0]),
    );
    expect(exchange.problem()).toBeUndefined();
    await exchange.close();
    const connection = await connect(node.url());
    const channel = await connection.createChannel();
    channel.on('error', () => undefined);
    await expect(channel.checkQueue('fw1.in.nobody.p0')).rejects.toMatchObject({ code: 404 });
    await connection.close();
  });
});

function of(body: Answer['body'], procedure: string): Queue {
  return body.queues.find((queue: Queue) => queue.procedure === procedure);
}
