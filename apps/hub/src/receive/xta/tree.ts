/** Elements of requests as trees of their own: kept as JSON, and written again without loss. */
import type { SoapNode } from '../../soap/envelope.js';
import type { XmlNode } from '../../soap/write-xml.js';
import type { SourceElement } from '../../xml/source.js';
import { PREFIXES, type ElementName } from './v211.js';

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** An element of a request as it can be written again. Prefixes are ours; names, values and their order are the sender's. */
export function treeOf({ source }: SoapNode): XmlNode {
  return writable(source);
}

export function countOf(node: XmlNode): number {
  return 1 + (node.children ?? []).reduce((sum, inner) => sum + countOf(inner), 0);
}

function writable({ name, namespace, attributes, content, children }: SourceElement): XmlNode {
  const declarations: Record<string, string> = {};
  const pairs = attributes.map((attribute): readonly [string, string] => {
    if (attribute.namespace === '') return [attribute.name, attribute.value];
    if (attribute.namespace === XML_NAMESPACE) return [`xml:${attribute.name}`, attribute.value];
    const prefix = PREFIXES[attribute.namespace] ?? `a${Object.keys(declarations).length + 1}`;
    declarations[prefix] = attribute.namespace;
    return [`${prefix}:${attribute.name}`, attribute.value];
  });
  const text = content.filter((piece) => typeof piece === 'string').join('');
  const prefix = PREFIXES[namespace];
  return {
    name,
    namespace,
    ...(prefix === undefined ? {} : { prefix }),
    ...(pairs.length === 0 ? {} : { attributes: Object.fromEntries(pairs) }),
    ...(Object.keys(declarations).length === 0 ? {} : { declarations }),
    // No type of these schemas has text beside elements.
    ...(children.length > 0 ? { children: children.map(writable) } : text === '' ? {} : { text }),
  };
}

/** Of the schemas' own namespaces: with the prefix that people expect. */
export function element(
  namespace: string,
  name: string,
  content: Omit<XmlNode, 'name' | 'namespace' | 'prefix'> = {},
): XmlNode {
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
