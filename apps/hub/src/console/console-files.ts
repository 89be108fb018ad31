/**
 * The pages of the console, as they were built: what is served under which path. They are read once, at start: they are
 * small, and a build that is replaced under a running hub must not be served half old, half new.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { existsSync } from 'node:fs';

/** Encodings the build makes, best first. */
const ENCODINGS = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
};

export interface ConsoleFile {
  readonly type: string;
  readonly bytes: Buffer;
  /** The same, compressed, in the order in which they are offered. */
  readonly encoded: readonly { readonly encoding: string; readonly bytes: Buffer }[];
  /** The name has the hash of the content: it never changes. */
  readonly immutable: boolean;
}

export interface ConsoleFiles {
  readonly page: ConsoleFile;
  /** Path, without the first slash, to file. */
  readonly files: ReadonlyMap<string, ConsoleFile>;
  /** Hashes of the scripts within the page, as a CSP names them. */
  readonly scriptHashes: readonly string[];
}

/** @returns undefined where the console was not built: the hub runs without it */
export async function readConsole(folder: string | undefined): Promise<ConsoleFiles | undefined> {
  if (folder === undefined || !existsSync(join(folder, 'index.html'))) return undefined;
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const present = new Set(names);
  const files = new Map<string, ConsoleFile>();
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type !== undefined) files.set(name, await readOne(folder, name, type, present));
  }
  const page = files.get('index.html')!;
  files.delete('index.html');
  return { page, files, scriptHashes: inlineScripts(page.bytes.toString('utf8')).map(hashOf) };
}

/** The folder that `npm run build` writes, of this installation. */
export function consoleFolder(): string | undefined {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'apps', 'console'))) {
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
  return join(folder, 'apps', 'console', 'dist');
}

async function readOne(folder: string, name: string, type: string, present: ReadonlySet<string>): Promise<ConsoleFile> {
  const encoded: { encoding: string; bytes: Buffer }[] = [];
  for (const { name: encoding, extension } of ENCODINGS) {
    if (present.has(name + extension))
      encoded.push({ encoding, bytes: await readFile(join(folder, name + extension)) });
  }
  return { type, bytes: await readFile(join(folder, name)), encoded, immutable: name.startsWith('assets/') };
}

function inlineScripts(html: string): readonly string[] {
  return [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script]) => script!);
}

function hashOf(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}
