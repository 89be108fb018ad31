/** An XML body that passed the guard, as the `Element` that connectors read. Runs in the translating thread. */
import type { Element } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';
import { decodeXml } from './decode.js';
import { XmlElement } from './element.js';
import { parseTree } from './tree.js';

/**
 * @param elements what the guard counted. Two parsers that see different documents are how content is smuggled past a
 * check; a message they disagree on is refused.
 * @param namespaces prefixes of the accepted type
 */
export function readXml(body: Buffer, elements: number, namespaces: Readonly<Record<string, string>>): Element {
  const text = decodeXml(body);
  const tree = parse(text);
  if (tree.elements !== elements) throw ambiguous();
  return new XmlElement(tree.root, new Map(Object.entries(namespaces)));
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
