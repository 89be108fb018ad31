import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCodeList, type CodeList } from './genericode.js';
import type { InstalledPackage } from './installed-packages.js';
import { unreadable } from './unreadable.js';

/** What an installed list says about a code. */
export interface CodeFacts {
  readonly known: boolean;
  readonly name?: string;
}

/** The code lists of the installed packages, each read when the first message names it. */
export class InstalledCodeLists {
  private readonly lists = new Map<string, CodeList | undefined>();
  private packages: readonly InstalledPackage[] = [];

  constructor(private readonly packagesDir: string) {}

  /** @param packages newest first */
  adopt(packages: readonly InstalledPackage[]): void {
    this.packages = packages;
    this.lists.clear();
  }

  /**
   * A message that names no version means the one that is installed; of several, that of the newest package.
   *
   * @returns undefined when the list is not installed in this version
   */
  lookUp(code: string, uri: string, version: string | undefined): CodeFacts | undefined {
    const key = `${version ?? ''} ${uri}`;
    if (!this.lists.has(key)) this.lists.set(key, this.read(uri, version));
    const list = this.lists.get(key);
    if (list === undefined) return undefined;
    const name = list.codes.get(code);
    return { known: name !== undefined, ...(name === undefined || name === '' ? {} : { name }) };
  }

  private read(uri: string, version: string | undefined): CodeList | undefined {
    for (const { folder, codeLists } of this.packages) {
      const found = codeLists.find((list) => list.uri === uri && (version === undefined || list.version === version));
      if (found !== undefined) return this.readFile(join(this.packagesDir, folder, found.file));
    }
    return undefined;
  }

  private readFile(path: string): CodeList | undefined {
    try {
      return readCodeList(readFileSync(path));
    } catch (error) {
      // The package was removed a moment ago.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw unreadable(this.packagesDir, error);
    }
  }
}
