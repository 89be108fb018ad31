// Somebody purges a queue behind the hub's back: the books name exactly the messages that are gone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { newBroker, newDatabase, startSetUp } from './harness/provided.js';
import { purgeOnceThereAre } from './harness/purge.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';

describe('a queue purged by hand', () => {
  let database: TestDatabase;
  let brokerUrl: string;
  let gateway: HubProcess;
  let worker: HubProcess;
  beforeAll(async () => {
    [database, brokerUrl] = [await newDatabase(), await newBroker()];
    const settings = { DATABASE_URL: database.url, AMQP_URL: brokerUrl, MISSING_AFTER_MS: '500' };
    gateway = await HubProcess.start({
      ...settings,
      DEMO: 'true',
      ROLES: 'gateway,records,operator',
      GATEWAY_NAME: 'city-hall',
    });
    worker = await HubProcess.prepare({ ...settings, ROLES: 'worker' });
  });
  afterAll(async () => {
    await worker.remove();
    await gateway.remove();
    await database.drop();
  });

  it('is named missing: how many, which numbers, from where and when', async () => {
    const sender = await gateway.procedure('xrechnung');
    const from = Date.now();
    for (let number = 1; number <= 130; number += 1) {
      expect((await sender.send(invoice(`P-${number}`))).status).toBe(202);
      if (number === 100) expect(await purgeOnceThereAre(100, 'xrechnung', brokerUrl, database.url)).toBe(100);
    }
    await worker.start();
    const books = await sender.booksWhen('the rest is filed', ({ filed }) => filed === 30);
    expect(books).toMatchObject({ received: 130, accepted: 130, filed: 30, inFlight: 100, balanced: true });

    const missing = await until('they are old enough to be missed', async () => {
      const { missing: now } = await sender.books();
      return now.count > 0 ? now : undefined;
    });
    expect(missing.count).toBe(100);
    expect(missing.ranges.every(({ releasable }: { releasable: boolean }) => !releasable)).toBe(true);
    expect(missing.ranges.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(100);
    const [first] = missing.ranges;
    expect(first).toMatchObject({ gateway: 'city-hall', firstSeq: 1 });
    expect(missing.ranges.at(-1).lastSeq).toBe(100);
    expect(new Date(first.firstAt).getTime()).toBeGreaterThanOrEqual(from);
    expect(new Date(missing.ranges.at(-1).lastAt).getTime()).toBeLessThanOrEqual(Date.now());
  });
});

describe('a message that waited when its queue was purged', () => {
  it('is named missing, and an operator has it filed', async () => {
    const setUp = await startSetUp('rabbitmq', { MISSING_AFTER_MS: '500' });
    const sender = await setUp.hub.procedure('xrechnung');
    const operator = await setUp.hub.operator();
    await setUp.changeSettings('xrechnung', { filePlanCode: '999' });
    const { id } = (await sender.send(invoice('M-1'))).body;
    await until('it waits', async () => (await sender.message(id)).waiting !== undefined);
    // It goes back to its queue first.
    expect(await purgeOnceThereAre(1, 'xrechnung', setUp.brokerUrl!, setUp.database.url)).toBe(1);
    expect(await sender.books()).toMatchObject({ accepted: 1, inFlight: 1, waiting: 1, missing: { count: 0 } });
    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4' });

    const { missing } = await sender.booksWhen('it is missed', ({ missing: now }) => now.count > 0, 40_000);
    expect(missing).toMatchObject({ count: 1, ranges: [{ firstSeq: 1, lastSeq: 1, count: 1, releasable: true }] });
    expect((await operator.request(`/v1/messages/${id}/release`, { method: 'POST' })).status).toBe(202);
    expect((await sender.settled(id)).state).toBe('filed');
    expect(await sender.books()).toMatchObject({ accepted: 1, filed: 1, inFlight: 0, missing: { count: 0 } });
    await setUp.remove();
  });
});

describe('a gateway that is killed before its first tally', () => {
  it('leaves a number behind that is named undecided, also when it is the very first', async () => {
    const [database, brokerUrl] = [await newDatabase(), await newBroker()];
    const settings = { DATABASE_URL: database.url, AMQP_URL: brokerUrl };
    const roles = 'gateway,records,operator';
    const gateway = await HubProcess.start({ ...settings, DEMO: 'true', ROLES: roles, TALLY_MS: '3600000' });
    const sender = await gateway.procedure('xrechnung');
    expect((await sender.send(invoice('K-1'))).status).toBe(202);
    expect(await purgeOnceThereAre(1, 'xrechnung', brokerUrl, database.url)).toBe(1);
    expect((await sender.send(invoice('K-2'))).status).toBe(202);
    await gateway.kill();
    await gateway.start();
    const worker = await HubProcess.start({ ...settings, ROLES: 'worker' });

    const books = await sender.booksWhen('the second one is filed', ({ filed }) => filed === 1);
    expect(books.undecided).toMatchObject({ count: 1, ranges: [{ firstSeq: 1, lastSeq: 1 }] });
    await worker.remove();
    await gateway.remove();
    await database.drop();
  });
});
