import { readFileSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HubError } from '../errors/hub-error.js';

export interface InstanceLock {
  release(): Promise<void>;
}

/**
 * One hub per data directory. A lock that a killed process left behind is recognised by the process that is gone, or by
 * another one that got its number since.
 *
 * @throws HubError `misconfigured` with `instance.running`
 */
export async function lockDataDir(dataDir: string): Promise<InstanceLock> {
  const path = join(dataDir, 'hub.lock');
  for (;;) {
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(`${process.pid} ${startOf(process.pid) ?? ''}\n`);
      await file.close();
      return { release: () => rm(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const [pid = '', start = ''] = (await readFile(path, 'utf8').catch(() => '')).trim().split(' ');
    if (isRunning(Number(pid), start)) {
      const sentence = `Another hub (process ${pid}) is running on the data directory ${dataDir}. Stop it, or set FACHWERK_DATA_DIR.`;
      throw new HubError('misconfigured', 'instance.running', sentence, { values: { pid } });
    }
    await rm(path, { force: true });
  }
}

/** @param start as `startOf` told it, empty where the system does not tell */
export function isRunning(pid: number, start: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const fields = statOf(pid);
  if (fields === undefined) return true;
  // Ended, but nobody has asked how: in a container without an init process, for ever.
  if (fields.state === 'Z' || fields.state === 'X') return false;
  return start === '' || fields.start === start;
}

/** When a process was started, in clock ticks since boot; undefined where the system does not tell (no Linux). */
export function startOf(pid: number): string | undefined {
  return statOf(pid)?.start;
}

function statOf(pid: number): { readonly state: string | undefined; readonly start: string | undefined } | undefined {
  try {
    // The name of the program is in brackets and may itself contain brackets and blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { state: fields[0], start: fields[19] };
  } catch {
    return undefined;
  }
}
