/**
 * What an integrator needs to begin a connector from the schema of a standard: the same reading and the same validation
 * that a hub does. The entry of `fachwerk connector new`; it needs no hub, no database and no installed package.
 */
import { loadConfig } from './config/load-config.js';
import { SchemasFolder } from './config/schemas-folder.js';
import { Schemas } from './json/schemas.js';
import { InstalledPackages } from './schema-packages/installed-packages.js';
import { idOf } from './schema-packages/package-index.js';
import type { FolderOfSchemas } from './schema-packages/schema-files.js';
import { XmlGuard } from './xml/guard.js';
import { openXml } from './xml/read.js';
import type { CompiledXsd, XsdFinding } from './xml/xsd.js';

export { readCodeList, type CodeList } from './schema-packages/genericode.js';
export { readCatalogue } from './schema-packages/oasis-catalogue.js';
export { SchemaFiles, type FolderOfSchemas } from './schema-packages/schema-files.js';
export { Schemas, type Check } from './json/schemas.js';
export { decodeXml } from './xml/decode.js';
export { readQualified, type QualifiedNode } from './xml/qualified.js';
export { parseTree, type XmlNode } from './xml/tree.js';
export { CompiledXsd, XsdProblem, type XsdFinding } from './xml/xsd.js';

const LIMITS = { depthMax: 1_000, elementsMax: 1_000_000, attributesMax: 1_000 };

/** @returns what is wrong with a message; it is guarded and parsed as one that comes in. @throws HubError */
export function validateXml(schema: CompiledXsd, body: Buffer): readonly XsdFinding[] {
  const guard = new XmlGuard(LIMITS);
  guard.write(body);
  const opened = openXml(body, guard.end().elements);
  try {
    return schema.validate(opened);
  } finally {
    opened.dispose();
  }
}

/** The JSON Schemas of a folder, by the rules of a hub. */
export function schemasOf(folder: string): Schemas {
  return new Schemas(folder);
}

/** The official packages of the data directory that the environment names: what a schema imports may be there. */
export function installedFolders(env: NodeJS.ProcessEnv): {
  readonly dir: string;
  readonly folders: readonly FolderOfSchemas[];
} {
  const dir = loadConfig(env, new SchemasFolder().path).schemaPackagesDir!;
  const installed = new InstalledPackages(dir);
  installed.read();
  return { dir, folders: installed.all().map((one) => ({ ...one, id: idOf(one) })) };
}
