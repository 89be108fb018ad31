import { XmlElement, XmlError } from 'libxml2-wasm';
import { withDocument } from './libxml.js';

/** What a schema file says about itself. */
export interface SchemaFacts {
  /** The empty string for none. */
  readonly namespace: string;
  readonly version: string | undefined;
  /** Names of the elements it declares globally. */
  readonly elements: readonly string[];
  /** As written: of schemas whose declarations become its own. */
  readonly includes: readonly string[];
}

const XSD = 'http://www.w3.org/2001/XMLSchema';

/** @returns undefined when it is no XML Schema */
export function schemaFacts(bytes: Uint8Array): SchemaFacts | undefined {
  try {
    return withDocument(bytes, 'schema', ({ root }) => {
      if (root.name !== 'schema' || root.namespaceUri !== XSD) return undefined;
      const children = childrenOf(root);
      const valuesOf = (names: readonly string[], attribute: string): readonly string[] =>
        children.filter(({ name }) => names.includes(name)).flatMap((child) => child.attr(attribute)?.value ?? []);
      return {
        namespace: root.attr('targetNamespace')?.value ?? '',
        version: root.attr('version')?.value,
        elements: valuesOf(['element'], 'name'),
        includes: valuesOf(['include', 'redefine'], 'schemaLocation'),
      };
    });
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

function childrenOf(element: XmlElement): readonly XmlElement[] {
  const children: XmlElement[] = [];
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement && node.namespaceUri === XSD) children.push(node);
  }
  return children;
}
