/** An XML body that passed the guard, as the `Element` that connectors read. Runs in the translating thread. */
import type { Element } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';
import { decodeXml } from './decode.js';
import { XmlElement } from './element.js';
import { parseTree } from './tree.js';

/** A parsed document: its root for recognising it, and the same root as connectors read it. */
export interface OpenedXml {
  readonly namespace: string;
  readonly element: string;
  /** @param namespaces prefixes of the accepted type */
  root(namespaces: Readonly<Record<string, string>>): Element;
}

/**
 * @param elements what the guard counted. Two parsers that see different documents are how content is smuggled past a
 * check; a message they disagree on is refused.
 */
export function openXml(body: Buffer, elements: number): OpenedXml {
  const tree = parse(decodeXml(body));
  if (tree.elements !== elements) throw ambiguous();
  return {
    namespace: tree.root.namespace,
    element: tree.root.name,
    root: (namespaces) => new XmlElement(tree.root, new Map(Object.entries(namespaces))),
  };
}

function parse(text: string): ReturnType<typeof parseTree> {
  try {
    return parseTree(text);
  } catch (cause) {
    throw ambiguous(cause);
  }
}

function ambiguous(cause?: unknown): HubError {
  const sentence = 'Two XML parsers read this message differently. Send it in plainer XML.';
  return new HubError('rejected', 'xml.ambiguous', sentence, {}, { cause });
}
