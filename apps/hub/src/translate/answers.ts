import type { ArchiveQuestion, Outcome, ReplyElement, ToldCall } from '@fachwerk/connectors/contract';
import type { NamedRecord } from './answering.js';
import type { PlainError, ReadingJob } from './reading.js';

/**
 * What a translating thread is asked about a message whose sender waits, or is to be told: what to look up, or with an outcome the
 * reply or what its service is told.
 */
export interface AnswerJob extends Pick<
  ReadingJob,
  'connector' | 'version' | 'settings' | 'envelope' | 'body' | 'part'
> {
  readonly asks: 'questions' | 'reply' | 'tell';
  /** With `reply` and `tell`. */
  readonly outcome?: Outcome;
}

export type Answered =
  | {
      readonly questions: readonly ArchiveQuestion[];
      /** Records that its commands name; none of a message that is only a question. */
      readonly named: readonly NamedRecord[];
    }
  /** Without an element: the connector leaves it to the hub. */
  | { readonly reply: ReplyElement | undefined }
  /** Without a call there is nothing to be told. */
  | { readonly tell: ToldCall | undefined }
  | { readonly error: PlainError };

/** What the threads of the hub that read messages are given. */
export type ThreadJob = ReadingJob | AnswerJob;
