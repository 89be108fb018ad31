/** When messages arrive that nobody holds back: a hub that stalls does not make them come later. */
export class Schedule {
  /** How many there are. */
  readonly count: number;

  constructor(
    private readonly perSecond: number,
    seconds: number,
  ) {
    this.count = Math.round(perSecond * seconds);
  }

  /** In ms after the beginning. */
  dueAt(number: number): number {
    return (number * 1_000) / this.perSecond;
  }

  /** How many have arrived so many ms after the beginning; the first one arrives at once. */
  dueBy(elapsedMs: number): number {
    if (elapsedMs < 0) return 0;
    // What is due at this very moment is due, whatever the binary fractions say.
    return Math.min(this.count, Math.floor((elapsedMs * this.perSecond) / 1_000 + 1e-6) + 1);
  }
}
