/** The modules of a package, translated from its sources to where its package.json says they are. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { ConnectorFolder } from '../connector-folder.js';
import { javaScriptOf } from '../load.js';
import { modulesOf } from '../modules.js';

export interface Sources {
  /** The module in TypeScript that the entry is made from. */
  readonly entry: string;
  /** Folder that the modules lie in as they will in the folder of what is built. */
  readonly base: string;
  readonly outFolder: string;
}

/** Undefined where the package is written in JavaScript, or its sources lie elsewhere. */
export function sourcesOf({ folder, entry, isPackage }: ConnectorFolder): Sources | undefined {
  if (!isPackage) return undefined;
  const [out = '', ...below] = relative(folder, entry).split(sep);
  const path = join(...below).replace(/\.js$/, '.ts');
  const base = [folder, join(folder, 'src')].find((candidate) => existsSync(join(candidate, path)));
  return base === undefined ? undefined : { entry: join(base, path), base, outFolder: join(folder, out) };
}

/**
 * Types are not checked: that takes longer, and `npm run build` does it.
 *
 * @throws Failure `connector.unusable` where it is no TypeScript
 */
export function buildPackage({ entry, base, outFolder }: Sources, within: string): void {
  for (const { path, source } of modulesOf({ entry, within }).modules) {
    const target = join(outFolder, relative(base, path)).replace(/\.ts$/, '.js');
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, javaScriptOf(source.text, path));
  }
}
