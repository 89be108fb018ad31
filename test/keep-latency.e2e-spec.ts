// What others do at the door does not keep a quiet procedure waiting: idle connections, senders that trickle, a tenant
// that has ten thousand keys, and whoever tries one wrong key after the other. The latencies are printed; what is asserted is that
// nobody is refused who should not be.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { administer } from '@fachwerk/hub/administer';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { query } from './harness/databases.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

/** Of the quiet procedure, one after the other. */
const MESSAGES = 50;
const CONNECTIONS = 1_000;
const TRICKLING = 100;
const KEYS = 10_000;
const SENDERS = 8;
/** Not a measure of speed: with any of these a sender would have given up. */
const MS_MAX = 20_000;

let setUp: SetUp;
let quiet: string;
const opened: Socket[] = [];
const rows: string[] = [];
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq');
  quiet = await setUp.hub.keyOf('building-permits');
});
afterEach(() => {
  for (const socket of opened.splice(0)) socket.destroy();
});
afterAll(async () => {
  process.stdout.write(`quiet procedure, ${MESSAGES} messages, accepted after (ms):\n${rows.join('\n')}\n`);
  await setUp.remove();
});

async function post(agent: Agent, name: string, key: string, mime: string, body: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': mime };
  const url = `${setUp.hub.baseUrl}/v1/procedures/${name}/messages`;
  const call = request(url, { method: 'POST', headers, agent });
  call.end(body);
  const [response] = await once(call, 'response');
  response.resume();
  await once(response, 'end');
  return response.statusCode;
}

/** Sends as the quiet procedure does, and writes down how long each answer took. */
async function measure(what: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const took: number[] = [];
  for (let number = 0; number < MESSAGES; number += 1) {
    const began = performance.now();
    const status = await post(agent, 'building-permits', quiet, 'application/json', permit(`${what}-${number}`));
    took.push(performance.now() - began);
    expect(status).toBe(202);
  }
  agent.destroy();
  took.sort((one, other) => one - other);
  const [p50, p99] = [0.5, 0.99].map((share) => took[Math.floor(share * took.length)]!);
  rows.push(`  ${what.padEnd(24)} p50 ${p50!.toFixed(1).padStart(7)}  p99 ${p99!.toFixed(1).padStart(7)}`);
  expect(p99).toBeLessThan(MS_MAX);
}

/** Sends from all sides until `work` is over. @returns how often each status was answered */
async function beside(work: () => Promise<void>, send: (number: number) => Promise<number>): Promise<object> {
  const statuses: Record<number, number> = {};
  let over = false;
  let next = 0;
  const one = async (): Promise<void> => {
    while (!over) {
      const status = await send(next++);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  const senders = Array.from({ length: SENDERS }, one);
  await work().finally(() => (over = true));
  await Promise.all(senders);
  rows.push(`  ${''.padEnd(24)} beside it: ${JSON.stringify(statuses)}`);
  return statuses;
}

async function open(count: number): Promise<readonly Socket[]> {
  const sockets = Array.from({ length: count }, () =>
    connect(Number(new URL(setUp.hub.baseUrl).port), '127.0.0.1').on('error', () => undefined),
  );
  opened.push(...sockets);
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  return sockets;
}

it('alone', () => measure('alone'));

it('beside 1,000 connections on which nothing is said', async () => {
  const sockets = await open(CONNECTIONS);
  await measure('1,000 idle connections');
  expect(sockets.filter(({ destroyed }) => destroyed)).toEqual([]);
});

it('beside senders whose heads and bodies trickle', async () => {
  const invoices = await setUp.hub.keyOf('xrechnung');
  const head = 'POST /v1/procedures/xrechnung/messages HTTP/1.1\r\nHost: hub\r\nContent-Type: application/xml\r\n';
  for (const socket of await open(TRICKLING)) socket.write(head);
  for (const socket of await open(TRICKLING))
    socket.write(`${head}Authorization: Bearer ${invoices}\r\nContent-Length: 60000\r\n\r\n<`);
  const trickle = setInterval(() => {
    for (const socket of opened) socket.write('a');
  }, 100);
  try {
    await measure('200 trickling senders');
  } finally {
    clearInterval(trickle);
  }
});

it('beside a tenant that has 10,000 keys, and sends with another one each time', async () => {
  const secrets = Array.from({ length: KEYS }, (_, number) => `fw_test-${number}`);
  const busy = await makeKeys(secrets);
  const agent = new Agent({ keepAlive: true });
  const statuses = await beside(
    () => measure('10,000 keys'),
    (number) => post(agent, 'busy', secrets[(number * 613) % KEYS]!, 'application/xml', invoice(`K-${number}`)),
  );
  agent.destroy();
  expect(Object.keys(statuses)).toEqual(['202']);
  const sent = Object.values(statuses)[0];
  // What is filed faster than it is counted is not in flight either.
  const isSettled = ({ accepted, inFlight }: { accepted: number; inFlight: number }): boolean =>
    accepted === sent && inFlight === 0;
  const books = await busy.booksWhen('all of it is settled', isSettled, 120_000);
  expect(books).toMatchObject({ balanced: true, rejected: 0, parked: 0 });
}, 180_000);

it('beside somebody who tries one wrong key after the other', async () => {
  const agent = new Agent({ keepAlive: true });
  const statuses = await beside(
    () => measure('wrong keys'),
    (number) => post(agent, 'busy', `fw_wrong-${number}`, 'application/xml', invoice('W')),
  );
  agent.destroy();
  expect(Object.keys(statuses)).toEqual(['401']);
});

/** A tenant of its own, whose one procedure has all these keys. */
async function makeKeys(secrets: readonly string[]): Promise<Procedure> {
  const { url, migrateUrl } = setUp.database;
  const tenant = await administer({ FACHWERK_DATABASE_URL: url }, async ({ administration, filePlan }) => {
    const id = await administration.createTenant('busy', 'Busy');
    await filePlan.createEntry(id, { code: '903.4', title: 'Rechnungen', referencePattern: '{plan}/{year}-{seq}' });
    const settings = { filePlanCode: '903.4' };
    await administration.createProcedure(id, { name: 'busy', title: 'Busy', connector: 'xrechnung', settings });
    return id;
  });
  const hashes = secrets.map((secret) => createHash('sha256').update(secret).digest());
  await query(
    migrateUrl,
    `INSERT INTO api_key (tenant_id, id, procedure_id, hash, label, created_at)
     SELECT $1, gen_random_uuid(), procedure.id, hash, 'many', now()
     FROM procedure, unnest($2::bytea[]) AS hash WHERE procedure.tenant_id = $1`,
    [tenant, hashes],
  );
  await until('the hub knows the keys', () => setUp.hub.knows(hashes.at(-1)!.toString('hex')));
  return setUp.hub.procedureWith('busy', secrets[0]!);
}
