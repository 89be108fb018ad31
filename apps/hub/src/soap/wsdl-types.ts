/**
 * The schemas that are written into a WSDL, as files of their own: so a hub compiles and validates by them as by every
 * other. They lie in a folder beside the WSDL, and say where they are from in the same words.
 */
import { edited, type SourceEdit, type SourceElement } from '../xml/source.js';
import { escaped } from './write-xml.js';
import { qualified, rootOfWsdl, SOAP_BINDINGS, targetOf, wsdlChildren, type WsdlName } from './wsdl.js';

const XSD = 'http://www.w3.org/2001/XMLSchema';

/** Of the folder, beside the WSDL: `<WSDL>.types/1.xsd`. */
export function typesFolderOf(wsdl: string): string {
  return `${wsdl}.types`;
}

export interface TypesFile {
  /** Within the folder. */
  readonly name: string;
  readonly xml: string;
}

/**
 * @returns the schemas in their order, and one for each namespace of rpc messages, whose wrapper elements no schema
 * declares (WSDL 1.1, 3.5)
 * @throws HubError `wsdl.unreadable`
 */
export function typesOf(bytes: Buffer): readonly TypesFile[] {
  const root = rootOfWsdl(bytes);
  const schemas = wsdlChildren(root, 'types')
    .flatMap(({ children }) => children)
    .filter(({ name, namespace }) => name === 'schema' && namespace === XSD);
  const names = new Map<string, string>();
  for (const [position, schema] of schemas.entries()) {
    if (!names.has(targetOf(schema))) names.set(targetOf(schema), fileName(position));
  }
  const files = schemas.map((schema, position) => ({
    name: fileName(position),
    xml: schema.toXml(locationEdits(schema, names)),
  }));
  return [...files, ...rpcSchemas(root, schemas, names)];
}

function fileName(position: number): string {
  return `${position + 1}.xsd`;
}

/** The folder is one below the WSDL; and what schemas of one WSDL import of each other needs no location there. */
function locationEdits(schema: SourceElement, names: ReadonlyMap<string, string>): readonly SourceEdit[] {
  return schema.children.flatMap((child): readonly SourceEdit[] => {
    if (child.namespace !== XSD || !['import', 'include', 'redefine'].includes(child.name)) return [];
    const location = child.attribute('schemaLocation');
    const range = child.valueRange('schemaLocation');
    if (location !== undefined && range !== undefined) {
      return isAbsolute(location) ? [] : [{ ...range, text: escapedValue(`../${location}`) }];
    }
    const sibling = child.name === 'import' ? names.get(child.attribute('namespace') ?? '') : undefined;
    if (sibling === undefined) return [];
    const at = child.startTagEnd;
    return [{ from: at, to: at, text: ` schemaLocation="${sibling}"` }];
  });
}

function rpcSchemas(
  root: SourceElement,
  schemas: readonly SourceElement[],
  names: ReadonlyMap<string, string>,
): readonly TypesFile[] {
  const byNamespace = new Map<string, Map<string, string>>();
  const needed = new Map<string, Set<string>>();
  for (const { wrapper, parts } of rpcMessages(root)) {
    const elements = byNamespace.get(wrapper.namespace) ?? new Map<string, string>();
    byNamespace.set(wrapper.namespace, elements.set(wrapper.element, declarationOf(wrapper.element, parts)));
    const imports = needed.get(wrapper.namespace) ?? new Set<string>();
    needed.set(wrapper.namespace, imports);
    for (const { type } of parts) if (type.namespace !== XSD) imports.add(type.namespace);
  }
  const locations = new Map([...importedLocations(schemas), ...names]);
  return [...byNamespace].map(([namespace, elements], position) => {
    const imports = [...needed.get(namespace)!].map((needs) => {
      const location = locations.get(needs);
      const at = location === undefined ? '' : ` schemaLocation="${escapedValue(location)}"`;
      return needs === namespace ? `<xs:include${at}/>` : `<xs:import namespace="${escapedValue(needs)}"${at}/>`;
    });
    const target = namespace === '' ? '' : ` targetNamespace="${escapedValue(namespace)}"`;
    const xml = `<xs:schema xmlns:xs="${XSD}"${target}>${imports.join('')}${[...elements.values()].join('')}</xs:schema>`;
    return { name: `rpc-${position + 1}.xsd`, xml };
  });
}

interface RpcMessage {
  readonly wrapper: WsdlName;
  readonly parts: readonly { readonly name: string; readonly type: WsdlName }[];
}

