/** What senders send under faults, and what is to become of it. */
import { createHash } from 'node:crypto';
import type { DoorName } from './door.js';
import type { Random } from './random.js';

/** What becomes of a message, if the hub keeps its word; `fetched`: it lies in a mailbox until its reader has it. */
export type Expected = 'filed' | 'rejected' | 'parked' | 'fetched';

export interface ChaosMessage {
  readonly procedure: string;
  readonly door: DoorName;
  /** `Idempotency-Key` or MessageID: what is sent again under it is the same message. */
  readonly key: string;
  readonly expected: Expected;
  readonly mime: string;
  readonly body: Buffer;
  readonly attachments: readonly Buffer[];
  /** SHA-256 of every content that is to be filed; undefined where only the connector knows. */
  readonly contents: readonly string[] | undefined;
  /** How many senders send it at once. */
  readonly times: number;
}

/** Where the messages of one procedure come from. */
export interface Source {
  readonly procedure: string;
  /** Sent before anything else: what later ones contradict, and the first message of a queue that is new. */
  first(): readonly ChaosMessage[];
  /** @param name no other message of this run has it */
  next(name: string, random: Random): ChaosMessage;
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
