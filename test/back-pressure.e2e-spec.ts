// When there is too much of something, senders hear of it before the hub suffers: 429 for the procedure that sends too
// much, 503 for what the hub has no room for, each with Retry-After; everybody else, and everything small, passes.
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentDisk, type ContentDisk } from './crash/content-disk.js';
import { HubProcess } from './harness/hub-process.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

const MIB = 1_048_576;
const BACKLOG_MAX = 60;
const JSON_TYPE = { mime: 'application/json' };
const CONNECTIONS_MAX = 40;
const REQUESTS_MAX = 3;
const TOKEN = 'token-of-prometheus';

let disk: ContentDisk;
/** A gateway without a worker: what it accepts waits. */
let setUp: SetUp;
/** A gateway that has less memory than it takes. */
let full: HubProcess;
let worker: HubProcess | undefined;
let invoices: Procedure;
let permits: Procedure;
beforeAll(async () => {
  disk = await contentDisk(64);
  setUp = await startSetUp('rabbitmq', {
    ROLES: 'gateway,operator',
    BACKLOG_MAX: String(BACKLOG_MAX),
    CONTENT_DIR: disk.folder,
    // Where no small disk can be mounted there is always too little.
    CONTENT_FREE_BYTES_MIN: disk.isSmall ? String(6 * MIB) : String(Number.MAX_SAFE_INTEGER),
  });
  full = await HubProcess.start({
    ...beside('gateway-2'),
    ROLES: 'gateway',
    MEMORY_BYTES_MAX: String(64 * MIB),
    METRICS_TOKEN: TOKEN,
    CONNECTIONS_MAX: String(CONNECTIONS_MAX),
    PROCEDURE_REQUESTS_MAX: String(REQUESTS_MAX),
    // Its senders may be slow here, however busy the machine is.
    BODY_TIMEOUT_MS: '300000',
  });
  invoices = await setUp.hub.procedure('xrechnung');
  permits = await setUp.hub.procedure('building-permits');
}, 180_000);
afterAll(async () => {
  await worker?.remove();
  await full.remove();
  await setUp.remove();
  await disk.remove();
}, 180_000);

function beside(name: string): Record<string, string> {
  return {
    GATEWAY_NAME: name,
    DATABASE_URL: setUp.database.url,
    AMQP_URL: setUp.brokerUrl!,
    CONTENT_DIR: disk.folder,
  };
}

async function ready(): Promise<Answer['body']> {
  const answer = await fetch(`${setUp.hub.baseUrl}/health/ready`);
  return { status: answer.status, ...((await answer.json()) as object) };
}

async function metric(line: string): Promise<number> {
  const text = await (await fetch(`${setUp.hub.baseUrl}/metrics`)).text();
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return Number(found?.split(' ').at(-1));
}

const large = (number: string): string => invoice(number, { note: 'x'.repeat(100_000) });

/** What a sender is told: a problem in two languages, and when to come back. */
function expectRefused(answer: Answer, status: number, code: string): void {
  expect(answer).toMatchObject({ status, body: { status, code } });
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(answer.body.sentence.de).toMatch(/erneut senden\.$/);
  expect(answer.body.sentence.en).toMatch(/Send it again .*with the same key\.$/);
}

describe('space in the content store', () => {
  it('keeps large bodies and attachments out while it is low, and nothing small', async () => {
    const ballast = join(disk.folder, 'ballast');
    if (disk.isSmall) {
      expect((await invoices.send(large('S-0'), { key: 'S-0' })).status).toBe(202);
      await writeFile(ballast, Buffer.alloc(59 * MIB));
    }
    await until('the hub sees it', async () => (await ready()).refusing.includes('space'));
    expectRefused(await invoices.send(large('S-1'), { key: 'S-1' }), 503, 'content.space-low');
    const plan = { name: 'plan.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.7 plan') };
    const form = await permits.send(permit('S-2'), { ...JSON_TYPE, key: 'S-2', attachments: [plan] });
    expectRefused(form, 503, 'content.space-low');
    expect((await permits.send(permit('S-3'), { ...JSON_TYPE, key: 'S-3' })).status).toBe(202);
    expect(await ready()).toMatchObject({ status: 200, ready: true });
    expect(await metric('fachwerk_messages_refused_total{code="content.space-low"}')).toBe(2);
    if (!disk.isSmall) return;
    await rm(ballast);
    await invoices.sendUntilAccepted(large('S-1'), { key: 'S-1' });
    expect((await ready()).refusing).toEqual([]);
    expect(await metric('fachwerk_content_free_bytes')).toBeGreaterThan(30 * MIB);
  });
});

