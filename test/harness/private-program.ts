/** Programs of private packages: where their libraries are, and how they are run with nothing else of this machine. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly input?: string;
  readonly timeoutMs?: number;
}

/** @returns what it wrote, however it ended; an error when it could not be started or took too long */
export function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { env = {}, cwd, input = '', timeoutMs = 120_000 } = options;
  const child = spawn(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    // Nothing of the tests' own environment: no proxy, no module path of somebody else.
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
  child.stdin.on('error', () => undefined); // it may have ended without reading
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${program} took longer than ${timeoutMs} ms:\n${texts.stderr}`));
    }, timeoutMs);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...texts }));
    child.once('close', () => clearTimeout(late));
  });
}

/** The same for a program that must succeed. @returns its output */
export async function mustRun(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await runProgram(program, args, options);
  if (code !== 0)
    throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${(stderr || stdout).slice(-4_000)}`);
  return stdout;
}

/** `x86_64-linux-gnu`, as Debian calls this machine. */
export function tripletOf(home: string): string {
  const found = readdirSync(join(home, 'usr/lib')).find((name) => name.endsWith('-linux-gnu'));
  if (found === undefined) throw new Error(`There are no libraries in ${home}: delete the folder .cache.`);
  return found;
}

/** For LD_LIBRARY_PATH. The library of C is never among them: it has to be the system's, as has what loads it. */
export function librariesOf(home: string): string {
  const triplet = tripletOf(home);
  return ['usr/lib', 'lib'].map((folder) => join(home, folder, triplet)).join(':');
}
