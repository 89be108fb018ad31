/** Official schema packages of a data directory: the entry of the command line. It needs no hub and no database. */
import { SystemClock } from './config/clock.js';
import { loadConfig } from './config/load-config.js';
import { SchemasFolder } from './config/schemas-folder.js';
import { installPackage, type Installation, type InstallOptions } from './schema-packages/install.js';
import { listPackages, removePackage, type ListedPackage, type TypeWithSchema } from './schema-packages/list.js';
import { idOf } from './schema-packages/package-index.js';
import { installedConnectors } from './translate/configured-packages.js';
import { isXmlType } from './validate/recognise.js';

export { idOf };
export type { Installation, InstallOptions, ListedPackage };

/** @param source folder or ZIP. @throws HubError `schema.package-unusable` */
export function installSchemas(env: NodeJS.ProcessEnv, source: string, options: InstallOptions): Promise<Installation> {
  return installPackage(folderOf(env), source, new SystemClock(), options);
}

/** Newest first. */
export async function listSchemas(env: NodeJS.ProcessEnv): Promise<readonly ListedPackage[]> {
  return listPackages(folderOf(env), await typesWithSchema(env));
}

/** @param wanted `name@version`, or a name. @throws HubError `schema.package-unknown` */
export function removeSchemas(env: NodeJS.ProcessEnv, wanted: string): ReturnType<typeof removePackage> {
  return removePackage(folderOf(env), wanted);
}

async function typesWithSchema(env: NodeJS.ProcessEnv): Promise<readonly TypeWithSchema[]> {
  const folder = new SchemasFolder().path;
  const connectors = await installedConnectors(loadConfig(env, folder).connectors, folder);
  return connectors
    .current()
    .flatMap(({ manifest: { name, accepts } }) =>
      accepts
        .filter(isXmlType)
        .flatMap(({ type, official }) => (official === undefined ? [] : { ...official, type: `${name} ${type}` })),
    );
}

function folderOf(env: NodeJS.ProcessEnv): string {
  return loadConfig(env, new SchemasFolder().path).schemaPackagesDir!;
}
