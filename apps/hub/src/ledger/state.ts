import type { ErrorKind, Stage } from '../errors/hub-error.js';

/** The four states of a submission. `accepted` is everything that is still in flight. */
export type SubmissionState = 'accepted' | 'filed' | 'rejected' | 'parked';

/** Why a message was rejected, was parked, or waits; as it is kept in the ledger. */
export interface LedgerError {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly stage: Stage;
  /** Safe for the sender; with the values of this message. */
  readonly message: string;
  /** XPath or JSON pointer. */
  readonly path?: string;
  /** What stands in the way, when it is one thing for many messages. */
  readonly target?: string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly connector?: string;
  readonly connectorVersion?: string;
  readonly type?: string;
  /** For the author of the connector and the operator, never for the sender. */
  readonly stack?: string;
}

/** What the sender gets once its submission is filed. */
export interface Receipt {
  /** Of the first transmission. Repetitions of it share this receipt. */
  readonly messageId: string;
  readonly key: string;
  /** File reference (Aktenzeichen) of the first case file the message went to. */
  readonly fileReference: string;
  readonly caseFiles: readonly { readonly id: string; readonly reference: string }[];
  readonly cases: readonly { readonly id: string; readonly caseFileId: string; readonly number: number }[];
  readonly documents: readonly ReceiptDocument[];
  /** UTC. */
  readonly filedAt: string;
}

/** One version of a document. A message that has several versions of it has an entry for each. */
export interface ReceiptDocument extends ReceiptContent {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  /** Further formats of this version that the message had; left out when there are none. */
  readonly formats?: readonly (ReceiptContent & { readonly number: number })[];
}

export interface ReceiptContent {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mime: string;
  readonly fileName: string;
}
