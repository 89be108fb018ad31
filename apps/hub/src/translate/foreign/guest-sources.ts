/**
 * The modules that foreign code can import: its own files, the contract, and what XÖV connectors share. Names are
 * `package:<path>`, `connectors:<path>` and `hub:<path>`; nothing else can be named.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, posix } from 'node:path';

const CONTRACT = '@fachwerk/connectors/contract';
/** What a connector may import beside its own files, by the name that it is imported by. */
const OFFERED: ReadonlyMap<string, string> = new Map([
  [CONTRACT, 'connectors:contract/index.js'],
  ['@fachwerk/connectors/xoev', 'connectors:xoev/index.js'],
]);
/** What is evaluated; it alone may name modules of the hub. */
export const MAIN = 'main:';

/** What the hub runs in the interpreter is compiled, also where the hub itself is run from its source. */
const { resolve } = createRequire(import.meta.url);
const hubFolder = dirname(dirname(resolve('@fachwerk/hub/main')));
const connectorsFolder = dirname(dirname(resolve(CONTRACT)));
const folders: Readonly<Record<string, string>> = { hub: hubFolder, connectors: connectorsFolder };

/** @param entry path of the package's module that exports `connector` */
export function mainModule(entry: string): string {
  return `import { answering } from 'hub:translate/foreign/guest.js';
    import { connector } from ${JSON.stringify(`package:${entry}`)};
    export const answer = answering(connector);`;
}

/** What may not be imported gets a name that tells the author so when it is looked for. */
export function moduleName(base: string, imported: string): string {
  const offered = OFFERED.get(imported);
  if (offered !== undefined) return offered;
  if (base === MAIN) return imported;
  const [scheme = '', path = ''] = split(base);
  const name = /^\.\.?\//.test(imported) ? posix.join(posix.dirname(path), imported) : undefined;
  return name === undefined || name.startsWith('../') ? `refused:${path} imports "${imported}"` : `${scheme}:${name}`;
}

/**
 * @param ofPackage source of a file of the package; an error when there is none
 * @returns an error with a sentence for the author
 */
export function moduleSource(
  name: string,
  ofPackage: (path: string) => string | Error,
): string | { readonly error: Error } {
  const [scheme = '', path = ''] = split(name);
  if (scheme === 'refused') {
    const allowed = ['its own files (./…)', ...OFFERED.keys()].join(', ');
    return { error: new Error(`${path}: a connector may import ${allowed}, nothing else`) };
  }
  const folder = Object.hasOwn(folders, scheme) ? folders[scheme] : undefined;
  if (folder !== undefined) return readFileSync(`${folder}/${path}`, 'utf8');
  const source = ofPackage(path);
  return typeof source === 'string' ? source : { error: source };
}

function split(name: string): readonly string[] {
  const colon = name.indexOf(':');
  return [name.slice(0, colon), name.slice(colon + 1)];
}
