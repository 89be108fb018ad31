import type { SpecialistProcedure } from '../access/snapshot.js';
import { JOB_ACTIONS, type NewJob, type Selection } from '../ledger/jobs.js';
import { objectIn, onlyIn, optionalProseIn, proseIn, wordIn, type JsonBody } from './json-body.js';
import { idOf, instant, invalid, isId, procedureOf, text, wordOf } from './message-filter.js';

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
  wordIn(body, 'action', JOB_ACTIONS);
  const { action, selection } = selectedIn(body, procedures);
  // Whoever sent a message that is refused reads why.
  const reason =
    action === 'release'
      ? optionalProseIn(body, 'reason', REASON_LENGTH_MAX)
      : proseIn(body, 'reason', REASON_LENGTH_MAX);
  return { action, selection, reason, ratePerMinute: rateIn(body) };
}

/** What is to be done with what; to release it, unless it is said otherwise. @throws HubError `request.invalid` */
export function selectedIn(
  body: JsonBody,
  procedures: readonly SpecialistProcedure[],
): Pick<NewJob, 'action' | 'selection'> {
  onlyIn(body, ['action', 'selection', 'reason', 'ratePerMinute']);
  const action = Object.hasOwn(body, 'action') ? wordIn(body, 'action', JOB_ACTIONS) : 'release';
  const selection = selectionIn(objectIn(body, 'selection'), procedures);
  if (action !== 'release' && selection.filter?.state === 'waiting') throw invalid('state', 'parked');
  return { action, selection };
}

function selectionIn(selection: JsonBody, procedures: readonly SpecialistProcedure[]): Selection {
  const { messages } = selection;
  if (messages !== undefined) {
    onlyIn(selection, ['messages']);
    if (isListOfIds(messages)) return { messages };
    throw invalid('messages', `a list of 1 to ${MESSAGES_MAX} ids`);
  }
  onlyIn(selection, ['filter']);
  const filter = objectIn(selection, 'filter');
  // A misspelt condition would select what it was to leave out.
  onlyIn(filter, ['state', 'cause', 'procedure', 'from', 'to', 'q']);
  const [cause, q] = [idOf(filter, 'cause'), text(filter, 'q')];
  const procedureId = procedureOf(text(filter, 'procedure'), procedures);
  const [from, to] = [instant(filter, 'from'), instant(filter, 'to')];
  return {
    filter: {
      state: wordOf(filter, 'state', ['parked', 'waiting'] as const) ?? 'parked',
      ...(cause === undefined ? {} : { cause }),
      ...(procedureId === undefined ? {} : { procedureId }),
      ...(from === undefined ? {} : { from: from.toISOString() }),
      ...(to === undefined ? {} : { to: to.toISOString() }),
      ...(q === undefined ? {} : { q }),
    },
  };
}

function isListOfIds(value: unknown): value is readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MESSAGES_MAX) return false;
  return value.every((id) => typeof id === 'string' && isId(id));
}

function rateIn({ ratePerMinute }: JsonBody): number {
  if (ratePerMinute === undefined) return RATE_DEFAULT;
  const rate = Number(ratePerMinute);
  if (Number.isInteger(rate) && rate >= 1 && rate <= RATE_MAX) return rate;
  throw invalid('ratePerMinute', `a number from 1 to ${RATE_MAX}`);
}
