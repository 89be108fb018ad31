/**
 * The one error class for what the hub foresees, and the five kinds it distinguishes (`unavailable` in two scopes).
 * What happens to a message for each kind is decided in one table, `reaction.ts`.
 */
export type ErrorKind =
  'rejected' | 'unavailable-shared' | 'unavailable-message' | 'conflict' | 'misconfigured' | 'defect';

/** The five words of the pipeline. */
export type Stage = 'receive' | 'validate' | 'translate' | 'file' | 'confirm';

export interface ErrorDetails {
  /** XPath or JSON pointer into the message. */
  readonly path?: string;
  /** What stands in the way, when it is one thing for many messages: a closed case, an address. Safe for the sender. */
  readonly target?: string;
  /** Values for the sentence of the code; safe for the sender. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** Each of several things that are wrong with what somebody sent. Safe for the sender. */
  readonly problems?: readonly ErrorProblem[];
  /** For 429 and 503: when it is worth trying again. */
  readonly retryAfterSeconds?: number;
}

export interface ErrorProblem {
  /** JSON pointer. */
  readonly path: string;
  readonly sentence: { readonly de: string; readonly en: string };
}

export class HubError extends Error {
  override readonly name = 'HubError';

  constructor(
    readonly kind: ErrorKind,
    /** One of `codes.ts`, or a connector's own code. */
    readonly code: string,
    /** Safe for the sender and for the log. Secrets and internals belong into `cause`. */
    message: string,
    readonly details: ErrorDetails = {},
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
