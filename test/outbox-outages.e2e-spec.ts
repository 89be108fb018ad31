// The receiver of receipts is down for a minute, an hour, five days, in time that passes by itself: the clock is
// shifted, everything else is real. Nothing is lost, nothing comes twice, and meanwhile it is not tried without end.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Filing } from '../apps/hub/src/archive/filing.js';
import { Clock, RandomIds } from '../apps/hub/src/config/clock.js';
import { ReceiptSender, type SendOutcome } from '../apps/hub/src/confirm/receipt-sender.js';
import { webhookWay } from '../apps/hub/src/confirm/webhook-way.js';
import { Database } from '../apps/hub/src/database/database.js';
import { ErrorTexts } from '../apps/hub/src/errors/codes.js';
import { HubError } from '../apps/hub/src/errors/hub-error.js';
import { fileBatch } from '../apps/hub/src/file/batch.js';
import type { ReadMessage } from '../apps/hub/src/file/read-message.js';
import { newMessageId } from '../apps/hub/src/ledger/message-id.js';
import {
  dueTargets,
  takeDelivery,
  writeDelivered,
  writeFailed,
  writeStopped,
} from '../apps/hub/src/ledger/outbox-sending.js';
import { Outbox, withdrawRefusal, type OutboxRow } from '../apps/hub/src/ledger/outbox.js';
import { lockSettled, reopen } from '../apps/hub/src/ledger/reopen.js';
import type { TestDatabase } from './harness/databases.js';
import { newDatabase } from './harness/provided.js';
import { Receiver } from './harness/receiver.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

class ShiftedClock extends Clock {
  private at = Date.parse('2026-03-02T08:00:00Z');
  override now(): Date {
    return new Date(this.at);
  }
  pass(ms: number): void {
    this.at += ms;
  }
}

const ids = new RandomIds();
const clock = new ShiftedClock();
let service: TestDatabase;
let database: Database;
let outbox: Outbox;
let receiver: Receiver;
let sender: ReceiptSender;
let tenant: string;
let procedure: string;
let tried: Record<SendOutcome, number>;
const problems: unknown[] = [];
let seq = 0;

beforeAll(async () => {
  service = await newDatabase();
  receiver = await Receiver.open();
  await administer({ FACHWERK_DATABASE_URL: service.url }, async ({ administration, filePlan, webhooks }) => {
    tenant = await administration.createTenant('city', 'City');
    await filePlan.createEntry(tenant, { code: '1', title: 'Files', referencePattern: '{seq}' });
    const facts = { name: 'invoices', title: 'Invoices', connector: 'xrechnung', settings: {} };
    procedure = await administration.createProcedure(tenant, facts);
    await webhooks.set(tenant, 'invoices', receiver.url, true);
  });
  database = new Database({ url: service.url, connectionsMax: 6 });
  outbox = new Outbox(database);
  sender = senderOf();
});
afterAll(async () => {
  await sender.stop(10_000);
  await receiver.down();
  await database.close();
  await service.drop();
});
/** One worker. */
function senderOf(): ReceiptSender {
  const webhook = webhookWay(new ErrorTexts(), { timeoutMs: 2_000, loopback: true }, clock);
  return new ReceiptSender(
    database,
    clock,
    ids,
    { webhook, xta: webhook, soap: webhook },
    {
      onTried: (_target, _delivery, outcome) => (tried[outcome] += 1),
      onPending: () => undefined,
      onProblem: (error) => problems.push(error),
    },
  );
}

beforeEach(() => {
  tried = { delivered: 0, waiting: 0, failed: 0, stopped: 0 };
  receiver.taken.length = 0;
  receiver.requests.length = 0;
  receiver.answering = 204;
});

/** Files messages as the stage does, in one transaction each. */
async function settle(count: number, as: 'filed' | 'rejected' | 'parked' = 'filed'): Promise<readonly string[]> {
  const keys = Array.from({ length: count }, () => `${as}-${(seq += 1)}`);
  for (const key of keys) await file([message(key, as)]);
  return keys;
}

