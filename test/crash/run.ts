/** Faults one after the other while senders send; afterwards the audit, and a line for each fault. */
import { audit } from '@fachwerk/cli/chaos/audit';
import { linesOf, type FaultLine } from '@fachwerk/cli/chaos/lines';
import { Load } from '@fachwerk/cli/chaos/load';
import { Random } from '@fachwerk/cli/chaos/random';
import { inventions } from '@fachwerk/cli/chaos/sources';
import { strike, type Window } from '@fachwerk/cli/chaos/strike';
import { Witness } from '@fachwerk/cli/hub/witness';
import { deepAudit } from './audit.js';
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
  readonly cache: string;
  readonly tell: (line: string) => void;
}

export interface CrashResult {
  readonly kind: StageKind;
  readonly seed: number;
  readonly lines: readonly FaultLine[];
  /** Faults that cannot happen here, and why. */
  readonly left: readonly { readonly fault: string; readonly why: string }[];
  /** How the disk of the content store was made small. */
  readonly disk: string;
  /** Queues that a kill of the only broker left without a leader; an election was triggered, as the README says. */
  readonly leaderless: number;
  readonly problems: readonly string[];
}

export async function crash(options: CrashOptions): Promise<CrashResult> {
  const { kind, seed } = options;
  const tell = (line: string): void => options.tell(`${kind}: ${line}`);
  tell('starting');
  const stage = await startStage(kind, options.cache);
  try {
    const windows: Window[] = [{ fault: undefined, from: Date.now() }];
    const random = new Random(seed);
    const { load, witness } = await senders(stage, options, () => windows.length - 1);
    await load.warmUp();
    load.start();
    const { possible, left } = chosen(stage, options.only);
    const happening = possible.map((fault) => ({ ...fault, happen: () => fault.happen(stage, random) }));
    const itself = await strike({ faults: happening, seconds: options.seconds, random, tell }, windows);
    tell(`${load.sent.length} messages sent; waiting until all of them are settled`);
    await load.stop();
    const audited = await deepAudit(stage, load, await audit(witness, load, new Map(), tell));
    return {
      kind,
      seed,
      lines: linesOf(windows, audited, load.acceptedAt),
      left,
      disk: stage.disk.how,
      leaderless: stage.elections.reduce((sum, count) => sum + count, 0),
      problems: [...itself, ...audited.problems, ...audited.verdicts.flatMap((verdict) => verdict.problems)],
    };
  } finally {
    await stage.stop();
  }
}

async function senders(
  { operator, gateways }: Stage,
  { seed, perSecond }: CrashOptions,
  fault: () => number,
): Promise<{ load: Load; witness: Witness }> {
  const authorizations: Record<string, string> = {};
  const names = Object.keys(inventions);
  for (const name of names) authorizations[name] = `Bearer ${await operator.process.keyOf(name)}`;
  const load = new Load({
    random: new Random(seed + 1),
    perSecond,
    gateways: gateways.map(({ address }) => address),
    sources: names.map((name) => inventions[name]!(name, 'crash')),
    authorizations,
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
