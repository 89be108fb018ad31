/** What came of each fault, as figures and as a table. */
import { paintWith, table } from '../terminal/table.js';
import type { Audit } from './audit.js';
import type { Window } from './strike.js';

export interface FaultLine {
  readonly fault: string;
  readonly times: number;
  readonly sent: number;
  readonly lost: number;
  readonly doubled: number;
  /** Longest time without a `202`, in seconds. */
  readonly acceptSilenceS: number;
  /** Longest time without anything being filed, in seconds; undefined where the hub's clock was not to be trusted. */
  readonly fileSilenceS: number | undefined;
}

/** @param acceptedAt when a `202` came */
export function linesOf(
  windows: readonly Window[],
  { verdicts, settledAt }: Audit,
  acceptedAt: readonly number[],
): readonly FaultLine[] {
  const shifted = (at: number): boolean => windows[at]?.fault?.shiftsClock === true;
  const filedAt = verdicts.flatMap(({ sent, filedAt: at }) =>
    // What was sent just before a clock was put forward may have been filed by that clock.
    at === undefined || shifted(sent.fault) || at > settledAt ? [] : [at],
  );
  const lastFiled = filedAt.reduce((latest, at) => Math.max(latest, at), 0);
  const figures = windows.map(({ fault, from }, at) => {
    const to = windows[at + 1]?.from ?? settledAt;
    return {
      name: fault?.name ?? 'none',
      verdicts: verdicts.filter(({ sent }) => sent.fault === at),
      accept: silence(acceptedAt, from, Math.min(to, acceptedAt.at(-1) ?? to)),
      // The last window ends with the load; nothing is filed afterwards.
      file: shifted(at) ? undefined : silence(filedAt, from, Math.min(to, lastFiled)),
    };
  });
  return [...new Set(figures.map(({ name }) => name))].map((name) => {
    const own = figures.filter((one) => one.name === name);
    const judged = own.flatMap((one) => one.verdicts);
    const files = own.flatMap(({ file }) => file ?? []);
    return {
      fault: name,
      times: own.length,
      sent: judged.length,
      lost: judged.filter(({ lost }) => lost).length,
      doubled: judged.filter(({ doubled }) => doubled).length,
      acceptSilenceS: Math.max(...own.map(({ accept }) => accept)),
      fileSilenceS: files.length === 0 ? undefined : Math.max(...files),
    };
  });
}

export function linesText(lines: readonly FaultLine[]): string {
  const head = ['fault', 'times', 'sent', 'lost', 'doubled', 'longest without 202', 'without filing'];
  const rows = lines.map(({ fault, times, sent, lost, doubled, acceptSilenceS, fileSilenceS }) => [
    fault,
    ...[times, sent, lost, doubled].map(String),
    `${acceptSilenceS} s`,
    fileSilenceS === undefined ? 'not known' : `${fileSilenceS} s`,
  ]);
  const sum = (of: 'times' | 'sent' | 'lost' | 'doubled'): string =>
    String(lines.reduce((total, line) => total + line[of], 0));
  return table(head, [...rows, ['all', sum('times'), sum('sent'), sum('lost'), sum('doubled')]], paintWith(false));
}

/** The longest time between two moments, the ends of the window counted as such; in seconds, to a tenth. */
function silence(moments: readonly number[], from: number, to: number): number {
  const within = [from, ...moments.filter((at) => at > from && at < to).toSorted((a, b) => a - b), Math.max(from, to)];
  const longest = within.reduce((most, at, position) => Math.max(most, at - (within[position - 1] ?? at)), 0);
  return Math.round(longest / 100) / 10;
}
