/** Faults one after the other while senders send; afterwards the audit, and a line for each fault. */
import { audit } from '@fachwerk/cli/chaos/audit';
import { doorNames, type DoorName } from '@fachwerk/cli/chaos/door';
import { linesOf, type FaultLine } from '@fachwerk/cli/chaos/lines';
import { Load } from '@fachwerk/cli/chaos/load';
import { Random } from '@fachwerk/cli/chaos/random';
import { strike, type Window } from '@fachwerk/cli/chaos/strike';
import { Witness } from '@fachwerk/cli/hub/witness';
import { deepAudit } from './audit.js';
import { Entrances, entranceMissing, layGroundwork } from './entrances.js';
import { faults } from './faults.js';
import { startStage, type Stage, type StageKind } from './stage.js';

/** How long senders and auditor wait for what does not move on. */
const PATIENCE_MS = 240_000;

export interface CrashOptions {
  readonly kind: StageKind;
  readonly seed: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Only faults that have one of these in their name; all, when there is none. */
  readonly only: readonly string[];
  /** What is sent through; all that can be had, when there is none. @throws Error for one that cannot */
  readonly doors: readonly DoorName[];
  readonly cache: string;
  readonly tell: (line: string) => void;
}

export interface CrashResult {
  readonly kind: StageKind;
  readonly seed: number;
  readonly lines: readonly FaultLine[];
  /** Faults that cannot happen here, and why. */
  readonly left: readonly { readonly fault: string; readonly why: string }[];
  /** Entrances that nothing was sent through, and why. */
  readonly closed: readonly { readonly door: DoorName; readonly why: string }[];
  /** How the disk of the content store was made small. */
  readonly disk: string;
  /** Queues that a kill of the only broker left without a leader; an election was triggered, as the README says. */
  readonly leaderless: number;
  readonly problems: readonly string[];
}

export async function crash(options: CrashOptions): Promise<CrashResult> {
  const { kind, cache } = options;
  const tell = (line: string): void => options.tell(`${kind}: ${line}`);
  const doors = openDoors(options.doors);
  tell(`starting; messages come by ${doors.join(', ')}`);
  const groundwork = await layGroundwork(doors);
  try {
    const stage = await startStage(kind, cache, groundwork.settings);
    try {
      return await crashed(stage, { ...options, tell, doors }, groundwork.connectors);
    } finally {
      await stage.stop();
    }
  } finally {
    await groundwork.remove();
  }
}

async function crashed(stage: Stage, options: CrashOptions, connectors: readonly string[]): Promise<CrashResult> {
  const { kind, seed, tell, doors } = options;
  const windows: Window[] = [{ fault: undefined, from: Date.now() }];
  const random = new Random(seed);
  const entrances = await Entrances.open(stage, doors, connectors, new Random(seed + 2));
  const { load, witness } = await senders(stage, options, entrances, () => windows.length - 1);
  await load.warmUp();
  entrances.start();
  load.start();
  const { possible, left } = chosen(stage, options.only);
  const happening = possible.map((fault) => ({ ...fault, happen: () => fault.happen(stage, random) }));
  const itself = await strike({ faults: happening, seconds: options.seconds, random, tell }, windows);
  tell(`${load.sent.length} messages sent; waiting until all of them are settled`);
  await load.stop();
  const filed = await entrances.filedOf(witness, load.sent);
  const seen = await audit(witness, { sent: filed, refused: load.refused }, new Map(), tell);
  const deep = await deepAudit(stage, filed, seen);
  const own = await entrances.audit(witness, load.sent);
  const verdicts = [...deep.verdicts, ...own.verdicts];
  return {
    kind,
    seed,
    lines: linesOf(windows, { ...deep, verdicts }, load.acceptedAt),
    left,
    closed: doorNames.flatMap((door) => (doors.includes(door) ? [] : [{ door, why: whyClosed(door) }])),
    disk: stage.disk.how,
    leaderless: stage.elections.reduce((sum, count) => sum + count, 0),
    problems: [
      ...itself,
      ...deep.problems,
      ...own.problems,
      ...verdicts.flatMap(({ sent, problems }) => problems.map((problem) => `${sent.door}: ${problem}`)),
    ],
  };
}

function openDoors(wanted: readonly DoorName[]): readonly DoorName[] {
  if (wanted.length === 0) return doorNames.filter((door) => entranceMissing(door) === undefined);
  for (const door of wanted) {
    const why = entranceMissing(door);
    if (why !== undefined) throw new Error(`Nothing can be sent by ${door}: ${why}`);
  }
  return wanted;
}

function whyClosed(door: DoorName): string {
  return entranceMissing(door) ?? 'it was not asked for';
}

async function senders(
  { operator, gateways }: Stage,
  { seed, perSecond }: CrashOptions,
  { sources, doors, authorizations }: Entrances,
  fault: () => number,
): Promise<{ load: Load; witness: Witness }> {
  const load = new Load({
    random: new Random(seed + 1),
    perSecond,
    gateways: gateways.map(({ address }) => address),
    sources,
    doors,
    patienceMs: PATIENCE_MS,
    fault,
  });
  return { load, witness: await Witness.at(operator.process.baseUrl, authorizations, PATIENCE_MS) };
}

function chosen(
  stage: Stage,
  only: readonly string[],
): { possible: readonly (typeof faults)[number][]; left: CrashResult['left'] } {
  const wanted = faults.filter(({ name }) => only.length === 0 || only.some((word) => name.includes(word)));
  return {
    possible: wanted.filter((fault) => fault.impossible?.(stage) === undefined),
    left: wanted.flatMap((fault) => {
      const why = fault.impossible?.(stage);
      return why === undefined ? [] : [{ fault: fault.name, why }];
    }),
  };
}
