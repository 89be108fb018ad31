// Where the time of a message goes: one trace from the request of its sender to the database and to the webhook, told to a
// collector in its own protocol by two processes with RabbitMQ between them; and the stages that are kept with each try.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { query, type TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import type { Procedure } from './harness/procedure.js';
import { newBroker, newDatabase } from './harness/provided.js';
import { Receiver } from './harness/receiver.js';
import { until } from './harness/wait.js';
import { XtaServer } from './harness/xta-server.js';
import { permit } from './permit.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SENDER = '00f067aa0ba902b7';

/** As OTLP has it in JSON. */
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}

let database: TestDatabase;
let collector: Receiver;
let webhook: Receiver;
let gateway: HubProcess;
let worker: HubProcess;
let permits: Procedure;
beforeAll(async () => {
  [database, collector, webhook] = await Promise.all([newDatabase(), Receiver.open(200), Receiver.open()]);
  const shared = {
    DATABASE_URL: database.url,
    AMQP_URL: await newBroker(),
    OTLP_ENDPOINT: new URL('/', collector.url).href,
    LOG_LEVEL: 'debug',
  };
  gateway = await HubProcess.start({ ...shared, DEMO: 'true', ROLES: 'gateway,operator' });
  await administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration, webhooks }) =>
    webhooks.set((await administration.tenantId('demo'))!, 'building-permits', webhook.url, true),
  );
  const contentDir = join(gateway.dataDir, 'content');
  worker = await HubProcess.start({ ...shared, ROLES: 'worker', CONTENT_DIR: contentDir });
  permits = await gateway.procedure('building-permits');
});
afterAll(async () => {
  await Promise.all([gateway, worker].map((hub) => hub.remove()));
  await Promise.all([collector.down(), webhook.down(), database.drop()]);
});

const spansOf = (trace: string): readonly Span[] =>
  collector.requests
    .flatMap(({ body }) => body.resourceSpans as { scopeSpans: { spans: Span[] }[] }[])
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
    .filter(({ traceId }) => traceId === trace);

/** Once all of them are told: names, each with that of its parent. */
const traceOf = (trace: string, count: number): Promise<readonly Span[]> =>
  until('the trace is told', () => {
    const spans = spansOf(trace);
    return spans.length >= count ? spans : undefined;
  });

const send = async (number: string, traceparent?: string): Promise<{ id: string; traceId: string }> => {
  const options = { mime: 'application/json', ...(traceparent === undefined ? {} : { traceparent }) };
  const { status, body } = await permits.send(permit(number), options);
  expect(status).toBe(202);
  expect((await permits.settled(body.id)).state).toBe('filed');
  return body;
};

it('is one trace from the request of the sender to the database and the webhook', async () => {
  const { id, traceId } = await send('T-1', `00-${TRACE}-${SENDER}-01`);
  expect(traceId).toBe(TRACE);
  const spans = await traceOf(TRACE, 9);
  const nameOf = new Map([[SENDER, 'sender'], ...spans.map(({ spanId, name }) => [spanId, name] as const)]);
  const tree = Object.fromEntries(
    spans.map(({ name, kind, parentSpanId = '' }) => [name, [nameOf.get(parentSpanId), kind]]),
  );
  const [internal, server, client, producer, consumer] = [1, 2, 3, 4, 5];
  expect(tree).toEqual({
    'POST /v1/procedures/:procedure/messages': ['sender', server],
    'publish building-permits': ['POST /v1/procedures/:procedure/messages', producer],
    'process building-permits': ['publish building-permits', consumer],
    validate: ['process building-permits', internal],
    translate: ['process building-permits', internal],
    file: ['process building-permits', internal],
    TRANSACTION: ['file', client],
    confirm: ['file', internal],
    'POST webhook': ['publish building-permits', client],
  });
  for (const { startTimeUnixNano, endTimeUnixNano } of spans)
    expect(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)).toBeGreaterThanOrEqual(0n);
  const process = spans.find(({ name }) => name === 'process building-permits')!;
  expect(process.attributes).toContainEqual({ key: 'messaging.message.id', value: { stringValue: id } });
  expect(process.attributes).toContainEqual({ key: 'fachwerk.outcome', value: { stringValue: 'filed' } });

  const sent = await until('the receipt is sent', () => webhook.taken[0]);
  const posted = spans.find(({ name }) => name === 'POST webhook')!;
  expect(sent.headers['traceparent']).toBe(`00-${TRACE}-${posted.spanId}-01`);
  const logged = await until('it is written down', () => worker.log.find((line) => line.includes('receipt delivered')));
  expect(logged).toContain(`"traceId":"${TRACE}"`);
  const { entries } = (await permits.get(`/v1/messages/${id}/timeline`)).body;
  expect(entries.at(-1)).toMatchObject({ kind: 'receipt', state: 'delivered', tries: 1 });
});

it('begins a trace where the sender has none, and keeps to a sender who wants none recorded', async () => {
  const { traceId } = await send('T-2');
  const spans = await traceOf(traceId, 9);
  expect(spans.filter(({ parentSpanId }) => !parentSpanId).map(({ name }) => name)).toEqual([
    'POST /v1/procedures/:procedure/messages',
  ]);
  const silent = 'a'.repeat(32);
  expect((await send('T-3', `00-${silent}-${SENDER}-00`)).traceId).toBe(silent);
  await send('T-4', `00-${'b'.repeat(32)}-${SENDER}-01`);
  await traceOf('b'.repeat(32), 9);
  expect(spansOf(silent)).toEqual([]);
});

