/** One measurement of filing: how fast, how long each waits, and what it takes of the machine. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Hub } from '@fachwerk/cli/hub/hub';
import { Witness } from '@fachwerk/cli/hub/witness';
import { checkBooks } from '@fachwerk/cli/bench/books';
import type { Entrance } from '@fachwerk/cli/bench/entrance';
import { Load, Sent, type Pace } from '@fachwerk/cli/bench/load';
import { figuresOf, measure, type Figures } from '@fachwerk/cli/bench/measure';
import { drained, outcomeOf } from '@fachwerk/cli/bench/outcome';
import { sourceOf, type Source, type SourceOptions } from '@fachwerk/cli/bench/messages';
import { databaseState, growthPerMessage, type DatabaseState } from './database-growth.js';
import { findIds } from './find-ids.js';
import type { Hubs } from './hubs.js';
import { between, forgetPeaks, usageOf, type Usage } from './usage.js';

const PATIENCE_MS = 120_000;

export interface FilingOptions {
  readonly procedure: string;
  /** As the header has it; of a procedure of the demo tenant its key, unless it is said otherwise. */
  readonly authorization?: string;
  /** Over REST, unless it is said otherwise. */
  readonly entrance?: Entrance;
  readonly source: SourceOptions | Source;
  readonly pace: Pace;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

export interface FilingFigures extends Figures {
  readonly bytes: number;
  /** From the first message sent to the last one filed. */
  readonly seconds: number;
  readonly usage: Usage;
  /** Memory of each process before. */
  readonly memoryBeforeMib: Readonly<Record<string, number>>;
  /** In µs of a core for each message filed. */
  readonly cpuMicros: Readonly<Record<string, number>>;
  /** How many cores these processes kept busy. */
  readonly coresBusy: number;
  readonly perMessage: DatabaseState & { readonly contentBytes: number };
}

/** @throws Error when a message was not filed: then the figures say nothing */
export async function measureFiling(hubs: Hubs, options: FilingOptions): Promise<FilingFigures> {
  const { load, witness, source } = await senderOf(hubs, options);
  const meter = new Meter(hubs);
  const measured = await measure({
    ...options,
    load,
    witness,
    tell: () => undefined,
    onSent: (sent) => findIds(hubs.database.migrateUrl, options.procedure, sent),
    onBegin: () => meter.begin(),
    onDrained: () => meter.end(),
  });
  return meter.figures(figuresOf(measured), measured.check.problems, meanBytes(source));
}

/** Sends so many while no worker runs, and measures how they are filed when the workers come. */
export async function measureBacklog(hubs: Hubs, count: number, options: FilingOptions): Promise<FilingFigures> {
  const { procedure } = options;
  const { load, witness, source } = await senderOf(hubs, options);
  await hubs.stopWorkers();
  const before = await witness.books([procedure], [undefined]);
  const sent = new Sent();
  while (sent.ids.length < count) await load.send(1, sent);
  load.close();
  await hubs.startWorkers();
  const meter = new Meter(hubs);
  await meter.begin();
  await drained(witness, procedure, sent.ids);
  await meter.end();
  const outcome = await outcomeOf(witness, procedure, sent.ids);
  const check = await checkBooks(witness, procedure, before, sent.ids);
  // The rate of filing counts from when the workers were there.
  const figures = figuresOf({ sent, outcome: { ...outcome, firstAcceptedAt: outcome.firstFiledAt }, check });
  return meter.figures(figures, check.problems, meanBytes(source));
}

async function senderOf(
  hubs: Hubs,
  { procedure, authorization: given, entrance, pace, source: wanted }: FilingOptions,
): Promise<{ load: Load; witness: Witness; source: Source }> {
  const source = typeof wanted === 'function' ? wanted : await sourceOf(wanted, nextRun());
  const authorization = given ?? `Bearer ${await hubs.gateway.keyOf(procedure)}`;
  const hub = await Hub.of({ url: hubs.gateway.baseUrl, lang: 'en' });
  const target = { baseUrl: hub.at('/'), procedure, authorization, ...(entrance && { entrance }) };
  const load = new Load(target, source, pace, new AbortController().signal);
  return { load, witness: new Witness(hub, { [procedure]: authorization }, PATIENCE_MS), source };
}

interface Moment {
  readonly at: number;
  readonly usage: Usage;
  readonly database: DatabaseState;
  readonly contentBytes: number;
}

/** What the machine gives for one measurement. */
class Meter {
  private began: Moment | undefined;
  private ended: Moment | undefined;

  constructor(private readonly hubs: Hubs) {}

  async begin(): Promise<void> {
    const [database, contentBytes] = [await this.database(), await bytesIn(this.hubs.contentDir)];
    await forgetPeaks();
    this.began = { usage: await usageOf(this.hubs.pids), database, contentBytes, at: performance.now() };
  }

  async end(): Promise<void> {
    const at = performance.now();
    this.ended = { at, usage: await usageOf(this.hubs.pids), database: await this.database(), contentBytes: 0 };
  }

  async figures(figures: Figures, problems: readonly string[], bytes: number): Promise<FilingFigures> {
    const [began, ended] = [this.began!, this.ended!];
    const { filed, accepted, refused } = figures;
    if (accepted === 0) throw new Error(`Nothing was accepted: ${JSON.stringify(refused)}`);
    if (problems.length > 0 || filed !== accepted) {
      throw new Error(`Not everything was filed: ${problems.join(' ')} ${JSON.stringify(figures)}`);
    }
    const usage = between(began.usage, ended.usage);
    const cpuSeconds = Object.values(usage).reduce((sum, one) => sum + one.cpuSeconds, 0);
    // Each connection tells what it wrote when it is idle.
    const { tables } = growthPerMessage(began.database, await this.database(), filed);
    const { walBytes } = growthPerMessage(began.database, ended.database, filed);
    const contentBytes = Math.round(((await bytesIn(this.hubs.contentDir)) - began.contentBytes) / filed);
    return {
      ...figures,
      bytes,
      seconds: Math.round(ended.at - began.at) / 1_000,
      usage,
      memoryBeforeMib: valuesOf(began.usage, ({ memoryMib }) => memoryMib),
      cpuMicros: valuesOf(usage, (one) => Math.round((one.cpuSeconds * 1e6) / filed)),
      coresBusy: Math.round((cpuSeconds * 1e5) / (ended.at - began.at)) / 100,
      perMessage: { walBytes, tables, contentBytes },
    };
  }

  private database(): Promise<DatabaseState> {
    return databaseState(this.hubs.database.migrateUrl);
  }
}

function valuesOf(usage: Usage, of: (one: Usage[string]) => number): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(usage).map(([name, one]) => [name, of(one)]));
}

function meanBytes(source: Source): number {
  const sizes = Array.from({ length: 100 }, (_, number) => source(number).bytes);
  return Math.round(sizes.reduce((sum, bytes) => sum + bytes, 0) / sizes.length);
}

let runs = 0;

/** Of 7 characters. */
export function nextRun(): string {
  return `bench${String((runs += 1)).padStart(2, '0')}`;
}

/** As the disk gives them out: in blocks. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let sum = 0;
  for (const entry of entries) {
    const facts = await stat(join(entry.parentPath, entry.name)).catch(() => undefined);
    sum += (facts?.blocks ?? 0) * 512;
  }
  return sum;
}
