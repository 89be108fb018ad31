import { basename } from 'node:path';

/** What a package is called, as far as its place on disk tells. */
export interface DerivedName {
  readonly name: string | undefined;
  readonly version: string | undefined;
}

/** Folders that say what is in them, and not what it is of. */
const GENERIC = /^(xsds?|schemas?|schemata|maindoc|src|data|files?|package)$/;
const VERSION = /v?(\d+(?:[._]\d+)+[a-z]?)/i;

/**
 * `…/xdomea/3.0.0` and `xdomea_3.0.0_XSD.zip` are both xdomea, version 3.0.0: the last part of the path that names
 * something, and the first version from the end.
 */
export function deriveName(source: string): DerivedName {
  const parts = source
    .split(/[/\\]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .toReversed();
  let version: string | undefined;
  for (const part of parts) {
    const plain = basename(part).replace(/\.zip$/i, '');
    version ??= VERSION.exec(plain)?.[1]?.replaceAll('_', '.');
    const name = slug(plain.replace(VERSION, ''));
    if (name !== '' && !GENERIC.test(name)) return { name, version };
  }
  return { name: undefined, version };
}

/** Lower-case letters, digits and hyphens. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/(^|-)(xsds?|schemas?|schemata)(?=-|$)/g, '')
    .replace(/^-+|-+$/g, '');
}