it('costs nothing where no collector is set: the library is not even loaded', async () => {
  const loaded = [...(await loadedAtStart(createRequire(import.meta.url).resolve('@fachwerk/hub/main')))];
  const named = (part: RegExp): readonly string[] => loaded.filter((file) => part.test(file));
  expect(named(/packages.amqplib\.js$/)).toHaveLength(1);
  expect(named(/opentelemetry.(sdk|exporter|otlp)/)).toEqual([]);
});

it('begins a span at the doors of SOAP and XTA, and where a message is fetched', async () => {
  const [soap, xta] = ['d'.repeat(32), 'e'.repeat(32)];
  const ask = async (path: string, trace: string): Promise<void> => {
    const headers = { 'content-type': 'application/soap+xml', traceparent: `00-${trace}-${SENDER}-01` };
    await permits.request(path, { method: 'POST', headers, body: '<e/>' });
  };
  await ask('/soap/building-permits/v1', soap);
  await ask('/xta/2.1.1/management', xta);
  const attributesOf = async (trace: string): Promise<readonly [string, Span['attributes']]> => {
    const [span] = await traceOf(trace, 1);
    return [span!.name, span!.attributes];
  };
  const [soapName, soapFacts] = await attributesOf(soap);
  expect(soapName).toBe('POST /soap/:connector/:service');
  expect(soapFacts).toContainEqual({ key: 'http.route', value: { stringValue: '/soap/:connector/:service' } });
  expect((await attributesOf(xta))[0]).toBe('POST /xta/2.1.1/:port');

  const server = await XtaServer.open();
  await administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration, xtaSources }) => {
    const addresses = { management: server.url, send: server.url, msgbox: server.url };
    await xtaSources.set((await administration.tenantId('demo'))!, 'building-permits', {
      addresses,
      party: { identifier: 'ags:1', type: 'xöv' },
      secrets: { userName: 'city', password: 'secret' },
      fetches: true,
      intervalSeconds: 1,
      closesRefused: false,
    });
  });
  const bytes = Buffer.from(permit('T-8'));
  const key = server.put({ message: { contentType: 'application/json', fileName: 'm.json', bytes } });
  const operator = await gateway.operator();
  const { traceId } = await until('it was fetched', async () => {
    const { messages } = (await operator.get('/v1/messages?limit=500')).body;
    return messages.find((message: { key?: string }) => message.key === key);
  });
  const spans = await until('its trace is told', () => {
    const found = spansOf(traceId);
    return found.some(({ name }) => name === 'fetch building-permits') && found;
  });
  const fetched = spans.find(({ name }) => name === 'fetch building-permits')!;
  const published = spans.find(({ name }) => name === 'publish building-permits')!;
  expect(fetched.parentSpanId ?? '').toBe('');
  expect(published.parentSpanId).toBe(fetched.spanId);
  await server.close();
});

it('tells how a message was refused at the door, in its own trace', async () => {
  const trace = 'c'.repeat(32);
  await permits.send('{', { mime: 'application/json', traceparent: `00-${trace}-${SENDER}-01` });
  const [span] = await traceOf(trace, 1);
  expect(span?.attributes).toContainEqual({ key: 'http.response.status_code', value: { intValue: 422 } });
});

it('keeps with each try how long its stages took, who shared its transaction, and how often it was delivered', async () => {
  const { id, traceId } = await send('T-5');
  const { body } = await permits.get(`/v1/messages/${id}/timeline`);
  expect(body.message.traceId).toBe(traceId);
  expect(body.entries[0]).toMatchObject({ kind: 'accepted', durationMs: expect.any(Number) });
  const { stages, batchMessages, deliveries } = body.entries[1].attempt;
  expect({ batchMessages, deliveries }).toEqual({ batchMessages: 1, deliveries: 1 });
  const names = [
    'confirmedMs',
    'filedMs',
    'openedMs',
    'othersMs',
    'receivedMs',
    'translatedMs',
    'validatedMs',
    'waitedMs',
  ];
  expect(Object.keys(stages).toSorted()).toEqual(names);
  for (const name of names) expect(stages[name], name).toBeGreaterThanOrEqual(0);
  expect(stages.filedMs).toBeGreaterThan(0);
  // Of the first try alone: the others did not come in, nor wait behind what came in before.
  const parked = (await permits.send(permit('T-5', { project: 'Tower' }), { mime: 'application/json' })).body.id;
  expect((await permits.settled(parked)).state).toBe('parked');
  const operator = await gateway.operator();
  expect((await operator.post(`/v1/messages/${parked}/release`)).status).toBe(202);
  const attempts = await until('it was tried again', async () => {
    const found = (await operator.get(`/v1/messages/${parked}/attempts`)).body.attempts;
    return found.length === 3 ? found : undefined;
  });
  expect(attempts[0].stages).toHaveProperty('waitedMs');
  expect(attempts[1]).not.toHaveProperty('stages');
  expect(attempts[2].stages).not.toHaveProperty('waitedMs');
  expect(attempts[2].stages).not.toHaveProperty('confirmedMs');
  const [row] = await query<{ measured: number[] }>(
    database.migrateUrl,
    `SELECT measured FROM attempt WHERE message_id = '${id}'`,
  );
  expect(row!.measured).toHaveLength(9);
});

/** A module with all that it imports by itself. */
async function loadedAtStart(file: string, loaded = new Set<string>()): Promise<ReadonlySet<string>> {
  if (loaded.has(file)) return loaded;
  loaded.add(file);
  for (const [, path] of (await readFile(file, 'utf8')).matchAll(/^(?:import|export) [^;]*?"(\.[^"]+)";$/gm)) {
    await loadedAtStart(join(dirname(file), path!), loaded);
  }
  return loaded;
}
