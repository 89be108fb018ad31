/** What became of a message, for a sender that waits for it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Messages } from './messages.js';
import type { MessageState } from './message-state.js';

/** Filing takes some milliseconds; whoever waits longer waits for something else, and is looked after less often. */
const FIRST_MS = 50;
const LONGEST_MS = 1_000;
const GROWTH = 1.5;

export class Settlements {
  constructor(private readonly messages: Pick<Messages, 'find'>) {}

  /**
   * @param waitMsMax how long it is waited for
   * @returns undefined when it is neither filed, rejected nor parked by then
   * @throws HubError `unavailable-shared` while the database is away
   */
  async of(tenant: string, id: string, waitMsMax: number): Promise<MessageState | undefined> {
    const until = performance.now() + waitMsMax;
    for (let pauseMs = FIRST_MS; ; pauseMs = Math.min(pauseMs * GROWTH, LONGEST_MS)) {
      const found = await this.messages.find(tenant, id);
      if (found !== undefined && found.state !== 'accepted') return found;
      const leftMs = until - performance.now();
      if (leftMs <= 0) return undefined;
      await delay(Math.min(pauseMs, leftMs));
    }
  }
}
