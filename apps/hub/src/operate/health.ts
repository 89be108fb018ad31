import type { AccessDirectory } from '../access/directory.js';
import type { Database } from '../database/database.js';
import type { Exchange } from '../exchange/exchange.js';
import type { Draining } from './draining.js';

export interface Health {
  /** True when this process can do what its roles promise: a gateway accepts, also without the database. */
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ok' | 'away'>>;
  /** What there is too much of at the moment, so that some messages are refused: `backlog`, `space`, `memory`. */
  readonly refusing: readonly string[];
}

/** Marks that the gateway of this process, if it has one, has reached: by how many procedures. */
export class Refusing {
  private readonly reached = new Map<string, number>();

  onMark(mark: string, reached: boolean): void {
    this.reached.set(mark, (this.reached.get(mark) ?? 0) + (reached ? 1 : -1));
  }

  marks(): readonly string[] {
    return [...this.reached].filter(([, count]) => count > 0).map(([mark]) => mark);
  }
}

/** What the worker of this process, if it has one, tells others and lets itself be told. */
export class Consuming {
  /** Whether it consumes all that it should. */
  attached: () => boolean = () => true;
  /** To be called when a procedure pauses or resumes. Resolves when the lanes are right. */
  lanesChanged: () => Promise<void> = () => Promise.resolve();
}

/** Whether requests should be sent here. */
export class HealthCheck {
  constructor(
    private readonly database: Database,
    private readonly exchange: Exchange,
    private readonly directory: AccessDirectory,
    private readonly self: {
      readonly roles: readonly string[];
      readonly consuming: Consuming;
      readonly draining: Draining;
      readonly refusing: Refusing;
    },
  ) {}

  async check(): Promise<Health> {
    const exchange = this.exchange.problem() === undefined;
    const database = await this.database.reachable();
    const keys = this.directory.usable();
    const { roles, consuming, draining, refusing } = this.self;
    const consumers = consuming.attached();
    const word = (usable: boolean): 'ok' | 'away' => (usable ? 'ok' : 'away');
    return {
      ready: !draining.leaving && (roles.includes('gateway') ? exchange && keys : database),
      checks: { exchange: word(exchange), database: word(database), keys: word(keys), consumers: word(consumers) },
      refusing: refusing.marks(),
    };
  }
}