/** Of the bindings in this document; what is bound elsewhere is described there. */
function rpcMessages(root: SourceElement): readonly RpcMessage[] {
  const found: RpcMessage[] = [];
  const named = (kind: string, name: string): SourceElement | undefined =>
    wsdlChildren(root, kind).find((one) => one.attribute('name') === name);
  const soapChild = (element: SourceElement | undefined, name: string): SourceElement | undefined =>
    element?.children.find((one) => one.name === name && Object.values(SOAP_BINDINGS).includes(one.namespace));
  for (const binding of wsdlChildren(root, 'binding')) {
    const portType = named('portType', qualified(binding, binding.attribute('type') ?? '').element);
    for (const operation of wsdlChildren(binding, 'operation')) {
      const style =
        soapChild(operation, 'operation')?.attribute('style') ?? soapChild(binding, 'binding')?.attribute('style');
      const name = operation.attribute('name') ?? '';
      const abstract = portType?.children.find((one) => one.name === 'operation' && one.attribute('name') === name);
      if (style !== 'rpc' || abstract === undefined) continue;
      for (const direction of ['input', 'output'] as const) {
        const [bound] = wsdlChildren(operation, direction);
        const [message] = wsdlChildren(abstract, direction);
        if (message === undefined) continue;
        const parts = named('message', qualified(message, message.attribute('message') ?? '').element)?.children ?? [];
        found.push({
          wrapper: {
            namespace: soapChild(bound, 'body')?.attribute('namespace') ?? '',
            element: direction === 'input' ? name : `${name}Response`,
          },
          parts: parts.flatMap((part) => {
            const type = part.attribute('type');
            return type === undefined ? [] : { name: part.attribute('name') ?? '', type: qualified(part, type) };
          }),
        });
      }
    }
  }
  return found;
}

/** Basic Profile 1.1, 4.7: parts are elements of no namespace, in their order. A part that is null is left out. */
function declarationOf(name: string, parts: RpcMessage['parts']): string {
  const elements = parts.map(
    ({ name: part, type }) =>
      `<xs:element name="${escapedValue(part)}" xmlns:t="${escapedValue(type.namespace)}" type="t:${escapedValue(type.element)}" minOccurs="0"/>`,
  );
  return `<xs:element name="${escapedValue(name)}"><xs:complexType><xs:sequence>${elements.join('')}</xs:sequence></xs:complexType></xs:element>`;
}

function importedLocations(schemas: readonly SourceElement[]): ReadonlyMap<string, string> {
  return new Map(
    schemas.flatMap(({ children }) =>
      children.flatMap((child): readonly (readonly [string, string])[] => {
        const location = child.name === 'import' ? child.attribute('schemaLocation') : undefined;
        if (location === undefined) return [];
        return [[child.attribute('namespace') ?? '', isAbsolute(location) ? location : `../${location}`]];
      }),
    ),
  );
}

export interface ServedAt {
  /** What soap:address of a port says: of the door. */
  readonly address: string | ((port: string) => string);
  /** Where a file is fetched that the WSDL imports, by its location as written. */
  readonly schemaAddress: (location: string) => string;
}

/**
 * A WSDL as it is handed out: addresses and locations rewritten, nothing else but its encoding.
 *
 * @throws HubError `wsdl.unreadable`
 */
export function servedWsdl(bytes: Buffer, { address, schemaAddress }: ServedAt): Buffer {
  const root = rootOfWsdl(bytes);
  const edits: SourceEdit[] = [];
  const replace = (element: SourceElement, attribute: string, value: (old: string) => string): void => {
    const old = element.attribute(attribute);
    const range = element.valueRange(attribute);
    if (old !== undefined && range !== undefined) edits.push({ ...range, text: escapedValue(value(old)) });
  };
  const addressOf = typeof address === 'string' ? () => address : address;
  const look = (element: SourceElement): void => {
    const { name, namespace } = element;
    const isAddress = name === 'address' && Object.values(SOAP_BINDINGS).includes(namespace);
    if (isAddress) replace(element, 'location', () => addressOf(element.parent?.attribute('name') ?? ''));
    else if (namespace === root.namespace && name === 'import') replace(element, 'location', schemaAddress);
    else if (namespace === XSD && ['import', 'include', 'redefine'].includes(name)) {
      replace(element, 'schemaLocation', schemaAddress);
    }
    for (const child of element.children) look(child);
  };
  look(root);
  const text = edited(root.document.text, edits);
  return Buffer.from(text.replace(/^(<\?xml[^>]*?encoding\s*=\s*["'])[^"']*/, '$1UTF-8'));
}

function isAbsolute(location: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(location) || location.startsWith('/');
}

function escapedValue(text: string): string {
  return escaped(text).replaceAll('"', '&quot;').replaceAll("'", '&apos;');
}
