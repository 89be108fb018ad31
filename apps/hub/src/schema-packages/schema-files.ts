import { readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { unreadable } from './unreadable.js';

const BASE = 'package://installed/';

/** A package, as far as schemas are looked for in it. Paths are relative to its folder, with `/`. */
export interface FolderOfSchemas {
  /** Below the folder of packages, with `/`. */
  readonly folder: string;
  readonly id: string;
  /** All its schemas. */
  readonly schemas: readonly string[];
  /** Official URL → file. */
  readonly catalogue: Readonly<Record<string, string>>;
}

/**
 * Where the bytes of a package's schemas come from, and of what they import. An official URL is looked up in the
 * catalogue of the package, then among the names of its own files (many a standard ships what it imports), then in the
 * catalogues of the others. There is no other way, and no network.
 */
export class SchemaFiles {
  /** Ids of the other packages that were of use. */
  readonly used = new Set<string>();

  constructor(
    private readonly packagesDir: string,
    private readonly own: FolderOfSchemas,
    private readonly others: readonly FolderOfSchemas[],
  ) {}

  urlOf(file: string): string {
    return BASE + `${this.own.folder}/${file}`.split('/').map(encodeURIComponent).join('/');
  }

  readonly load = (url: string): Uint8Array | undefined => {
    const path = url.startsWith(BASE) ? pathOf(url.slice(BASE.length)) : this.official(url);
    return path === undefined ? undefined : this.read(path);
  };

  /** In words of the package: its own files are named by their path. */
  plain(text: string): string {
    return text.replaceAll(/package:\/\/installed\/[^\s,]*/g, (url) => decoded(url.slice(this.urlOf('').length)));
  }

  private official(url: string): string | undefined {
    const own = catalogued(this.own, url) ?? shipped(this.own, url);
    if (own !== undefined) return join(this.own.folder, own);
    for (const other of this.others) {
      const file = catalogued(other, url) ?? this.besideCatalogued(other, url);
      if (file === undefined) continue;
      this.used.add(other.id);
      return join(other.folder, file);
    }
    return undefined;
  }

  /** What a catalogued schema imports by a relative path, libxml2 looks for beside its official URL. */
  private besideCatalogued({ schemas, catalogue }: FolderOfSchemas, url: string): string | undefined {
    for (const [known, file] of Object.entries(catalogue)) {
      const folder = known.slice(0, known.lastIndexOf('/') + 1);
      if (!url.startsWith(folder)) continue;
      const beside = posix.join(posix.dirname(file), decoded(url.slice(folder.length)));
      if (schemas.includes(beside)) return beside;
    }
    return undefined;
  }

  private read(path: string): Uint8Array | undefined {
    try {
      return readFileSync(join(this.packagesDir, path));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined;
      throw unreadable(this.packagesDir, error);
    }
  }
}

function catalogued({ catalogue }: FolderOfSchemas, url: string): string | undefined {
  return Object.hasOwn(catalogue, url) ? catalogue[url] : undefined;
}

function shipped({ schemas }: FolderOfSchemas, url: string): string | undefined {
  const name = decoded(url.slice(url.lastIndexOf('/') + 1));
  const [only, ...others] = schemas.filter((file) => posix.basename(file) === name);
  return others.length === 0 ? only : undefined;
}

/** A file below the folder of packages, or nothing. */
function pathOf(encoded: string): string | undefined {
  const steps = encoded.split('/').map(decoded);
  const isSafe = steps.every((step) => !['', '.', '..'].includes(step) && !step.includes(sep) && !step.includes('\0'));
  return isSafe ? join(...steps) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
