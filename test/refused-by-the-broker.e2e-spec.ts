// The broker refuses one declaration, or closes the channel for publishing: other lanes go on, and it heals by itself.
import { randomUUID } from 'node:crypto';
import { connect, type ChannelModel } from 'amqplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lane } from '../apps/hub/src/exchange/exchange.js';
import { RabbitExchange } from '../apps/hub/src/exchange/rabbitmq/rabbit-exchange.js';
import { newBroker } from './harness/provided.js';
import { until } from './harness/wait.js';

const newLane = (): Lane & { kind: 'in' } => ({ kind: 'in', tenant: randomUUID(), procedure: randomUUID() });
const parcel = (): { id: string; bytes: Buffer } => ({ id: randomUUID(), bytes: Buffer.from('bytes') });

describe('a gateway that the broker refuses something', () => {
  let admin: ChannelModel;
  let exchange: RabbitExchange;
  beforeAll(async () => {
    const url = await newBroker();
    admin = await connect(url);
    exchange = new RabbitExchange({
      urls: [url],
      publishTimeoutMs: 3_000,
      laneBytesMax: 1 << 26,
      newQueueRestMs: 0,
      delayLadderMs: [1_000],
      onProblem: () => undefined,
    });
    await exchange.open();
  });
  afterAll(async () => {
    await exchange.close();
    await admin.close();
  });

  it('refuses the one lane whose queue has other arguments, and no other', async () => {
    const [lane, other] = [newLane(), newLane()];
    const channel = await admin.createChannel();
    await channel.assertQueue(`fw1.in.${lane.tenant}.${lane.procedure}`, {
      durable: true,
      arguments: { 'x-queue-type': 'quorum' },
    });
    await channel.close();
    for (const _ of [1, 2]) {
      await expect(exchange.publish(lane, parcel())).rejects.toMatchObject({ code: 'exchange.unavailable' });
      await exchange.publish(other, parcel());
      expect(exchange.problem()).toBeUndefined();
    }
    expect(await exchange.depth(other)).toMatchObject({ ready: 2 });
  });

  it('makes everything anew when somebody deletes the exchange it publishes to', async () => {
    const lane = newLane();
    await exchange.publish(lane, parcel());
    const channel = await admin.createChannel();
    await channel.deleteExchange('fw1.in');
    await channel.close();
    await expect(exchange.publish(lane, parcel())).rejects.toMatchObject({ code: 'exchange.unavailable' });
    await until('it can be published again', () => exchange.publish(lane, parcel()).then(() => true));
    expect(exchange.problem()).toBeUndefined();
    expect(await exchange.depth(lane)).toMatchObject({ ready: 2 });
  });
});
