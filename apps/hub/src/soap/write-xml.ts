/** A small writer of XML: what the hub answers, escaped, with the namespaces declared where they are first used. */

/** An element to be written. Either `text` or `children`. */
export interface XmlNode {
  /** Local name. */
  readonly name: string;
  /** The empty string for none. */
  readonly namespace: string;
  /** Where the namespace should have one; otherwise it is declared as the default. */
  readonly prefix?: string;
  /** By name; of no namespace, or with a prefix that is declared by `declarations` of this or an outer element. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Prefixes that values or attributes use, and what they stand for. */
  readonly declarations?: Readonly<Record<string, string>>;
  readonly children?: readonly XmlNode[];
  readonly text?: string;
  /** Instead of `text`: XML that is well-formed by itself, with its namespaces declared, and is written as it is. */
  readonly raw?: string;
}

/** @throws TypeError for a name that is none, or a character that no XML has: a mistake of whoever made the node */
export function writeXml(node: XmlNode): string {
  return element(node, new Map([['', '']]));
}

type Scope = ReadonlyMap<string, string>;

/** What names of the standards consist of; XML allows more. */
const NAME = /^[\p{L}_][\p{L}\p{N}._-]*$/u;

function element(node: XmlNode, outer: Scope): string {
  const { name, namespace, prefix = '' } = node;
  checkName(name);
  if (prefix !== '') checkName(prefix);
  const scope = new Map(outer);
  const declared: string[] = [];
  const declare = (of: string, uri: string): void => {
    if (scope.get(of) === uri) return;
    scope.set(of, uri);
    declared.push(`${of === '' ? 'xmlns' : `xmlns:${of}`}="${escapedValue(uri)}"`);
  };
  declare(prefix, namespace);
  for (const [of, uri] of Object.entries(node.declarations ?? {})) {
    checkName(of);
    declare(of, uri);
  }
  const attributes = Object.entries(node.attributes ?? {}).map(([key, value]) => {
    for (const piece of key.split(':')) checkName(piece);
    return `${key}="${escapedValue(value)}"`;
  });
  const qualified = prefix === '' ? name : `${prefix}:${name}`;
  const start = [qualified, ...declared, ...attributes].join(' ');
  const inner = node.raw ?? (node.children ?? []).map((child) => element(child, scope)).join('') + escaped(node.text);
  return inner === '' ? `<${start}/>` : `<${start}>${inner}</${qualified}>`;
}

function checkName(name: string): void {
  if (!NAME.test(name)) throw new TypeError(`"${name}" is not a name that XML has`);
}

/** Text between tags. */
export function escaped(text = ''): string {
  return checked(text).replace(/[&<>\r]/g, (character) => REFERENCES[character] ?? character);
}

function escapedValue(text: string): string {
  return checked(text).replace(/[&<>"\t\n\r]/g, (character) => REFERENCES[character] ?? character);
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** XML 1.0, 2.2: characters that no document has, not even as a reference. */
function checked(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u.test(text)) {
    throw new TypeError('a text has a character that XML does not have');
  }
  return text;
}
