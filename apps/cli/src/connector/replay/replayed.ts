/** What a replay says of each message, wherever it came from. */
import type { Change } from '@fachwerk/hub/connector-kit';

export const OUTCOMES = [
  'unchanged',
  'changed',
  'newly-refused',
  'no-longer-refused',
  'body-gone',
  'not-tried',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type Summary = Record<Outcome, number>;

export interface Replayed {
  /** Id of the message, or its file. */
  readonly id: string;
  readonly key?: string;
  readonly outcome: Outcome;
  readonly changes?: readonly Change[];
  /** Why the version that is looked at refuses it. */
  readonly error?: { readonly code: string; readonly sentence: string; readonly path?: string };
}

export interface ReplayFacts {
  readonly connector: string;
  readonly version: string;
  /** A version, or `filed`. */
  readonly against: string;
}

export interface Replay {
  readonly facts: ReplayFacts;
  readonly messages: AsyncIterable<Replayed>;
}
