import { setTimeout as delay } from 'node:timers/promises';
import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import type { BatchHandler, Consumption, ConsumeOptions, Death, Delivery, Lane, Outcome } from '../exchange.js';
import { laneName } from '../lane.js';
import { probeAfterMs } from '../probing.js';
import { within } from './connection.js';
import { DELAYS_HEADER, TRACE_HEADER, type Publisher } from './publisher.js';
import { queueOf } from './topology.js';

const REATTACH_MS = 1_000;
/** Most unanswered deliveries of all lanes together; small messages ride along: 188 MiB when each has its 64 KiB. */
const PREFETCH_TOTAL_MAX = 3_000;
/** A quorum queue without a leader does not answer at all. */
const ANSWER_MS_MAX = 10_000;
const CLOSE_MS_MAX = 3_000;
/**
 * A batch that can still grow begins this long after the one before it. What it takes besides its messages, some 15 ms of
 * a core, is the same for one of them as for two hundred.
 */
const PACE_MS = 100;

/** A lane has a channel of its own: a queue that is stuck or refuses takes its channel along, and no other lane. */
interface Attachment {
  readonly channel: Channel;
  readonly prefetch: number;
  consuming: boolean;
  /** Deliveries. */
  unanswered: number;
}

interface Arrived extends Delivery {
  readonly message: ConsumeMessage;
  readonly name: string;
  /** Tags mean nothing on another channel. */
  readonly channel: Channel;
}

/** Consumes lanes, and answers the broker for every delivery, once. */
export class RabbitConsumption implements Consumption {
  private model: ChannelModel | undefined;
  private wanted: ReadonlyMap<string, Lane>;
  private readonly attachments = new Map<string, Attachment>();
  private arrived: Arrived[] = [];
  private handling: Promise<void> | undefined;
  private onArrival: (() => void) | undefined;
  private suspended = false;
  /** Since the last batch that succeeded. */
  private suspensions = 0;
  /** The last batch, on the clock of `performance.now()`. */
  private begunAt = -Infinity;
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

  onOpen(model: ChannelModel): void {
    this.model = model;
    void this.change();
  }

  /** What was not answered is delivered again by the broker. */
  onLost(): void {
    this.model = undefined;
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
    this.suspensions += 1;
    this.options.onSuspended?.(cause);
    void this.change();
    this.probeLater();
  }

