/** What `npm run bench` found, for machines and as tables for people. */
import type { ReadFigures } from './archive.js';
import type { FilingFigures } from './filing.js';
import { table } from './table.js';
import type { QuestionFigures } from './munich-questions.js';
import { profileText, type Profile } from './profile.js';
import { sizingTable } from './sizing.js';

export interface Limit {
  readonly what: string;
  /** As in the names of the parts. */
  readonly size: string;
  readonly perSecond: number;
  /** What there is to know besides. */
  readonly note?: string;
}

export interface Report {
  readonly machine: Readonly<Record<string, string | number>>;
  readonly startedAt: string;
  readonly limits: readonly Limit[];
  readonly filing: Readonly<Record<string, FilingFigures>>;
  /** Filed per second to the slowest raw limit of the same size. */
  readonly ratios: Readonly<Record<string, Ratio>>;
  /** By the measurements they cover. */
  readonly profiles: Readonly<Record<string, Profile>>;
  /** Of specialist applications, by SOAP. */
  readonly questions?: readonly QuestionFigures[];
  readonly archive?: {
    readonly documents: number;
    readonly fillSeconds: number;
    readonly reads: readonly ReadFigures[];
  };
}

export interface Ratio {
  readonly slowest: string;
  readonly perSecond: number;
  readonly ratio: number;
}

const LARGE_BYTES = 500_000;

