/** A C compiler: the one that is installed, else a private copy of that of Debian or Ubuntu. */
import { accessSync, constants, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { privatePackage } from './debian-packages.js';
import { librariesOf, mustRun, tripletOf } from './private-program.js';

export interface Compiler {
  /** Programs that were compiled by another one are compiled again. */
  readonly name: string;
  /** @param folder where it runs */
  compile(args: readonly string[], folder: string): Promise<void>;
}

/** @param tell called when something is fetched, which takes half a minute */
export async function findCompiler(cache: string, tell: (line: string) => void): Promise<Compiler> {
  const wanted = process.env['FACHWERK_TEST_CC'];
  const installed = wanted === 'private' ? undefined : (wanted ?? inPath());
  if (installed !== undefined) return { name: installed, compile: (args, folder) => run(installed, args, folder) };
  const home = await privateCompiler(cache, tell);
  return { name: 'private', compile: (args, folder) => compileBy(home, args, folder) };
}

function inPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return folders.flatMap((folder) => ['gcc', 'cc'].map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  await mustRun(program, args, { cwd, env, timeoutMs: 600_000 });
}

/** gcc with its assembler and linker, and the headers of C; the library itself has to be there for linking. */
function privateCompiler(cache: string, tell: (line: string) => void): Promise<string> {
  return privatePackage(
    {
      cache,
      name: 'gcc',
      first: 'gcc',
      needs: /[ |]Depends: ((?:gcc|cpp|binutils|linux-libc-dev|libcrypt|libgcc|lib)[a-z0-9.+-]*|zlib1g)$/gm,
      fetching: () => tell('fetching a C compiler for the tests of SOAP (once, some 60 MB)'),
    },
    async () => undefined,
  );
}

function compileBy(home: string, args: readonly string[], folder: string): Promise<void> {
  const bin = join(home, 'usr/bin');
  const gcc = readdirSync(bin).find((name) => /-linux-gnu-gcc-\d+$/.test(name) || /^gcc-\d+$/.test(name));
  if (gcc === undefined) throw new Error(`There is no compiler in ${home}: delete the folder .cache.`);
  const root = [`--sysroot=${home}`, `-B${join(home, 'usr/lib', tripletOf(home))}`, `-B${bin}`];
  return run(join(bin, gcc), [...root, ...args], folder, {
    PATH: `${bin}:/usr/bin:/bin`,
    LD_LIBRARY_PATH: librariesOf(home),
  });
}
