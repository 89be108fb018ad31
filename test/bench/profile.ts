/** Where the processor time of a process goes: by folder of the hub and by package, from profiles that Node writes. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { table } from './table.js';

/** Share of its time in use, by place; by process, its translating threads apart. */
export type Profile = Readonly<Record<string, Readonly<Record<string, number>>>>;

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const SHOWN = 10;

/** @param pids names of processes by id */
export async function profileIn(folder: string, pids: ReadonlyMap<number, string>): Promise<Profile> {
  const micros: Record<string, Map<string, number>> = {};
  for (const file of await readdir(folder)) {
    const [, pid, thread] = /\.(\d+)\.(\d+)\.\d+\.cpuprofile$/.exec(file) ?? [];
    const name = pids.get(Number(pid));
    if (name === undefined) continue;
    const own = (micros[thread === '0' ? name : `${name}, threads`] ??= new Map());
    const { nodes, samples, timeDeltas } = JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile;
    const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
    for (const [at, sample] of samples.entries()) {
      const place = places.get(sample)!;
      own.set(place, (own.get(place) ?? 0) + (timeDeltas[at] ?? 0));
    }
  }
  return Object.fromEntries(Object.entries(micros).map(([name, own]) => [name, sharesOf(own)]));
}

export function profileText(profile: Profile): string {
  const lists = Object.values(profile).map((shares) =>
    Object.entries(shares)
      .slice(0, SHOWN)
      .map(([place, share]) => `${place} ${(share * 100).toFixed(1)} %`),
  );
  const rows = Array.from({ length: SHOWN }, (_, row) => ['', ...lists.map((list) => list[row] ?? '')]);
  return table([['where the time goes', ...Object.keys(profile)], ...rows]);
}

function sharesOf(micros: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  const used = [...micros].filter(([place]) => place !== 'idle');
  const all = used.reduce((sum, [, time]) => sum + time, 0);
  return Object.fromEntries(used.toSorted(([, a], [, b]) => b - a).map(([place, time]) => [place, time / all]));
}

function placeOf({ functionName, url }: CpuProfile['nodes'][number]['callFrame']): string {
  if (functionName === '(idle)') return 'idle';
  if (functionName === '(garbage collector)') return 'garbage collection';
  // Among it everything native: hashing, signing, system calls.
  if (url === '') return 'native';
  if (url.startsWith('wasm:')) return 'WebAssembly';
  if (url.startsWith('node:')) return url.split('/').slice(0, 2).join('/');
  const [, library] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url.slice(url.lastIndexOf('/node_modules/'))) ?? [];
  if (library !== undefined) return library;
  const [, file] = /\/hub\/dist\/start\/(.+)\.js$/.exec(url) ?? [];
  if (file !== undefined) return file.replace('packages/', '');
  const [, folder] = /\/(hub|connectors)\/dist\//.exec(url) ?? [];
  const rest = url.split('/dist/')[1] ?? url;
  return rest.includes('/') ? rest.split('/').slice(0, -1).join('/') : `${folder ?? ''} wiring`;
}
