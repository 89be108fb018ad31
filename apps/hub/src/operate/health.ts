import type { AccessDirectory } from '../access/directory.js';
import type { Database } from '../database/database.js';
import type { Exchange } from '../exchange/exchange.js';

export interface Health {
  /** True when this process can do what its roles promise: a gateway accepts, also without the database. */
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ok' | 'away'>>;
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
    private readonly roles: readonly string[],
    private readonly consuming: Consuming,
  ) {}

  async check(): Promise<Health> {
    const exchange = this.exchange.problem() === undefined;
    const database = await this.database.reachable();
    const keys = this.directory.usable();
    const consumers = this.consuming.attached();
    const word = (usable: boolean): 'ok' | 'away' => (usable ? 'ok' : 'away');
    return {
      ready: this.roles.includes('gateway') ? exchange && keys : database,
      checks: { exchange: word(exchange), database: word(database), keys: word(keys), consumers: word(consumers) },
    };
  }
}
