/** Where a WSDL and the schemas of its messages are: in an installed package, or in what a connector brings along. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import type { InstalledPackage, InstalledPackages } from '../schema-packages/installed-packages.js';
import { typesFolderOf, typesOf } from './wsdl-types.js';
import { HubError } from '../errors/hub-error.js';
import { schemaFacts } from '../xml/schema-facts.js';

/** A schema that declares messages. */
export interface MessageSchema {
  readonly url: string;
  readonly namespace: string;
  readonly elements: readonly string[];
}

export interface WsdlSource {
  /** Path of the WSDL among its files. */
  readonly path: string;
  /** Where its files are. */
  readonly folder: string;
  readonly bytes: Buffer;
  /** Those that the WSDL has written into it come first. */
  readonly schemas: readonly MessageSchema[];
  /** Of a schema, by its URL. */
  load(url: string): Uint8Array | undefined;
  /** A WSDL or a schema among its files, which everybody may read: they are the standard's. */
  file(path: string): Buffer | undefined;
  /** Which of its files a schema location leads to, as written in the WSDL; undefined when it is none of them. */
  located(location: string): string | undefined;
}

/**
 * @param folder of the connector's schemas, which come first
 * @param wsdl name in an installed package, or path below the folder
 * @throws HubError `soap.wsdl-missing`, `wsdl.unreadable`, `schema.folder-unreadable`
 */
export function wsdlSource(packages: InstalledPackages, dir: string, folder: string, wsdl: string): WsdlSource {
  const source = fromFolder(folder, wsdl) ?? fromPackages(packages, dir, wsdl);
  if (source !== undefined) return source;
  const sentence = `The WSDL ${wsdl} is not installed. Install it: fachwerk schemas install <folder or ZIP>.`;
  throw new HubError('misconfigured', 'soap.wsdl-missing', sentence, { target: wsdl, values: { wsdl } });
}

/** @returns undefined when no package has it. @throws HubError `schema.folder-unreadable` */
function fromPackages(packages: InstalledPackages, dir: string, name: string): WsdlSource | undefined {
  const found = packages.findWsdl(name);
  if (found === undefined) return undefined;
  const { package: installed, wsdl } = found;
  const files = packages.filesOf(installed);
  const known = new Set([...installed.schemas, ...(installed.wsdls ?? []).map(({ file }) => file)]);
  const file = (path: string): Buffer | undefined =>
    known.has(path) ? readIf(join(dir, installed.folder, path)) : undefined;
  const bytes = file(wsdl.file);
  if (bytes === undefined) return undefined;
  return {
    path: wsdl.file,
    folder: join(dir, installed.folder),
    bytes,
    schemas: schemasOfPackage(installed, wsdl.file).map(({ path, ...schema }) => ({
      ...schema,
      url: files.urlOf(path),
    })),
    load: files.load,
    file,
    located: (location) => {
      const path = beside(wsdl.file, location);
      if (path !== undefined) return known.has(path) ? path : undefined;
      return Object.hasOwn(installed.catalogue, location) ? installed.catalogue[location] : undefined;
    },
  };
}

function schemasOfPackage(
  { entries }: InstalledPackage,
  wsdl: string,
): readonly (Omit<MessageSchema, 'url'> & { readonly path: string })[] {
  const all = entries.map(({ file: path, namespace, elements, included }) => ({
    path,
    namespace,
    elements: [...elements, ...included],
  }));
  const own = `${typesFolderOf(wsdl)}/`;
  // What another WSDL of the package has written into it may be another version of the same.
  const isOfAnother = (path: string): boolean => !path.startsWith(own) && /\.wsdl\.types\//i.test(path);
  return all
    .filter(({ path }) => !isOfAnother(path))
    .toSorted((one, other) => Number(other.path.startsWith(own)) - Number(one.path.startsWith(own)));
}

const OWN = 'wsdl://connector/';

/**
 * @param folder of the connector's schemas
 * @param path of the WSDL below it
 * @returns undefined when it is not there
 * @throws HubError `wsdl.unreadable`
 */
function fromFolder(folder: string, path: string): WsdlSource | undefined {
  const bytes = isSafe(path) ? readIf(join(folder, path)) : undefined;
  if (bytes === undefined) return undefined;
  const types = new Map(typesOf(bytes).map(({ name, xml }) => [`${typesFolderOf(path)}/${name}`, Buffer.from(xml)]));
  const around = posix.dirname(path);
  const beneath = filesBelow(join(folder, around)).map((file) => posix.join(around, file));
  const known = new Set(beneath.filter((file) => /\.(xsd|wsdl)$/i.test(file)));
  const file = (wanted: string): Buffer | undefined => (known.has(wanted) ? readIf(join(folder, wanted)) : undefined);
  const urlOf = (wanted: string): string => OWN + wanted.split('/').map(encodeURIComponent).join('/');
  const load = (url: string): Buffer | undefined => {
    const wanted = url.startsWith(OWN) ? decodeURIComponent(url.slice(OWN.length)) : undefined;
    return wanted === undefined ? undefined : (types.get(wanted) ?? file(wanted));
  };
  const schemas = [...types.keys(), ...[...known].filter((one) => /\.xsd$/i.test(one))].flatMap((one) => {
    const facts = schemaFacts(load(urlOf(one)) ?? Buffer.alloc(0));
    return facts === undefined ? [] : { url: urlOf(one), namespace: facts.namespace, elements: facts.elements };
  });
  const located = (location: string): string | undefined => {
    const at = beside(path, location);
    return at !== undefined && known.has(at) ? at : undefined;
  };
  return { path, folder, bytes, schemas, load, file, located };
}

/** The path of what is written relative to a file; undefined for an address. */
function beside(file: string, location: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(location) || location.startsWith('/')) return undefined;
  try {
    return posix.join(posix.dirname(file), decodeURIComponent(location));
  } catch {
    return undefined;
  }
}

function isSafe(path: string): boolean {
  return path.split('/').every((step) => !['', '.', '..'].includes(step) && !/[\\\0]/.test(step));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.split(sep).join('/'));
}

function readIf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
