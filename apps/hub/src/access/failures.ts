/** How many failures are borne of one kind, and how long until one of them is forgotten. */
export interface FailureLimit {
  readonly max: number;
  readonly forgottenAfterMs: number;
}

/** Names and addresses that are remembered; to push one out takes more failures than are possible until it is forgotten. */
const REMEMBERED_MAX = 20_000;

/**
 * Counts what went wrong, by name or by address: up to so many at once, then one for each that is forgotten. Whatever is
 * about to be tried takes its place first and gives it back when it went well, so that many tries at once are not more
 * than one after the other.
 */
export class Failures {
  /** When all failures of a key are forgotten. */
  private readonly until = new Map<string, number>();

  /** @param now on a clock that nobody puts right, in milliseconds */
  constructor(
    private readonly limit: FailureLimit,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes a place. @returns 0, or the seconds until there is one */
  take(key: string): number {
    const { max, forgottenAfterMs } = this.limit;
    const now = this.now();
    const until = Math.max(this.until.get(key) ?? now, now) + forgottenAfterMs;
    const waitMs = until - now - max * forgottenAfterMs;
    if (waitMs > 0) return Math.ceil(waitMs / 1_000);
    // Behind all others, so that the longest unused one is the first to go.
    this.until.delete(key);
    if (this.until.size >= REMEMBERED_MAX) this.makeRoom(now);
    this.until.set(key, until);
    return 0;
  }

  /** It was no failure. */
  giveBack(key: string): void {
    const until = this.until.get(key);
    if (until === undefined) return;
    const before = until - this.limit.forgottenAfterMs;
    if (before <= this.now()) this.until.delete(key);
    else this.until.set(key, before);
  }

  private makeRoom(now: number): void {
    for (const [key, until] of this.until) if (until <= now) this.until.delete(key);
    const [oldest] = this.until.keys();
    if (this.until.size >= REMEMBERED_MAX && oldest !== undefined) this.until.delete(oldest);
  }
}
