/** Faults that the operator describes: commands of the shell that break something, and commands that mend it. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { wrongUsage } from '../failure.js';
import type { Random } from './random.js';
import type { Fault } from './strike.js';

const LASTS_S = [1, 8] as const;
const TIMEOUT_S = 120;

export interface ShellFault {
  readonly name: string;
  readonly command: string;
  /** Mends what the command broke; it runs whatever became of the command. */
  readonly undo?: string;
  /** Between command and undo; default a random time from 1 to 8. */
  readonly seconds?: number;
  /** For each of the two commands. */
  readonly timeoutSeconds?: number;
}

/** @param text `name=command` */
export function shellFault(text: string): ShellFault {
  const [, name, command] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || command === undefined) throw wrongUsage(`"${text}" is no fault such as "name=command".`);
  return { name: name.trim(), command: command.trim() };
}

/** A JSON list of faults. */
export async function shellFaultsIn(file: string): Promise<readonly ShellFault[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw wrongUsage(`${file} cannot be read (${error.code ?? error.message}).`);
  });
  const bad = (what: string): never => {
    throw wrongUsage(`${file} ${what}: it is a list of { "name", "command", "undo", "seconds", "timeoutSeconds" }.`);
  };
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    bad('is not JSON');
  }
  if (!Array.isArray(list)) return bad('has no list of faults');
  for (const [at, fault] of list.entries()) if (!isShellFault(fault)) bad(`has a fault ${at + 1} that is none`);
  return list as ShellFault[];
}

const FORM: Readonly<Record<string, 'string' | 'number'>> = {
  name: 'string',
  command: 'string',
  undo: 'string',
  seconds: 'number',
  timeoutSeconds: 'number',
};

function isShellFault(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('command' in value)) return false;
  return Object.entries(value).every(
    ([key, one]) => typeof one === FORM[key] && (typeof one !== 'number' || one > 0) && one !== '',
  );
}

export interface ShellOptions {
  readonly random: Random;
  /** Cuts short the time between command and undo; neither of them is left half-done. */
  readonly signal: AbortSignal;
  /** Whether people see what the commands complain of. */
  readonly stderr: 'inherit' | 'ignore';
}

export function faultOf(fault: ShellFault, { random, signal, stderr }: ShellOptions): Fault {
  const { name, command, undo, timeoutSeconds = TIMEOUT_S } = fault;
  return {
    name,
    happen: async () => {
      const lastsS = fault.seconds ?? random.between(...LASTS_S);
      try {
        await runShell(command, timeoutSeconds, stderr);
        if (undo !== undefined) await delay(lastsS * 1_000, undefined, { signal }).catch(() => undefined);
      } finally {
        if (undo !== undefined) await runShell(undo, timeoutSeconds, stderr);
      }
    },
  };
}

/** @throws Error when it does not end well, or in time */
function runShell(command: string, timeoutSeconds: number, stderr: 'inherit' | 'ignore'): Promise<void> {
  // A group of its own: Ctrl-C is for us, and what takes too long is ended with all that it started.
  const child = spawn('/bin/sh', ['-c', command], { detached: true, stdio: ['ignore', 'ignore', stderr] });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      reject(new Error(`"${command}" did not end within ${timeoutSeconds} s`));
    }, timeoutSeconds * 1_000);
    child.once('error', reject);
    child.once('exit', (code, endedBy) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(new Error(`"${command}" ended with ${code ?? endedBy}`));
    });
  });
}