async function file(messages: readonly ReadMessage[]): Promise<void> {
  const parts = {
    filing: new Filing({ timeZone: 'UTC', ids }),
    sign: async () => 'a.b.c',
    clock,
    ids,
    writer: ids.uuid(),
  };
  await database.inTenant(tenant, (transaction) => fileBatch(transaction, tenant, messages, parts));
}

function message(key: string, as: 'filed' | 'rejected' | 'parked'): ReadMessage {
  const at = clock.now();
  const sha256 = seq.toString(16).padStart(64, '0');
  const body = { mime: 'application/xml', sizeBytes: 1, sha256, inline: true, syntax: 'xml' as const };
  const refusal =
    as === 'rejected'
      ? new HubError('rejected', 'xml.depth', 'Too deep.', { path: '/a', values: { max: 100 } })
      : new HubError('conflict', 'archive.case-closed', 'Closed.', { values: { key } });
  return {
    envelope: {
      version: 1,
      id: newMessageId(at, ids.bytes(6), { tenant, procedure }, { name: 'k', secret: Buffer.alloc(32) }),
      tenant,
      procedure,
      connector: 'xrechnung',
      senderKey: key,
      acceptedAt: at.toISOString(),
      stamp: { gateway: 'g', epoch: '5f0f5b50-31f7-4a59-9d55-a3ab43f5b0a3', seq },
      body,
      attachments: [],
    },
    body: Buffer.from('x'),
    procedureName: 'invoices',
    startedAt: at,
    measured: {},
    connector: 'xrechnung',
    connectorVersion: '1.0.0',
    ordered: false,
    orderKey: undefined,
    validation: undefined,
    type: 'invoice.ubl',
    result:
      as === 'filed'
        ? { key, commands: [{ do: 'open-file', key, filePlanCode: '1', subject: 'A file' }] }
        : { error: refusal, stage: 'file' },
  };
}

/** Lets time pass, from one moment at which something is due to the next. */
async function pass(ms: number): Promise<void> {
  const end = clock.now().getTime() + ms;
  for (;;) {
    await sender.sendDue();
    const now = clock.now().getTime();
    if (now >= end) return;
    const next = Math.min(...(await pending()).map(({ nextAt }) => nextAt!.getTime()));
    clock.pass(Math.min(Math.max(next - now, 1), end - now));
  }
}

const pending = (): Promise<readonly OutboxRow[]> => outbox.list(tenant, { state: 'pending', limit: 100 });

it.each([
  // In an outage the target is tried five to eight times at first, then once after each rest. Rests double up to an
  // hour, and are half as long on average.
  { outage: '1 min', lastsMs: MINUTE, triesMax: 30 },
  { outage: '1 h', lastsMs: HOUR, triesMax: 50 },
  { outage: '5 days', lastsMs: 5 * DAY, triesMax: 400 },
])('$outage down: 0 lost, 0 doubled', async ({ lastsMs, triesMax }) => {
  await receiver.down();
  const keys = [...(await settle(20)), ...(await settle(5, 'rejected'))];
  await pass(lastsMs / 2);
  keys.push(...(await settle(15)));
  await settle(5, 'parked');
  await pass(lastsMs / 2);
  expect(tried).toMatchObject({ delivered: 0, stopped: 0 });
  expect(tried.failed).toBeGreaterThanOrEqual(5);
  expect(tried.failed).toBeLessThanOrEqual(triesMax);
  expect(await pending()).toHaveLength(keys.length);

  await receiver.up();
  await pass(HOUR);
  expect(await pending()).toEqual([]);
  await pass(DAY);
  expect([...receiver.keys()].toSorted()).toEqual(keys.toSorted());
  expect([...receiver.counts().values()]).toEqual(keys.map(() => 1));
  expect(problems).toEqual([]);
});

