import type { ReadingFacts } from './reading.js';

/** How long each part of reading one message takes. */
export class Laps {
  private last = performance.now();
  private readonly lapsMs: number[] = [];
  /** Grows with each lap. */
  readonly facts: Pick<ReadingFacts, 'begunAtMs' | 'lapsMs'> = {
    begunAtMs: performance.timeOrigin + this.last,
    lapsMs: this.lapsMs,
  };

  end(): void {
    const now = performance.now();
    this.lapsMs.push(now - this.last);
    this.last = now;
  }
}
