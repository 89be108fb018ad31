import type { Writable } from 'node:stream';
import type { Channel, ChannelModel, ConfirmChannel } from 'amqplib';
import { setTimeout as delay } from 'node:timers/promises';
import { HubError } from '../../errors/hub-error.js';
import { NoAnswer, within } from './connection.js';
import type { Lane, Parcel } from '../exchange.js';
import { DEAD, declareLane, declareShared, delayQueue, IN, queueOf, routingKeyOf } from './topology.js';

export const DELAYS_HEADER = 'x-fachwerk-delays';
export const TRACE_HEADER = 'traceparent';

export interface PublisherOptions {
  readonly publishTimeoutMs: number;
  readonly laneBytesMax: number;
  readonly delayLadderMs: readonly number[];
  /** How long a queue that was made just now is not trusted with a message. */
  readonly newQueueRestMs: number;
}

interface Pending {
  readonly fail: (cause: unknown) => void;
}

/** Publishes with confirm and `mandatory` on one channel. What is not confirmed is refused, never assumed. */
export class Publisher {
  private channel: ConfirmChannel | undefined;
  /** Declares on a channel of its own: a broker's refusal closes the channel it came on. */
  private declaring: Promise<Channel> | undefined;
  /** By queue; true once it is there. */
  private declared = new Map<string, Promise<void> | true>();
  /** Queue → when it may be trusted, on the clock of `performance.now()`. */
  private readonly restingUntil = new Map<string, number>();
  private model: ChannelModel | undefined;
  private readonly pending = new Set<Pending>();
  private readonly returned = new Set<string>();
  private cause: unknown = new Error('not connected yet');
  private draining: Promise<void> | undefined;

  constructor(
    private readonly options: PublisherOptions,
    /** Gives the connection up: a new one comes with new channels. */
    private readonly drop: (cause: unknown) => void,
  ) {}

  async onOpen(model: ChannelModel): Promise<void> {
    this.declared = new Map();
    this.model = model;
    this.declaring = undefined;
    await this.resting(DEAD, (declaring) => declareShared(declaring, this.options.delayLadderMs));
    const channel = await model.createConfirmChannel();
    channel.on('return', ({ properties }) => this.returned.add(String(properties.messageId)));
    channel.on('error', () => undefined); // 'close' follows
    channel.on('close', () => {
      if (this.channel === channel) this.drop(new Error('The channel for publishing was closed.'));
    });
    model.on('blocked', (reason) => (this.cause = new Error(`The broker blocks publishers: ${reason}`)));
    model.on('unblocked', () => (this.cause = undefined));
    this.channel = channel;
    this.cause = undefined;
  }

  onLost(cause: unknown): void {
    this.channel = undefined;
    this.declaring = undefined;
    this.model = undefined;
    this.cause = cause ?? new Error('The connection was lost.');
    for (const { fail } of this.pending) fail(cause);
  }

  problem(): HubError | undefined {
    return this.cause === undefined ? undefined : unavailable(this.cause);
  }

  async declare(lane: Lane): Promise<void> {
    const queue = queueOf(lane);
    let declaration = this.declared.get(queue);
    if (declaration === true) return;
    if (declaration === undefined) {
      declaration = this.resting(queue, (declaring) => declareLane(declaring, lane, this.options.laneBytesMax));
      this.declared.set(queue, declaration);
    }
    try {
      await within(this.options.publishTimeoutMs, declaration);
      // Unless the connection is another one by now.
      if (this.declared.get(queue) === declaration) this.declared.set(queue, true);
    } catch (cause) {
      this.declared.delete(queue);
      if (cause instanceof NoAnswer) this.abandonDeclaring();
      throw unavailable(cause);
    }
  }

  async publish(lane: Lane, parcel: Parcel): Promise<void> {
    await this.declare(lane);
    await this.rested(queueOf(lane));
    if (await this.confirmed(IN, routingKeyOf(lane), parcel, 0)) return;
    // Nobody took it: somebody deleted the queue. It is made again, once.
    this.declared.delete(queueOf(lane));
    await this.declare(lane);
    await this.rested(queueOf(lane));
    if (!(await this.confirmed(IN, routingKeyOf(lane), parcel, 0)))
      throw unavailable(new Error('The message was returned.'));
  }

