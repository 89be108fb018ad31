/** Writes what was made up as XML. All namespaces are declared at the root, so that a person can read it. */
import type { Prefixes } from './prefixes.js';

export interface MadeElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly MadeAttribute[];
  readonly children: readonly MadeElement[];
  readonly text: string;
}

export interface MadeAttribute {
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

export function writeXml(root: MadeElement, prefixes: Prefixes): string {
  const namespaces = [...namespacesIn(root)].filter(
    (namespace) => namespace !== '' && !namespace.endsWith('/XML/1998/namespace'),
  );
  const declarations = namespaces.map((namespace) => ` xmlns:${prefixes.of(namespace)}="${escaped(namespace)}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, prefixes, '', declarations.join(''))}\n`;
}

/** In the order in which they are met. */
export function namespacesIn(element: MadeElement, found = new Set<string>()): ReadonlySet<string> {
  found.add(element.namespace);
  for (const { namespace, name, value } of element.attributes) {
    found.add(namespace);
    if (name === 'type' && namespace.endsWith('/XMLSchema-instance')) found.add(value.slice(1, value.indexOf('}')));
  }
  for (const child of element.children) namespacesIn(child, found);
  return found;
}

function elementText(element: MadeElement, prefixes: Prefixes, indent: string, declarations: string): string {
  const name = prefixes.named(element.namespace, element.name);
  const attributes = element.attributes.map((attribute) => attributeText(attribute, prefixes)).join('');
  const start = `${indent}<${name}${declarations}${attributes}`;
  if (element.children.length === 0) {
    return element.text === '' ? `${start}/>` : `${start}>${escaped(element.text)}</${name}>`;
  }
  const children = element.children.map((child) => elementText(child, prefixes, `${indent}  `, ''));
  return [`${start}>`, ...children, `${indent}</${name}>`].join('\n');
}

function attributeText({ name, namespace, value }: MadeAttribute, prefixes: Prefixes): string {
  const isType = name === 'type' && namespace.endsWith('/XMLSchema-instance');
  const [uri, local] = isType ? (value.slice(1).split('}', 2) as [string, string]) : ['', value];
  return ` ${prefixes.named(namespace, name)}="${escaped(prefixes.named(uri, local))}"`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;');
}
