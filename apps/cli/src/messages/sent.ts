/** What became of all files of one command. */
import { Failure } from '../failure.js';
import type { MessageAnswer } from '../hub/answers.js';

export interface Sent {
  readonly file: string;
  /** Of the accepted message. */
  readonly id: string | undefined;
  /** Its last known state, when it was waited for. */
  readonly message?: MessageAnswer | undefined;
  /** Why it was not accepted, or why nobody knows what became of it. */
  readonly failure?: Failure;
}

/** For example `4 files: 2 filed, 1 rejected, 1 not sent`. */
export function summaryText(sent: readonly Sent[], unsent: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const one of sent) counts.set(wordOf(one), (counts.get(wordOf(one)) ?? 0) + 1);
  if (unsent.length > 0) counts.set('not sent', unsent.length);
  const total = sent.length + unsent.length;
  const parts = [...counts].map(([word, count]) => `${count} ${word}`);
  return `${total} ${total === 1 ? 'file' : 'files'}: ${parts.join(', ')}`;
}

/** @param waited then only what is filed counts as done */
export function summaryFailure(sent: readonly Sent[], unsent: readonly string[], waited: boolean): Failure | undefined {
  const bad = sent.filter((one) => (waited ? wordOf(one) !== 'filed' : wordOf(one) !== 'accepted'));
  const total = sent.length + unsent.length;
  const notDone = bad.length + unsent.length;
  if (notDone === 0) return undefined;
  const refusal = bad.find(({ failure }) => failure !== undefined)?.failure;
  if (total === 1 && refusal !== undefined) return refusal;
  const done = waited ? 'filed' : 'accepted';
  const message = total === 1 ? `The message was not ${done}.` : `${notDone} of ${total} files were not ${done}.`;
  return new Failure(`messages.not-${done}`, message, refusal?.exitCode === 3 ? 3 : 1);
}

/** What became of one file, in a word. */
export function wordOf({ id, message, failure }: Sent): string {
  if (id === undefined) return failure?.exitCode === 3 ? 'unreachable' : 'refused';
  return message?.state ?? 'accepted';
}
