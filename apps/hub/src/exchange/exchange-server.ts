import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { BatchHandler, Consumption, Exchange, Lane, Outcome } from './exchange.js';

/** Patterns of the three handlers: `@MessagePattern(BATCH)` answers with one outcome per delivery. */
export const BATCH = 'batch';
export const TALLY = 'tally';
export const DEAD = 'dead';

/** What a handler gets with its batch. In an object: a promise among its arguments Nest would wait for before it calls. */
export interface BatchContext {
  /** Nothing of the batch is filed before it. */
  readonly turn: Promise<void>;
}

export interface ExchangeServerOptions {
  readonly batchMax: number;
  readonly prefetch: number;
  readonly probeMs: number;
  /** Asked while suspended: is what a batch needs there again? */
  readonly probe: () => Promise<boolean>;
  readonly onSuspended: (lane: string, cause: unknown) => void;
}

/**
 * Nest's way to the exchange. Nest's own RabbitMQ transport imposes its envelope, hands over one message at a time and
 * leaves acknowledging to luck; this one hands whole batches to one handler and leaves acknowledging to the exchange.
 */
export class ExchangeServer extends Server implements CustomTransportStrategy {
  private consumptions: readonly Consumption[] = [];
  private lanes: readonly Lane[] = [];

  constructor(
    private readonly exchange: Exchange,
    private readonly options: ExchangeServerOptions,
  ) {
    super();
  }

  override listen(callback: (error?: unknown) => void): void {
    try {
      this.consumptions = [
        this.consume(BATCH, this.lanes),
        this.consume(TALLY, [{ kind: 'tally' }]),
        this.consume(DEAD, [{ kind: 'dead' }]),
      ];
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** Which procedures' lanes are consumed from now on. */
  async setLanes(lanes: readonly Lane[]): Promise<void> {
    this.lanes = lanes;
    await this.consumptions[0]?.setLanes(lanes);
  }

  /** True while every wanted lane has a consumer. */
  attached(): boolean {
    return this.consumptions.length > 0 && this.consumptions.every((consumption) => consumption.attached());
  }

  override async close(): Promise<void> {
    const running = this.consumptions;
    this.consumptions = [];
    await Promise.all(running.map((consumption) => consumption.stop()));
  }

  override on(): never {
    throw new Error('The exchange has no events: ask attached().');
  }

  override unwrap<T>(): T {
    return this.exchange as T;
  }

  private consume(pattern: string, lanes: readonly Lane[]): Consumption {
    const handler = this.getHandlerByPattern(pattern);
    if (handler === null) throw new Error(`There is no handler for "${pattern}".`);
    const { batchMax, prefetch, probe, probeMs, onSuspended } = this.options;
    return this.exchange.consume(lanes, this.batchHandler(handler), {
      batchMax,
      prefetch,
      probe,
      probeMs,
      onSuspended: (cause) => onSuspended(pattern, cause),
    });
  }

  private batchHandler(handler: MessageHandler): BatchHandler {
    return async (batch, turn) =>
      lastValueFrom<readonly Outcome[]>(
        this.transformToObservable(await handler(batch, { turn } satisfies BatchContext)),
      );
  }
}
