import type { Clock } from '../config/clock.js';
import type { HubConfig } from '../config/hub-config.js';

/** How long the ledger remembers. */
export class MessageAge {
  constructor(
    private readonly config: Pick<HubConfig, 'messageRetentionMonths'>,
    private readonly clock: Clock,
  ) {}

  isBeyondLedger(acceptedAt: Date): boolean {
    const oldest = this.clock.now();
    oldest.setUTCMonth(oldest.getUTCMonth() - this.config.messageRetentionMonths);
    return acceptedAt < oldest;
  }
}
