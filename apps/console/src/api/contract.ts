/**
 * What the console knows of the hub's answers: names for the types of its OpenAPI description. What is written out here
 * is not described yet; it goes away with its route's description.
 */
import type { Both } from '../language/language.js';
import type { components } from './generated/api.js';

type Schemas = components['schemas'];

export type Role = Schemas['Role'];
export type Permission = Schemas['Permission'];
export type Session = Schemas['Session'];
export type SignInWays = Schemas['SignInWays'];
export type Person = Schemas['Person'];
export type TenantSettings = Schemas['TenantSettings'];
export type JournalEntry = Schemas['JournalEntry'];
export type Message = Schemas['Message'];
export type MessageError = Schemas['MessageError'];
export type Finding = Schemas['Finding'];
export type Receipt = Schemas['Receipt'];
export type Confirmation = Schemas['Confirmation'];
export type Delivery = Schemas['Delivery'];
export type DeliveryState = Delivery['state'];
export type StampRange = Schemas['StampRange'] & { releasable?: boolean };
export type Books = Schemas['Books'];
export type Overview = Schemas['Overview'];
export type ProcedureOverview = Overview['procedures'][number];
export type Series = Schemas['Series'];
export type Queues = Schemas['Queues'];
export type Queue = Queues['queues'][number];

export type Sentence = Both<string>;
export type WhoActs = 'sender' | 'connector-author' | 'records-clerk' | 'operator';

export interface Cause {
  readonly id: string;
  readonly tab: 'parked' | 'waiting';
  readonly kind: string;
  readonly code: string;
  readonly stage: string;
  readonly connector?: { readonly name: string; readonly version?: string };
  readonly type?: string;
  readonly path?: string;
  readonly target?: string;
  readonly sentence: Sentence;
  readonly whoActs: WhoActs;
  readonly procedures: readonly { readonly name: string; readonly count: number }[];
  readonly count: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Per hour of the last 24, oldest first. */
  readonly trend: readonly number[];
  readonly notes: number;
}

export interface Note {
  readonly at: string;
  readonly by: string;
  readonly text: string;
}

export interface Selection {
  readonly messages?: readonly string[];
  readonly filter?: {
    readonly cause?: string;
    readonly procedure?: string;
    readonly from?: string;
    readonly to?: string;
    readonly q?: string;
    readonly state?: 'parked';
  };
}

export type JobAction = 'release' | 'discard' | 'hand-back';
export type JobState = 'awaiting-approval' | 'running' | 'paused' | 'stopped' | 'done' | 'cancelled' | 'refused';

export interface JobPreview {
  readonly total: number;
  readonly procedures: readonly { readonly name: string; readonly count: number }[];
  readonly causes: readonly { readonly id: string; readonly count: number }[];
  readonly oldest?: string;
  readonly newest?: string;
  readonly waves: readonly number[];
  readonly inOtherJobs: number;
  readonly approval: boolean;
}

export type ItemState = 'pending' | 'sent' | 'filed' | 'rejected' | 'parked' | 'waiting' | 'skipped' | 'untouched';

export interface Job {
  readonly id: string;
  readonly action: JobAction;
  readonly state: JobState;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly endedAt?: string;
  readonly decidedBy?: string;
  readonly reason?: string;
  readonly ratePerMinute: number;
  readonly total: number;
  readonly wave: { readonly number: number; readonly size: number };
  readonly counts: Readonly<Record<ItemState, number>>;
  readonly stopped?: { readonly messageId: string; readonly error: MessageError };
  readonly selection: Selection;
}

export interface JobItem {
  readonly position: number;
  readonly messageId: string;
  readonly acceptedAt: string;
  readonly state: ItemState;
  readonly error?: MessageError;
  readonly at?: string;
}

export type Attempt = Schemas['Attempt'];

export interface TimelineEntry {
  readonly at: string;
  readonly kind: 'accepted' | 'attempt' | 'decision' | 'filed' | 'receipt';
  readonly durationMs?: number;
  readonly attempt?: Attempt;
  readonly fileReference?: string;
  readonly documents?: readonly { readonly fileName: string; readonly href: string }[];
  readonly state?: string;
}

export interface Correction {
  readonly number: number;
  readonly state: 'proposed' | 'approved' | 'refused';
  readonly by: string;
  readonly at: string;
  readonly reason: string;
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly decisionReason?: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface BooksOfDay {
  readonly day: string;
  readonly timeZone: string;
  readonly asOf: string;
  readonly procedures: readonly Books[];
}
