/** Asks a broker over AMQP how much waits in queues, without making, changing or taking anything. */
import type { Channel, ChannelModel } from 'amqplib';
import { NoAnswer, within } from './connection.js';

const NOT_FOUND = 404;
/** A channel has one question open at a time. */
const CHANNELS = 8;
/** Of a queue that is there, and that its nodes do not serve, the broker says 404 in other words. */
const NOT_MADE = /NOT_FOUND - no queue/;

export interface QueueFigures {
  readonly ready: number;
  readonly consumers: number;
}

/** Nobody has made it yet: nothing waits in it. */
const NONE: QueueFigures = { ready: 0, consumers: 0 };

/**
 * @param limits longest time for the answer of one queue, because one without a leader does not answer at all, and time
 * after which no further queue is asked
 * @returns by name; without those that did not answer or were not asked
 * @throws Error when the connection is lost
 */
export async function lookAtQueues(
  model: ChannelModel,
  names: readonly string[],
  limits: { readonly answerMs: number; readonly lookMs: number },
): Promise<ReadonlyMap<string, QueueFigures>> {
  const found = new Map<string, QueueFigures>();
  const left = [...names];
  const until = performance.now() + limits.lookMs;
  const askInTurn = async (): Promise<void> => {
    let channel: Channel | undefined;
    for (let name = left.shift(); name !== undefined && performance.now() < until; name = left.shift()) {
      channel ??= await open(model);
      const answer = await ask(channel, name, limits.answerMs);
      // What was refused, or not answered, takes its channel along.
      if (!answer.usable) channel = undefined;
      if (answer.figures !== undefined) found.set(name, answer.figures);
    }
    await channel?.close();
  };
  await Promise.all(Array.from({ length: Math.min(CHANNELS, names.length) }, askInTurn));
  return found;
}

async function open(model: ChannelModel): Promise<Channel> {
  const channel = await model.createChannel();
  channel.on('error', () => undefined); // told by the call itself
  return channel;
}

interface Answer {
  readonly figures: QueueFigures | undefined;
  /** Of the channel. */
  readonly usable: boolean;
}

async function ask(channel: Channel, name: string, ms: number): Promise<Answer> {
  try {
    const { messageCount, consumerCount } = await within(ms, channel.checkQueue(name));
    return { figures: { ready: messageCount, consumers: consumerCount }, usable: true };
  } catch (error) {
    if (error instanceof NoAnswer) channel.close().catch(() => undefined);
    else if ((error as { code?: unknown }).code !== NOT_FOUND) throw error;
    const isMade = !NOT_MADE.test((error as Error).message);
    return { figures: isMade ? undefined : NONE, usable: false };
  }
}
