import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import { nextBatch } from '../batches.js';
import type { BatchHandler, Consumption, ConsumeOptions, Death, Delivery, Lane, Outcome } from '../exchange.js';
import { laneName } from '../lane.js';
import { DELAYS_HEADER, type Publisher } from './publisher.js';
import { queueOf } from './topology.js';

const REATTACH_MS = 1_000;

interface Arrived extends Delivery {
  readonly message: ConsumeMessage;
  /** Tags mean nothing on another channel. */
  readonly channel: Channel;
}

interface Attached {
  readonly tag: string;
  readonly channel: Channel;
}

/** Consumes lanes on one channel, and answers the broker for every delivery, once. */
export class RabbitConsumption implements Consumption {
  private channel: Channel | undefined;
  private wanted: ReadonlyMap<string, Lane>;
  private readonly attachments = new Map<string, Attached>();
  private arrived: Arrived[] = [];
  private handling: Promise<void> | undefined;
  private suspended = false;
  private stopped = false;
  private probeTimer: NodeJS.Timeout | undefined;
  private reattachTimer: NodeJS.Timeout | undefined;
  /** Attaching and detaching take turns. */
  private changing: Promise<void> = Promise.resolve();

  constructor(
    lanes: readonly Lane[],
    private readonly handler: BatchHandler,
    private readonly options: ConsumeOptions,
    private readonly publisher: Publisher,
    private readonly onProblem: (what: string, error: unknown) => void,
  ) {
    this.wanted = byName(lanes);
  }

  async onOpen(model: ChannelModel): Promise<void> {
    const channel = await model.createChannel();
    channel.on('error', (error) => this.onProblem('the consuming channel failed', error));
    channel.on('close', () => {
      if (this.channel !== channel) return;
      this.onLost();
      // The connection is still there, or a new one opens a channel soon.
      this.reattach(() =>
        model
          .createChannel()
          .then((next) => next.close())
          .then(() => this.onOpen(model)),
      );
    });
    await channel.prefetch(this.options.prefetch);
    this.channel = channel;
    await this.change();
  }

  /** What was not answered is delivered again by the broker. */
  onLost(): void {
    this.channel = undefined;
    this.attachments.clear();
    this.arrived = [];
  }

  async setLanes(lanes: readonly Lane[]): Promise<void> {
    this.wanted = byName(lanes);
    await this.change();
  }

  suspend(cause: unknown): void {
    if (this.suspended || this.stopped) return;
    this.suspended = true;
    this.options.onSuspended?.(cause);
    void this.change();
    this.probeTimer = setTimeout(() => void this.probe(), this.options.probeMs);
  }

  attached(): boolean {
    return (
      !this.suspended &&
      this.channel !== undefined &&
      [...this.wanted.keys()].every((name) => this.attachments.has(name))
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.probeTimer);
    clearTimeout(this.reattachTimer);
    await this.change();
    await this.handling;
    const { channel } = this;
    this.channel = undefined;
    // A channel that is gone already has nothing to close.
    await channel?.close().catch(() => undefined);
  }

  private async probe(): Promise<void> {
    if (this.stopped) return;
    const back = await this.options.probe().catch((error: unknown) => {
      this.onProblem('the probe failed', error);
      return false;
    });
    if (!back) {
      this.probeTimer = setTimeout(() => void this.probe(), this.options.probeMs);
      return;
    }
    this.suspended = false;
    await this.change();
  }

  /** Brings the consumers in line with what is wanted. */
  private change(): Promise<void> {
    this.changing = this.changing
      .then(() => this.align())
      .catch((error: unknown) => {
        this.onProblem('lanes not attached', error);
        this.reattach(() => this.change());
      });
    return this.changing;
  }

  private reattach(work: () => Promise<void>): void {
    clearTimeout(this.reattachTimer);
    if (this.stopped) return;
    this.reattachTimer = setTimeout(() => {
      work().catch((error: unknown) => this.onProblem('lanes not attached', error));
    }, REATTACH_MS);
  }

  private async align(): Promise<void> {
    const { channel } = this;
    if (channel === undefined) return;
    const wanted = this.suspended || this.stopped ? new Map<string, Lane>() : this.wanted;
    // oxlint-disable-next-line no-useless-spread -- the list changes while it is walked
    for (const [name, { tag }] of [...this.attachments]) {
      if (wanted.has(name)) continue;
      await channel.cancel(tag);
      this.attachments.delete(name);
      this.handBackArrived((delivery) => laneName(delivery.lane) === name);
    }
    for (const [name, lane] of wanted) if (!this.attachments.has(name)) await this.attach(channel, name, lane);
  }

