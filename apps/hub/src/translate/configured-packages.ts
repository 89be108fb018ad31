/** The packages that FACHWERK_CONNECTORS names, by folder or by name. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { HubError } from '../errors/hub-error.js';
import { InstalledConnectors } from './installed.js';
import { readPackage, type ConnectorPackage } from './package.js';

/**
 * @param named as they are configured; a name is looked for where Node would, from here upwards and beside the hub
 * @throws HubError `connector.package-unusable` that lists what is wrong with any of them
 */
export async function installedConnectors(
  named: readonly string[],
  schemasFolder: string,
): Promise<InstalledConnectors> {
  const packages: ConnectorPackage[] = [];
  const problems: string[] = [];
  for (const name of named) {
    try {
      packages.push(await readPackage(folderOf(name)));
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      problems.push(error.message);
    }
  }
  try {
    const installed = new InstalledConnectors(schemasFolder, packages);
    if (problems.length === 0) return installed;
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    problems.push(error.message);
  }
  const sentence = `The connectors are not usable (FACHWERK_CONNECTORS):\n  ${problems.join('\n  ')}`;
  throw new HubError('misconfigured', 'connector.package-unusable', sentence);
}

function folderOf(named: string): string {
  if (/^[./]/.test(named) || existsSync(join(named, 'package.json'))) return resolve(named);
  const places = [join(process.cwd(), 'x.js'), import.meta.url].flatMap(
    (from) => createRequire(from).resolve.paths(named) ?? [],
  );
  const found = places.map((place) => join(place, named)).find((folder) => existsSync(join(folder, 'package.json')));
  return found ?? resolve(named);
}
