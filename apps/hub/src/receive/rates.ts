import { parseRate } from '../access/rate.js';

interface Bucket {
  /** As the procedure has it: another one begins with a full bucket. */
  readonly rate: string;
  tokens: number;
  /** When `tokens` was right. */
  at: number;
}

/** One bucket of tokens for each procedure that has a rate; those of another gateway are its own. */
export class Rates {
  private readonly buckets = new Map<string, Bucket>();

  /**
   * Takes one token.
   *
   * @param now on a clock that never steps back, in ms
   * @returns how long until there is one, in ms; 0 when it was taken
   */
  take(procedure: string, rate: string, now: number): number {
    const { count, perMs } = parseRate(rate);
    let bucket = this.buckets.get(procedure);
    if (bucket?.rate !== rate) {
      bucket = { rate, tokens: count, at: now };
      this.buckets.set(procedure, bucket);
    }
    bucket.tokens = Math.min(count, bucket.tokens + ((now - bucket.at) * count) / perMs);
    bucket.at = now;
    if (bucket.tokens < 1) return ((1 - bucket.tokens) * perMs) / count;
    bucket.tokens -= 1;
    return 0;
  }
}