  attached(): boolean {
    return !this.suspended && [...this.wanted.keys()].every((name) => this.attachments.get(name)?.consuming === true);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.probeTimer);
    clearTimeout(this.reattachTimer);
    await this.handling;
    await Promise.all([...this.attachments.keys()].map((name) => this.detach(name)));
  }

  private async probe(): Promise<void> {
    if (this.stopped) return;
    const back = await this.options.probe().catch((error: unknown) => {
      this.onProblem('the probe failed', error);
      return false;
    });
    if (!back) return this.probeLater();
    this.suspended = false;
    await this.change();
  }

  private probeLater(): void {
    if (this.stopped) return;
    this.probeTimer = setTimeout(() => void this.probe(), probeAfterMs(this.options.probeMs, this.suspensions));
  }

  /** Brings the consumers in line with what is wanted. Never throws: what could not be attached is tried again. */
  private change(): Promise<void> {
    this.changing = this.changing.then(() => this.align());
    return this.changing;
  }

  private async align(): Promise<void> {
    if (this.model === undefined || this.stopped) return;
    const wanted = this.suspended ? new Map<string, Lane>() : this.wanted;
    const unwanted = [...this.attachments.keys()].filter((name) => !wanted.has(name));
    await Promise.all(unwanted.map((name) => this.detach(name)));
    const missing = [...wanted].filter(([name]) => !this.attachments.has(name));
    await Promise.all(missing.map(([name, lane]) => this.attach(this.model, name, lane).catch(this.notAttached)));
  }

  private readonly notAttached = (error: unknown): void => {
    this.onProblem('a lane is not attached', error);
    this.reattach();
  };

  private reattach(): void {
    clearTimeout(this.reattachTimer);
    if (!this.stopped) this.reattachTimer = setTimeout(() => void this.change(), REATTACH_MS);
  }

  private async attach(model: ChannelModel | undefined, name: string, lane: Lane): Promise<void> {
    await this.publisher.declare(lane);
    const channel = model === undefined ? undefined : await within(ANSWER_MS_MAX, model.createChannel());
    // The connection may have gone meanwhile; a new one attaches all lanes.
    if (channel === undefined || this.model !== model) return;
    const attachment: Attachment = { channel, prefetch: this.prefetch(), consuming: false, unanswered: 0 };
    this.attachments.set(name, attachment);
    channel.on('error', (error) => this.onProblem('the channel of a lane failed', error));
    channel.on('close', () => this.gone(name, channel));
    try {
      await channel.prefetch(attachment.prefetch);
      const consuming = channel.consume(queueOf(lane), (message) => {
        if (message !== null) this.arrive({ message, name, channel, ...toDelivery(message, lane) });
        // The broker ended it: the queue was deleted, or its node went.
        else void this.detach(name).then(() => this.reattach());
      });
      await within(ANSWER_MS_MAX, consuming);
      attachment.consuming = true;
    } catch (error) {
      void this.detach(name);
      throw error;
    }
  }

  /** Many lanes share what may be in memory. */
  private prefetch(): number {
    const share = Math.floor(PREFETCH_TOTAL_MAX / Math.max(this.wanted.size, 1));
    return Math.min(this.options.prefetch, Math.max(share, 1));
  }

  /** Closing a channel ends its consumer, and hands back what was not answered. */
  private async detach(name: string): Promise<void> {
    const channel = this.attachments.get(name)?.channel;
    if (channel === undefined) return;
    this.forget(name);
    // One that is gone already has handed back everything.
    await within(CLOSE_MS_MAX, channel.close()).catch(() => undefined);
  }

  private gone(name: string, channel: Channel): void {
    if (this.attachments.get(name)?.channel !== channel) return;
    this.forget(name);
    this.reattach();
  }

  private forget(name: string): void {
    this.attachments.delete(name);
    this.arrived = this.arrived.filter((delivery) => delivery.name !== name);
  }

  private arrive(delivery: Arrived): void {
    if (!this.isCurrent(delivery)) return;
    this.attachments.get(delivery.name)!.unanswered += 1;
    this.arrived.push(delivery);
    this.onArrival?.();
    this.handleArrived();
  }

  private handleArrived(): void {
    this.handling ??= this.handleAll().finally(() => {
      this.handling = undefined;
      if (this.mayHandle()) this.handleArrived();
    });
  }

  private mayHandle(): boolean {
    return this.arrived.length > 0 && !this.suspended && !this.stopped;
  }

  /** Ends when there is nothing left, or a batch failed: those behind it fail with it. */
  private async handleAll(): Promise<void> {
    // Let everything that came in this packet come along.
    await new Promise((resolve) => setImmediate(resolve));
    let last: Promise<void> = Promise.resolve();
    let failed = false;
    try {
      for (;;) {
        // While one is filed the next one may come in.
        if (this.arrived.length === 0) await Promise.race([last, this.arrival()]);
        const restMs = this.begunAt + PACE_MS - performance.now();
        if (restMs > 0 && this.mayHandle() && this.canGrow()) await delay(restMs);
        // Its channels are closed: what came since then, by new ones, is not behind it.
        if (failed || !this.mayHandle()) break;
        this.begunAt = performance.now();
        const batch = this.arrived.slice(0, this.options.batchMax);
        this.arrived = this.arrived.slice(batch.length);
        const before = last;
        last = this.handle(batch, before);
        last.catch(() => (failed = true));
        // This one is begun; the next one is when it is this one's turn.
        await before;
      }
      await last;
    } catch {
      // It was seen to; what was begun comes to its end.
      await last.catch(() => undefined);
    }
  }

  private arrival(): Promise<void> {
    return new Promise((resolve) => (this.onArrival = resolve));
  }

  /** Not when a lane has given all it may: the next one comes when these are answered. */
  private canGrow(): boolean {
    if (this.arrived.length >= this.options.batchMax) return false;
    return [...this.attachments.values()].every(({ unanswered, prefetch }) => unanswered < prefetch);
  }

  private async handle(batch: readonly Arrived[], turn: Promise<void>): Promise<void> {
    try {
      const outcomes = await this.handler(batch, turn);
      // To acknowledge this one is to acknowledge what came before it.
      await turn;
      this.suspensions = 0;
      const answered = batch.map((delivery, position) => ({ delivery, outcome: outcomes[position] }));
      const channels = new Set(batch.map(({ channel }) => channel));
      await Promise.all(
        [...channels].map((channel) => this.answerAll(answered.filter(({ delivery }) => delivery.channel === channel))),
      );
      for (const delivery of batch) if (this.isCurrent(delivery)) this.attachments.get(delivery.name)!.unanswered -= 1;
    } catch (error) {
      // Closing the channels hands everything back, once and in order. Handed back one by one, it would come again before
      // they close. What fails because a batch before it did says nothing new.
      await turn.then(
        () => this.suspend(error),
        () => undefined,
      );
      throw error;
    }
  }

  /**
   * For one channel. What is settled at the beginning is acknowledged at once: everything that arrived before has its
   * answer already. A quorum queue forgets single acknowledgements that are still on their way when a channel closes.
   */
  private async answerAll(
    answers: readonly { readonly delivery: Arrived; readonly outcome: Outcome | undefined }[],
  ): Promise<void> {
    const other = answers.findIndex(({ outcome }) => outcome?.do !== 'settled');
    const settled = other < 0 ? answers.length : other;
    if (settled > 0) this.ack(answers[settled - 1]!.delivery, true);
    await Promise.all(answers.slice(settled).map(({ delivery, outcome }) => this.answer(delivery, outcome)));
  }

  private async answer(delivery: Arrived, outcome: Outcome | undefined): Promise<void> {
    if (outcome?.do === 'settled') return this.ack(delivery, false);
    if (outcome === undefined || outcome.do === 'hand-back') return this.handBack(delivery);
    try {
      if (outcome.do === 'delay') await this.publisher.delay(delivery.lane, delivery, delivery.delays);
      else await this.publisher.publish(outcome.to, delivery);
    } catch (error) {
      this.onProblem('not moved to another queue, handed back', error);
      return this.handBack(delivery);
    }
    this.ack(delivery, false);
  }

  private ack(delivery: Arrived, andBefore: boolean): void {
    if (this.isCurrent(delivery)) delivery.channel.ack(delivery.message, andBefore);
  }

  private handBack(delivery: Arrived): void {
    if (this.isCurrent(delivery)) delivery.channel.nack(delivery.message, false, true);
  }

  private isCurrent({ name, channel }: Arrived): boolean {
    return this.attachments.get(name)?.channel === channel;
  }
}

function byName(lanes: readonly Lane[]): ReadonlyMap<string, Lane> {
  return new Map(lanes.map((lane) => [laneName(lane), lane]));
}

function toDelivery({ content, fields, properties }: ConsumeMessage, lane: Lane): Delivery {
  const headers = (properties.headers ?? {}) as Readonly<Record<string, unknown>>;
  const death = lane.kind === 'dead' ? deathOf(headers) : undefined;
  const traceParent = headers[TRACE_HEADER];
  return {
    id: String(properties.messageId ?? ''),
    bytes: content,
    lane,
    redelivered: fields.redelivered,
    deliveriesBefore: Number(headers['x-acquired-count'] ?? headers['x-delivery-count'] ?? 0),
    delays: Number(headers[DELAYS_HEADER] ?? 0),
    ...(typeof traceParent === 'string' ? { traceParent } : {}),
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
