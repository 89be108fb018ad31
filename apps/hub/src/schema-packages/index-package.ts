/** Finds out what a package can validate: every schema with global elements is compiled once. */
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { schemaFacts, type SchemaFacts } from '../xml/schema-facts.js';
import { CompiledXsd, XsdProblem } from '../xml/xsd.js';
import { readCodeList } from './genericode.js';
import { readCatalogue } from './oasis-catalogue.js';
import { takeWsdls } from './package-wsdls.js';
import type { PackageEntry, PackageIndex } from './package-index.js';
import { SchemaFiles, type FolderOfSchemas } from './schema-files.js';

export interface Progress {
  (done: number, total: number, file: string): void;
}

export type PackageContents = Pick<
  PackageIndex,
  'entries' | 'failures' | 'schemas' | 'catalogue' | 'codeLists' | 'uses' | 'wsdls'
> & {
  /** The most frequent `version` of the schemas that messages are validated by. */
  readonly schemaVersion: string | undefined;
};

/**
 * @param paths of the package, as they were taken
 * @param others packages that are installed already; schemas import from them by their official URL
 */
export async function indexPackage(
  dir: string,
  folder: string,
  paths: readonly string[],
  others: readonly FolderOfSchemas[],
  onProgress: Progress,
): Promise<PackageContents> {
  const { wsdls, types, failures: ofWsdls } = await takeWsdls(join(dir, folder), paths);
  const facts = await readFacts(join(dir, folder), [...new Set([...paths, ...types])].toSorted());
  const catalogue = await catalogueOf(join(dir, folder), paths);
  const schemas = [...facts.keys()];
  const files = new SchemaFiles(dir, { folder, id: '', schemas, catalogue }, others);
  const entries: PackageEntry[] = [];
  const failures: { file: string; reason: string }[] = [...ofWsdls];
  const withElements = schemas.flatMap((file) => {
    const { namespace, elements } = facts.get(file)!;
    const included = includedElements(file, facts);
    return elements.length + included.length > 0 ? { file, namespace, elements, included } : [];
  });
  for (const [position, entry] of withElements.entries()) {
    onProgress(position + 1, withElements.length, entry.file);
    const reason = whyNot(entry.file, files);
    if (reason === undefined) entries.push(entry);
    else failures.push({ file: entry.file, reason });
  }
  const schemaVersion = mostFrequent(entries.map(({ file }) => facts.get(file)?.version));
  const codeLists = await codeListsOf(join(dir, folder), paths);
  const uses = [...files.used].toSorted();
  return { entries, failures, schemas, catalogue, codeLists, wsdls, uses, schemaVersion };
}

async function readFacts(folder: string, paths: readonly string[]): Promise<ReadonlyMap<string, SchemaFacts>> {
  const facts = new Map<string, SchemaFacts>();
  for (const path of paths.filter((file) => /\.xsd$/i.test(file))) {
    const found = schemaFacts(await readFile(join(folder, path)));
    if (found !== undefined) facts.set(path, found);
  }
  return facts;
}

async function catalogueOf(folder: string, paths: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const known = new Set(paths);
  const catalogue: Record<string, string> = {};
  for (const path of paths.filter((file) => /(^|\/)[^/]*catalog(ue)?\.xml$/i.test(file))) {
    Object.assign(catalogue, readCatalogue(await readFile(join(folder, path)), path, known));
  }
  return catalogue;
}

async function codeListsOf(folder: string, paths: readonly string[]): Promise<PackageIndex['codeLists']> {
  const lists: { uri: string; version: string; file: string }[] = [];
  for (const file of paths.filter((path) => /\.(gc|xml)$/i.test(path))) {
    const list = readCodeList(await readFile(join(folder, file)));
    if (list !== undefined) lists.push({ uri: list.uri, version: list.version, file });
  }
  return lists;
}

/** Elements of everything that is included, step by step; each schema counts once. */
function includedElements(file: string, facts: ReadonlyMap<string, SchemaFacts>): readonly string[] {
  const seen = new Set([file]);
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const location of facts.get(next)?.includes ?? []) {
      const included = posix.normalize(posix.join(posix.dirname(next), decodeURI(location)));
      if (seen.has(included) || !facts.has(included)) continue;
      seen.add(included);
      open.push(included);
    }
  }
  seen.delete(file);
  return [...new Set([...seen].flatMap((path) => facts.get(path)!.elements))].toSorted();
}

function whyNot(file: string, files: SchemaFiles): string | undefined {
  try {
    CompiledXsd.compile(files.urlOf(file), files.load).dispose();
    return undefined;
  } catch (error) {
    if (error instanceof XsdProblem) return files.plain(error.message);
    throw error;
  }
}

function mostFrequent(versions: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  for (const version of versions) if (version !== undefined) counts.set(version, (counts.get(version) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}
