/**
 * The conformance suite: what every connector promises, in this repository and outside. `fachwerk connector test` runs it,
 * and so do the tests of the catalogue.
 */
import type { Connector } from '@fachwerk/connectors/contract';
import {
  answerProblems,
  checkSettings,
  openedMessage,
  problemsOfManifest,
  Schemas,
  TRANSLATE_MS_MAX,
  tryTranslate,
  HubError,
  type OpenedMessage,
  type Subject,
  type Tried,
} from '@fachwerk/hub/connector-kit';
import type { ConnectorFolder } from './connector-folder.js';
import { fixturesIn, readExpected, writeExpected, type Fixture, type Fixtures } from './fixtures.js';
import { hostileProblems } from './hostile.js';
import type { Finding, Modules } from './modules.js';
import { broken, PREVIOUS, promisedBy, readPrevious, writePrevious } from './previous.js';
import { impurities } from './purity.js';
import { replyProblems } from './replies.js';
import { outcomeOf, type Outcome } from './outcome.js';
import { withinTime } from './within-time.js';

/** In the order in which they are looked at. */
export const CHECKS = [
  'manifest',
  'no way out',
  'fixtures',
  'replies',
  'repetition',
  'hostile variants',
  'previous',
] as const;
export type CheckName = (typeof CHECKS)[number];

export interface Problem {
  readonly check: CheckName;
  /** Of the fixture it was found with. */
  readonly fixture?: string;
  /** What is wrong and what to do. */
  readonly sentence: string;
  /** As JSON, where two of them differ. */
  readonly expected?: unknown;
  readonly actual?: unknown;
}

export interface FixtureReport {
  readonly name: string;
  readonly type?: string;
  /** So many commands or questions, or the code of the refusal. */
  readonly outcome:
    | { readonly commands: number }
    | { readonly questions: number }
    | { readonly rejected: string }
    | { readonly failed: string };
  readonly translateMs?: number;
}

export interface Report {
  readonly connector: string;
  readonly version: string;
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly fixtures: readonly FixtureReport[];
  readonly toBeSupplied: Fixtures['toBeSupplied'];
  readonly hostileVariants: number;
  /** Files that were written because they were missing, or because that was asked for. */
  readonly written: readonly string[];
}

export interface ConformanceOptions {
  /** Whatever is missing is a problem, and nothing is written. */
  readonly ci: boolean;
  /** What comes out now is right. */
  readonly update: boolean;
}

type Place = Pick<ConnectorFolder, 'name' | 'folder' | 'schemasFolder'>;

export interface Run {
  readonly fixture: Fixture;
  /** Undefined when the front door refuses it. */
  readonly opened: OpenedMessage | undefined;
  readonly tried: Tried;
}

export async function conformance(
  subject: Subject,
  place: Place,
  code: Modules,
  options: ConformanceOptions,
): Promise<Report> {
  const connector = await subject();
  const { manifest } = connector;
  const problems: Problem[] = [...factProblems(connector, place), ...codeProblems(code, place.folder)];
  const { toBeSupplied, fixtures } = fixturesIn(place.folder);
  const report = { connector: manifest.name, version: manifest.version, toBeSupplied };
  // Nothing of what follows would say more.
  if (problems.some(({ check }) => check === 'manifest')) {
    return { ...report, ok: false, problems, fixtures: [], hostileVariants: 0, written: [] };
  }
  const schemas = new Schemas(place.schemasFolder);
  const runs = await runAll(subject, fixtures, schemas);
  const written: string[] = [];
  for (const run of runs) problems.push(...expectationProblems(run, options, written));
  problems.push(...coverageProblems(connector, runs, toBeSupplied));
  // One that fails as it is would only say so again.
  const sound = runs.filter(({ tried }) => !('failed' in outcomeOf(tried)));
  problems.push(...(await replyProblems(subject, sound, schemas, options, written)));
  problems.push(...(await repetitionProblems(subject, sound, schemas)));
  const hostile = await hostileProblems(subject, sound, schemas);
  problems.push(...hostile.problems);
  problems.push(...previousProblems(connector, place.folder, schemas, options, written));
  return {
    ...report,
    ok: problems.length === 0,
    problems,
    fixtures: runs.map(reportOf),
    hostileVariants: hostile.variants,
    written,
  };
}

