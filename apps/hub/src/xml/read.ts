/**
 * An XML body that passed the guard: parsed once, by libxml2, for the schema that validates it and for the `Element` that
 * connectors read. What is read is what was validated. Runs in the translating thread.
 */
import type { Element } from '@fachwerk/connectors/contract';
import { XmlParseError, type XmlDocument } from 'libxml2-wasm';
import { HubError } from '../errors/hub-error.js';
import { ambiguous } from './ambiguous.js';
import { decodeXml, utf8Of } from './decode.js';
import { treeOf } from './document-tree.js';
import { XmlElement, type LookUpCode } from './element.js';
import { openDocument } from './libxml.js';
import { pathsOf } from './paths.js';
import type { XmlNode } from './tree.js';

/** A parsed document: its root for recognising it, and the same root as connectors read it. */
export interface OpenedXml {
  readonly namespace: string;
  readonly element: string;
  /** As libxml2 holds it, until `dispose`. */
  readonly document: XmlDocument;
  readonly tree: XmlNode;
  /** The whole document, decoded. */
  text(): string;
  /**
   * @param namespaces prefixes of the accepted type
   * @param lookUp code lists, where some are installed
   */
  root(namespaces: Readonly<Record<string, string>>, lookUp?: LookUpCode): Element;
  /** Gives the memory of libxml2 back. What was read stays. */
  dispose(): void;
}

/**
 * @param elements what the guard counted. Two parsers that see different documents are how content is smuggled past a
 * check; a message they disagree on is refused.
 */
export function openXml(body: Buffer, elements: number): OpenedXml {
  const document = parsed(body);
  try {
    const { root: tree, elements: found } = treeOf(document);
    if (found !== elements) throw ambiguous();
    return {
      namespace: tree.namespace,
      element: tree.name,
      document,
      tree,
      text: () => decodeXml(body),
      root: (namespaces, lookUp) => new XmlElement(tree, pathsOf(namespaces), undefined, lookUp),
      dispose: () => document.dispose(),
    };
  } catch (error) {
    document.dispose();
    throw error;
  }
}

/** Without memory (2 GiB; a body within the default limits needs up to 1.3) libxml2 fails without a word. */
function parsed(body: Buffer): XmlDocument {
  const utf8 = utf8Of(body);
  try {
    return openDocument(utf8, 'none');
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error;
    if (error.details.some(({ message }) => message.trim() !== '')) throw ambiguous(error);
    const sentence = 'This message needs more memory to read than there is.';
    throw new HubError('defect', 'read.heap', sentence, {}, { cause: error });
  }
}
