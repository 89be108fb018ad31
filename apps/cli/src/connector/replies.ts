/** What a connector answers a sender that waits: each outcome has a reply, and that of a fixture is the one it should be. */
import type { ArchiveAnswer, ArchiveQuestion, Connector, Outcome } from '@fachwerk/connectors/contract';
import {
  TRANSLATE_MS_MAX,
  tryReply,
  HubError,
  type OpenedMessage,
  type Schemas,
  type Subject,
  type Tried,
} from '@fachwerk/hub/connector-kit';
import type { ConformanceOptions, Problem, Run } from './conformance.js';
import { readReply, REPLY, writeReply, type Fixture } from './fixtures.js';
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
  if (connector.types[tried.type ?? '']?.reply === undefined) return undefined;
  for (const outcome of outcomesOf(tried)) {
    try {
      const done = withinTime(
        () => ({ xml: tryReply(connector, opened, settings, schemas, outcome) }),
        TRANSLATE_MS_MAX,
      );
      if (done === undefined) return `its reply to "${outcome.state}" does not come to an end`;
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      return `it has no reply to "${outcome.state}": ${failureOf(error)}`;
    }
  }
  return undefined;
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

function fixtureProblems(
  connector: Connector,
  opened: OpenedMessage,
  fixture: Fixture,
  schemas: Schemas,
  { ci, update }: ConformanceOptions,
  written: string[],
): readonly Problem[] {
  const about = { check: 'replies', fixture: fixture.name } as const;
  const { outcome } = fixture;
  const expected = readReply(fixture);
  if (outcome === undefined) {
    return expected === undefined
      ? []
      : [{ ...about, sentence: `it has a ${REPLY}, and no outcome.json to make it of` }];
  }
  const replied = repliedTo(connector, opened, fixture.settings, schemas, outcome);
  if (typeof replied !== 'string') return [{ ...about, sentence: `its outcome.json has no reply: ${replied.failure}` }];
  if (expected === replied) return [];
  if (expected !== undefined && (ci || !update)) {
    const sentence = `it is replied something else than ${REPLY} says; --update when that is right`;
    return [{ ...about, sentence, expected, actual: replied }];
  }
  if (ci) return [{ ...about, sentence: `${REPLY} is missing: run this locally, look at it, commit it` }];
  writeReply(fixture, replied);
  written.push(`fixtures/${fixture.name}/${REPLY}`);
  return [];
}

function repliedTo(
  connector: Connector,
  opened: OpenedMessage,
  settings: unknown,
  schemas: Schemas,
  outcome: Outcome,
): string | { readonly failure: string } {
  try {
    return (
      tryReply(connector, opened, settings, schemas, outcome) ?? { failure: 'the connector has no function reply' }
    );
  } catch (error) {
    if (error instanceof HubError) return { failure: failureOf(error) };
    throw error;
  }
}
