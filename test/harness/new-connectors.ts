/** `fachwerk connector new` as whoever writes a connector runs it, with the compiler and the suite behind it. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../fixtures.js';
import { CommandLine } from './command-line.js';

const run = promisify(execFile);

/** Of a configuration. @throws Error with what the compiler says */
export async function compileTypeScript(project: string): Promise<void> {
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
}

export interface Begun {
  readonly types: readonly { readonly type: string; readonly key?: string }[];
  readonly toBeSupplied: readonly string[];
  readonly notes: readonly string[];
}

/** One package after the other, each in a folder of its own. */
export class NewConnectors {
  /** Of the package at hand; it is there once it was begun. */
  folder = '';

  private constructor(readonly command: CommandLine) {}

  static async open(): Promise<NewConnectors> {
    return new NewConnectors(await CommandLine.open());
  }

  async enter(): Promise<void> {
    this.folder = join(await mkdtemp(join(tmpdir(), 'fachwerk-new-')), 'package');
  }

  leave(): Promise<void> {
    return rm(join(this.folder, '..'), { recursive: true });
  }

  close(): Promise<void> {
    return this.command.close();
  }

  async begin(...args: readonly string[]): Promise<Begun> {
    const asked = ['connector', 'new', 'tried', '--out', this.folder, ...args];
    const { code, answer, error } = await this.command.json({}, ...asked);
    if (code !== 0) throw new Error(`fachwerk ${asked.join(' ')} ended with ${code}: ${JSON.stringify(error)}`);
    return answer;
  }

  /** As `npm install` would: the contract of this installation. */
  async compile(): Promise<void> {
    await mkdir(join(this.folder, 'node_modules/@fachwerk'), { recursive: true });
    await symlink(join(root, 'connectors'), join(this.folder, 'node_modules/@fachwerk/connectors'));
    await compileTypeScript(this.folder);
  }

  async problemsInTest(): Promise<readonly unknown[]> {
    const { answer } = await this.command.json({}, 'connector', 'test', this.folder);
    return answer.connectors[0].problems;
  }

  /** As the suite wrote it. */
  async outcomeOf(fixture: string): Promise<unknown> {
    return JSON.parse(await readFile(join(this.folder, 'fixtures', fixture, 'expected.json'), 'utf8'));
  }
}
