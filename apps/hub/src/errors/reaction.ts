import type { ErrorKind } from './hub-error.js';

/**
 * What happens to a message whose processing ended with an error of a kind:
 * - `reject`: final; the sender reads why.
 * - `park`: a person decides; the message waits in the ledger.
 * - `delay`: tried again on the delay ladder; parked after a day.
 * - `pause`: its procedure waits until the cause is gone, and resumes by itself.
 * - `suspend`: everything waits until the shared dependency is back.
 */
export type Reaction = 'reject' | 'park' | 'delay' | 'pause' | 'suspend';

/** The one table that decides between acknowledging, repeating and parking. */
export const reactions: Readonly<Record<ErrorKind, Reaction>> = {
  rejected: 'reject',
  'unavailable-shared': 'suspend',
  'unavailable-message': 'delay',
  conflict: 'park',
  misconfigured: 'pause',
  defect: 'park',
};

/** Longest time on the delay ladder before a person is asked. */
export const DELAYED_HOURS_MAX = 24;