function factProblems({ manifest, types }: Connector, { name, schemasFolder }: Place): readonly Problem[] {
  const wrong = problemsOfManifest(manifest).map(({ sentence }) => `the manifest: ${sentence}`);
  if (wrong.length > 0) return wrong.map((sentence) => ({ check: 'manifest', sentence }));
  const named = manifest.accepts.map(({ type }) => type);
  const sentences = [
    ...(name === undefined || manifest.name === name ? [] : [`it is called ${manifest.name}, its folder ${name}`]),
    ...named
      .filter((type, index) => named.indexOf(type) !== index)
      .map((type) => `the type ${type} is in the manifest twice`),
    ...named.filter((type) => !Object.hasOwn(types, type)).map((type) => `there are no functions for the type ${type}`),
    ...Object.keys(types)
      .filter((type) => !named.includes(type))
      .map((type) => `there are functions for ${type}, which the manifest does not accept`),
    ...answerProblems(manifest, (type) => Object.keys(types[type] ?? {})),
    ...schemaProblems(manifest, schemasFolder),
  ];
  return sentences.map((sentence) => ({ check: 'manifest', sentence }));
}

function schemaProblems({ accepts, settings }: Connector['manifest'], folder: string): readonly string[] {
  try {
    const schemas = new Schemas(folder);
    const paths = [settings, ...accepts.flatMap((type) => ('jsonSchema' in type ? [type.jsonSchema] : []))];
    return paths.flatMap((path) => {
      if (!schemas.has(path)) return [`the schema ${path} is missing in ${folder}`];
      schemas.check(path);
      return [];
    });
  } catch (error) {
    return [`its schemas cannot be used: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function codeProblems(code: Modules, folder: string): readonly Problem[] {
  const findings: readonly Finding[] = [...code.findings, ...impurities(code.modules, folder)];
  return findings.map(({ at, sentence }) => ({ check: 'no way out', sentence: `${at} ${sentence}` }));
}

async function runAll(subject: Subject, fixtures: readonly Fixture[], schemas: Schemas): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const fixture of fixtures) {
    const connector = await subject();
    try {
      const opened = await openedMessage(connector.manifest, fixture);
      runs.push({ fixture, opened, tried: tryWithin(connector, opened, fixture.settings, schemas) });
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      // What the front door says is part of what becomes of the message.
      runs.push({ fixture, opened: undefined, tried: { error } });
    }
  }
  return runs;
}

function tryWithin(connector: Connector, opened: OpenedMessage, settings: unknown, schemas: Schemas): Tried {
  checkSettings(connector.manifest, settings, schemas);
  const tried = withinTime(() => tryTranslate(connector, opened, settings, schemas), TRANSLATE_MS_MAX);
  if (tried !== undefined) return tried;
  const sentence = `It is not translated within ${TRANSLATE_MS_MAX} ms: an endless loop?`;
  return { error: new HubError('defect', 'read.timeout', sentence) };
}

function expectationProblems(
  { fixture, tried }: Run,
  { ci, update }: ConformanceOptions,
  written: string[],
): readonly Problem[] {
  const about = { check: 'fixtures', fixture: fixture.name } as const;
  const outcome = outcomeOf(tried);
  if ('failed' in outcome) return [{ ...about, sentence: outcome.failed }];
  const expected = readExpected(fixture);
  const isRight = expected !== undefined && JSON.stringify(sorted(expected)) === JSON.stringify(sorted(outcome));
  if (isRight) return [];
  if (expected !== undefined && (ci || !update)) {
    const sentence = 'it becomes something else than expected.json says; --update when that is right';
    return [{ ...about, sentence, expected, actual: outcome }];
  }
  if (ci) return [{ ...about, sentence: 'expected.json is missing: run this locally, look at it, commit it' }];
  writeExpected(fixture, outcome);
  written.push(`fixtures/${fixture.name}/expected.json`);
  return [];
}

function coverageProblems(
  { manifest }: Connector,
  runs: readonly Run[],
  toBeSupplied: Fixtures['toBeSupplied'],
): readonly Problem[] {
  const waitedFor = new Set(toBeSupplied.flatMap(({ types }) => types));
  const good = new Set(runs.flatMap(({ tried }) => ('error' in tried ? [] : (tried.type ?? []))));
  const refused = new Set(runs.flatMap(({ tried }) => refusedType(tried)));
  const types = manifest.accepts.filter(({ type }) => !waitedFor.has(type));
  // A type that takes any other root element of its namespace, and validates none, says why these are not read.
  const read = types.filter((type) => {
    const { root = undefined, official = undefined } = 'root' in type ? type : {};
    return root?.namespace === undefined || root.element !== undefined || official !== undefined;
  });
  const missing = (type: string, what: string): Problem => ({
    check: 'fixtures',
    sentence: `the type ${type} has no fixture that ${what}`,
  });
  return [
    ...read.filter(({ type }) => !good.has(type)).map(({ type }) => missing(type, 'is filed or asked')),
    ...types.filter(({ type }) => !refused.has(type)).map(({ type }) => missing(type, 'is refused')),
  ];
}

/** JSON that satisfies no schema is no message of any type; where there is one schema, it was to be of that. */
function refusedType(tried: Tried): readonly string[] {
  if (!('error' in tried) || tried.error.kind !== 'rejected') return [];
  const meant = tried.error.details.values?.['type'];
  return tried.type !== undefined ? [tried.type] : typeof meant === 'string' ? [meant] : [];
}

/** Once more in the opposite order: nothing may be left over from another message, and nothing may change by itself. */
async function repetitionProblems(
  subject: Subject,
  runs: readonly Run[],
  schemas: Schemas,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { fixture, opened, tried } of runs.toReversed()) {
    if (opened === undefined) continue;
    const first = outcomeOf(tried);
    const again = outcomeOf(tryWithin(await subject(), opened, fixture.settings, schemas));
    if (JSON.stringify(first) === JSON.stringify(again)) continue;
    const sentence = 'it becomes something else when it is translated again';
    problems.push({ check: 'repetition', fixture: fixture.name, sentence, expected: first, actual: again });
  }
  return problems;
}

function previousProblems(
  { manifest }: Connector,
  folder: string,
  schemas: Schemas,
  { ci, update }: ConformanceOptions,
  written: string[],
): readonly Problem[] {
  const previous = readPrevious(folder);
  const now = promisedBy(manifest, schemas);
  const sentences = previous === undefined ? [] : broken(previous, now);
  if (sentences.length > 0) {
    return sentences.map((sentence) => ({
      check: 'previous',
      sentence: `${sentence}; with a new major version it would be right (was ${previous!.version}, is ${manifest.version})`,
    }));
  }
  if (previous !== undefined && (ci || !update)) return [];
  if (ci) return [{ check: 'previous', sentence: `${PREVIOUS} is missing: run this locally and commit it` }];
  if (JSON.stringify(previous) === JSON.stringify(now)) return [];
  writePrevious(folder, now);
  written.push(PREVIOUS);
  return [];
}

function reportOf({ fixture, tried }: Run): FixtureReport {
  const outcome = outcomeOf(tried);
  return {
    name: fixture.name,
    ...(tried.type === undefined ? {} : { type: tried.type }),
    outcome: countedOf(outcome),
    ...('error' in tried ? {} : { translateMs: tried.translateMs }),
  };
}

function countedOf(outcome: Outcome): FixtureReport['outcome'] {
  if ('commands' in outcome) return { commands: outcome.commands.length };
  return 'questions' in outcome ? { questions: outcome.questions.length } : outcome;
}

/** Order of members says nothing; that of commands does. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}
