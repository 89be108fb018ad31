import type { Channel, ChannelModel, ConfirmChannel } from 'amqplib';
import { HubError } from '../../errors/hub-error.js';
import type { Lane, Parcel } from '../exchange.js';
import { declareLane, declareShared, delayQueue, IN, queueOf, routingKeyOf } from './topology.js';

export const DELAYS_HEADER = 'x-fachwerk-delays';

export interface PublisherOptions {
  readonly publishTimeoutMs: number;
  readonly laneBytesMax: number;
  readonly delayLadderMs: readonly number[];
}

interface Pending {
  readonly fail: (cause: unknown) => void;
}

/** Publishes with confirm and `mandatory` on one channel. What is not confirmed is refused, never assumed. */
export class Publisher {
  private channel: ConfirmChannel | undefined;
  /** Declares on a channel of its own: a broker's refusal closes the channel it came on. */
  private declaring: Channel | undefined;
  private declared = new Map<string, Promise<void>>();
  private readonly pending = new Set<Pending>();
  private readonly returned = new Set<string>();
  private cause: unknown = new Error('not connected yet');
  private draining: Promise<void> | undefined;

  constructor(private readonly options: PublisherOptions) {}

  async onOpen(model: ChannelModel): Promise<void> {
    this.declared = new Map();
    const declaring = await model.createChannel();
    declaring.on('error', () => undefined); // whoever asked for it gets the error
    declaring.on('close', () => {
      if (this.declaring === declaring) this.onLost(new Error('A declaration was refused.'));
    });
    await declareShared(declaring, this.options.delayLadderMs);
    const channel = await model.createConfirmChannel();
    channel.on('return', ({ properties }) => this.returned.add(String(properties.messageId)));
    channel.on('error', () => undefined); // 'close' follows
    channel.on('close', () => {
      if (this.channel === channel) this.onLost(new Error('The channel was closed.'));
    });
    model.on('blocked', (reason) => (this.cause = new Error(`The broker blocks publishers: ${reason}`)));
    model.on('unblocked', () => (this.cause = undefined));
    this.declaring = declaring;
    this.channel = channel;
    this.cause = undefined;
  }

  onLost(cause: unknown): void {
    this.channel = undefined;
    this.declaring = undefined;
    this.cause = cause ?? new Error('The connection was lost.');
    for (const { fail } of this.pending) fail(cause);
  }

  problem(): HubError | undefined {
    return this.cause === undefined ? undefined : unavailable(this.cause);
  }

  async declare(lane: Lane): Promise<void> {
    const { declaring } = this;
    if (declaring === undefined) throw unavailable(this.cause);
    const queue = queueOf(lane);
    let declaration = this.declared.get(queue);
    if (declaration === undefined) {
      declaration = declareLane(declaring, lane, this.options.laneBytesMax);
      this.declared.set(queue, declaration);
    }
    try {
      await declaration;
    } catch (cause) {
      this.declared.delete(queue);
      throw unavailable(cause);
    }
  }

  async publish(lane: Lane, parcel: Parcel): Promise<void> {
    await this.declare(lane);
    if (await this.confirmed(IN, routingKeyOf(lane), parcel, 0)) return;
    // Nobody took it: somebody deleted the queue. It is made again, once.
    this.declared.delete(queueOf(lane));
    await this.declare(lane);
    if (!(await this.confirmed(IN, routingKeyOf(lane), parcel, 0)))
      throw unavailable(new Error('The message was returned.'));
  }

  /** To the rung of the delay ladder that `delays` stands for. */
  async delay(lane: Lane, parcel: Parcel, delays: number): Promise<void> {
    const ladder = this.options.delayLadderMs;
    const rung = delayQueue(ladder[Math.min(delays, ladder.length - 1)]!);
    if (!(await this.confirmed(rung, routingKeyOf(lane), parcel, delays + 1)))
      throw unavailable(new Error('The rung is missing.'));
  }

  /** @returns false when the broker had no queue for it */
  private async confirmed(exchange: string, key: string, parcel: Parcel, delays: number): Promise<boolean> {
    await this.draining;
    const { channel } = this;
    if (channel === undefined || this.cause !== undefined) throw unavailable(this.cause);
    await new Promise<void>((resolve, reject) => {
      const finish = (error?: unknown): void => {
        clearTimeout(timer);
        this.pending.delete(entry);
        if (error === undefined || error === null) resolve();
        else reject(unavailable(error));
      };
      const entry: Pending = { fail: (cause) => finish(cause ?? new Error('The connection was lost.')) };
      const { publishTimeoutMs } = this.options;
      const timer = setTimeout(() => finish(new Error(`No confirm within ${publishTimeoutMs} ms.`)), publishTimeoutMs);
      this.pending.add(entry);
      const options = {
        persistent: true,
        mandatory: true,
        messageId: parcel.id,
        ...(delays === 0 ? {} : { headers: { [DELAYS_HEADER]: delays } }),
      };
      try {
        const room = channel.publish(exchange, key, parcel.bytes, options, (error: unknown) => finish(error));
        if (!room) this.draining ??= drained(channel).finally(() => (this.draining = undefined));
      } catch (error) {
        finish(error);
      }
    });
    // The return comes before the confirm.
    return !this.returned.delete(parcel.id);
  }
}

function drained(channel: ConfirmChannel): Promise<void> {
  return new Promise((resolve) => {
    channel.once('drain', resolve);
    channel.once('close', resolve);
  });
}

export function unavailable(cause: unknown): HubError {
  const sentence = 'The message is not known to be stored. Send it again with the same key.';
  return new HubError('unavailable-shared', 'exchange.unavailable', sentence, {}, { cause });
}