  private async attach(channel: Channel, name: string, lane: Lane): Promise<void> {
    await this.publisher.declare(lane);
    const { consumerTag: tag } = await channel.consume(queueOf(lane), (message) => {
      if (message !== null) this.arrive({ message, channel, ...toDelivery(message, lane) });
      else this.cancelled(name, channel);
    });
    this.attachments.set(name, { tag, channel });
  }

  /** The broker ended it: the queue was deleted, or its node went. */
  private cancelled(name: string, channel: Channel): void {
    if (this.attachments.get(name)?.channel !== channel) return;
    this.attachments.delete(name);
    this.reattach(() => this.change());
  }

  private arrive(delivery: Arrived): void {
    if (this.suspended || this.stopped || delivery.channel !== this.channel) {
      if (delivery.channel === this.channel) delivery.channel.nack(delivery.message, false, true);
      return;
    }
    this.arrived.push(delivery);
    this.handling ??= this.handleAll().finally(() => (this.handling = undefined));
  }

  private async handleAll(): Promise<void> {
    // Let everything that came in this packet come along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.arrived.length > 0 && !this.suspended && !this.stopped) {
      const batch = nextBatch(this.arrived, this.options.batchMax);
      this.arrived = this.arrived.slice(batch.length);
      await this.handle(batch);
    }
    if (this.suspended || this.stopped) this.handBackArrived(() => true);
  }

  private async handle(batch: readonly Arrived[]): Promise<void> {
    try {
      const outcomes = await this.handler(batch);
      await this.answerAll(batch, outcomes);
    } catch (error) {
      this.suspend(error);
      for (const delivery of batch) this.handBack(delivery);
    }
  }

  /**
   * What is settled at the beginning of the batch is acknowledged at once: everything that arrived before the batch has
   * its answer already. A quorum queue forgets single acknowledgements that are still on their way when a channel closes.
   */
  private async answerAll(batch: readonly Arrived[], outcomes: readonly Outcome[]): Promise<void> {
    const other = batch.findIndex((_, position) => outcomes[position]?.do !== 'settled');
    const settled = other < 0 ? batch.length : other;
    if (settled > 0) this.ack(batch[settled - 1]!, true);
    await Promise.all(
      batch.slice(settled).map((delivery, position) => this.answer(delivery, outcomes[settled + position])),
    );
  }

  private async answer(delivery: Arrived, outcome: Outcome | undefined): Promise<void> {
    if (outcome?.do === 'settled') return this.ack(delivery);
    if (outcome?.do !== 'delay') return this.handBack(delivery);
    try {
      await this.publisher.delay(delivery.lane, delivery, delivery.delays);
    } catch (error) {
      this.onProblem('not moved to the delay ladder, handed back', error);
      return this.handBack(delivery);
    }
    this.ack(delivery);
  }

  private ack(delivery: Arrived, upTo = false): void {
    if (delivery.channel === this.channel) delivery.channel.ack(delivery.message, upTo);
  }

  private handBack(delivery: Arrived): void {
    if (delivery.channel === this.channel) delivery.channel.nack(delivery.message, false, true);
  }

  private handBackArrived(which: (delivery: Arrived) => boolean): void {
    for (const delivery of this.arrived.filter(which)) this.handBack(delivery);
    this.arrived = this.arrived.filter((delivery) => !which(delivery));
  }
}

function byName(lanes: readonly Lane[]): ReadonlyMap<string, Lane> {
  return new Map(lanes.map((lane) => [laneName(lane), lane]));
}

function toDelivery({ content, fields, properties }: ConsumeMessage, lane: Lane): Delivery {
  const headers = (properties.headers ?? {}) as Readonly<Record<string, unknown>>;
  const death = lane.kind === 'dead' ? deathOf(headers) : undefined;
  return {
    id: String(properties.messageId ?? ''),
    bytes: content,
    lane,
    redelivered: fields.redelivered,
    deliveriesBefore: Number(headers['x-acquired-count'] ?? headers['x-delivery-count'] ?? 0),
    delays: Number(headers[DELAYS_HEADER] ?? 0),
    ...(death === undefined ? {} : { death }),
  };
}

function deathOf(headers: Readonly<Record<string, unknown>>): Death | undefined {
  const [latest] = (headers['x-death'] ?? []) as readonly {
    queue?: string;
    reason?: string;
    count?: number;
    time?: { value?: number };
  }[];
  if (latest === undefined) return undefined;
  const { queue = '', reason = '', count = 1, time } = latest;
  return { lane: queue, reason, count, ...(time?.value === undefined ? {} : { at: new Date(time.value * 1000) }) };
}