describe('memory of a gateway', () => {
  it('keeps large bodies out before they are read, and nothing small', async () => {
    const door = full.procedureWith('xrechnung', await setUp.hub.keyOf('xrechnung'));
    // Announced, not sent; so large that it is too much also where the system has taken pages of the idle gateway back.
    const headers = { ...door.headers, 'content-type': 'application/xml', 'content-length': String(30 * MIB) };
    const call = request(`${full.baseUrl}/v1/procedures/xrechnung/messages`, { method: 'POST', headers });
    call.flushHeaders();
    const [response] = await once(call, 'response');
    expect(response.statusCode).toBe(503);
    expect(JSON.parse(await text(response))).toMatchObject({ status: 503, code: 'hub.memory-low' });
    // At once: a gateway whose pages were taken back has room for small ones again, and says so within a second.
    const health = await (await fetch(`${full.baseUrl}/health/ready`)).json();
    expect(health).toMatchObject({ ready: true, refusing: ['memory'] });
    call.destroy();
    expect((await door.send(invoice('M-2'), { key: 'M-2' })).status).toBe(202);
  });
});

describe('requests of one procedure at once', () => {
  it('are so many, and another procedure is not concerned', async () => {
    const [xrechnung, building] = ['xrechnung', 'building-permits'] as const;
    const door = full.procedureWith(xrechnung, await setUp.hub.keyOf(xrechnung));
    const other = full.procedureWith(building, await setUp.hub.keyOf(building));
    const slow = await Promise.all(
      Array.from({ length: REQUESTS_MAX }, async (_, number) => {
        const body = invoice(`C-${number}`);
        const type = { 'content-type': 'application/xml', 'content-length': String(body.length) };
        const headers = { ...door.headers, ...type, expect: '100-continue' };
        const call = request(`${full.baseUrl}/v1/procedures/${xrechnung}/messages`, { method: 'POST', headers });
        call.flushHeaders();
        // The hub is waiting for the body.
        await once(call, 'continue');
        return call;
      }),
    );
    const refused = await door.send(invoice('C-x'), { key: 'C-x' });
    expectRefused(refused, 429, 'procedure.requests');
    expect((await other.send(permit('C-y'), { ...JSON_TYPE, key: 'C-y' })).status).toBe(202);
    for (const [number, call] of slow.entries()) {
      call.end(invoice(`C-${number}`));
      const [response] = await once(call, 'response');
      expect(response.statusCode).toBe(202);
      response.resume();
    }
    expect((await door.send(invoice('C-x'), { key: 'C-x' })).status).toBe(202);
  });
});

describe('metrics', () => {
  it('are for whoever has the token, where there is one', async () => {
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${full.baseUrl}/metrics`, { headers })).status;
    expect(await ask({})).toBe(401);
    expect(await ask({ authorization: 'Bearer another-token-of-it' })).toBe(401);
    expect(await ask({ authorization: `Bearer ${TOKEN}` })).toBe(200);
  });

  it('are for this computer alone, where there is none, and not by way of a proxy', async () => {
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${setUp.hub.baseUrl}/metrics`, { headers })).status;
    expect(await ask({})).toBe(200);
    expect(await ask({ 'x-forwarded-for': '192.0.2.7' })).toBe(401);
    expect(await ask({ forwarded: 'for=192.0.2.7' })).toBe(401);
  });
});

