/** Several runs of the benchmark. */
import type { FilingFigures } from './filing.js';
import type { Report } from './figures.js';
import { table } from './table.js';

const FIGURES: Readonly<Record<string, (one: FilingFigures) => number | undefined>> = {
  'filed/s': ({ filedPerSecond }) => filedPerSecond,
  'accepted/s': ({ acceptedPerSecond }) => acceptedPerSecond,
  'accept p50': ({ acceptMs }) => acceptMs?.p50,
  'accept p99': ({ acceptMs }) => acceptMs?.p99,
  'filed p50': ({ filedMs }) => filedMs?.p50,
  'filed p99': ({ filedMs }) => filedMs?.p99,
  'CPU per message': ({ cpuMicros }) => Object.values(cpuMicros).reduce((sum, value) => sum + value, 0),
  'WAL per message': ({ perMessage }) => perMessage.walBytes,
};

/** Two runs side by side: what became of each figure. Above 1 is more than before. */
export function comparison(before: Report, after: Report): string {
  const names = Object.keys(after.filing).filter((name) => name in before.filing);
  const filing = names.map((name) => [
    name,
    ...Object.values(FIGURES).map((of) => change(of(before.filing[name]!), of(after.filing[name]!))),
  ]);
  const limits = after.limits.flatMap(({ what, size, perSecond }) => {
    const then = before.limits.find((limit) => limit.what === what && limit.size === size);
    return then === undefined ? [] : [[`${what}, ${size}`, change(then.perSecond, perSecond)]];
  });
  const questions = (after.questions ?? []).flatMap(({ what, perSecond, p50Ms, p99Ms }) => {
    const then = before.questions?.find((question) => question.what === what);
    if (then === undefined) return [];
    return [[what, change(then.perSecond, perSecond), change(then.p50Ms, p50Ms), change(then.p99Ms, p99Ms)]];
  });
  return [
    `before: ${before.startedAt}, after: ${after.startedAt}`,
    table([['after / before', ...Object.keys(FIGURES)], ...filing]),
    table([['raw limit', 'per second'], ...limits]),
    ...(questions.length === 0 ? [] : [table([['questions', 'per second', 'p50', 'p99'], ...questions])]),
  ].join('\n\n');
}

function change(before: number | undefined, after: number | undefined): string {
  return before === undefined || after === undefined ? '' : `${(after / before).toFixed(2)} (${Math.round(after)})`;
}

/** Of each figure the one in the middle; what is no number is as in the first run. All of them have the same parts. */
export function medians(reports: readonly Report[]): Report {
  return median(reports) as Report;
}

function median(values: readonly unknown[]): unknown {
  const [first] = values;
  if (typeof first === 'number') {
    const sorted = values.filter((value) => typeof value === 'number').toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  }
  if (typeof first !== 'object' || first === null) return first;
  const below = (key: string): unknown =>
    median(values.map((value) => (value as Readonly<Record<string, unknown>> | undefined)?.[key]));
  if (Array.isArray(first)) return first.map((_, index) => below(String(index)));
  return Object.fromEntries(Object.keys(first).map((key) => [key, below(key)]));
}
