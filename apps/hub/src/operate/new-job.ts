import type { SpecialistProcedure } from '../access/snapshot.js';
import type { JobAction, NewJob, Selection } from '../ledger/jobs.js';
import { objectIn, optionalProseIn, proseIn, wordIn, type JsonBody } from './json-body.js';
import { idOf, instant, invalid, isId, procedureOf, text, wordOf } from './message-filter.js';

const ACTIONS: readonly JobAction[] = ['release', 'discard', 'hand-back'];
const REASON_LENGTH_MAX = 1_000;
/** Named one by one; more of them are selected by a filter. */
const MESSAGES_MAX = 10_000;
const RATE_DEFAULT = 6_000;
const RATE_MAX = 60_000;

/** What is asked for in the body of a request. @throws HubError `request.invalid` */
export function newJobIn(
  body: JsonBody,
  procedures: readonly SpecialistProcedure[],
): Pick<NewJob, 'action' | 'selection' | 'reason' | 'ratePerMinute'> {
  const action = wordIn(body, 'action', ACTIONS);
  const selection = selectionIn(body, procedures);
  if (action !== 'release' && selection.filter?.state === 'waiting') throw invalid('state', 'parked');
  // Whoever sent a message that is refused reads why.
  const reason =
    action === 'release'
      ? optionalProseIn(body, 'reason', REASON_LENGTH_MAX)
      : proseIn(body, 'reason', REASON_LENGTH_MAX);
  return { action, selection, reason, ratePerMinute: rateIn(body) };
}

export function selectionIn(body: JsonBody, procedures: readonly SpecialistProcedure[]): Selection {
  const selection = objectIn(body, 'selection');
  const { messages } = selection;
  if (messages !== undefined) {
    if (
      !Array.isArray(messages) ||
      messages.length === 0 ||
      messages.length > MESSAGES_MAX ||
      !messages.every(isMessageId)
    )
      throw invalid('messages', `a list of 1 to ${MESSAGES_MAX} ids`);
    return { messages };
  }
  const filter = objectIn(selection, 'filter');
  const [cause, words] = [idOf(filter, 'cause'), text(filter, 'q')];
  const procedureId = procedureOf(text(filter, 'procedure'), procedures);
  const [from, to] = [instant(filter, 'from'), instant(filter, 'to')];
  return {
    filter: {
      state: wordOf(filter, 'state', ['parked', 'waiting'] as const) ?? 'parked',
      ...(cause === undefined ? {} : { cause }),
      ...(procedureId === undefined ? {} : { procedureId }),
      ...(from === undefined ? {} : { from: from.toISOString() }),
      ...(to === undefined ? {} : { to: to.toISOString() }),
      ...(words === undefined ? {} : { words }),
    },
  };
}

function isMessageId(value: unknown): value is string {
  return typeof value === 'string' && isId(value);
}

function rateIn({ ratePerMinute }: JsonBody): number {
  if (ratePerMinute === undefined) return RATE_DEFAULT;
  const rate = Number(ratePerMinute);
  if (Number.isInteger(rate) && rate >= 1 && rate <= RATE_MAX) return rate;
  throw invalid('ratePerMinute', `a number from 1 to ${RATE_MAX}`);
}
