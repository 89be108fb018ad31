/**
 * What a connector answers a sender that waits, and tells a service: each outcome has a reply, and what is made of a fixture is what
 * it should be.
 */
import type { ArchiveAnswer, ArchiveQuestion, Connector, Outcome } from '@fachwerk/connectors/contract';
import {
  TRANSLATE_MS_MAX,
  recordsOf,
  tryReply,
  tryTell,
  HubError,
  type OpenedMessage,
  type Schemas,
  type Subject,
  type Tried,
} from '@fachwerk/hub/connector-kit';
import type { ConformanceOptions, Problem, Run } from './conformance.js';
import { readExample, REPLY, TELL, writeExample, type Fixture } from './fixtures.js';
import { failureOf } from './outcome.js';
import { withinTime } from './within-time.js';

const ID = '00000000-0000-8000-8000-000000000000';
const CLOSED = { de: 'Der Vorgang ist abgeschlossen.', en: 'The case is closed.' };

export async function replyProblems(
  subject: Subject,
  runs: readonly Run[],
  schemas: Schemas,
  options: ConformanceOptions,
  written: string[],
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { fixture, opened, tried } of runs) {
    if (opened === undefined) continue;
    const connector = await subject();
    const failure = replyFailure(connector, opened, fixture.settings, schemas, tried);
    if (failure !== undefined) problems.push({ check: 'replies', fixture: fixture.name, sentence: failure });
    problems.push(...fixtureProblems(connector, opened, fixture, schemas, options, written));
  }
  return problems;
}

/**
 * Whether it has a reply to whatever becomes of the message.
 *
 * @returns what is wrong
 */
export function replyFailure(
  connector: Connector,
  opened: OpenedMessage,
  settings: unknown,
  schemas: Schemas,
  tried: Tried,
): string | undefined {
  const { reply, tell } = connector.types[tried.type ?? ''] ?? {};
  const given = [connector, opened, settings, schemas] as const;
  const replied =
    reply === undefined
      ? undefined
      : failureOfAny(outcomesOf(tried), 'reply to', (outcome) => tryReply(...given, outcome));
  if (replied !== undefined || tell === undefined) return replied;
  return failureOfAny(toldOutcomesOf(tried), 'call for', (outcome) => tryTell(...given, outcome));
}

/** @param what it makes of an outcome */
function failureOfAny(
  outcomes: readonly Outcome[],
  what: string,
  make: (outcome: Outcome) => unknown,
): string | undefined {
  for (const outcome of outcomes) {
    try {
      const done = withinTime(() => ({ made: make(outcome) }), TRANSLATE_MS_MAX);
      if (done === undefined) return `its ${what} "${outcome.state}" does not come to an end`;
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      return `it has no ${what} "${outcome.state}": ${failureOf(error)}`;
    }
  }
  return undefined;
}

/** What is settled for good: a service is told of nothing else. */
function toldOutcomesOf(tried: Tried): readonly Outcome[] {
  const rejected = outcomesOf(tried).filter(({ state }) => state === 'rejected');
  if (!('commands' in tried)) return rejected;
  return [...rejected, { state: 'filed', messageId: ID, records: recordsOf(tried.commands), answers: [] }];
}

/** What may become of it without anything that was filed: it is refused or parked, or the archive has nothing of the kind. */
function outcomesOf(tried: Tried): readonly Outcome[] {
  if ('error' in tried) {
    const { code, message, details, kind } = tried.error;
    // What is no refusal is a fault, which the connector is not asked about.
    if (kind !== 'rejected') return [];
    const { path } = details;
    const error = { code, sentence: { de: message, en: message }, ...(path === undefined ? {} : { path }) };
    return [{ state: 'rejected', error, records: [], answers: [] }];
  }
  if ('questions' in tried) return [{ state: 'answered', records: [], answers: tried.questions.map(nothing) }];
  const error = { code: 'archive.case-closed', sentence: CLOSED };
  return [
    { state: 'accepted', messageId: ID, records: [], answers: [] },
    { state: 'parked', messageId: ID, error, records: [], answers: [] },
    { state: 'rejected', messageId: ID, error, records: [], answers: [] },
  ];
}

function nothing(question: ArchiveQuestion): ArchiveAnswer {
  return question.do === 'find' ? { do: 'find', records: [], more: false } : { do: question.do };
}

/** What is made of the outcome of a fixture, as it is kept beside it. */
interface Made {
  readonly file: typeof REPLY | typeof TELL;
  /** Undefined: nothing, for this type has no such function, or nothing is told. */
  readonly text: string | undefined;
}

function fixtureProblems(
  connector: Connector,
  opened: OpenedMessage,
  fixture: Fixture,
  schemas: Schemas,
  options: ConformanceOptions,
  written: string[],
): readonly Problem[] {
  const about = { check: 'replies', fixture: fixture.name } as const;
  const { outcome, settings } = fixture;
  if (outcome === undefined) {
    return [REPLY, TELL]
      .filter((file) => readExample(fixture, file) !== undefined)
      .map((file) => ({ ...about, sentence: `it has a ${file}, and no outcome.json to make it of` }));
  }
  try {
    const reply = tryReply(connector, opened, settings, schemas, outcome);
    const told = tryTell(connector, opened, settings, schemas, outcome);
    if (reply === undefined && told === undefined) {
      const sentence = 'its outcome.json has no reply: the connector has no function reply, and tells nothing of it';
      return [{ ...about, sentence }];
    }
    const tell = told === undefined ? undefined : `<!-- ${told.operation} -->\n${told.xml}`;
    return [
      ...exampleProblems({ file: REPLY, text: reply }, fixture, options, written),
      ...exampleProblems({ file: TELL, text: tell }, fixture, options, written),
    ];
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return [{ ...about, sentence: `its outcome.json has no reply: ${failureOf(error)}` }];
  }
}

function exampleProblems(
  { file, text }: Made,
  fixture: Fixture,
  { ci, update }: ConformanceOptions,
  written: string[],
): readonly Problem[] {
  const about = { check: 'replies', fixture: fixture.name } as const;
  const expected = readExample(fixture, file);
  if (expected === text) return [];
  if (text === undefined) return [{ ...about, sentence: `it has a ${file}, and nothing is made of its outcome` }];
  if (expected !== undefined && (ci || !update)) {
    const sentence = `its outcome becomes something else than ${file} says; --update when that is right`;
    return [{ ...about, sentence, expected, actual: text }];
  }
  if (ci) return [{ ...about, sentence: `${file} is missing: run this locally, look at it, commit it` }];
  writeExample(fixture, file, text);
  written.push(`fixtures/${fixture.name}/${file}`);
  return [];
}
