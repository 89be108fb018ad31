/** What the hub answers about causes and jobs, as far as it is shown. */
import type { ErrorAnswer, Lang } from '../hub/answers.js';

export interface CauseAnswer {
  readonly id: string;
  readonly kind: string;
  readonly code: string;
  readonly sentence: Readonly<Record<Lang, string>>;
  readonly whoActs: string;
  readonly connector?: { readonly name: string; readonly version?: string };
  readonly path?: string;
  readonly target?: string;
  readonly procedures: readonly { readonly name: string; readonly count: number }[];
  readonly count: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly notes: number;
}

export interface CausesAnswer {
  readonly causes: readonly CauseAnswer[];
  readonly counts: { readonly parked: number; readonly waiting: number };
}

export interface CauseWithNotesAnswer {
  /** Null when no message stands still for it now. */
  readonly cause: CauseAnswer | null;
  /** Its parked messages and its waiting ones. */
  readonly groups: readonly CauseAnswer[];
  readonly notes: readonly { readonly at: string; readonly by: string; readonly text: string }[];
}

export interface PreviewAnswer {
  readonly total: number;
  readonly procedures: readonly { readonly name: string; readonly count: number }[];
  readonly waves: readonly number[];
  readonly inOtherJobs: number;
}

export interface JobAnswer {
  readonly id: string;
  readonly action: string;
  readonly state: 'awaiting-approval' | 'running' | 'paused' | 'stopped' | 'done' | 'cancelled' | 'refused';
  readonly total: number;
  readonly wave: { readonly number: number; readonly size: number };
  readonly counts: Readonly<Record<string, number>>;
  readonly stopped?: { readonly messageId: string; readonly error: ErrorAnswer };
}
