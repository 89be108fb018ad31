/** Exchanges of both kinds as the processes that share a service have them. */
import { randomUUID } from 'node:crypto';
import { RandomIds } from '../../apps/hub/src/config/clock.js';
import { Database } from '../../apps/hub/src/database/database.js';
import { DatabaseExchange } from '../../apps/hub/src/exchange/database-exchange.js';
import type { Delivery, Exchange, Lane, Parcel } from '../../apps/hub/src/exchange/exchange.js';
import { RabbitExchange } from '../../apps/hub/src/exchange/rabbitmq/rabbit-exchange.js';
import { newBroker, newDatabase } from './provided.js';
import type { ExchangeKind } from './set-ups.js';
import { TcpProxy } from './tcp-proxy.js';

/** Rungs of the delay ladder. */
const LADDER_MS = [150, 400];
const onProblem = (): void => undefined;

export const newLane = (): Lane => ({ kind: 'in', tenant: randomUUID(), procedure: randomUUID() });
export const orderedLane = (): Lane => ({ kind: 'ordered', tenant: randomUUID(), procedure: randomUUID() });
export const traceParent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
export const parcel = (id: string): Parcel => ({ id, bytes: Buffer.from(`bytes of ${id}`), traceParent });
export const idsOf = (deliveries: readonly Delivery[]): readonly string[] => deliveries.map(({ id }) => id);

/** An exchange as one process has it, with a line of its own to the service, which can be cut. */
export interface Opened {
  readonly exchange: Exchange;
  readonly line: TcpProxy;
  close(): Promise<void>;
}

/** Opens exchanges on one and the same service. */
export class Bench {
  private opened: Opened[] = [];

  private constructor(
    private readonly url: string,
    private readonly make: (url: string) => Pick<Opened, 'exchange' | 'close'>,
    private readonly removeService: () => Promise<void>,
  ) {}

  static async start(kind: ExchangeKind): Promise<Bench> {
    if (kind === 'rabbitmq') {
      const options = {
        publishTimeoutMs: 3_000,
        laneBytesMax: 1 << 26,
        newQueueRestMs: 0,
        delayLadderMs: LADDER_MS,
        onProblem,
      };
      const onRabbit = (url: string): Pick<Opened, 'exchange' | 'close'> => {
        const exchange = new RabbitExchange({ ...options, urls: [url] });
        return { exchange, close: () => exchange.close() };
      };
      return new Bench(await newBroker(), onRabbit, () => Promise.resolve());
    }
    const service = await newDatabase();
    const onDatabase = (url: string): Pick<Opened, 'exchange' | 'close'> => {
      const database = new Database({ url, connectionsMax: 4 });
      const options = { database, ids: new RandomIds(), soleConsumer: true, onProblem, delayLadderMs: LADDER_MS };
      const exchange = new DatabaseExchange(options);
      return { exchange, close: () => exchange.close().then(() => database.close()) };
    };
    return new Bench(service.url, onDatabase, () => service.drop());
  }

  async open(): Promise<Opened> {
    const line = await TcpProxy.start(Number(new URL(this.url).port || 5672));
    const opened: Opened = { line, ...this.make(line.through(this.url)) };
    this.opened.push(opened);
    await opened.exchange.open();
    return opened;
  }

  async closeAll(): Promise<void> {
    const { opened } = this;
    this.opened = [];
    for (const { close, line } of opened) {
      await close();
      await line.stop();
    }
  }

  async stop(): Promise<void> {
    await this.closeAll();
    await this.removeService();
  }
}
