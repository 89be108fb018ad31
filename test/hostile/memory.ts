/** What Linux says about the memory of the hub's process, its threads included. */
import { readFile, writeFile } from 'node:fs/promises';

export const RSS_MIB_MAX = 600;

/** From here on `peakMib` is the most the process has had since. */
export function forgetPeak(pid: number): Promise<void> {
  return writeFile(`/proc/${pid}/clear_refs`, '5');
}

/** The kernel keeps the highest value itself, so none is missed between two looks. */
export async function peakMib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error(`/proc/${pid}/status has no VmHWM`);
  return Math.round(Number(kib) / 1024);
}
