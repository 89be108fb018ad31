// What the broker itself gives up on becomes a parked message with the broker's reason; a person releases it.
import { connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queuesOf } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import type { Answer } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

describe('the safety net of the broker', () => {
  let setUp: SetUp;
  let worker: HubProcess;
  beforeAll(async () => {
    setUp = await startSetUp('rabbitmq', { ROLES: 'gateway,records,operator' });
    worker = await HubProcess.prepare({
      DATABASE_URL: setUp.database.url,
      AMQP_URL: setUp.brokerUrl!,
      ROLES: 'worker',
    });
  });
  afterAll(async () => {
    await worker.remove();
    await setUp.remove();
  });

  it('loses nothing: parked with what the broker said, released by a person, filed once', async () => {
    const sender = await setUp.hub.procedure('xrechnung');
    const operator = await setUp.hub.operator();
    const release = async (id: string): Promise<void> => {
      expect((await operator.request(`/v1/messages/${id}/release`, { method: 'POST' })).status).toBe(202);
    };
    const filed = (id: string): Promise<Answer['body']> =>
      until(`${id} is filed`, async () => {
        const message = await sender.message(id);
        return message.state === 'filed' ? message : undefined;
      });
    const [one, two] = [(await sender.send(invoice('D-1'))).body.id, (await sender.send(invoice('D-2'))).body.id];
    const queue = (await queuesOf(setUp.database.url))['xrechnung']!;
    await giveUpOn(setUp.brokerUrl!, queue, 2);
    await worker.start();

    for (const id of [one, two]) {
      const parked = await sender.settled(id);
      expect(parked).toMatchObject({
        state: 'parked',
        error: { kind: 'defect', code: 'exchange.gave-up', whoActs: 'operator' },
      });
      expect(parked.error.sentence.en).toMatch(/delivery.limit/);
    }

    await release(one);
    const first = await filed(one);
    expect(first).toMatchObject({ key: 'vat:DE123456789/D-1/2026-03-15', receipt: { messageId: one } });

    // The sender did not wait for the operator.
    const again = await filed((await sender.send(invoice('D-2'))).body.id);
    expect(again.duplicateOf).toBeUndefined();
    await release(two);
    const released = await filed(two);
    expect(released).toMatchObject({ duplicateOf: again.id, receiptJws: again.receiptJws });

    const books = await sender.booksWhen('all is counted', ({ received }) => received === 3);
    expect(books).toMatchObject({ accepted: 2, duplicates: 1, filed: 2, parked: 0, inFlight: 0, balanced: true });
  });

  it('leaves a message waiting that was only handed back too often', async () => {
    await worker.stop();
    const sender = await setUp.hub.procedure('building-permits');
    await setUp.changeSettings('building-permits', { filePlanCode: '999' });
    const { id } = (await sender.send(permit('D-3'), { mime: 'application/json' })).body;
    await worker.start();
    const waits = { state: 'accepted', waiting: { code: 'archive.file-plan-code-unknown' } };
    await until('it waits', async () => ((await sender.message(id)).waiting === undefined ? undefined : true));
    await worker.stop();
    const queue = (await queuesOf(setUp.database.url))['building-permits']!;
    await giveUpOn(setUp.brokerUrl!, queue, 1);
    await worker.start();
    await until('it is back', () => isIn(setUp.brokerUrl!, queue));
    expect(await sender.message(id)).toMatchObject(waits);

    await setUp.changeSettings('building-permits', { filePlanCode: '632.6' });
    expect(await sender.settled(id)).toMatchObject({ state: 'filed' });
  });
});

/** @returns true when nothing is in the lane for the dead, and something in the queue, held or not */
async function isIn(brokerUrl: string, queue: string): Promise<true | undefined> {
  const connection = await connect(brokerUrl);
  const channel = await connection.createChannel();
  const { messageCount: dead } = await channel.checkQueue('fw1.dead');
  const { messageCount } = await channel.checkQueue(queue);
  await connection.close();
  return dead === 0 && messageCount > 0 ? true : undefined;
}

/** Hands messages back until the queue's delivery limit is reached. */
async function giveUpOn(brokerUrl: string, queue: string, count: number): Promise<void> {
  const connection = await connect(brokerUrl, { noDelay: true });
  const channel = await connection.createChannel();
  let deliveries = 0;
  const seen = new Set<unknown>();
  await channel.consume(queue, (message) => {
    if (message === null) return;
    const { messageId, headers } = message.properties;
    // A worker had it before, and handed it back.
    if (!seen.has(messageId)) deliveries += Number(headers?.['x-delivery-count'] ?? 0);
    seen.add(messageId);
    deliveries += 1;
    channel.nack(message, false, true);
  });
  await until('the broker gives up', async () => {
    const dead = await channel.checkQueue('fw1.dead');
    return dead.messageCount === count;
  });
  expect(deliveries).toBeGreaterThan(1_000 * count);
  await connection.close();
}
