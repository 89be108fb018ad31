/**
 * Stands in for a schema that is imported and not there: it declares what others name of it, empty. So what does not need it
 * is validated all the same; what does need it is named by whoever makes the instance.
 */
import type { QualifiedNode } from '@fachwerk/hub/schema-sources';
import { keyOf, resolveName, XSD } from './symbols.js';

/** @param roots of the schemas that may name something of it */
export function standIn(namespace: string, roots: Iterable<QualifiedNode>): string {
  const declared = new Map<string, string>();
  const prefix = keyOf(namespace, '');
  for (const root of roots) {
    const file = {
      url: '',
      namespace: root.attributes.get('targetNamespace') ?? '',
      elementsQualified: true,
      attributesQualified: false,
    };
    visit(root, '', (node, attribute, isText) => {
      const key = resolveName(node.attributes.get(attribute) ?? '', { node, file });
      if (!key.startsWith(prefix)) return;
      const name = key.slice(prefix.length);
      const kind = attribute !== 'ref' ? (isText ? 'simpleType' : 'complexType') : node.name;
      declared.set(
        `${kind === 'simpleType' || kind === 'complexType' ? 'type' : kind} ${name}`,
        declaration(kind, name),
      );
    });
  }
  const target = namespace === '' ? '' : ` targetNamespace="${escaped(namespace)}"`;
  return `<xs:schema xmlns:xs="${XSD}"${target}>${[...declared.values()].join('')}</xs:schema>`;
}

/** @param found an attribute that names something, and whether that is a type of texts */
function visit(
  node: QualifiedNode,
  parent: string,
  found: (node: QualifiedNode, attribute: 'type' | 'base' | 'ref', isText: boolean) => void,
): void {
  if (node.namespace !== XSD) return;
  if (node.attributes.has('type')) found(node, 'type', node.name === 'attribute');
  if (node.attributes.has('base')) found(node, 'base', parent === 'simpleType');
  if (node.attributes.has('ref')) found(node, 'ref', false);
  for (const child of node.children) visit(child, node.name, found);
}

function declaration(kind: string, name: string): string {
  const named = `name="${escaped(name)}"`;
  switch (kind) {
    case 'simpleType':
      return `<xs:simpleType ${named}><xs:restriction base="xs:string"/></xs:simpleType>`;
    case 'attribute':
      return `<xs:attribute ${named} type="xs:string"/>`;
    case 'group':
      return `<xs:group ${named}><xs:sequence/></xs:group>`;
    case 'element':
    case 'attributeGroup':
      return `<xs:${kind} ${named}/>`;
    default:
      return `<xs:complexType ${named}/>`;
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
