/** What came of each fault, as figures and as a table. */
import { paintWith, table } from '../terminal/table.js';
import type { Audit, Verdict } from './audit.js';
import { doorNames, type DoorName } from './door.js';
import type { Window } from './strike.js';

export interface Counts {
  readonly sent: number;
  readonly lost: number;
  readonly doubled: number;
}

export interface FaultLine extends Counts {
  readonly fault: string;
  readonly times: number;
  /** Of each entrance that something was sent through in this run. */
  readonly doors: Readonly<Partial<Record<DoorName, Counts>>>;
  /** Longest time in which nothing was accepted, in seconds. */
  readonly acceptSilenceS: number;
  /** Longest time without anything being filed, in seconds; undefined where the hub's clock was not to be trusted. */
  readonly fileSilenceS: number | undefined;
}

/** @param acceptedAt when a yes came */
export function linesOf(
  windows: readonly Window[],
  { verdicts, settledAt }: Audit,
  acceptedAt: readonly number[],
): readonly FaultLine[] {
  const shifted = (at: number): boolean => windows[at]?.fault?.shiftsClock === true;
  const doors = doorNames.filter((door) => verdicts.some(({ sent }) => sent.door === door));
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
      ...countsOf(judged),
      doors: Object.fromEntries(
        doors.map((door) => [door, countsOf(judged.filter(({ sent }) => sent.door === door))] as const),
      ),
      acceptSilenceS: Math.max(...own.map(({ accept }) => accept)),
      fileSilenceS: files.length === 0 ? undefined : Math.max(...files),
    };
  });
}

function countsOf(judged: readonly Verdict[]): Counts {
  return {
    sent: judged.length,
    lost: judged.filter(({ lost }) => lost).length,
    doubled: judged.filter(({ doubled }) => doubled).length,
  };
}

export function linesText(lines: readonly FaultLine[]): string {
  const used = doorNames.filter((door) => lines.some(({ doors }) => doors[door] !== undefined));
  const doors = used.length > 1 ? used : [];
  const byDoor = doors.map((door) => `${door}: sent, lost, doubled`);
  const head = ['fault', 'times', 'sent', 'lost', 'doubled', ...byDoor, 'longest without a yes', 'without filing'];
  const none: Counts = { sent: 0, lost: 0, doubled: 0 };
  const text = ({ sent, lost, doubled }: Counts): string => `${sent}, ${lost}, ${doubled}`;
  const rows = lines.map((line) => [
    line.fault,
    ...[line.times, line.sent, line.lost, line.doubled].map(String),
    ...doors.map((door) => text(line.doors[door] ?? none)),
    `${line.acceptSilenceS} s`,
    line.fileSilenceS === undefined ? 'not known' : `${line.fileSilenceS} s`,
  ]);
  const all = sumOf(lines);
  const times = lines.reduce((total, line) => total + line.times, 0);
  const last = [
    'all',
    ...[times, all.sent, all.lost, all.doubled].map(String),
    ...doors.map((door) => text(sumOf(lines.map((line) => line.doors[door] ?? none)))),
  ];
  return table(head, [...rows, last], paintWith(false));
}

function sumOf(counts: readonly Counts[]): Counts {
  const sum = (of: keyof Counts): number => counts.reduce((total, one) => total + one[of], 0);
  return { sent: sum('sent'), lost: sum('lost'), doubled: sum('doubled') };
}

/** The longest time between two moments, the ends of the window counted as such; in seconds, to a tenth. */
function silence(moments: readonly number[], from: number, to: number): number {
  const within = [from, ...moments.filter((at) => at > from && at < to).toSorted((a, b) => a - b), Math.max(from, to)];
  const longest = within.reduce((most, at, position) => Math.max(most, at - (within[position - 1] ?? at)), 0);
  return Math.round(longest / 100) / 10;
}
