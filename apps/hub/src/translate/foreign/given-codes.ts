/** Which codes of a message installed lists know: asked beforehand, because nobody can be asked from the inside. */
import type { LookUpCode } from '../../xml/element.js';
import type { XmlNode } from '../../xml/tree.js';
import type { GivenCode } from './protocol.js';

export function givenCodes(tree: XmlNode, lookUp: LookUpCode): readonly GivenCode[] {
  const found = new Map<string, GivenCode>();
  for (const node of withList(tree)) {
    const [listUri, listVersion] = [attributeOf(node, 'listURI')!, attributeOf(node, 'listVersionID')];
    for (const code of textsOf(node)) {
      const facts = lookUp(code, listUri, listVersion);
      if (facts !== undefined)
        found.set(JSON.stringify([code, listUri, listVersion]), { code, listUri, listVersion, facts });
    }
  }
  return [...found.values()];
}

function* withList(node: XmlNode): Generator<XmlNode> {
  if ((attributeOf(node, 'listURI') ?? '') !== '') yield node;
  for (const child of node.children) if (typeof child !== 'string') yield* withList(child);
}

/** The code is the text of the element, or of its child `code`. */
function textsOf(node: XmlNode): readonly string[] {
  const children = node.children.filter((child) => typeof child !== 'string');
  if (children.length === 0) return [textOf(node)];
  return children.filter(({ name }) => name === 'code').map(textOf);
}

function textOf(node: XmlNode): string {
  return node.children
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('')
    .trim();
}

function attributeOf(node: XmlNode, name: string): string | undefined {
  return node.attributes.find((attribute) => attribute.name === name)?.value;
}
