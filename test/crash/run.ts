/** Faults one after the other while senders send; afterwards the audit, and a line for each fault. */
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { audit } from './audit.js';
import { faults, type Fault } from './faults.js';
import { Load } from './load.js';
import { Random } from './random.js';
import { startStage, type Stage, type StageKind } from './stage.js';

export interface CrashOptions {
  readonly kind: StageKind;
  readonly seed: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly cache: string;
  readonly tell: (line: string) => void;
}

export interface FaultLine {
  readonly fault: string;
  readonly times: number;
  readonly sent: number;
  readonly lost: number;
  readonly doubled: number;
  /** Longest time without a `202`, and without anything being filed, in seconds. */
  readonly acceptSilenceS: number;
  readonly fileSilenceS: number;
}

export interface CrashResult {
  readonly kind: StageKind;
  readonly seed: number;
  readonly lines: readonly FaultLine[];
  /** Faults that cannot happen here, and why. */
  readonly left: readonly { readonly fault: string; readonly why: string }[];
  /** Queues that a kill of the only broker left without a leader; an election was triggered, as the README says. */
  readonly leaderless: number;
  readonly problems: readonly string[];
}

/** Quiet time between two faults, in which everything heals. */
const HEAL_S = [2, 5] as const;

interface Window {
  readonly fault: Fault | undefined;
  readonly from: number;
}

export async function crash(options: CrashOptions): Promise<CrashResult> {
  const { kind, seed, tell } = options;
  const random = new Random(seed);
  tell(`${kind}: starting`);
  const stage = await startStage(kind, options.cache);
  try {
    const windows: Window[] = [{ fault: undefined, from: Date.now() }];
    const { operator, gateways } = stage;
    const keys: Record<string, string> = {};
    for (const name of ['building-permits', 'xrechnung']) keys[name] = await operator.process.keyOf(name);
    const load = new Load({
      random: new Random(seed + 1),
      perSecond: options.perSecond,
      gateways: gateways.map(({ process }) => process.baseUrl),
      keys,
      fault: () => windows.length - 1,
    });
    await load.warmUp();
    load.start();
    await strike(stage, random, windows, options);
    tell(`${kind}: ${load.sent.length} messages sent; waiting until all of them are settled`);
    await load.stop();
    const { verdicts, problems } = await audit(stage, load, keys);
    const filedAt = verdicts.flatMap((verdict) => verdict.filedAt ?? []);
    const now = Date.now();
    const ends = windows.map((_, at) => windows[at + 1]?.from ?? now);
    const lines = linesOf(windows, (at) => ({
      verdicts: verdicts.filter(({ sent }) => sent.fault === at),
      accept: silence(load.acceptedAt, windows[at]!.from, ends[at]!),
      // The last window ends with the load; nothing is filed afterwards.
      file: silence(filedAt, windows[at]!.from, Math.min(ends[at]!, Math.max(...filedAt))),
    }));
    return {
      kind,
      seed,
      lines,
      left: left(stage),
      leaderless: stage.elections.reduce((sum, count) => sum + count, 0),
      problems: [...problems, ...verdicts.flatMap((verdict) => verdict.problems)],
    };
  } finally {
    await stage.stop();
  }
}

/** Every fault that can happen, in another order each round, until the time is over. */
async function strike(stage: Stage, random: Random, windows: Window[], options: CrashOptions): Promise<void> {
  const possible = faults.filter((fault) => fault.impossible?.(stage) === undefined);
  const end = performance.now() + options.seconds * 1_000;
  await delay(1_000);
  for (;;) {
    for (const fault of random.shuffled(possible)) {
      if (performance.now() >= end) return;
      options.tell(`${stage.kind}: ${fault.name}`);
      windows.push({ fault, from: Date.now() });
      await fault.happen(stage, random);
      await delay(random.between(...HEAL_S) * 1_000);
    }
  }
}

function left(stage: Stage): CrashResult['left'] {
  return faults.flatMap((fault) => {
    const why = fault.impossible?.(stage);
    return why === undefined ? [] : [{ fault: fault.name, why }];
  });
}

interface WindowFigures {
  readonly verdicts: readonly { readonly lost: boolean; readonly doubled: boolean }[];
  readonly accept: number;
  readonly file: number;
}

function linesOf(windows: readonly Window[], figuresOf: (at: number) => WindowFigures): readonly FaultLine[] {
  const names = [...new Set(windows.map(({ fault }) => nameOf(fault)))];
  return names.map((name) => {
    const own = windows.flatMap(({ fault }, at) => (nameOf(fault) === name ? figuresOf(at) : []));
    const verdicts = own.flatMap((one) => one.verdicts);
    return {
      fault: name,
      times: own.length,
      sent: verdicts.length,
      lost: verdicts.filter(({ lost }) => lost).length,
      doubled: verdicts.filter(({ doubled }) => doubled).length,
      acceptSilenceS: Math.max(...own.map(({ accept }) => accept)),
      fileSilenceS: Math.max(...own.map(({ file }) => file)),
    };
  });
}

function nameOf(fault: Fault | undefined): string {
  return fault?.name ?? 'none';
}

/** The longest time between two moments, the ends of the window counted as such; in seconds, to a tenth. */
function silence(moments: readonly number[], from: number, to: number): number {
  const within = [from, ...moments.filter((at) => at > from && at < to).toSorted((a, b) => a - b), to];
  const longest = Math.max(...within.map((at, position) => at - (within[position - 1] ?? at)));
  return Math.round(longest / 100) / 10;
}
