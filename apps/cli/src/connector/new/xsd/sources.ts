/**
 * Where the files of a schema set are found: by their relative path, by a catalogue, by their name among the files given,
 * and in the schema packages that are installed. Nothing is fetched.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, parse, relative, resolve, sep } from 'node:path';
import type { CodeList, FolderOfSchemas, SchemaFiles } from '@fachwerk/hub/schema-sources';
import { Failure } from '../../../failure.js';

type Hub = typeof import('@fachwerk/hub/schema-sources');

/** How far above the schema a catalogue is looked for: standards that share base schemas keep it beside their folders. */
const LEVELS_ABOVE = 4;
const FILES_MAX = 10_000;

export interface XsdSources {
  /** URLs of the schemas to begin with. */
  readonly entries: readonly string[];
  readonly files: SchemaFiles;
  /** By canonical URI, newest last. */
  readonly codeLists: ReadonlyMap<string, CodeList>;
  /** In words of the set: its files are named by their path. */
  plain(text: string): string;
}

/**
 * @param from a schema, or a folder of schemas
 * @param more folders with what it imports
 */
export function openSources(hub: Hub, from: string, more: readonly string[], env: NodeJS.ProcessEnv): XsdSources {
  const source = resolve(from);
  const isFolder = statSync(source).isDirectory();
  const own = isFolder ? source : dirname(source);
  const { root } = parse(source);
  const ownFiles = filesBelow(own);
  const given = more.map((folder) => folderOf(hub, root, resolve(folder), schemasBelow));
  const others = catalogueFolders(own).map((folder) => folderOf(hub, root, folder, schemasIn));
  const installed = hub.installedFolders(env);
  const packages = installed.folders.map((one) => ({
    ...one,
    folder: relative(root, join(installed.dir, one.folder)),
  }));
  const ownFolder = folderOf(hub, root, own, schemasBelow);
  const files = new hub.SchemaFiles(root, ownFolder, [...given, ...others, ...packages]);
  const entries = isFolder ? ownFolder.schemas : [basename(source)];
  return {
    entries: entries.map((path) => files.urlOf(path)),
    files,
    codeLists: codeListsIn(hub, [
      ...more.flatMap((folder) => filesBelow(resolve(folder))),
      ...besideOf(own),
      ...ownFiles,
    ]),
    plain: (text) => files.plain(text),
  };
}

function isSchema(path: string): boolean {
  return extname(path).toLowerCase() === '.xsd';
}

/** Code lists of a standard lie in a folder beside its schemas. */
function besideOf(folder: string): readonly string[] {
  return readdirSync(dirname(folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /code/i.test(entry.name))
    .flatMap((entry) => filesBelow(join(dirname(folder), entry.name)));
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Failure('connector.source-missing', `There is no folder ${folder}.`);
  }
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  if (found.length > FILES_MAX) {
    const sentence = `${folder} has more than ${FILES_MAX} files: put the schemas into a folder of their own.`;
    throw new Failure('connector.source-too-large', sentence);
  }
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Folders with a catalogue: above the schemas, or beside one of those. */
function catalogueFolders(own: string): readonly string[] {
  const found: string[] = [];
  let folder = dirname(own);
  for (let level = 0; level < LEVELS_ABOVE && folder !== dirname(folder); level += 1, folder = dirname(folder)) {
    if (cataloguesIn(folder).length > 0) found.push(folder);
  }
  return found;
}

function cataloguesIn(folder: string): readonly string[] {
  const candidates = [folder];
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && !entry.name.startsWith('.')) candidates.push(join(folder, entry.name));
    }
  } catch {
    // What may not be read above the schemas is not needed.
    return [];
  }
  return ['catalog.xml', 'catalogue.xml']
    .flatMap((name) => candidates.map((candidate) => join(candidate, name)))
    .filter((path) => existsSync(path));
}

/** Paths in it are relative to the folder, as `SchemaFiles` wants them. */
function folderOf(
  hub: Hub,
  root: string,
  folder: string,
  schemasOf: (folder: string) => readonly string[],
): FolderOfSchemas {
  const has = (path: string): boolean => existsSync(join(folder, path));
  const catalogue: Record<string, string> = {};
  for (const path of cataloguesIn(folder)) {
    const file = relative(folder, path).split(sep).join('/');
    Object.assign(catalogue, hub.readCatalogue(readFileSync(path), file, { has }));
  }
  const folders = [...new Set(Object.values(catalogue).map((file) => dirname(join(folder, file))))];
  const schemas = [...new Set([...schemasOf(folder), ...folders.flatMap(schemasIn)])].map((path) =>
    relative(folder, path).split(sep).join('/'),
  );
  return { folder: relative(root, folder).split(sep).join('/'), id: folder, schemas, catalogue };
}

function schemasBelow(folder: string): readonly string[] {
  return filesBelow(folder).filter(isSchema);
}

function schemasIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter(isSchema)
    .map((name) => join(folder, name));
}

function codeListsIn(hub: Hub, paths: readonly string[]): ReadonlyMap<string, CodeList> {
  const lists = new Map<string, CodeList>();
  for (const path of paths.filter((file) => /\.(gc|xml)$/i.test(file) && !/^catalog/i.test(basename(file)))) {
    const list = hub.readCodeList(readFileSync(path));
    if (list !== undefined) lists.set(list.uri, list);
  }
  return lists;
}
