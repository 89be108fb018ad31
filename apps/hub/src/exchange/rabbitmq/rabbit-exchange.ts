import { unescape } from 'node:querystring';
import type { ChannelModel } from 'amqplib';
import { HubError } from '../../errors/hub-error.js';
import {
  Exchange,
  type BatchHandler,
  type Consumption,
  type ConsumeOptions,
  type Depth,
  type Lane,
  type Parcel,
  type QueueReport,
  type QueueState,
} from '../exchange.js';
import { RabbitConnection, within } from './connection.js';
import { RabbitConsumption } from './consumption.js';
import { Management } from './management.js';
import { Publisher, unavailable } from './publisher.js';
import { lookAtQueues } from './queue-look.js';
import { amqpReport, managedReport, namedQueues } from './queue-report.js';
import { queueOf } from './topology.js';

/** People wait for the answer. */
const LOOK = { answerMs: 1_500, lookMs: 4_000 };

export interface RabbitExchangeOptions {
  /** Tried in turn. */
  readonly urls: readonly string[];
  readonly publishTimeoutMs: number;
  readonly laneBytesMax: number;
  readonly onProblem: (what: string, error: unknown) => void;
  /** Rungs of the delay ladder; the last one is repeated. */
  readonly delayLadderMs: readonly number[];
  readonly newQueueRestMs: number;
  /** Of the management plugin, with user and password. */
  readonly managementUrl?: string | undefined;
}

/**
 * The exchange on RabbitMQ: one quorum queue per procedure. Publishing and consuming have a connection each, because a
 * broker in need blocks the connections that publish.
 */
export class RabbitExchange extends Exchange {
  private readonly publisher: Publisher;
  private readonly publishing: RabbitConnection;
  private readonly consuming: RabbitConnection;
  private readonly consumptions = new Set<RabbitConsumption>();
  private consumingModel: ChannelModel | undefined;
  private readonly management: Management | undefined;

  constructor(private readonly options: RabbitExchangeOptions) {
    super();
    const { onProblem, managementUrl, urls } = options;
    if (managementUrl !== undefined) this.management = new Management(managementUrl, vhostOf(urls[0]!));
    this.publisher = new Publisher(options, (error) => this.publishing.drop(error));
    this.publishing = new RabbitConnection(options.urls, {
      onOpen: (model) => this.publisher.onOpen(model),
      onLost: (error) => {
        this.publisher.onLost(error);
        onProblem('the connection for publishing is lost', error);
      },
    });
    this.consuming = new RabbitConnection(options.urls, {
      onOpen: (model) => {
        this.consumingModel = model;
        for (const consumption of this.consumptions) consumption.onOpen(model);
        return Promise.resolve();
      },
      onLost: (error) => {
        this.consumingModel = undefined;
        for (const consumption of this.consumptions) consumption.onLost();
        onProblem('the connection for consuming is lost', error);
      },
    });
  }

  override async open(): Promise<void> {
    await this.publishing.open();
    await this.consuming.open();
  }

  override declare(lane: Lane): Promise<void> {
    return this.publisher.declare(lane);
  }

  override publish(lane: Lane, parcel: Parcel): Promise<void> {
    return this.publisher.publish(lane, parcel);
  }

  override consume(lanes: readonly Lane[], handler: BatchHandler, options: ConsumeOptions): Consumption {
    const { onProblem } = this.options;
    const consumption = new RabbitConsumption(lanes, handler, options, this.publisher, onProblem);
    this.consumptions.add(consumption);
    if (this.consumingModel !== undefined) consumption.onOpen(this.consumingModel);
    return consumption;
  }

  override async depth(lane: Lane): Promise<Depth> {
    const model = this.requireModel();
    // A channel of its own: asking for a queue that does not exist closes it.
    const channel = await model.createChannel();
    channel.on('error', () => undefined); // told by the call itself
    try {
      await this.declare(lane);
      // A queue without a leader does not answer at all.
      const { messageCount } = await within(this.options.publishTimeoutMs, channel.checkQueue(queueOf(lane)));
      await channel.close();
      return { ready: messageCount };
    } catch (cause) {
      channel.close().catch(() => undefined); // when the broker has not closed it already
      throw unavailable(cause);
    }
  }

  override async queues(lanes: readonly Lane[]): Promise<readonly QueueState[]> {
    const queues = namedQueues(lanes, this.options.delayLadderMs);
    const names = queues.map(({ name }) => name);
    const figures = await lookAtQueues(this.requireModel(), names, LOOK).catch((cause: unknown) => {
      throw unavailable(cause);
    });
    return queues.map((queue) => ({ ...queue, ...figures.get(queue.name) }));
  }

  override async report(lanes: readonly Lane[]): Promise<QueueReport> {
    const ask = (): Promise<readonly QueueState[]> => this.queues(lanes);
    if (this.management === undefined) return amqpReport(ask, []);
    try {
      return await managedReport(this.management, namedQueues(lanes, this.options.delayLadderMs));
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      return amqpReport(ask, [error]);
    }
  }

  override problem(): HubError | undefined {
    return this.publisher.problem();
  }

  override async close(): Promise<void> {
    await Promise.all([...this.consumptions].map((consumption) => consumption.stop()));
    await this.consuming.close();
    await this.publishing.close();
  }

  private requireModel(): ChannelModel {
    if (this.consumingModel !== undefined) return this.consumingModel;
    throw this.publisher.problem() ?? unavailable(new Error('The broker is away.'));
  }
}

/** As amqplib reads it. */
function vhostOf(url: string): string {
  return unescape(new URL(url).pathname.slice(1)) || '/';
}