it('a receipt that is refused for ever holds up no other, and is tried ever more rarely', async () => {
  const [poison] = await settle(1);
  const others = new Set<string>();
  receiver.answering = (received, response) => {
    const isPoison = received.body.key === poison;
    if (!isPoison) receiver.taken.push(received);
    response.writeHead(isPoison ? 422 : 204).end();
  };
  for (let hour = 0; hour < 24; hour += 1) {
    const [key] = await settle(1);
    others.add(key!);
    await pass(HOUR);
    expect(receiver.keys()).toEqual(others);
  }
  const [row] = await pending();
  expect(row).toMatchObject({ key: poison, lastError: { code: 'webhook.status', values: { status: 422 } } });
  // Eleven tries until the longest distance of an hour is reached, then two an hour on average; a day has 24.
  expect(row!.attempts).toBeLessThan(100);
  expect(receiver.taken).toHaveLength(24);
  receiver.answering = 204;
  await pass(HOUR + MINUTE);
  expect(await pending()).toEqual([]);
});

it('tells no refusal that was withdrawn before anybody was told', async () => {
  await receiver.down();
  const refused = message('withdrawn', 'rejected');
  await file([refused]);
  await pass(MINUTE);
  expect(await pending()).toMatchObject([{ key: 'withdrawn', outcome: 'rejected' }]);
  await database.inTenant(tenant, async (transaction) => {
    const settled = await lockSettled(transaction, tenant, refused.envelope.id, 'rejected');
    await reopen(transaction, tenant, settled!, clock.now());
    await withdrawRefusal(transaction, tenant, settled!.submission);
  });
  expect(await pending()).toEqual([]);
  await file([{ ...refused, result: message('withdrawn', 'filed').result }]);
  await receiver.up();
  await pass(HOUR);
  expect(receiver.taken.map(({ body }) => [body.key, body.state])).toEqual([['withdrawn', 'filed']]);
});

describe('two workers', () => {
  let other: ReceiptSender;
  beforeAll(() => {
    other = senderOf();
  });
  afterAll(() => other.stop(10_000));

  it('send each receipt once', async () => {
    const keys = await settle(60);
    await Promise.all([sender.sendDue(), other.sendDue()]);
    expect(receiver.taken.map(({ body }) => body.key).toSorted()).toEqual(keys.toSorted());
  });

  it('try a receiver that rests once, together', async () => {
    receiver.answering = 500;
    await settle(30);
    await sender.sendDue();
    const before = receiver.requests.length;
    await Promise.all([sender.sendDue(), other.sendDue()]);
    expect(receiver.requests).toHaveLength(before);
    clock.pass(HOUR);
    await Promise.all([sender.sendDue(), other.sendDue()]);
    expect(receiver.requests).toHaveLength(before + 1);
    receiver.answering = 204;
    clock.pass(HOUR);
    await Promise.all([sender.sendDue(), other.sendDue()]);
    await sender.sendDue();
    expect(await pending()).toEqual([]);
    expect([...receiver.counts().values()]).toEqual(Array.from({ length: 30 }, () => 1));
  });

  it('do not undo what the other has written down', async () => {
    await settle(1);
    const now = clock.now();
    const [target] = await dueTargets(database, now);
    const first = await takeDelivery(database, target!, now, new Date(now.getTime() + MINUTE));
    expect(await takeDelivery(database, target!, now, new Date(now.getTime() + MINUTE))).toBeUndefined();
    // The first worker stood still for longer than its lease.
    clock.pass(2 * MINUTE);
    const later = clock.now();
    const second = await takeDelivery(database, target!, later, new Date(later.getTime() + MINUTE));
    expect(second).toMatchObject({ id: first!.id, attempts: first!.attempts + 1 });
    const error = { code: 'webhook.timeout', message: 'Late.', at: later.toISOString() };
    await writeFailed(database, target!, first!, later, { error, nextAt: later, share: 0 });
    expect(await takeDelivery(database, target!, later, later)).toBeUndefined();
    await writeDelivered(database, target!, second!, later);
    await writeStopped(database, target!, first!, later, error);
    expect(await outbox.list(tenant, { limit: 1 })).toMatchObject([{ state: 'delivered', lastError: null }]);
  });
});
