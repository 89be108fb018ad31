/** The command `fachwerk` as somebody types it. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../fixtures.js';

const BIN = join(root, 'apps', 'cli', 'bin', 'fachwerk.mjs');

/** Without `FACHWERK_`; nothing else of that name reaches the command. */
export type CommandSettings = Readonly<Record<string, string>>;

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RanAsJson {
  readonly code: number | null;
  // oxlint-disable-next-line no-explicit-any -- answers are looked at by tests, which know what they expect
  readonly answer: any;
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

export class CommandLine {
  /** All that was ever written, apart from what was made with `reveal`. */
  written = '';
  /** Typed by an author, whose first run writes what is expected, also where a machine runs the tests (`CI`). */
  isCi = false;

  /** @param folder where it is typed */
  private constructor(readonly folder: string) {}

  static async open(): Promise<CommandLine> {
    return new CommandLine(await mkdtemp(join(tmpdir(), 'fachwerk-command-')));
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  /** @returns the path of a file with this content */
  async file(name: string, content: string | Buffer): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, content);
    return path;
  }

  async run(settings: CommandSettings, ...args: readonly string[]): Promise<Ran> {
    const ran = await this.reveal(settings, ...args);
    this.written += ran.stdout + ran.stderr;
    return ran;
  }

  /** With `--json`. Throws when there is anything but one value on stdout and one error on stderr. */
  async json(settings: CommandSettings, ...args: readonly string[]): Promise<RanAsJson> {
    const { code, stdout, stderr } = await this.run(settings, ...args, '--json');
    const answer: unknown = stdout === '' ? undefined : JSON.parse(stdout);
    const told = stderr === '' ? undefined : (JSON.parse(stderr) as { readonly error: RanAsJson['error'] });
    return { code, answer, error: told?.error };
  }

  /** For a command that shows the secret it makes. */
  reveal(settings: CommandSettings, ...args: readonly string[]): Promise<Ran> {
    const outer = Object.entries(process.env).filter(([name]) => name !== 'CI' && !name.startsWith('FACHWERK_'));
    const own = Object.entries(settings).map(([name, value]) => [`FACHWERK_${name}`, value]);
    const env = { ...Object.fromEntries([...outer, ...own]), ...(this.isCi ? { CI: 'true' } : {}), LC_ALL: 'C.UTF-8' };
    const child = spawn(process.execPath, [BIN, ...args], { cwd: this.folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, ...texts }));
    });
  }
}
