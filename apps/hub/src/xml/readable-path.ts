import type { XmlNode } from './tree.js';

/**
 * An XPath of libxml2 in local names. It says `*` for an element of the default namespace, and counts among all
 * siblings then; what people look for is the name.
 */
export function readablePath(root: XmlNode, xpath: string | undefined): string {
  const [first, ...steps] = (xpath ?? '/*').split('/').filter((step) => step !== '');
  if (first === undefined) return `/${root.name}`;
  const path = [root.name];
  let node: XmlNode | undefined = root;
  for (const step of steps) {
    const { name, position } = parsed(step);
    if (name.startsWith('@')) return `/${[...path, `@${localOf(name.slice(1))}`].join('/')}`;
    if (name.endsWith('()')) break;
    const siblings: readonly XmlNode[] = node === undefined ? [] : elementsOf(node);
    const candidates: readonly XmlNode[] =
      name === '*' ? siblings : siblings.filter((child) => child.name === localOf(name));
    node = candidates[position - 1];
    path.push(node === undefined ? step.replace(/^[^:]*:/, '') : named(node, siblings));
  }
  return `/${path.join('/')}`;
}

function named(node: XmlNode, siblings: readonly XmlNode[]): string {
  const namesakes = siblings.filter(({ name }) => name === node.name);
  return namesakes.length > 1 ? `${node.name}[${namesakes.indexOf(node) + 1}]` : node.name;
}

function elementsOf(node: XmlNode): readonly XmlNode[] {
  return node.children.filter((child): child is XmlNode => typeof child !== 'string');
}

function parsed(step: string): { name: string; position: number } {
  const match = /^([^[]*)(?:\[(\d+)\])?$/.exec(step);
  return { name: match?.[1] ?? step, position: Number(match?.[2] ?? 1) };
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
