/** What processes take of this machine, as Linux tells it: processor time and memory. */
import { readFile, readdir, writeFile } from 'node:fs/promises';

/** Of `/proc/<pid>/stat`; the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

export interface Taken {
  readonly cpuSeconds: number;
  /** Shared pages of the database are counted once. */
  readonly memoryMib: number;
  /** Since `forgetPeaks`; of the database what it is now. */
  readonly peakMib: number;
}

/** By name of the process: hubs, `broker`, `database`, `sender`. */
export type Usage = Readonly<Record<string, Taken>>;

interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly cpuSeconds: number;
}

/** @param hubs process ids by name; servers that were given, and are no children of ours, are not in the answer */
export async function usageOf(hubs: Readonly<Record<string, number>>): Promise<Usage> {
  const ours = await descendants(process.pid);
  const groups: Record<string, readonly ProcessFacts[]> = {
    ...Object.fromEntries(Object.entries(hubs).map(([name, id]) => [name, ours.filter(({ pid }) => pid === id)])),
    broker: ours.filter(({ command }) => /^(beam|erl|epmd|inet_gethost|sh|cat)/.test(command)),
    database: ours.filter(({ command }) => command === 'postgres'),
  };
  const usage: Record<string, Taken> = {};
  for (const [name, group] of Object.entries(groups)) {
    if (group.length === 0) continue;
    const memory = await Promise.all(group.map(({ pid }) => memoryOf(pid, name === 'database')));
    usage[name] = {
      cpuSeconds: group.reduce((sum, one) => sum + one.cpuSeconds, 0),
      memoryMib: memory.reduce((sum, one) => sum + one.nowMib, 0),
      peakMib: memory.reduce((sum, one) => sum + one.peakMib, 0),
    };
  }
  const { user, system } = process.cpuUsage();
  const sender = await memoryOf(process.pid, false);
  usage['sender'] = { cpuSeconds: (user + system) / 1e6, memoryMib: sender.nowMib, peakMib: sender.peakMib };
  return usage;
}

/** From now on peaks are those of what follows; not of the database, which may run under another account. */
export async function forgetPeaks(): Promise<void> {
  for (const { pid, command } of await descendants(process.pid)) {
    if (command !== 'postgres') await writeFile(`/proc/${pid}/clear_refs`, '5').catch(() => undefined);
  }
  await writeFile('/proc/self/clear_refs', '5');
}

/** Processor time between two moments; memory of the later one. */
export function between(before: Usage, after: Usage): Usage {
  return Object.fromEntries(
    Object.entries(after).map(([name, taken]) => [
      name,
      { ...taken, cpuSeconds: taken.cpuSeconds - (before[name]?.cpuSeconds ?? 0) },
    ]),
  );
}

async function descendants(root: number): Promise<readonly ProcessFacts[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(pids.map(factsOf))).filter((facts) => facts !== undefined);
  const found: ProcessFacts[] = [];
  const wanted = new Set([root]);
  for (const parent of wanted) {
    for (const facts of all) {
      if (facts.parent !== parent) continue;
      wanted.add(facts.pid);
      found.push(facts);
    }
  }
  return found;
}

/** With what its ended children took. @returns undefined when it is gone */
async function factsOf(pid: string): Promise<ProcessFacts | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const end = text.lastIndexOf(')');
  const fields = text
    .slice(end + 2)
    .split(' ')
    .map(Number);
  const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
  const command = text.slice(text.indexOf('(') + 1, end);
  return { pid: Number(pid), parent: fields[1]!, command, cpuSeconds: ticks / TICKS_PER_SECOND };
}

async function memoryOf(pid: number, shared: boolean): Promise<{ nowMib: number; peakMib: number }> {
  const mib = (text: string, name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1_024;
  if (shared) {
    const now = mib(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => ''), 'Pss');
    return { nowMib: now, peakMib: now };
  }
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return { nowMib: mib(status, 'VmRSS'), peakMib: mib(status, 'VmHWM') };
}
