// A worker gets a released message before the release is committed: it waits for it, and files the one submission.
import { randomUUID } from 'node:crypto';
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Filing } from '../apps/hub/src/archive/filing.js';
import { Clock, RandomIds, SystemClock } from '../apps/hub/src/config/clock.js';
import { Database, type Transaction } from '../apps/hub/src/database/database.js';
import { HubError } from '../apps/hub/src/errors/hub-error.js';
import { fileBatch } from '../apps/hub/src/file/batch.js';
import type { Filed, ReadMessage } from '../apps/hub/src/file/read-message.js';
import { newMessageId } from '../apps/hub/src/ledger/message-id.js';
import { lockSettled, reopen } from '../apps/hub/src/ledger/reopen.js';
import type { TestDatabase } from './harness/databases.js';
import { newDatabase } from './harness/provided.js';
import { until } from './harness/wait.js';

const ids = new RandomIds();
const clock = new SystemClock();
const parts = { filing: new Filing({ timeZone: 'UTC', ids }), sign: async () => 'jws', clock, ids, writer: ids.uuid() };
const commands: ReadMessage['result'] = {
  key: 'the real key',
  commands: [{ do: 'open-file', key: 'file', filePlanCode: '1', subject: 'A file' }],
};
const defect: ReadMessage['result'] = {
  error: new HubError('defect', 'connector.threw', 'It threw.'),
  stage: 'translate',
};

let service: TestDatabase;
let database: Database;
let tenant: string;
let procedure: string;

beforeAll(async () => {
  service = await newDatabase();
  await administer({ FACHWERK_DATABASE_URL: service.url }, async ({ administration, filePlan }) => {
    tenant = await administration.createTenant('city', 'City');
    await filePlan.createEntry(tenant, { code: '1', title: 'Files', referencePattern: '{seq}' });
    procedure = await administration.createProcedure(tenant, {
      name: 'invoices',
      title: 'Invoices',
      connector: 'xrechnung',
      settings: {},
    });
  });
  database = new Database({ url: service.url, connectionsMax: 4 });
});
afterAll(async () => {
  await database.close();
  await service.drop();
});

function message(seq: number, digit: string, result: ReadMessage['result'], at = new Date()): ReadMessage {
  const owner = { tenant, procedure };
  const id = newMessageId(at, ids.bytes(6), owner, { name: 'k', secret: Buffer.alloc(32) });
  const body = {
    mime: 'application/xml',
    sizeBytes: 1,
    sha256: digit.repeat(64),
    inline: true,
    syntax: 'xml' as const,
  };
  const stamp = { gateway: 'g', epoch: randomUUID(), seq };
  const acceptedAt = at.toISOString();
  return {
    envelope: { version: 1, id, tenant, procedure, connector: 'xrechnung', acceptedAt, stamp, body, attachments: [] },
    body: Buffer.from('x'),
    procedureName: 'invoices',
    startedAt: at,
    measured: {},
    connector: 'xrechnung',
    connectorVersion: '1.0.0',
    type: 'invoice.ubl',
    ordered: false,
    orderKey: undefined,
    validation: undefined,
    result,
  };
}

const file = (read: ReadMessage, at: Clock = clock): Promise<readonly Filed[]> =>
  database.inTenant(tenant, (transaction) => fileBatch(transaction, tenant, [read], { ...parts, clock: at }));

class ShiftedClock extends Clock {
  constructor(private readonly hours: number) {
    super();
  }
  override now(): Date {
    return new Date(Date.now() + this.hours * 3_600_000);
  }
}

const submissions = (): Promise<readonly object[]> =>
  database.inTenant(tenant, (transaction) => transaction.query('SELECT key, state, provisional FROM submission'));

describe('a message that was parked before its key was known', () => {
  it('is filed once when the worker is faster than the release', async () => {
    const parked = message(1, 'a', defect);
    expect(await file(parked)).toMatchObject([{ as: 'settled', outcome: 'parked' }]);
    expect(await submissions()).toMatchObject([{ state: 'parked', provisional: true }]);

    let filing: Promise<readonly Filed[]> | undefined;
    await database.inTenant(tenant, async (transaction) => {
      const settled = await lockSettled(transaction, tenant, parked.envelope.id, 'parked');
      expect(await reopen(transaction, tenant, settled!, new Date())).toBeDefined();
      filing = file({ ...parked, result: commands });
      await until('the worker waits for the release', () => waiting(transaction));
    });
    expect(await filing).toMatchObject([{ as: 'settled', outcome: 'filed' }]);
    expect(await submissions()).toEqual([{ key: 'the real key', state: 'filed', provisional: false }]);
  });

  it('makes no second submission when it comes once more after it was settled', async () => {
    const parked = message(2, 'b', defect);
    await file(parked);
    const before = await submissions();
    expect(await file({ ...parked, result: { ...commands, key: 'another key' } })).toMatchObject([
      { outcome: 'known' },
    ]);
    expect(await submissions()).toEqual(before);
  });

  it('keeps the submission it waited under when it cannot be read any more', async () => {
    const read = message(3, 'c', { ...commands, key: 'waited' });
    const wrongPlan = { do: 'open-file', key: 'x', filePlanCode: '999', subject: 'A file' } as const;
    expect(await file({ ...read, result: { key: 'waited', commands: [wrongPlan] } })).toMatchObject([{ as: 'pause' }]);
    const count = (await submissions()).length;
    expect(await file({ ...read, result: defect })).toMatchObject([{ as: 'settled', outcome: 'parked' }]);
    const after = await submissions();
    expect(after).toHaveLength(count);
    expect(after).toContainEqual({ key: 'waited', state: 'parked', provisional: false });
  });
});

describe('a message that cannot be read for the time being', () => {
  const away: ReadMessage['result'] = {
    error: new HubError('unavailable-message', 'read.timeout', 'It took too long.'),
    stage: 'validate',
  };

  it('is parked a day after a worker first had it, however long it lay in its queue', async () => {
    const late = message(4, 'd', away, new Date(Date.now() - 30 * 3_600_000));
    expect(await file(late)).toMatchObject([{ as: 'delay' }]);
    expect(await file(late, new ShiftedClock(23))).toMatchObject([{ as: 'delay' }]);
    expect(await file(late, new ShiftedClock(25))).toMatchObject([{ as: 'settled', outcome: 'parked' }]);
  });
});

/** Whether another transaction of this database waits for a lock. */
async function waiting(transaction: Transaction): Promise<boolean> {
  const [row] = await transaction.query<{ count: string }>(
    `SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()`,
  );
  return Number(row?.count) > 0;
}
