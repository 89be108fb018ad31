/** The components of a schema set by name: every file it includes and imports is read once. */
import type { QualifiedNode } from '@fachwerk/hub/schema-sources';

export const XSD = 'http://www.w3.org/2001/XMLSchema';

export type Kind = 'element' | 'complexType' | 'simpleType' | 'group' | 'attributeGroup' | 'attribute';

/** What the declarations of one file have in common. */
export interface SchemaFile {
  readonly url: string;
  readonly namespace: string;
  readonly elementsQualified: boolean;
  readonly attributesQualified: boolean;
}

export interface Component {
  readonly node: QualifiedNode;
  readonly file: SchemaFile;
  /** Of the definition that `xs:redefine` replaced. */
  readonly redefined?: Component;
}

/** A name with its namespace, as a key. */
export function keyOf(namespace: string, name: string): string {
  return `{${namespace}}${name}`;
}

/** What a value of an attribute names. Without a prefix: the default namespace, else that of a chameleon schema. */
export function resolveName(value: string, { node, file }: Pick<Component, 'node' | 'file'>): string {
  const [prefix, local] = value.includes(':') ? (value.split(':', 2) as [string, string]) : ['', value];
  const namespace = prefix === 'xml' ? 'http://www.w3.org/XML/1998/namespace' : node.prefixes.get(prefix);
  return keyOf(namespace ?? (prefix === '' ? file.namespace : ''), local.trim());
}

export class Symbols {
  readonly #tables: Readonly<Record<Kind, Map<string, Component>>> = {
    element: new Map(),
    complexType: new Map(),
    simpleType: new Map(),
    group: new Map(),
    attributeGroup: new Map(),
    attribute: new Map(),
  };
  readonly #seen = new Set<string>();
  /** What is imported and not there: URL, who asked, and for which namespace. */
  readonly missing = new Map<string, { readonly by: string; readonly namespace: string }>();
  /** Prefixes as the schemas themselves use them. */
  readonly prefixes = new Map<string, string>();
  /** Of the files that were begun with, and what they include. */
  readonly ownNamespaces = new Set<string>();
  /** URLs of what the first schema includes and imports, step by step. */
  readonly used: string[] = [];
  readonly #read: (url: string) => QualifiedNode | undefined;

  /** @param read a schema by its URL; undefined where there is none */
  constructor(read: (url: string) => QualifiedNode | undefined) {
    this.#read = read;
  }

  load(url: string): void {
    const root = this.#read(url);
    if (root === undefined) return;
    this.ownNamespaces.add(root.attributes.get('targetNamespace') ?? '');
    this.#loadUrl(url, undefined, url);
  }

  find(kind: Kind, key: string): Component | undefined {
    return this.#tables[kind].get(key);
  }

  all(kind: Kind): ReadonlyMap<string, Component> {
    return this.#tables[kind];
  }

  /** @param chameleon namespace of whoever includes a schema without one */
  #loadUrl(url: string, chameleon: string | undefined, by: string, namespace = ''): void {
    const key = `${chameleon ?? ''} ${url}`;
    if (this.#seen.has(key) || this.#seen.has(` ${url}`)) return;
    this.#seen.add(key);
    if (url !== by) this.used.push(url);
    const root = this.#read(url);
    if (root === undefined || root.namespace !== XSD) {
      this.missing.set(url, { by, namespace });
      return;
    }
    this.#loadRoot(root, url, chameleon);
  }

  #loadRoot(root: QualifiedNode, url: string, chameleon: string | undefined): void {
    const file: SchemaFile = {
      url,
      namespace: root.attributes.get('targetNamespace') ?? chameleon ?? '',
      elementsQualified: root.attributes.get('elementFormDefault') === 'qualified',
      attributesQualified: root.attributes.get('attributeFormDefault') === 'qualified',
    };
    for (const [prefix, namespace] of root.prefixes) {
      if (prefix !== '' && !this.prefixes.has(namespace)) this.prefixes.set(namespace, prefix);
    }
    for (const node of root.children.filter(({ namespace }) => namespace === XSD)) this.#take(node, file);
  }

  #take(node: QualifiedNode, file: SchemaFile): void {
    const location = node.attributes.get('schemaLocation');
    if (node.name === 'import') {
      const namespace = node.attributes.get('namespace');
      if (location !== undefined) this.#loadUrl(urlFrom(location, file.url), undefined, file.url, namespace);
    } else if (node.name === 'include' || node.name === 'redefine') {
      if (location !== undefined) this.#loadUrl(urlFrom(location, file.url), file.namespace, file.url);
      for (const child of node.name === 'redefine' ? node.children : []) this.#redefine(child, file);
    } else {
      const table = this.#tableOf(node);
      const key = keyOf(file.namespace, node.attributes.get('name') ?? '');
      if (table !== undefined && !table.has(key)) table.set(key, { node, file });
    }
  }

  #redefine(node: QualifiedNode, file: SchemaFile): void {
    const table = this.#tableOf(node);
    const key = keyOf(file.namespace, node.attributes.get('name') ?? '');
    const redefined = table?.get(key);
    table?.set(key, { node, file, ...(redefined === undefined ? {} : { redefined }) });
  }

  #tableOf({ name, namespace }: QualifiedNode): Map<string, Component> | undefined {
    return namespace === XSD && Object.hasOwn(this.#tables, name) ? this.#tables[name as Kind] : undefined;
  }
}

export function urlFrom(location: string, base: string): string {
  try {
    return new URL(location, base).href;
  } catch {
    return location;
  }
}
