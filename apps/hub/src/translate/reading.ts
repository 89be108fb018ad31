import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import type { ErrorDetails, ErrorKind, Stage } from '../errors/hub-error.js';
import type { Envelope, StoredPart } from '../ledger/envelope.js';
import type { Validation } from '../ledger/generated/validation.js';

/** What a translating thread is asked: one message, and what its municipality filled in. */
export interface ReadingJob {
  readonly connector: string;
  /** Null: the one that procedures without a version of their own have. */
  readonly version: string | null;
  readonly settings: unknown;
  /** Whether the message waits for an official schema that is not installed. */
  readonly validation: 'required' | 'when-installed';
  /** Whether its order key is wanted. */
  readonly ordered: boolean;
  readonly envelope: Pick<Envelope, 'senderKey' | 'orderKey' | 'body' | 'attachments'>;
  /** The message as it was sent, or its part when it is a ZIP. */
  readonly body: Uint8Array;
  /** The attachment that a ZIP has the message in. */
  readonly part?: StoredPart;
}

/** An error on its way between threads. */
export interface PlainError {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: string;
  readonly details: ErrorDetails;
  /** For the connector's author; never shown to the sender. */
  readonly stack?: string;
}

/** What it answers: archive commands, or why not and in which stage. The facts are as far as it got. */
export type Reading = ReadingFacts &
  (
    | { readonly key: string; readonly commands: readonly ArchiveCommand[] }
    | { readonly error: PlainError; readonly stage: Stage }
  );

export interface ReadingFacts {
  readonly connector: string;
  readonly version?: string;
  readonly type?: string;
  readonly validation?: Validation;
  /** When the thread began with it, in milliseconds since 1970, and how long it opened, validated and translated it. */
  readonly begunAtMs: number;
  readonly lapsMs: readonly number[];
  /** Left out when it is not wanted, or not known. */
  readonly orderKey?: string;
  /** The document as text, where somebody beyond the threads is to check it. */
  readonly xml?: string;
}
