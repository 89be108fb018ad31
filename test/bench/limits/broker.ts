/** What the broker does at most: one queue as the hub declares it, messages of one size, nothing else. */
import { randomBytes } from 'node:crypto';
import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';
import type { Limit } from '../figures.js';

const WINDOW = 500;
const PREFETCH = 1_000;
/** So many are acknowledged at once. */
const ACK_AT = 100;

export async function brokerLimits(
  url: string,
  size: string,
  bytes: number,
  seconds: number,
): Promise<readonly Limit[]> {
  const model = await connect(url, { noDelay: true });
  try {
    const body = randomBytes(bytes);
    const confirmed = await inQueue(model, (channel, queue) => publish(channel, queue, body, seconds));
    const delivered = await inQueue(model, (channel, queue) => publishAndConsume(model, channel, queue, body, seconds));
    return [
      { what: 'broker: publish, confirm', size, perSecond: confirmed },
      { what: 'broker: publish, confirm, deliver, ack', size, perSecond: delivered },
    ];
  } finally {
    await model.close();
  }
}

async function inQueue(
  model: ChannelModel,
  measure: (channel: ConfirmChannel, queue: string) => Promise<number>,
): Promise<number> {
  const channel = await model.createConfirmChannel();
  const queue = `limit-${randomBytes(4).toString('hex')}`;
  await channel.assertQueue(queue, {
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      'x-delivery-limit': 1_000,
      'x-overflow': 'reject-publish',
      'x-dead-letter-exchange': '',
      'x-dead-letter-strategy': 'at-least-once',
    },
  });
  try {
    return await measure(channel, queue);
  } finally {
    await channel.deleteQueue(queue);
    await channel.close();
  }
}

/** @returns how many a second */
async function publish(channel: ConfirmChannel, queue: string, body: Buffer, seconds: number): Promise<number> {
  const began = performance.now();
  const { done } = await publishFor(channel, queue, body, seconds);
  return (done * 1_000) / (performance.now() - began);
}

async function publishFor(
  channel: ConfirmChannel,
  queue: string,
  body: Buffer,
  seconds: number,
): Promise<{ done: number }> {
  const end = performance.now() + seconds * 1_000;
  let [open, done] = [0, 0];
  await new Promise<void>((resolve, reject) => {
    const more = (): void => {
      while (open < WINDOW && performance.now() < end) {
        open += 1;
        const options = { persistent: true, mandatory: true, messageId: String(done + open) };
        channel.publish('', queue, body, options, (error: unknown) => {
          if (error !== null) reject(new Error('The broker refused a message.', { cause: error }));
          open -= 1;
          done += 1;
          more();
        });
      }
      if (open === 0) resolve();
    };
    more();
  });
  return { done };
}

async function publishAndConsume(
  model: ChannelModel,
  channel: ConfirmChannel,
  queue: string,
  body: Buffer,
  seconds: number,
): Promise<number> {
  const consumer = await model.createChannel();
  await consumer.prefetch(PREFETCH);
  const began = performance.now();
  let received = 0;
  let expected = Infinity;
  let resolveAll: (() => void) | undefined;
  const all = new Promise<void>((resolve) => (resolveAll = resolve));
  await consumer.consume(queue, (message) => {
    if (message === null) return;
    received += 1;
    if (received % ACK_AT === 0 || received >= expected) consumer.ack(message, true);
    if (received >= expected) resolveAll?.();
  });
  ({ done: expected } = await publishFor(channel, queue, body, seconds));
  if (received < expected) await all;
  const perSecond = (received * 1_000) / (performance.now() - began);
  await consumer.close();
  return perSecond;
}
