import type { Channel } from 'amqplib';
import type { Lane } from '../exchange.js';
import { laneName } from '../lane.js';

/**
 * Names carry a version, because the arguments of a queue cannot change: another version is another set of queues.
 * Everything is said by queue arguments, since an AMQP client cannot set policies.
 */
const VERSION = 'fw1';
export const IN = `${VERSION}.in`;
export const DEAD = `${VERSION}.dead`;

/** A last net, far above what delays and hand-backs need; 3.10 counts a `nack`, too. */
const DELIVERY_LIMIT = 1_000;

export function queueOf(lane: Lane): string {
  return `${VERSION}.${laneName(lane)}`;
}

export function routingKeyOf(lane: Lane): string {
  return lane.kind === 'in' ? `${lane.tenant}.${lane.procedure}` : laneName(lane);
}

/** One queue per rung of the delay ladder; what expires goes back to where it came from. */
export function delayQueue(delayMs: number): string {
  return `${VERSION}.delay.${delayMs}`;
}

/** What all procedures share. Dead-letter targets come first: what is dead-lettered to nowhere is gone. */
export async function declareShared(channel: Channel, delayLadderMs: readonly number[]): Promise<void> {
  await channel.assertExchange(DEAD, 'fanout', { durable: true });
  await channel.assertQueue(DEAD, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  await channel.bindQueue(DEAD, DEAD, '');
  await channel.assertExchange(IN, 'direct', { durable: true });
  await channel.bindQueue(DEAD, IN, routingKeyOf({ kind: 'dead' }));
  for (const delayMs of new Set(delayLadderMs)) {
    const name = delayQueue(delayMs);
    await channel.assertExchange(name, 'fanout', { durable: true });
    await channel.assertQueue(name, {
      durable: true,
      arguments: { 'x-queue-type': 'quorum', 'x-message-ttl': delayMs, ...deadLetterTo(IN) },
    });
    await channel.bindQueue(name, name, '');
  }
}

export async function declareLane(channel: Channel, lane: Lane, laneBytesMax: number): Promise<void> {
  if (lane.kind === 'dead') return;
  await channel.assertQueue(queueOf(lane), {
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      'x-delivery-limit': DELIVERY_LIMIT,
      'x-max-length-bytes': laneBytesMax,
      ...(lane.kind === 'ordered' ? { 'x-single-active-consumer': true } : {}),
      ...deadLetterTo(DEAD),
    },
  });
  await channel.bindQueue(queueOf(lane), IN, routingKeyOf(lane));
}

/** At least once needs `reject-publish`; without it the broker falls back to at most once and says nothing. */
function deadLetterTo(exchange: string): Readonly<Record<string, string>> {
  return {
    'x-dead-letter-exchange': exchange,
    'x-dead-letter-strategy': 'at-least-once',
    'x-overflow': 'reject-publish',
  };
}
