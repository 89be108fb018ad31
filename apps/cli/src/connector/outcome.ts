/** What became of a message that was tried, as `expected.json` has it. */
import type { HubError, Tried } from '@fachwerk/hub/connector-kit';
import type { Expected } from './fixtures.js';

export type Outcome = Expected | { readonly failed: string };

export function outcomeOf(tried: Tried): Outcome {
  if ('questions' in tried) return { questions: tried.questions };
  if (!('error' in tried)) return { key: tried.key, commands: tried.commands };
  const { error } = tried;
  return error.kind === 'rejected' ? { rejected: error.code } : { failed: failureOf(error) };
}

/** What a connector threw besides `Rejected`, or returned. */
export function failureOf(error: HubError): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  if (cause instanceof TypeError && /read only|not extensible|Cannot (delete|add|assign)/.test(cause.message)) {
    return `it changes what it was given: ${cause.message}${firstPlace(cause)}`;
  }
  return `${error.message} ${cause.name}: ${cause.message}${firstPlace(cause)}`;
}

function firstPlace({ stack = '' }: Error): string {
  const place = /^\s+at .*?([^/\\()]+[/\\][^/\\()]+:\d+):\d+\)?$/m.exec(stack)?.[1];
  return place === undefined ? '' : ` (${place})`;
}
