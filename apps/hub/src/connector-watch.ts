/**
 * Takes new builds of connector packages while the hub runs, for whoever writes them. A package that cannot be used stays
 * as it was. Not for production: a hub that runs for long runs what was checked when it started.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from './config/log.js';
import type { InstalledConnectors } from './translate/installed.js';
import { readPackage, type ConnectorPackage } from './translate/package.js';

const LOOK_MS = 300;

/** @returns what ends it */
export function watchConnectors(connectors: InstalledConnectors, log: Log): () => void {
  const known = new Map(connectors.packages.map((found) => [found.folder, stampOf(found)]));
  /** A build writes one file after the other: it is read when nothing has changed since the last look. */
  const changing = new Map<string, string>();
  let stopped = false;

  async function look(): Promise<void> {
    for (const found of connectors.packages) {
      const { folder } = found;
      const stamp = stampOf(found);
      if (stamp === known.get(folder)) continue;
      if (changing.get(folder) !== stamp) {
        changing.set(folder, stamp);
        continue;
      }
      known.set(folder, stamp);
      await readAnew(folder);
    }
  }

  async function readAnew(folder: string): Promise<void> {
    try {
      const found = await readPackage(folder);
      connectors.replace(found);
      // It may consist of other files now.
      known.set(folder, stampOf(found));
      log.info('a connector package was read anew', { folder, connector: found.name, version: found.version });
    } catch (error) {
      log.warn('a connector package cannot be used, it stays as it was', { folder, error });
    }
  }

  function next(): void {
    if (stopped) return;
    setTimeout(() => {
      look()
        .catch((error: unknown) => log.warn('connector packages were not looked at', { error }))
        .finally(next);
    }, LOOK_MS).unref();
  }

  next();
  return () => {
    stopped = true;
  };
}

/** Another text when one of its files is another one. */
function stampOf({ folder, sources, schemasFolder }: ConnectorPackage): string {
  const schemas = existsSync(schemasFolder)
    ? readdirSync(schemasFolder, { recursive: true, encoding: 'utf8' }).map((path) => join(schemasFolder, path))
    : [];
  const files = ['package.json', ...Object.keys(sources)].map((path) => join(folder, path));
  return [...files, ...schemas]
    .map((path) => {
      const stat = statSync(path, { throwIfNoEntry: false });
      return `${path} ${stat?.mtimeMs} ${stat?.size}`;
    })
    .join('\n');
}
