import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import type { Place } from '../archive/segments.js';
import type { HubError, Stage } from '../errors/hub-error.js';
import type { Envelope } from '../ledger/envelope.js';
import type { Validation } from '../ledger/generated/validation.js';
import type { Measured } from '../ledger/measured.js';

/** A message as the stages before this one left it: archive commands, or why there are none. */
export interface ReadMessage {
  readonly envelope: Envelope;
  /** Undefined when it is in the content store. */
  readonly body: Uint8Array | undefined;
  /** Where the content store keeps it, once this stage has appended it. */
  readonly place?: Place;
  /** Name of the procedure, as actor in the history. */
  readonly procedureName: string;
  /** Whether its order is to be looked after. */
  readonly ordered: boolean;
  /** What it concerns; undefined when that is not known, and when it is not ordered. */
  readonly orderKey: string | undefined;
  readonly startedAt: Date;
  /** When its thread began with it, in milliseconds since 1970. */
  readonly readAtMs?: number;
  /** Up to here. */
  readonly measured: Measured;
  readonly connector: string;
  readonly connectorVersion: string | undefined;
  readonly type: string | undefined;
  /** Undefined when it did not get as far. */
  readonly validation: Validation | undefined;
  readonly result: Translated | Refused;
}

export interface Translated {
  readonly key: string;
  readonly commands: readonly ArchiveCommand[];
}

export interface Refused {
  readonly error: HubError;
  readonly stage: Stage;
}

/** In milliseconds since 1970. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/** When it happened, for traces. */
export interface When {
  /** From its beginning to its commit, and how many messages shared it. */
  readonly transaction?: Interval & { readonly messages: number };
  /** The receipts of the batch were signed. */
  readonly confirmed?: Interval;
}

/** What became of a message of a batch, and when. */
export type Filed = When & FiledAs;

type FiledAs =
  /** The books have it: filed, rejected, parked, a duplicate, or held until an earlier message is settled. */
  | { readonly as: 'settled'; readonly outcome: 'filed' | 'rejected' | 'parked' | 'held' | 'duplicate' | 'known' }
  /** It is tried again later. */
  | { readonly as: 'delay' }
  /** Its procedure has to wait for a person to set something right. */
  | { readonly as: 'pause'; readonly error: HubError; readonly stage: Stage };

/** In milliseconds since 1970, and parts of them; for how long something takes, not for when it was. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}
