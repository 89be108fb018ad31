/** An XML body that passed the guard, as the `Element` that connectors read. Runs in the translating thread. */
import type { Element } from '@fachwerk/connectors/contract';
import { ambiguous } from './ambiguous.js';
import { decodeXml } from './decode.js';
import { XmlElement, type LookUpCode } from './element.js';
import { parseTree, type XmlNode } from './tree.js';

/** A parsed document: its root for recognising it, and the same root as connectors read it. */
export interface OpenedXml {
  readonly namespace: string;
  readonly element: string;
  /** The whole document, decoded. */
  readonly text: string;
  readonly tree: XmlNode;
  /**
   * @param namespaces prefixes of the accepted type
   * @param lookUp code lists, where some are installed
   */
  root(namespaces: Readonly<Record<string, string>>, lookUp?: LookUpCode): Element;
}

/**
 * @param elements what the guard counted. Two parsers that see different documents are how content is smuggled past a
 * check; a message they disagree on is refused.
 */
export function openXml(body: Buffer, elements: number): OpenedXml {
  const text = decodeXml(body);
  const tree = parse(text);
  if (tree.elements !== elements) throw ambiguous();
  return {
    namespace: tree.root.namespace,
    element: tree.root.name,
    text,
    tree: tree.root,
    root: (namespaces, lookUp) => new XmlElement(tree.root, new Map(Object.entries(namespaces)), undefined, lookUp),
  };
}

function parse(text: string): ReturnType<typeof parseTree> {
  try {
    return parseTree(text);
  } catch (cause) {
    throw ambiguous(cause);
  }
}