describe('the backlog of a procedure', () => {
  it('turns its senders away, lets others pass, and goes by itself', async () => {
    const burst = await Promise.all(
      Array.from({ length: BACKLOG_MAX }, (_, number) => invoices.send(invoice(`B-${number}`), { key: `B-${number}` })),
    );
    // The hub may look while they come in.
    expect(burst.filter(({ status }) => ![202, 429].includes(status))).toEqual([]);
    const sent = burst.filter(({ status }) => status === 202).map(({ body }) => body.id as string);
    const refused = await until('the lane is full', async () => {
      const answer = await invoices.send(invoice('B-0'), { key: 'B-0' });
      return answer.status === 202 ? undefined : answer;
    });
    expectRefused(refused, 429, 'procedure.backlog');
    expect(refused.body.detail).toMatch(/^\d+ messages of xrechnung wait/);
    expect((await permits.send(permit('B-x'), { ...JSON_TYPE, key: 'B-x' })).status).toBe(202);
    expect(await ready()).toMatchObject({ status: 200, ready: true, refusing: expect.arrayContaining(['backlog']) });
    const waiting = await metric('fachwerk_backlog_messages{procedure="xrechnung"}');
    expect(waiting).toBeGreaterThanOrEqual(BACKLOG_MAX);
    expect(setUp.hub.log.join('\n')).toContain('a mark is reached');

    worker = await HubProcess.start({ ...beside('worker'), ROLES: 'worker' });
    await until(
      'it is taken again',
      async () => {
        const { status } = await invoices.send(invoice('B-again'), { key: 'B-again' });
        expect([202, 429]).toContain(status);
        return status === 202;
      },
      120_000,
    );
    process.stdout.write(`backlog: ${waiting} waited, mark ${BACKLOG_MAX}; taken again once they were filed\n`);
    expect((await ready()).refusing).not.toContain('backlog');
    for (const id of sent) expect(await invoices.settled(id)).toMatchObject({ state: 'filed' });
    const books = await invoices.booksWhen('the books are settled', ({ inFlight }) => inFlight === 0, 60_000);
    expect(books).toMatchObject({ balanced: true, rejected: 0, parked: 0, missing: { count: 0 } });
  }, 240_000);
});

describe('the rate of a procedure', () => {
  it('is kept, and Retry-After is true', async () => {
    await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) =>
      administration.changeRate((await administration.tenantId('demo'))!, 'building-permits', '20/min'),
    );
    await until('the hub knows', () => setUp.hub.knows('"rate":"20/min"'));
    let accepted = 0;
    const send = async (): Promise<Answer> => {
      const answer = await permits.send(permit('R-1'), { ...JSON_TYPE, key: 'R-1' });
      if (answer.status === 202) accepted += 1;
      return answer;
    };
    let refused = await send();
    while (refused.status === 202) refused = await send();
    expectRefused(refused, 429, 'procedure.rate');
    expect(accepted).toBeGreaterThanOrEqual(20);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(3);
    // Of others it is no business.
    expect((await invoices.send(invoice('R-x'), { key: 'R-x' })).status).toBe(202);
    const from = performance.now();
    await until('the next token is there', async () => (await send()).status === 202);
    const tookSeconds = ((performance.now() - from) / 1_000).toFixed(1);
    process.stdout.write(`rate 20/min: ${accepted - 1} at once, told ${seconds} s, taken after ${tookSeconds} s\n`);
  });
});

// The last one: how soon the hub notices that a connection is gone, nobody can see.
describe('connections', () => {
  it('are so many, and a further one is closed while those that are there are answered', async () => {
    const { hostname, port } = new URL(full.baseUrl);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const live = async (): Promise<number> => {
      const [response] = await once(request(`${full.baseUrl}/health/live`, { agent }).end(), 'response');
      await text(response);
      return response.statusCode;
    };
    expect(await live()).toBe(200);
    const closed: Socket[] = [];
    const sockets = Array.from({ length: CONNECTIONS_MAX }, () => {
      const socket = connect(Number(port), hostname).on('error', () => undefined);
      return socket.once('close', () => closed.push(socket));
    });
    await until('one too many is closed', () => closed.length > 0);
    expect(closed.length).toBeLessThan(CONNECTIONS_MAX);
    expect(await live()).toBe(200);
    agent.destroy();
    for (const socket of sockets) socket.destroy();
    await until('there is room again', async () => (await fetch(`${full.baseUrl}/health/live`)).status === 200);
  });
});
