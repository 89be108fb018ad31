/** Elements of requests as trees of their own: read by libxml2, kept as JSON, written again without loss. */
import type { SoapNode } from '../../soap/envelope.js';
import { writeXml, type XmlNode } from '../../soap/write-xml.js';
import { openXml } from '../../xml/read.js';
import type { XmlNode as ReadNode } from '../../xml/tree.js';
import { PREFIXES, type ElementName } from './v211.js';

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** An element of a request as it can be written again. Prefixes are ours; names, values and their order are the sender's. */
export function treeOf(node: SoapNode): XmlNode {
  const opened = openXml(Buffer.from(node.toXml()), count(node));
  try {
    return writable(opened.tree);
  } finally {
    opened.dispose();
  }
}

export function countOf(node: XmlNode): number {
  return 1 + (node.children ?? []).reduce((sum, child) => sum + countOf(child), 0);
}

function count(node: SoapNode): number {
  return 1 + node.children.reduce((sum, child) => sum + count(child), 0);
}

function writable({ name, namespace, attributes, children }: ReadNode): XmlNode {
  const declarations: Record<string, string> = {};
  const pairs = attributes.map((attribute): readonly [string, string] => {
    if (attribute.namespace === '') return [attribute.name, attribute.value];
    if (attribute.namespace === XML_NAMESPACE) return [`xml:${attribute.name}`, attribute.value];
    const prefix = PREFIXES[attribute.namespace] ?? `a${Object.keys(declarations).length + 1}`;
    declarations[prefix] = attribute.namespace;
    return [`${prefix}:${attribute.name}`, attribute.value];
  });
  const elements = children.filter((child) => typeof child !== 'string');
  const text = children.filter((child) => typeof child === 'string').join('');
  const prefix = PREFIXES[namespace];
  return {
    name,
    namespace,
    ...(prefix === undefined ? {} : { prefix }),
    ...(pairs.length === 0 ? {} : { attributes: Object.fromEntries(pairs) }),
    ...(Object.keys(declarations).length === 0 ? {} : { declarations }),
    // No type of these schemas has text beside elements.
    ...(elements.length > 0 ? { children: elements.map(writable) } : text === '' ? {} : { text }),
  };
}

/** Of the schemas' own namespaces: with the prefix that people expect. */
export function element(namespace: string, name: string, content: Omit<XmlNode, 'name' | 'namespace' | 'prefix'> = {}): XmlNode {
  const prefix = PREFIXES[namespace];
  return { name, namespace, ...(prefix === undefined ? {} : { prefix }), ...content };
}

export function is(node: XmlNode | undefined, { namespace, name }: ElementName): boolean {
  return node !== undefined && node.namespace === namespace && node.name === name;
}

export function child(node: XmlNode | undefined, namespace: string, ...names: readonly string[]): XmlNode | undefined {
  return names.reduce<XmlNode | undefined>(
    (at, name) => at?.children?.find((one) => one.namespace === namespace && one.name === name),
    node,
  );
}

export function childrenOf(node: XmlNode | undefined, namespace: string, name: string): readonly XmlNode[] {
  return node?.children?.filter((one) => one.namespace === namespace && one.name === name) ?? [];
}

/** Of types whose white space around a value does not count. */
export function textOf(node: XmlNode | undefined): string | undefined {
  return node === undefined ? undefined : (node.text ?? '').trim();
}

export function xmlOf(node: XmlNode): string {
  return writeXml(node);
}
