import type { Clock } from '../config/clock.js';
import { HubError } from '../errors/hub-error.js';

/** About 30 MB; at five minutes for each, a gateway takes some 500 signed messages a second for as long as it likes. */
const KEPT_MAX = 200_000;

/**
 * What this process has let in once and must not let in again: signed messages, until they are too old to be let in
 * anyway. It is full rather than forgetful: whoever could push an entry out could send its message again.
 */
export class Replays {
  /** Until when each is kept, in the order in which they came. */
  private readonly kept = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly keptMax = KEPT_MAX,
  ) {}

  /** @throws HubError `access.replayed`, `access.replays-full` */
  once(what: string, until: Date): void {
    const now = this.clock.now().getTime();
    this.forget(now);
    if (this.kept.has(what)) {
      throw new HubError('rejected', 'access.replayed', 'This signed message was let in before. Sign it anew.');
    }
    if (this.kept.size >= this.keptMax) {
      const sentence = 'Too many signed messages came within the last minutes. Send it again later, signed anew.';
      throw new HubError('unavailable-shared', 'access.replays-full', sentence, { retryAfterSeconds: 30 });
    }
    this.kept.set(what, until.getTime());
  }

  /** For what was let in and came to nothing: it may be let in again. */
  release(what: string): void {
    this.kept.delete(what);
  }

  private forget(now: number): void {
    const full = this.kept.size >= this.keptMax;
    for (const [what, until] of this.kept) {
      // Clocks of senders differ by little: behind one that stays, few have to go.
      if (until > now && !full) return;
      if (until <= now) this.kept.delete(what);
    }
  }
}
