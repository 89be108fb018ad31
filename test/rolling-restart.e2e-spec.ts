// Two gateways and two workers are restarted in turn under load: a sender that repeats has every message filed exactly
// once, and sees nothing but 202, 503 and broken connections. What is running at SIGTERM is finished; what does not end
// is cut off at the deadline.
import { createHash } from 'node:crypto';
import { Agent, request, type ClientRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from './harness/databases.js';
import { HubProcess, type HubSettings } from './harness/hub-process.js';
import { newBroker, newDatabase } from './harness/provided.js';
import type { TestDatabase } from './harness/databases.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

/** FACHWERK_TEST_RESTARTS=3 is the long form. */
const ROUNDS = Number(process.env['FACHWERK_TEST_RESTARTS'] ?? 1);
const SENDERS = 4;
const MIB = 1_048_576;
const NOTICE_MS = 300;
/** Of the second gateway: long enough for messages, too short for an upload. */
const DRAIN_MS = 1_500;

let database: TestDatabase;
let shared: HubSettings;
let gateways: readonly HubProcess[];
let workers: readonly HubProcess[];
let key: string;
beforeAll(async () => {
  database = await newDatabase();
  shared = {
    DATABASE_URL: database.url,
    AMQP_URL: await newBroker(),
    TALLY_MS: '5000',
    STOP_NOTICE_MS: String(NOTICE_MS),
  };
  const first = await HubProcess.start({
    ...shared,
    DEMO: 'true',
    GATEWAY_NAME: 'gateway-1',
    ROLES: 'gateway,operator',
  });
  const [second, ...rest] = await Promise.all([
    HubProcess.start({
      ...own(first),
      GATEWAY_NAME: 'gateway-2',
      ROLES: 'gateway,operator',
      DRAIN_TIMEOUT_MS: String(DRAIN_MS),
    }),
    HubProcess.start({ ...own(first), ROLES: 'worker' }),
    HubProcess.start({ ...own(first), ROLES: 'worker' }),
  ]);
  gateways = [first, second];
  workers = rest;
  key = await first.keyOf('building-permits');
}, 240_000);
afterAll(async () => {
  await Promise.all([...gateways, ...workers].map((hub) => hub.remove()));
  await database.drop();
}, 240_000);

/** All of them put content in one place. */
function own({ dataDir }: HubProcess): HubSettings {
  return { ...shared, CONTENT_DIR: `${dataDir}/content` };
}

type Seen = Map<string, number>;

/** Sends until stopped, on connections that are kept, to one gateway after the other; repeats until it reads 202. */
async function sendAll(isOver: () => boolean, seen: Seen): Promise<ReadonlyMap<string, string>> {
  const agent = new Agent({ keepAlive: true });
  const accepted = new Map<string, string>();
  let next = 0;
  let turn = 0;
  const send = async (): Promise<void> => {
    while (!isOver()) {
      const number = `R-${next++}`;
      await until(
        `${number} is accepted`,
        async () => {
          const { status, body } = await post(gateways[turn++ % gateways.length]!, agent, number);
          seen.set(status, (seen.get(status) ?? 0) + 1);
          if (status !== '202') return undefined;
          accepted.set(number, (JSON.parse(body) as { id: string }).id);
          return true;
        },
        60_000,
      );
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  agent.destroy();
  return accepted;
}

async function post(
  { baseUrl }: HubProcess,
  agent: Agent,
  number: string,
): Promise<{ readonly status: string; readonly body: string }> {
  const call = start(baseUrl, { 'idempotency-key': number }, agent);
  try {
    call.end(permit(number));
    const [response] = await once(call, 'response');
    const body = await text(response);
    return { status: String(response.statusCode), body };
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return { status: code, body: '' };
  }
}

function start(baseUrl: string, headers: Record<string, string>, agent?: Agent): ClientRequest {
  const all = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers };
  const url = `${baseUrl}/v1/procedures/building-permits/messages`;
  return request(url, { method: 'POST', headers: all, ...(agent === undefined ? {} : { agent }) });
}

async function restart(hub: HubProcess): Promise<void> {
  await hub.stop();
  await hub.start();
}

describe('a rolling restart under load', () => {
  it('costs no message and doubles none; a sender sees 202, 503 and broken connections', async () => {
    const seen: Seen = new Map();
    let over = false;
    const sending = sendAll(() => over, seen);
    await until('something is accepted', () => (seen.get('202') ?? 0) > 50);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const pair of [0, 1]) await Promise.all([restart(gateways[pair]!), restart(workers[pair]!)]);
    over = true;
    const accepted = await sending;

    process.stdout.write(
      `${ROUNDS} × 4 restarts, ${accepted.size} messages: ${JSON.stringify(Object.fromEntries(seen))}\n`,
    );
    const broken = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'];
    expect([...seen.keys()].filter((status) => !['202', '503', ...broken].includes(status))).toEqual([]);
    const sender = gateways[0]!.procedureWith('building-permits', key);
    const books = await sender.booksWhen(
      'everything is settled',
      ({ inFlight, accepted: all }) => inFlight === 0 && all >= accepted.size,
      120_000,
    );
    // Every number of a gateway that stopped is told by its last tally.
    expect(books).toMatchObject({ accepted: accepted.size, filed: accepted.size, balanced: true });
    expect(books).toMatchObject({ rejected: 0, parked: 0, missing: { count: 0 }, unseen: { count: 0 } });
    const [counts] = await query<Record<string, string>>(
      database.migrateUrl,
      `SELECT count(*) AS documents, count(DISTINCT document_id) AS distinct FROM document_version`,
    );
    expect(counts).toEqual({ documents: String(accepted.size), distinct: String(accepted.size) });
    for (const hub of [...gateways, ...workers]) expect(hub.log.join('\n')).not.toContain('without finishing');
  }, 300_000);
});

describe('a gateway that is told to stop', () => {
  it('says so first, and takes a large upload to its end', async () => {
    const hub = gateways[0]!;
    const { call, hash } = upload(hub.baseUrl, 'U-1');
    const answered = once(call, 'response');
    await written(call, hash, 8);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await once(get(hub.baseUrl, agent), 'response').then(([response]) => text(response));

    const stopped = hub.stop();
    const left = await until('it is not ready', async () => {
      const [response] = await once(get(hub.baseUrl, agent), 'response');
      await text(response);
      return response.statusCode === 503 ? response : undefined;
    });
    expect(left.headers.connection).toBe('close');
    agent.destroy();
    await until('it takes no connections', () => refused(hub.baseUrl));
    await written(call, hash, 8);
    call.end('\r\n--edge--\r\n');
    const [response] = await answered;
    expect(response.statusCode).toBe(202);
    const { id } = JSON.parse(await text(response)) as { id: string };
    await stopped;
    await hub.start();
    const message = await hub.procedureWith('building-permits', key).settled(id);
    expect(message).toMatchObject({ state: 'filed' });
    expect(message.receipt.documents.map(({ sha256 }: { sha256: string }) => sha256)).toContain(hash.digest('hex'));
  }, 180_000);

  it('cuts off at its deadline what does not end, and does not wait for who says nothing', async () => {
    const hub = gateways[1]!;
    const silent = connect(Number(new URL(hub.baseUrl).port), '127.0.0.1').on('error', () => undefined);
    await once(silent, 'connect');
    const silentEnds = ended(silent);
    const { call, hash } = upload(hub.baseUrl, 'U-2');
    const broken = ended(call);
    await written(call, hash, 1);
    const began = performance.now();
    await hub.stop();
    const tookMs = performance.now() - began;
    process.stdout.write(
      `a request without an end: the gateway ended after ${Math.round(tookMs)} ms (notice ${NOTICE_MS}, drain ${DRAIN_MS})\n`,
    );
    expect(tookMs).toBeGreaterThan(NOTICE_MS + DRAIN_MS);
    await Promise.all([broken, silentEnds]);
    expect(hub.log.join('\n')).toContain('requests were cut off');
    expect(hub.log.at(-1)).toContain('"stopped"');
  }, 180_000);

  it('ends at once when it is told a second time', async () => {
    const hub = gateways[1]!;
    await hub.start();
    const { call, hash } = upload(hub.baseUrl, 'U-3');
    const broken = ended(call);
    await written(call, hash, 1);
    // In vain for as long as it may be an echo of the first.
    const stopped = hub.stop();
    await until('it has ended', () => {
      hub.signal('SIGTERM');
      return hub.log.at(-1)?.includes('told to stop a second time');
    });
    await Promise.all([stopped, broken]);
  }, 180_000);
});

/** However it ended. */
function ended(connection: ClientRequest | Socket): Promise<void> {
  return new Promise((resolve) => connection.once('close', () => resolve()));
}

async function refused(baseUrl: string): Promise<boolean> {
  return fetch(`${baseUrl}/health/live`).then(
    () => false,
    () => true,
  );
}

function get(baseUrl: string, agent: Agent): ClientRequest {
  return request(`${baseUrl}/health/ready`, { agent }).end();
}

/** The beginning of a form with a permit and an attachment. */
function upload(baseUrl: string, number: string): { call: ClientRequest; hash: ReturnType<typeof createHash> } {
  const call = start(baseUrl, { 'content-type': 'multipart/form-data; boundary=edge', 'idempotency-key': number });
  call.on('error', () => undefined); // whoever waits for it is told, too
  const part = (head: string): string => `--edge\r\nContent-Disposition: form-data; ${head}\r\n\r\n`;
  call.write(`${part('name="message"\r\nContent-Type: application/json')}${permit(number)}\r\n`);
  call.write(part('name="attachment"; filename="plan.bin"\r\nContent-Type: application/octet-stream'));
  return { call, hash: createHash('sha256') };
}

/** Resolves when the hub has taken so many MiB more. */
async function written(call: ClientRequest, hash: ReturnType<typeof createHash>, mib: number): Promise<void> {
  for (let number = 0; number < mib; number += 1) {
    const bytes = Buffer.alloc(MIB, `Fachwerk ${number} `);
    hash.update(bytes);
    await new Promise<void>((resolve, reject) => call.write(bytes, (error) => (error ? reject(error) : resolve())));
  }
}
