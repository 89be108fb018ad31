/** Variants of a message in XML, each with one thing that should not be so. */
import type { XmlNode } from '@fachwerk/hub/connector-kit';
import { HOSTILE_TEXTS } from './hostile-text.js';

export interface Variant<T> {
  /** What was done to the message. */
  readonly what: string;
  /** A value is another one; otherwise the message is built another way. */
  readonly ofValue?: true;
  readonly value: T;
}

interface Place {
  readonly node: XmlNode;
  readonly path: string;
  /** The root with another element, several or none in place of this one. */
  readonly replaced: (...nodes: readonly XmlNode[]) => XmlNode;
}

/** Of elements with the same path the first and the last are taken. */
export function* hostileXml(root: XmlNode): Generator<Variant<XmlNode>> {
  for (const place of chosen(root)) yield* variantsAt(place);
}

function* variantsAt({ node, path, replaced }: Place): Generator<Variant<XmlNode>> {
  const instead = (what: string, ...nodes: readonly XmlNode[]): Variant<XmlNode> => ({
    what: `${path} ${what}`,
    value: replaced(...nodes),
  });
  if (path !== `/${node.name}`) {
    yield instead('is missing');
    yield instead('is there twice', node, node);
  }
  const elements = node.children.filter((child) => typeof child !== 'string');
  if (elements.length === 0) {
    for (const [what, text] of HOSTILE_TEXTS)
      yield { ...instead(`is ${what}`, { ...node, children: [text] }), ofValue: true };
    const nested = { ...node, name: 'unexpected', attributes: [], children: node.children };
    yield instead('has an element in place of text', { ...node, children: [nested] });
  } else {
    yield instead('is empty', { ...node, children: [] });
    yield instead('has text in place of elements', { ...node, children: ['unexpected'] });
    if (elements.length > 1) yield instead('is back to front', { ...node, children: node.children.toReversed() });
  }
  if (node.namespace !== '') yield instead('is in no namespace', { ...node, namespace: '' });
  for (const attribute of node.attributes) {
    const others = node.attributes.filter((other) => other !== attribute);
    yield instead(`has no attribute ${attribute.name}`, { ...node, attributes: others });
    for (const [what, value] of HOSTILE_TEXTS) {
      const changed = { ...node, attributes: [...others, { ...attribute, value }] };
      yield { ...instead(`has ${attribute.name} ${what}`, changed), ofValue: true };
    }
  }
}

function chosen(root: XmlNode): readonly Place[] {
  const first = new Map<string, Place>();
  const last = new Map<string, Place>();
  const visit = (place: Place, kind: string): void => {
    (first.has(kind) ? last : first).set(kind, place);
    const { node, path, replaced } = place;
    node.children.forEach((child, index) => {
      if (typeof child === 'string') return;
      const same = node.children.filter((other) => typeof other !== 'string' && other.name === child.name);
      const position = same.length > 1 ? `[${same.indexOf(child) + 1}]` : '';
      visit(
        {
          node: child,
          path: `${path}/${child.name}${position}`,
          replaced: (...nodes) => replaced({ ...node, children: node.children.toSpliced(index, 1, ...nodes) }),
        },
        `${kind}/${child.name}`,
      );
    });
  };
  visit({ node: root, path: `/${root.name}`, replaced: (...nodes) => nodes[0] ?? root }, `/${root.name}`);
  return [...first.values(), ...last.values()];
}
