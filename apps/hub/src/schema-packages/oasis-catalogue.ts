import { posix } from 'node:path';
import { decodeXml } from '../xml/decode.js';
import { parseTree, type XmlNode } from '../xml/tree.js';

const CATALOGUE = 'urn:oasis:names:tc:entity:xmlns:xml:catalog';
/** Which attribute names the official URL. */
const NAMES: Readonly<Record<string, string>> = { system: 'systemId', uri: 'name' };

/**
 * Reads an OASIS XML Catalog: official URL → file of the package. What lies outside of the package is left out, as are
 * rewriting and delegation.
 *
 * @param file path of the catalogue in the package
 * @param files all paths of the package
 */
export function readCatalogue(
  bytes: Buffer,
  file: string,
  files: { has(path: string): boolean },
): Readonly<Record<string, string>> {
  const root = rootOf(bytes);
  if (root?.namespace !== CATALOGUE) return {};
  const found: Record<string, string> = {};
  for (const child of root.children) {
    if (typeof child === 'string') continue;
    const url = valueOf(child, NAMES[child.name]);
    const target = valueOf(child, 'uri');
    if (url === undefined || target === undefined || !/^[a-z][a-z0-9+.-]*:/i.test(url)) continue;
    const path = posix.normalize(posix.join(posix.dirname(file), decodeURI(target)));
    if (files.has(path)) found[url] = path;
  }
  return found;
}

function rootOf(bytes: Buffer): XmlNode | undefined {
  try {
    return parseTree(decodeXml(bytes)).root;
  } catch {
    // Any XML may be called catalog.xml; the package does without it.
    return undefined;
  }
}

function valueOf(node: XmlNode, name: string | undefined): string | undefined {
  return node.attributes.find((attribute) => attribute.name === name)?.value;
}
