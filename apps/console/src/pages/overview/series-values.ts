export const SERIES = ['accepted', 'filed', 'rejected', 'parked'] as const;

/** What was counted in one step, as a rate: steps of different spans can be compared. */
export function perMinute(count: number, stepSeconds: number): number {
  return (count * 60) / stepSeconds;
}
