/**
 * A schema or a WSDL as a tree that knows which prefixes are declared where: in these files, values are names (`type`,
 * `ref`, `base`), too. Messages have no such values; they are read by `read.ts`.
 */
import { XmlCData, XmlElement, XmlError, XmlText } from 'libxml2-wasm';
import { withDocument } from './libxml.js';

export interface QualifiedNode {
  readonly name: string;
  readonly namespace: string;
  /** Those without a namespace, by name. */
  readonly attributes: ReadonlyMap<string, string>;
  /** In scope: prefix → namespace; the empty prefix where a default is declared. */
  readonly prefixes: ReadonlyMap<string, string>;
  readonly children: readonly QualifiedNode[];
  /** What is written in it, with what is written in its children. */
  readonly text: string;
}

/** @returns undefined when it is not well-formed */
export function readQualified(bytes: Uint8Array, url: string): QualifiedNode | undefined {
  try {
    return withDocument(bytes, url, ({ root }) => nodeOf(root, new Map()));
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

function nodeOf(element: XmlElement, outer: ReadonlyMap<string, string>): QualifiedNode {
  const declared = Object.entries(element.nsDeclarations);
  const prefixes = declared.length === 0 ? outer : new Map([...outer, ...declared]);
  const children: QualifiedNode[] = [];
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) {
      const child = nodeOf(node, prefixes);
      children.push(child);
      text += child.text;
    } else if (node instanceof XmlText || node instanceof XmlCData) {
      text += node.content;
    }
  }
  const attributes = new Map(
    element.attrs.filter(({ namespaceUri }) => namespaceUri === '').map(({ name, value }) => [name, value] as const),
  );
  return { name: element.name, namespace: element.namespaceUri, attributes, prefixes, children, text };
}
