/** Where a new connector goes: into the repository that one is in, or into a package of its own. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Failure } from '../../failure.js';
import { installation } from '../connector-folder.js';

export interface Place {
  /** Of the repository, where it goes there. */
  readonly repository: string | undefined;
  /** Of manifest, connector and fixtures in the repository; of package.json in a package. */
  readonly folder: string;
  /** TypeScript, below `folder`. */
  readonly source: string;
  /** Holds a folder with the name of the connector. */
  readonly schemas: string;
}

/** @throws Failure `connector.exists` */
export function placeFor(name: string, out: string | undefined): Place {
  const repository = out === undefined ? repositoryAt(process.cwd()) : undefined;
  const place = repository === undefined ? packageIn(resolve(out ?? name)) : inRepository(repository, name);
  for (const folder of [place.folder, join(place.schemas, name)]) {
    if (existsSync(folder)) {
      throw new Failure('connector.exists', `${folder} is there already: choose another name, or move it away.`);
    }
  }
  return place;
}

function inRepository(repository: string, name: string): Place {
  return {
    repository,
    folder: join(repository, 'connectors', name),
    source: '.',
    schemas: join(repository, 'schemas'),
  };
}

function packageIn(folder: string): Place {
  return { repository: undefined, folder, source: 'src', schemas: join(folder, 'schemas') };
}

function repositoryAt(folder: string): string | undefined {
  const isOne = ['connectors/catalogue.ts', 'schemas/generate-types.mjs'].every((path) =>
    existsSync(join(folder, path)),
  );
  if (isOne) return folder;
  return dirname(folder) === folder ? undefined : repositoryAt(dirname(folder));
}

/** From a package to this installation, so that both may be moved together. */
export function installationFrom(folder: string): { readonly contract: string; readonly command: string } {
  const path = (...steps: readonly string[]): string =>
    relative(folder, join(installation(), ...steps))
      .split(sep)
      .join('/');
  return { contract: path('connectors'), command: path('apps', 'cli', 'bin', 'fachwerk.mjs') };
}
