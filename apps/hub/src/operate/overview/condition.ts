import type { ContentStore, Space } from '../../archive/content-store.js';
import type { Exchange } from '../../exchange/exchange.js';
import type { Consuming } from '../health.js';

export type State = 'ok' | 'away';

/** Whether what the hub needs is there. */
export interface Condition {
  readonly exchange: { readonly state: State; readonly kind: 'rabbitmq' | 'database' };
  readonly database: { readonly state: State };
  readonly content: { readonly state: State } & Partial<Record<'bytesFree' | 'bytesTotal', number>>;
  /** `unknown`: the exchange on the database does not know who consumes, and this process does not. */
  readonly consumers: { readonly state: State | 'unknown' };
}

/** A disk that is gone does not answer at all. */
const SPACE_MS_MAX = 1_000;

export class Conditions {
  constructor(
    private readonly exchange: Pick<Exchange, 'problem'>,
    private readonly store: Pick<ContentStore, 'space'>,
    private readonly self: {
      readonly exchangeKind: Condition['exchange']['kind'];
      /** Undefined when this process is no worker. */
      readonly consuming: Consuming | undefined;
    },
  ) {}

  /** @param workers that consume, as far as the exchange can tell */
  async look(database: State, workers: number | undefined, idle: boolean): Promise<Condition> {
    const space = await this.space();
    const { exchangeKind: kind } = this.self;
    return {
      exchange: { state: this.exchange.problem() === undefined ? 'ok' : 'away', kind },
      database: { state: database },
      content:
        space === undefined
          ? { state: 'away' }
          : { state: 'ok', bytesFree: space.freeBytes, bytesTotal: space.totalBytes },
      consumers: { state: this.consumers(workers, idle) },
    };
  }

  private consumers(workers: number | undefined, idle: boolean): State | 'unknown' {
    if (workers !== undefined) return workers > 0 && !idle ? 'ok' : 'away';
    const { consuming } = this.self;
    if (consuming === undefined) return 'unknown';
    return consuming.attached() ? 'ok' : 'away';
  }

  private async space(): Promise<Space | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), SPACE_MS_MAX);
    });
    const answer = await Promise.race([this.store.space().catch(() => undefined), late]);
    clearTimeout(timer);
    return answer;
  }
}
