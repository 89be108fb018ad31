import { may } from '../access/permissions.js';
import type { Principal } from '../access/principal.js';
import type { SpecialistProcedure } from '../access/snapshot.js';
import { HubError } from '../errors/hub-error.js';
import { acceptedAtOf } from '../ledger/message-id.js';
import type { MessageFilter } from '../ledger/message-list.js';
import { idOfTrace } from '../ledger/trace.js';

const STATES: readonly MessageFilter['state'][] = ['accepted', 'held', 'filed', 'rejected', 'parked'];
const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 500;
const TEXT_LENGTH_MAX = 1_000;
/** With a zone: without one the answer would depend on where the hub runs. `Date` alone takes a lot more for a date. */
const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** The filter of `GET /v1/messages`. A procedure's key sees its own messages, whatever it asks for. */
export function filterOf(
  query: Readonly<Record<string, unknown>>,
  principal: Principal,
  procedures: readonly SpecialistProcedure[],
): MessageFilter {
  const procedureId =
    principal.kind === 'procedure' ? principal.procedureId : procedureOf(query['procedure'], procedures);
  const state = text(query, 'state');
  if (state !== undefined && !STATES.includes(state as MessageFilter['state'])) {
    throw invalid('state', `one of ${STATES.join(', ')}`);
  }
  const after = text(query, 'after');
  if (after !== undefined && acceptedAtOf(after) === undefined)
    throw invalid('after', 'the "after" of the page before');
  const from = instant(query, 'from');
  const to = instant(query, 'to');
  // Words of what stands still are for people; a procedure knows its keys and ids.
  const isPerson = principal.kind === 'person';
  const cause = isPerson ? idOf(query, 'cause') : undefined;
  const words = isPerson ? text(query, 'q')?.trim() : undefined;
  const asked = words === undefined ? undefined : (idOfTrace(words) ?? words);
  return {
    limit: limitOf(query),
    ...(procedureId === undefined ? {} : { procedureId }),
    ...(state === undefined ? {} : { state: state as NonNullable<MessageFilter['state']> }),
    ...(after === undefined ? {} : { after }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(cause === undefined ? {} : { cause }),
    ...(asked === undefined || asked === '' ? {} : { asked, inBodies: may(principal, 'content.read') }),
  };
}

export function limitOf(query: Readonly<Record<string, unknown>>): number {
  const given = text(query, 'limit');
  if (given === undefined) return LIMIT_DEFAULT;
  const limit = Number(given);
  if (Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX) return limit;
  throw invalid('limit', `a number from 1 to ${LIMIT_MAX}`);
}

/** @throws HubError `procedure.not-found` */
export function procedureOf(name: unknown, procedures: readonly SpecialistProcedure[]): string | undefined {
  if (name === undefined || name === '') return undefined;
  const found = procedures.find((procedure) => procedure.name === name);
  if (found !== undefined) return found.id;
  throw new HubError('rejected', 'procedure.not-found', `There is no procedure ${String(name)}.`);
}

/** One of some words; undefined when the parameter is left out. */
export function wordOf<Word extends string>(
  query: Readonly<Record<string, unknown>>,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const given = text(query, name);
  const word = words.find((known) => known === given);
  if (word === undefined && given !== undefined) throw invalid(name, `one of ${words.join(', ')}`);
  return word;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function isId(given: string): boolean {
  return UUID.test(given);
}

/** An id; undefined when the parameter is left out. */
export function idOf(query: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const given = text(query, name);
  if (given === undefined || isId(given)) return given;
  throw invalid(name, 'an id');
}

export function instant(query: Readonly<Record<string, unknown>>, name: string): Date | undefined {
  const given = text(query, name);
  if (given === undefined) return undefined;
  const at = new Date(given);
  const [, day = ''] = INSTANT.exec(given) ?? [];
  if (day === '' || Number.isNaN(at.getTime()) || !new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)) {
    throw invalid(name, 'a date and time such as 2026-11-23T10:00:00Z');
  }
  return at;
}

export function text(query: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw invalid(name, 'given once');
  // The database takes no NUL and no half of a character.
  if (value.length <= TEXT_LENGTH_MAX && !/\0|\p{Surrogate}/u.test(value)) return value;
  throw invalid(name, `a text of at most ${TEXT_LENGTH_MAX} characters`);
}

export function invalid(name: string, expected: string): HubError {
  return new HubError('rejected', 'request.invalid', `The parameter "${name}" must be ${expected}.`, {
    values: { name, expected },
  });
}
