/**
 * The packages that lie in the folder of a hub. Installing puts a new folder there and removing takes one away, so the
 * names of the folders tell whether anything changed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LookUpCode } from '../xml/element.js';
import { InstalledCodeLists } from './installed-code-lists.js';
import { idOf, type PackageEntry, type PackageIndex, type PackageWsdl } from './package-index.js';
import { SchemaFiles, type FolderOfSchemas } from './schema-files.js';
import { unreadable } from './unreadable.js';

export const INDEX_FILE = 'index.json';

export interface InstalledPackage extends PackageIndex {
  /** Name of its folder. */
  readonly folder: string;
}

/** A schema to validate by, and the package it is from. */
export interface FoundEntry {
  readonly package: InstalledPackage;
  readonly entry: PackageEntry;
}

/** What is looked for: `OfficialSchema` of the contract. */
export interface WantedEntry {
  readonly namespace: string;
  readonly entry: string;
  readonly prefer?: string;
  /** Of the package; any where it is not given. */
  readonly version?: string;
}

/** For a type that takes any root element: whether there is a package for it at all. */
const ANY = '*';

/** How often the folder is looked at. */
const LOOK_MS = 2_000;

export class InstalledPackages {
  private folders = '';
  private packages: readonly InstalledPackage[] = [];
  private readonly codeLists: InstalledCodeLists;
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly dir: string) {
    this.codeLists = new InstalledCodeLists(dir);
  }

  /**
   * Looks whether the folder has changed, at most every two seconds. @returns true when it has
   *
   * @throws HubError `schema.folder-unreadable`
   */
  look(nowMs: number): boolean {
    if (nowMs - this.lookedAt < LOOK_MS) return false;
    this.lookedAt = nowMs;
    return this.read();
  }

  /** Newest first. */
  all(): readonly InstalledPackage[] {
    return this.packages;
  }

  /** @returns true when something has changed */
  read(): boolean {
    const folders = packageFolders(this.dir);
    const names = folders.join('\n');
    if (names === this.folders) return false;
    this.packages = folders
      .flatMap((folder) => readIndex(this.dir, folder) ?? [])
      .toSorted((one, other) => other.installedAt.localeCompare(one.installedAt));
    this.codeLists.adopt(this.packages);
    this.folders = names;
    return true;
  }

  readonly lookUpCode: LookUpCode = (code, uri, version) => this.codeLists.lookUp(code, uri, version);

  /** What the schemas of one package are made of. */
  filesOf(own: InstalledPackage): SchemaFiles {
    const asFolder = (one: InstalledPackage): FolderOfSchemas => ({ ...one, id: idOf(one) });
    const others = this.packages.filter((other) => other !== own);
    return new SchemaFiles(this.dir, asFolder(own), others.map(asFolder));
  }

  /** The newest package that has a WSDL of this name. @param name of the file, or the end of its path */
  findWsdl(name: string): { readonly package: InstalledPackage; readonly wsdl: PackageWsdl } | undefined {
    for (const one of this.packages) {
      const wsdl = one.wsdls?.find(({ file }) => file === name || file.endsWith(`/${name}`));
      if (wsdl !== undefined) return { package: one, wsdl };
    }
    return undefined;
  }

  /** The newest package that has it; what is preferred comes before what is newer. */
  find(wanted: WantedEntry): FoundEntry | undefined {
    const found = this.packages
      .filter(({ version }) => wanted.version === undefined || wanted.version === version)
      .map((installed) => ({ installed, entries: candidates(installed, wanted) }));
    const preferred = found.flatMap(({ installed, entries }) =>
      entries.filter(({ file }) => isPreferred(file, wanted)).map((entry) => ({ package: installed, entry })),
    );
    if (preferred[0] !== undefined) return preferred[0];
    // Of several schemas for one root, none of which is the preferred one, any choice would be a guess.
    for (const { installed, entries } of found) {
      const [first, ...others] = entries;
      if (first !== undefined && (wanted.prefer === undefined || others.length === 0))
        return { package: installed, entry: first };
    }
    return undefined;
  }
}

/** Schemas for one root element: those that declare it, else those that include its declaration. */
function candidates({ entries }: PackageIndex, { namespace, entry }: WantedEntry): readonly PackageEntry[] {
  if (entry === ANY) return entries.filter((found) => found.namespace === namespace);
  const own = entries.filter((found) => found.namespace === namespace && found.elements.includes(entry));
  return own.length > 0
    ? own
    : entries.filter((found) => found.namespace === namespace && found.included.includes(entry));
}

function isPreferred(file: string, { prefer }: WantedEntry): boolean {
  return prefer !== undefined && file.includes(prefer);
}

/** A folder whose name begins with a dot is on its way in or out. */
function packageFolders(dir: string): readonly string[] {
  try {
    return readdirSync(dir)
      .filter((name) => !name.startsWith('.'))
      .toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unreadable(dir, error);
  }
}

/** @returns undefined when it is no package, or was removed a moment ago */
function readIndex(dir: string, folder: string): InstalledPackage | undefined {
  try {
    const index = JSON.parse(readFileSync(join(dir, folder, INDEX_FILE), 'utf8')) as PackageIndex;
    return index.format === 1 ? { ...index, folder } : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof SyntaxError || code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable(dir, error);
  }
}
