import type { Causes } from '../../ledger/causes.js';
import type { LiveSource, LiveState } from './live-source.js';

/** How many messages are parked, and how many wait. */
export class CausesSource implements LiveSource {
  constructor(private readonly causes: Causes) {}

  async look(tenant: string): Promise<readonly LiveState[]> {
    return [{ event: 'causes', data: await this.causes.counts(tenant) }];
  }
}
