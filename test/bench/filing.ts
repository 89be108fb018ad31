/** One measurement of filing: how fast, how long each waits, and what it takes of the machine. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Hub } from '@fachwerk/cli/hub/hub';
import { Witness } from '@fachwerk/cli/chaos/witness';
import { Load, type Pace } from '@fachwerk/cli/bench/load';
import { figuresOf, measure, type Figures } from '@fachwerk/cli/bench/measure';
import { sourceOf, type Source, type SourceOptions } from '@fachwerk/cli/bench/messages';
import { databaseState, growthPerMessage, type DatabaseState } from './database-growth.js';
import type { Hubs } from './hubs.js';
import { between, usageOf, type Usage } from './usage.js';

const PATIENCE_MS = 120_000;

export interface FilingOptions {
  readonly procedure: 'xrechnung' | 'building-permits';
  readonly source: SourceOptions | Source;
  readonly pace: Pace;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

export interface FilingFigures extends Figures {
  readonly bytes: number;
  /** From the first message accepted to the last one filed. */
  readonly seconds: number;
  readonly usage: Usage;
  /** In µs of a core for each message filed. */
  readonly cpuMicros: Readonly<Record<string, number>>;
  /** How much of all cores was in use by these processes. */
  readonly coresBusy: number;
  readonly perMessage: DatabaseState & { readonly contentBytes: number };
}

let runs = 0;

/** @throws Error when a message was not filed: then the figures say nothing */
export async function measureFiling(hubs: Hubs, options: FilingOptions): Promise<FilingFigures> {
  const { procedure, pace, seconds, warmUpSeconds } = options;
  const source = typeof options.source === 'function' ? options.source : await sourceOf(options.source, nextRun());
  const authorization = `Bearer ${await hubs.gateway.keyOf(procedure)}`;
  const hub = await Hub.of({ url: hubs.gateway.baseUrl, lang: 'en' });
  const load = new Load({ baseUrl: hub.at('/'), procedure, authorization }, source, pace, new AbortController().signal);
  const state = async (): Promise<DatabaseState & { contentBytes: number }> => ({
    ...(await databaseState(hubs.database.migrateUrl)),
    contentBytes: await bytesIn(hubs.contentDir),
  });
  let [usageBefore, usage]: Usage[] = [];
  let [before, began, drainedAt] = [await state(), 0, 0];
  const measured = await measure({
    load,
    witness: new Witness(hub, { [procedure]: authorization }, PATIENCE_MS),
    procedure,
    seconds,
    warmUpSeconds,
    tell: () => undefined,
    onBegin: async () => {
      before = await state();
      usageBefore = await usageOf(hubs.pids);
      began = performance.now();
    },
    onDrained: async () => {
      usage = between(usageBefore!, await usageOf(hubs.pids));
      drainedAt = performance.now();
    },
  });
  const figures = figuresOf(measured);
  const after = await state();
  const wrong = [...measured.check.problems, ...(figures.filed === figures.accepted ? [] : [JSON.stringify(figures)])];
  if (wrong.length > 0) throw new Error(`Not everything was filed: ${wrong.join(' ')}`);
  if (figures.filed === 0) throw new Error(`Nothing was accepted: ${JSON.stringify(figures.refused)}`);
  const cpuSeconds = Object.values(usage!).reduce((sum, one) => sum + one.cpuSeconds, 0);
  return {
    ...figures,
    bytes: source(0).bytes,
    seconds: Math.round(drainedAt - began) / 1_000,
    usage: usage!,
    cpuMicros: Object.fromEntries(
      Object.entries(usage!).map(([name, one]) => [name, Math.round((one.cpuSeconds * 1e6) / figures.filed)]),
    ),
    coresBusy: Math.round((cpuSeconds * 1e5) / (drainedAt - began)) / 100,
    perMessage: {
      ...growthPerMessage(before, after, figures.filed),
      contentBytes: Math.round((after.contentBytes - before.contentBytes) / figures.filed),
    },
  };
}

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
