/**
 * A document whose elements are known by where they stand, and written canonically from there: for signatures. An element
 * is never looked for by an id, because whoever may write a second one with the same id says which is found.
 */
import { XmlC14NMode, XmlElement, XmlError, XmlXPath, type XmlDocument } from 'libxml2-wasm';
import { ambiguous } from './ambiguous.js';
import { treeOf } from './document-tree.js';
import { openDocument } from './libxml.js';
import type { XmlNode } from './tree.js';

const CHILDREN = XmlXPath.compile('*');

/** One element; lives as long as `withPlaced` runs. */
export class PlacedElement {
  #children: readonly PlacedElement[] | undefined;

  constructor(
    private readonly document: XmlDocument,
    private readonly node: XmlElement,
  ) {}

  /** Local name. */
  get name(): string {
    return this.node.name;
  }

  /** The empty string for none. White space around a URI does not count, for the guard as for every reader here. */
  get namespace(): string {
    return this.node.namespaceUri.trim();
  }

  /** Elements in document order. */
  get children(): readonly PlacedElement[] {
    this.#children ??= this.node
      .find(CHILDREN)
      .filter((child) => child instanceof XmlElement)
      .map((child) => new PlacedElement(this.document, child));
    return this.#children;
  }

  /** All text below. */
  get text(): string {
    return this.node.content;
  }

  attribute(name: string, namespace = ''): string | undefined {
    return this.node.attrs.find((one) => one.name === name && one.namespaceUri.trim() === namespace)?.value;
  }

  /**
   * Exclusive XML Canonicalization 1.0 without comments (W3C) of this element and what is in it.
   *
   * @param prefixes InclusiveNamespaces: of these, what is in scope is written as well
   * @throws HubError `xml.ambiguous` when there is no such form, because a namespace is a relative URI
   */
  canonical(prefixes: readonly string[], write: (chunk: Uint8Array) => void): void {
    const handler = {
      write: (chunk: Uint8Array) => {
        write(chunk);
        return chunk.byteLength;
      },
      close: () => true,
    };
    const mode = XmlC14NMode.XML_C14N_EXCLUSIVE_1_0;
    const inclusive = prefixes.length === 0 ? {} : { inclusiveNamespacePrefixes: [...prefixes] };
    try {
      // Of a set with one node, whatever is in that node is written.
      this.document.canonicalize(handler, { mode, nodeSet: new Set([this.node]), ...inclusive });
    } catch (error) {
      if (error instanceof XmlError) throw ambiguous(error);
      throw error;
    }
  }
}

/**
 * @param utf8 of a document that passed the guard
 * @param work is given the root, and the whole document as a tree, which is cheaper to walk
 * @throws HubError `xml.ambiguous` when it is not well-formed for this parser
 */
export function withPlaced<T>(utf8: Uint8Array, work: (root: PlacedElement, tree: XmlNode) => T): T {
  const document = opened(utf8);
  try {
    return work(new PlacedElement(document, document.root), treeOf(document).root);
  } finally {
    document.dispose();
  }
}

function opened(utf8: Uint8Array): XmlDocument {
  try {
    return openDocument(utf8, 'none');
  } catch (error) {
    throw ambiguous(error);
  }
}
