/** Where a connector lies: in this repository, or in a package of its own. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { SchemasFolder } from '@fachwerk/hub/connector-kit';
import { Failure, wrongUsage } from '../failure.js';

export interface ConnectorFolder {
  /** The manifest has to have the same one. Undefined for a package, which may be called as it likes. */
  readonly name: string | undefined;
  /** Has `fixtures/` in it. */
  readonly folder: string;
  /** The module that exports the connector: source in the repository, what was built in a package. */
  readonly entry: string;
  /** Modules of the connector lie here, and of those of the repository also in what connectors have in common. */
  readonly within: string;
  readonly schemasFolder: string;
  readonly isPackage: boolean;
}

/** The folder of this installation. */
export function installation(): string {
  return dirname(new SchemasFolder().path);
}

/**
 * @param named name of a connector of the repository, or a folder; nothing: the one of the current folder, else all of the
 * repository
 * @throws Failure `connector.unknown`
 */
export function connectorFolders(named: string | undefined): readonly ConnectorFolder[] {
  if (named !== undefined) return [connectorFolder(named)];
  const here = folderAt(process.cwd());
  if (here !== undefined) return [here];
  const all = repositoryNames().flatMap((name) => folderAt(join(installation(), 'connectors', name)) ?? []);
  if (all.length > 0) return all;
  throw wrongUsage('Name a connector or the folder of its package: there are no sources of connectors here.');
}

/** @throws Failure `connector.unknown` */
export function connectorFolder(named: string): ConnectorFolder {
  const found = folderAt(resolve(named)) ?? folderAt(join(installation(), 'connectors', named));
  if (found !== undefined) return found;
  const known = repositoryNames().join(', ') || 'none';
  throw new Failure(
    'connector.unknown',
    `${named} is no connector: neither one of the repository (${known}) nor a folder with a package.json that has "fachwerk": { "connector": "dist/connector.js" }.`,
    2,
  );
}

function folderAt(folder: string): ConnectorFolder | undefined {
  const connectors = join(installation(), 'connectors');
  if (dirname(folder) === connectors && existsSync(join(folder, 'connector.ts'))) {
    const entry = join(folder, 'connector.ts');
    const schemasFolder = join(installation(), 'schemas');
    return { name: basename(folder), folder, entry, within: folder, schemasFolder, isPackage: false };
  }
  return packageAt(folder);
}

function packageAt(folder: string): ConnectorFolder | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const facts = packageFacts(file);
  const built = facts.fachwerk?.connector;
  if (typeof built !== 'string') return undefined;
  const entry = resolve(folder, built);
  if (!entry.startsWith(folder + sep)) throw notUsable(file, `"fachwerk.connector" leads out of the folder: ${built}`);
  return {
    name: undefined,
    folder,
    entry,
    within: folder,
    schemasFolder: join(folder, 'schemas'),
    isPackage: true,
  };
}

interface PackageFacts {
  readonly fachwerk?: { readonly connector?: unknown };
}

function packageFacts(file: string): PackageFacts {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PackageFacts;
  } catch (cause) {
    throw notUsable(file, cause instanceof Error ? cause.message : String(cause));
  }
}

export function notUsable(path: string, why: string): Failure {
  return new Failure('connector.unusable', `${path} cannot be used: ${why}.`, 1);
}

function repositoryNames(): readonly string[] {
  const connectors = join(installation(), 'connectors');
  if (!existsSync(connectors)) return [];
  return readdirSync(connectors)
    .filter((name) => existsSync(join(connectors, name, 'connector.ts')))
    .toSorted();
}
