/** What a replay says of each message, wherever it came from. */
import type { Change, ReplayFacts, ReplayOutcome } from '@fachwerk/hub/connector-kit';

/** The hub's, in the order in which they are told; a list of its own, because the command begins without loading the hub. */
export const OUTCOMES = [
  'unchanged',
  'changed',
  'newly-refused',
  'no-longer-refused',
  'body-gone',
  'not-tried',
] as const satisfies readonly ReplayOutcome[];
export type Summary = Record<ReplayOutcome, number>;

export interface Replayed {
  /** Id of the message, or its file. */
  readonly id: string;
  readonly key?: string;
  readonly outcome: ReplayOutcome;
  readonly changes?: readonly Change[];
  /** Why the version that is looked at refuses it. */
  readonly error?: { readonly code: string; readonly sentence: string; readonly path?: string };
}

export interface Replay {
  readonly facts: ReplayFacts;
  readonly messages: AsyncIterable<Replayed>;
}