export function reportText(report: Report): string {
  const { machine, startedAt, limits, filing, ratios, profiles, questions, archive } = report;
  return [
    `${Object.values(machine).join(', ')}, ${startedAt}`,
    ...(limits.length === 0 ? [] : [limitsTable(limits)]),
    ...(Object.keys(filing).length === 0
      ? []
      : [filingTable(filing), contentsTable(filing), cpuTable(filing), memoryTable(filing), diskTable(filing)]),
    ...(questions === undefined ? [] : [questionsTable(questions)]),
    ...(archive === undefined ? [] : [archiveTable(archive)]),
    ...(Object.keys(ratios).length === 0 ? [] : [ratioTable(filing, ratios)]),
    ...Object.entries(profiles).map(([name, profile]) => `${name}\n${profileText(profile)}`),
    ...['5KB', '20KB'].flatMap((name) => (filing[name] === undefined ? [] : [sizingTable(name, filing[name])])),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function limitsTable(limits: Report['limits']): string {
  const rows = limits.map(({ what, size, perSecond }) => [what, size, whole(perSecond)]);
  const notes = limits.flatMap(({ what, size, note }) => (note === undefined ? [] : `${what}, ${size}: ${note}`));
  return [table([['raw limit', 'size', 'per second'], ...rows]), ...notes].join('\n');
}

function filingTable(filing: Report['filing']): string {
  const head = [
    'filing',
    'size',
    'sent',
    'refused',
    'accepted/s',
    'filed/s',
    'accept p50',
    'p99',
    'p99.9',
    'filed p50',
    'p99 ms',
  ];
  const rows = Object.entries(filing).map(([name, one]) => [
    name,
    sizeText(one.bytes),
    String(one.sent),
    String(one.sent - one.accepted),
    whole(one.acceptedPerSecond),
    whole(one.filedPerSecond),
    ...[one.acceptMs?.p50, one.acceptMs?.p99, one.acceptMs?.p999, one.filedMs?.p50, one.filedMs?.p99].map(ms),
  ]);
  return table([head, ...rows]);
}

/** Of messages with large contents. */
function contentsTable(filing: Report['filing']): string {
  const large = Object.entries(filing).filter(([, { bytes }]) => bytes >= LARGE_BYTES);
  const megabytes = (perSecond: number, bytes: number): string => ((perSecond * bytes) / 1e6).toFixed(1);
  const rows = large.map(([name, { acceptedPerSecond, filedPerSecond, filed, bytes }]) => [
    name,
    megabytes(acceptedPerSecond, bytes),
    // One message alone is not filed at a rate.
    filed === 1 ? '' : megabytes(filedPerSecond, bytes),
  ]);
  return rows.length === 0 ? '' : table([['large contents', 'MB accepted/s', 'filed/s'], ...rows]);
}

function questionsTable(questions: NonNullable<Report['questions']>): string {
  const names = [...new Set(questions.flatMap(({ cpuMicros }) => Object.keys(cpuMicros)))];
  const rows = questions.map(({ what, requests, perSecond, p50Ms, p99Ms, cpuMicros }) => [
    what,
    String(requests),
    whole(perSecond),
    ms(p50Ms),
    ms(p99Ms),
    ...names.map((name) => String(cpuMicros[name] ?? '')),
  ]);
  const head = ['questions by SOAP, 16 senders', 'requests', 'per second', 'p50', 'p99 ms'];
  return table([[...head, ...names.map((name) => `µs ${name}`)], ...rows]);
}

/** Where the time goes. */
function cpuTable(filing: Report['filing']): string {
  const names = namesIn(filing, ({ cpuMicros }) => cpuMicros);
  const rows = Object.entries(filing).map(([name, one]) => [
    name,
    ...names.map((process) => (one.cpuMicros[process] === undefined ? '' : String(one.cpuMicros[process]))),
    String(Object.values(one.cpuMicros).reduce((sum, value) => sum + value, 0)),
    one.coresBusy.toFixed(2),
  ]);
  return table([['µs of a core per message', ...names, 'all', 'cores busy'], ...rows]);
}

function memoryTable(filing: Report['filing']): string {
  const names = namesIn(filing, ({ usage }) => usage);
  const rows = Object.entries(filing).map(([name, { usage, memoryBeforeMib }]) => [
    name,
    ...names.map((process) => {
      const taken = usage[process];
      return taken === undefined ? '' : `${whole(memoryBeforeMib[process] ?? 0)} / ${whole(taken.peakMib)}`;
    }),
  ]);
  return table([['memory before / peak, MiB', ...names], ...rows]);
}

function diskTable(filing: Report['filing']): string {
  // Rows are counted by the database with some delay, pages are allotted in steps: of a few messages that says nothing.
  const many = Object.entries(filing).filter(([, { filed }]) => filed >= 100);
  const rows = many.map(([name, { perMessage }]) => {
    const tables = Object.values(perMessage.tables);
    const sum = (of: 'inserted' | 'updated' | 'deleted' | 'bytes'): number =>
      tables.reduce((total, one) => total + one[of], 0);
    return [
      name,
      ...[sum('inserted'), sum('updated'), sum('deleted')].map((value) => value.toFixed(1)),
      ...[sum('bytes'), perMessage.walBytes, perMessage.contentBytes].map(whole),
    ];
  });
  return table([
    ['per message', 'rows inserted', 'updated', 'deleted', 'table+index bytes', 'WAL bytes', 'content bytes'],
    ...rows,
  ]);
}

function archiveTable({ documents, fillSeconds, reads }: NonNullable<Report['archive']>): string {
  const rows = reads.map(({ what, requests, p50Ms, p95Ms, p99Ms }) => [
    what,
    String(requests),
    ...[p50Ms, p95Ms, p99Ms].map(ms),
  ]);
  const head = [`asked for, of ${documents} documents`, 'requests', 'p50', 'p95', 'p99 ms'];
  return `${table([head, ...rows])}\nFilled in ${fillSeconds} s.`;
}

function ratioTable(filing: Report['filing'], ratios: Report['ratios']): string {
  const rows = Object.entries(ratios).map(([name, { slowest, perSecond, ratio }]) => [
    name,
    whole(filing[name]!.filedPerSecond),
    `${slowest} ${whole(perSecond)}`,
    ratio.toFixed(2),
  ]);
  return table([['ratio', 'filed/s', 'slowest raw limit', 'ratio'], ...rows]);
}

function namesIn(
  filing: Report['filing'],
  of: (one: FilingFigures) => Readonly<Record<string, unknown>>,
): readonly string[] {
  return [...new Set(Object.values(filing).flatMap((one) => Object.keys(of(one))))];
}

export function sizeText(bytes: number): string {
  if (bytes >= 2 ** 30) return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e3).toFixed(1)} KB`;
}

function whole(value: number): string {
  return String(Math.round(value));
}

function ms(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(value < 100 ? 1 : 0);
}
