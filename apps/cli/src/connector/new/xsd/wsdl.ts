/**
 * The schemas of a WSDL, as files that the engine can read, and the elements that its operations take. Of several schemas
 * for one namespace it reads only the first import: they are put together by another that includes them all.
 */
import type { QualifiedNode } from '@fachwerk/hub/schema-sources';
import { WSDL } from '../sources.js';
import { keyOf, urlFrom, XSD } from './symbols.js';

const SOAP = /^http:\/\/schemas\.xmlsoap\.org\/wsdl\/soap/;

export interface WsdlSchemas {
  /** The schema that leads to all of them. */
  readonly entry: string;
  /** URL → text of the schemas within the WSDL. */
  readonly files: ReadonlyMap<string, string>;
  /** Keys of the elements that operations take, in order. */
  readonly inputs: readonly string[];
  readonly notes: readonly string[];
}

interface Inline {
  readonly url: string;
  readonly namespace: string;
  readonly node: QualifiedNode;
}

/**
 * @param documents the WSDL and those it imports, by URL
 */
export function schemasOfWsdl(documents: ReadonlyMap<string, QualifiedNode>): WsdlSchemas {
  const inline = [...documents].flatMap(([url, root]) =>
    childrenOf(root, 'types').flatMap((types) =>
      types.children
        .filter((node) => node.namespace === XSD && node.name === 'schema')
        .map((node, index) => ({
          url: `${url}.schema-${index + 1}.xsd`,
          namespace: node.attributes.get('targetNamespace') ?? '',
          node,
        })),
    ),
  );
  const files = new Map(inline.map(({ url, node }) => [url, textOf(node, inline, new Map())] as const));
  const [base = ''] = documents.keys();
  const imports = [...new Set(inline.map(({ namespace }) => namespace))].map((namespace, index) => {
    const own = inline.filter((one) => one.namespace === namespace);
    if (own.length === 1) return importText(namespace, own[0]!.url);
    const url = `${base}.namespace-${index + 1}.xsd`;
    const includes = own.map((one) => `<xs:include schemaLocation="${escaped(one.url)}"/>`).join('');
    files.set(url, schemaText(namespace, includes));
    return importText(namespace, url);
  });
  const entry = `${base}.all.xsd`;
  files.set(entry, schemaText('', imports.join('')));
  return { entry, files, ...inputsOf([...documents.values()]) };
}

/** URLs of the WSDLs that one imports. */
export function importsOf(root: QualifiedNode, url: string): readonly string[] {
  return childrenOf(root, 'import').flatMap((node) => {
    const location = node.attributes.get('location');
    return location === undefined ? [] : [urlFrom(location, url)];
  });
}

function inputsOf(documents: readonly QualifiedNode[]): Pick<WsdlSchemas, 'inputs' | 'notes'> {
  const messages = new Map(
    documents.flatMap((root) =>
      childrenOf(root, 'message').map((node) => [localOf(node.attributes.get('name')), node] as const),
    ),
  );
  const headers = new Set(documents.flatMap((root) => headerParts(root)));
  const inputs = new Set<string>();
  const notes: string[] = [];
  for (const operation of documents
    .flatMap((root) => childrenOf(root, 'portType'))
    .flatMap((type) => childrenOf(type, 'operation'))) {
    const [input] = childrenOf(operation, 'input');
    const message = localOf(input?.attributes.get('message'));
    for (const part of childrenOf(messages.get(message), 'part')) {
      const element = part.attributes.get('element');
      if (element === undefined) {
        notes.push(
          `The operation ${operation.attributes.get('name')} takes a part without an element (RPC): describe it by hand.`,
        );
      } else if (!headers.has(`${message} ${part.attributes.get('name')}`)) {
        inputs.add(nameIn(element, part));
      }
    }
  }
  return { inputs: [...inputs], notes };
}

/** What travels in the header of a SOAP message is no message. */
function headerParts(root: QualifiedNode): readonly string[] {
  const operations = childrenOf(root, 'binding').flatMap((binding) => childrenOf(binding, 'operation'));
  const inputs = operations.flatMap((operation) => childrenOf(operation, 'input'));
  return inputs.flatMap((input) =>
    input.children
      .filter(({ name, namespace }) => name === 'header' && SOAP.test(namespace))
      .map((node) => `${localOf(node.attributes.get('message'))} ${node.attributes.get('part')}`),
  );
}

function nameIn(value: string, { prefixes }: QualifiedNode): string {
  const [prefix, local] = value.includes(':') ? (value.split(':', 2) as [string, string]) : ['', value];
  return keyOf(prefixes.get(prefix) ?? '', local);
}

function childrenOf(node: QualifiedNode | undefined, name: string): readonly QualifiedNode[] {
  return node?.children.filter((child) => child.name === name && child.namespace === WSDL) ?? [];
}

function localOf(name = ''): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The schema as a file of its own: with the prefixes that the WSDL declares around it. */
function textOf(node: QualifiedNode, inline: readonly Inline[], outer: ReadonlyMap<string, string>): string {
  if (node.name === 'annotation') return '';
  const [prefix] = [...node.prefixes].find(([, uri]) => uri === node.namespace) ?? [''];
  const name = prefix === '' ? node.name : `${prefix}:${node.name}`;
  const declared = [...node.prefixes].filter(([one, uri]) => outer.get(one) !== uri && one !== 'xml');
  const declarations = declared.map(([one, uri]) => ` xmlns${one === '' ? '' : `:${one}`}="${escaped(uri)}"`).join('');
  const attributes = [...node.attributes].map(([one, value]) => ` ${one}="${escaped(value)}"`).join('');
  const children = node.children.filter(({ namespace }) => namespace === XSD);
  const within = children.map((child) => textOf(child, inline, node.prefixes)).join('');
  return `<${name}${declarations}${attributes}${locationOf(node, inline)}>${within}</${name}>`;
}

/** Within a WSDL, one schema imports another by its namespace alone. */
function locationOf({ name, attributes }: QualifiedNode, inline: readonly Inline[]): string {
  if (name !== 'import' || attributes.has('schemaLocation')) return '';
  const found = inline.find(({ namespace }) => namespace === (attributes.get('namespace') ?? ''));
  return found === undefined ? '' : ` schemaLocation="${escaped(found.url)}"`;
}

function schemaText(namespace: string, content: string): string {
  const target = namespace === '' ? '' : ` targetNamespace="${escaped(namespace)}"`;
  return `<xs:schema xmlns:xs="${XSD}"${target}>${content}</xs:schema>`;
}

function importText(namespace: string, url: string): string {
  const named = namespace === '' ? '' : ` namespace="${escaped(namespace)}"`;
  // A schema without a namespace is included by the one that has none, too.
  return `<xs:${namespace === '' ? 'include' : 'import'}${named} schemaLocation="${escaped(url)}"/>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