  /** To the rung of the delay ladder that `delays` stands for. */
  async delay(lane: Lane, parcel: Parcel, delays: number): Promise<void> {
    const ladder = this.options.delayLadderMs;
    await this.rested(DEAD);
    const rung = delayQueue(ladder[Math.min(delays, ladder.length - 1)]!);
    if (!(await this.confirmed(rung, routingKeyOf(lane), parcel, delays + 1)))
      throw unavailable(new Error('The rung is missing.'));
  }

  /**
   * RabbitMQ (3.10, measured) writes down with a delay of about 1 s which data belong to a new quorum queue: a node that
   * is killed before comes back with the queue, but without its messages, although it confirmed them.
   *
   * A declaration that failed may have made the queue all the same: it is as new at the next one.
   *
   * @param queue stands for all that `make` makes
   */
  private async resting(queue: string, make: (declaring: Channel) => Promise<void>): Promise<void> {
    const isNew = this.restingUntil.has(queue) || !(await this.exists(queue));
    if (isNew) this.rest(queue);
    await make(await this.declaringChannel());
    if (isNew) this.rest(queue);
  }

  private declaringChannel(): Promise<Channel> {
    const { model } = this;
    if (model === undefined) return Promise.reject(unavailable(this.cause));
    if (this.declaring !== undefined) return this.declaring;
    const opening = model.createChannel().then((channel) => {
      channel.on('error', () => undefined); // whoever asked for it gets the error
      channel.on('close', () => {
        if (this.declaring === opening) this.declaring = undefined;
      });
      return channel;
    });
    this.declaring = opening;
    return opening;
  }

  /** A channel that waits for an answer lets nothing else through; the next lane is declared on a new one. */
  private abandonDeclaring(): void {
    const abandoned = this.declaring;
    this.declaring = undefined;
    abandoned?.then((channel) => channel.close()).catch(() => undefined);
  }

  private async exists(queue: string): Promise<boolean> {
    const channel = await this.model?.createChannel();
    if (channel === undefined) throw unavailable(this.cause);
    channel.on('error', () => undefined); // asking for a queue that is not there closes the channel
    try {
      await channel.checkQueue(queue);
      await channel.close();
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code === 404) return false;
      throw error;
    }
  }

  private rest(queue: string): void {
    this.restingUntil.set(queue, performance.now() + this.options.newQueueRestMs);
  }

  private async rested(queue: string): Promise<void> {
    for (let until = this.restingUntil.get(queue); until !== undefined; until = this.restingUntil.get(queue)) {
      const leftMs = until - performance.now();
      if (leftMs > 0) await delay(leftMs);
      else this.restingUntil.delete(queue);
    }
  }

  /** A broker in need stops reading; the sender is told in time. */
  private async roomAgain(draining: Promise<void>): Promise<void> {
    await within(this.options.publishTimeoutMs, draining).catch((cause: unknown) => {
      throw unavailable(cause);
    });
  }

  /**
   * The messages of one turn of the event loop in one write: amqplib makes two of each message of 2 KiB and more, and each takes the system
   * as long as all of them together. It hands them to the socket in an immediate that it has asked for by the next tick.
   */
  private sendTogether(): void {
    const { stream } = (this.model?.connection ?? {}) as { readonly stream?: Writable };
    if (stream === undefined || stream.writableCorked > 0) return;
    stream.cork();
    process.nextTick(() => setImmediate(() => stream.uncork()));
  }

  /** @returns false when the broker had no queue for it */
  private async confirmed(exchange: string, key: string, parcel: Parcel, delays: number): Promise<boolean> {
    if (this.draining !== undefined) await this.roomAgain(this.draining);
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
        headers: {
          ...(parcel.traceParent === undefined ? {} : { [TRACE_HEADER]: parcel.traceParent }),
          ...(delays === 0 ? {} : { [DELAYS_HEADER]: delays }),
        },
      };
      try {
        const room = channel.publish(exchange, key, parcel.bytes, options, (error: unknown) => finish(error));
        this.sendTogether();
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
