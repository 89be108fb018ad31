/** Official schema packages of a data directory: the entry of the command line. It needs no hub and no database. */
import { SystemClock } from './config/clock.js';
import { loadConfig } from './config/load-config.js';
import { SchemasFolder } from './config/schemas-folder.js';
import { installPackage, type Installation, type InstallOptions } from './schema-packages/install.js';
import { listPackages, removePackage, type ListedPackage, type TypeWithSchema } from './schema-packages/list.js';
import { idOf } from './schema-packages/package-index.js';
import { manifests } from './translate/catalogue.js';
import { isXmlType } from './validate/recognise.js';

export { idOf };
export type { Installation, InstallOptions, ListedPackage };

/** @param source folder or ZIP. @throws HubError `schema.package-unusable` */
export function installSchemas(env: NodeJS.ProcessEnv, source: string, options: InstallOptions): Promise<Installation> {
  return installPackage(folderOf(env), source, new SystemClock(), options);
}

/** Newest first. */
export function listSchemas(env: NodeJS.ProcessEnv): readonly ListedPackage[] {
  return listPackages(folderOf(env), typesWithSchema());
}

/** @param wanted `name@version`, or a name. @throws HubError `schema.package-unknown` */
export function removeSchemas(env: NodeJS.ProcessEnv, wanted: string): ReturnType<typeof removePackage> {
  return removePackage(folderOf(env), wanted);
}

function typesWithSchema(): readonly TypeWithSchema[] {
  return manifests().flatMap(({ name, accepts }) =>
    accepts
      .filter(isXmlType)
      .flatMap(({ type, official }) => (official === undefined ? [] : { ...official, type: `${name} ${type}` })),
  );
}

function folderOf(env: NodeJS.ProcessEnv): string {
  return loadConfig(env, new SchemasFolder().path).schemaPackagesDir!;
}
