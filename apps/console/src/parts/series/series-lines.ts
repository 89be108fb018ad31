/** What was counted in steps of equal length, by what it is. */
export interface SeriesLines {
  readonly stepSeconds: number;
  /** Where each step begins, in seconds of Unix time. */
  readonly at: readonly number[];
  readonly lines: readonly SeriesLine[];
}

export interface SeriesLine {
  readonly name: string;
  readonly title: string;
  readonly colour: 'accepted' | 'filed' | 'rejected' | 'parked';
  readonly counts: readonly number[];
}

/** What was counted in one step, as a rate: steps of different spans can be compared. */
export function perMinute(count: number, stepSeconds: number): number {
  return (count * 60) / stepSeconds;
}

export function sumOf(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
