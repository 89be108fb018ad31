/** A mailbox that messages of one procedure are fetched from, as this entrance sees it. */
import { createHash } from 'node:crypto';
import { HubError } from '../../errors/hub-error.js';
import { cut } from '../../errors/shortened.js';
import type { XtaConnection } from '../../xta-client/client.js';

/** A source that is this gateway's for the time of its lease. */
export interface Source {
  readonly tenant: string;
  readonly procedure: string;
  readonly lease: string;
  readonly intervalSeconds: number;
  readonly closesRefused: boolean;
  readonly failures: number;
}

export interface Cause {
  readonly code: string;
  readonly message: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

export interface End {
  readonly nextAt: Date;
  readonly fetched: number;
  readonly refused: number;
  readonly contactAt?: Date;
  readonly error?: Cause & { readonly at: string };
  readonly failed: boolean;
}

/** A message that is in the mailbox because something stood in its way. */
export interface LeftMessage {
  readonly tries: number;
  /** Null when it is not fetched again by itself. */
  readonly nextAt: Date | null;
}

/** What is written down about sources; the entrance itself knows no table. */
export interface SourceBooks {
  due(now: Date): Promise<readonly Pick<Source, 'tenant' | 'procedure'>[]>;
  take(of: Pick<Source, 'tenant' | 'procedure'>, lease: string, now: Date, until: Date): Promise<Source | undefined>;
  renew(source: Source, until: Date): Promise<boolean>;
  giveBack(source: Source, end: End): Promise<void>;
  left(source: Source): Promise<ReadonlyMap<string, LeftMessage>>;
  leave(source: Source, messageId: string, cause: Cause, now: Date, nextAt?: Date): Promise<void>;
  closed(source: Source, messageId: string, now: Date): Promise<void>;
  forget(source: Source, messageId: string): Promise<void>;
  connection(source: Source): Promise<XtaConnection | undefined>;
}

export interface ReaderEvents {
  /** One time of fetching is over. */
  readonly onEnd: (source: Source, end: End) => void;
  /** A message cannot be accepted. */
  readonly onRefused: (source: Source, messageId: string, cause: Cause) => void;
  /** What is written down about sources cannot be read or written; it is looked at again. */
  readonly onProblem: (error: unknown) => void;
}

/** As the sender's keys of the other entrances. */
export const KEY_LENGTH_MAX = 512;

/** A MessageID as it is written down: of one that no book takes the beginning, and what tells it from others. */
export function keptId(messageId: string): string {
  if (messageId.length <= KEY_LENGTH_MAX) return messageId;
  return `${cut(messageId, 400)}…${createHash('sha256').update(messageId).digest('hex')}`;
}

/** As it is written down and shown. */
export function causeOf(error: unknown): Cause {
  if (!(error instanceof HubError)) return { code: 'hub.defect', message: 'The hub has a defect.' };
  const { code, message, details } = error;
  return { code, message, ...(details.values === undefined ? {} : { values: details.values }) };
}

/** What the hub itself cannot do now says nothing about the source. */
export function isOurs(error: unknown): boolean {
  return !(error instanceof HubError) || !error.code.startsWith('xta-client.');
}

/** What would go wrong at the next message as well: of the books, the exchange, or how the procedure is set up. */
export function concernsAll(error: unknown): boolean {
  if (!(error instanceof HubError)) return false;
  return error.kind === 'misconfigured' || /^(?:database|exchange|procedure)\./.test(error.code);
}
