/** WSDL 1.1 (W3C Note), as far as it says what a service is asked, and how it answers. */
import { posix } from 'node:path';
import { HubError } from '../errors/hub-error.js';
import { readSource, type SourceElement } from '../xml/source.js';
import type { SoapVersion } from './version.js';

export interface WsdlName {
  /** The empty string for none. */
  readonly namespace: string;
  readonly element: string;
}

export interface WsdlOperation {
  readonly name: string;
  /** `soapAction`; the empty string for none. */
  readonly action: string;
  readonly style: 'document' | 'rpc';
  /** The child of Body; undefined for an empty Body. With `rpc` the wrapper, whose children are of no namespace. */
  readonly input: WsdlName | undefined;
  /** As `input`. */
  readonly output: WsdlName | undefined;
  /** Nothing is answered but that the request was taken. */
  readonly isOneWay: boolean;
  /** Elements of `detail`, by the names of the faults. */
  readonly faults: Readonly<Record<string, WsdlName>>;
  /** Of requests. */
  readonly headers: readonly WsdlName[];
  /** Of the request and of its answer, said or by default (WS-Addressing Metadata, 4.4). */
  readonly inputAction: string;
  readonly outputAction: string;
}

export interface WsdlPort {
  readonly name: string;
  readonly soapVersion: SoapVersion;
  /** As it is written there, if it is. */
  readonly address?: string;
  readonly operations: readonly WsdlOperation[];
}

export interface WsdlFacts {
  readonly targetNamespace: string;
  readonly services: readonly { readonly name: string; readonly ports: readonly WsdlPort[] }[];
}

export const WSDL_NAMESPACE = 'http://schemas.xmlsoap.org/wsdl/';
export const SOAP_BINDINGS: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/wsdl/soap/',
  '1.2': 'http://schemas.xmlsoap.org/wsdl/soap12/',
};
const ACTION_NAMESPACES = [
  'http://www.w3.org/2007/05/addressing/metadata',
  'http://www.w3.org/2006/05/addressing/wsdl',
];

/** The largest of those known has 250 KB and 4,000 elements. */
const WSDL_BYTES_MAX = 8 * 1024 * 1024;
export const WSDL_LIMITS = { depthMax: 100, elementsMax: 500_000, attributesMax: 200 };
const IMPORTS_MAX = 50;

/** Bytes of an imported WSDL, by its path relative to the first one; undefined when there is none. */
export type LoadWsdl = (path: string) => Buffer | undefined;

/**
 * @param load without it a WSDL that imports another is refused
 * @throws HubError `wsdl.unreadable`
 */
export function readWsdl(bytes: Buffer, load: LoadWsdl = () => undefined): WsdlFacts {
  const documents = withImports(bytes, load);
  const [first] = documents;
  const index = new Index(documents);
  return {
    targetNamespace: targetOf(first!),
    services: index.all('service').map(([service]) => ({
      name: service.attribute('name') ?? '',
      ports: wsdlChildren(service, 'port').flatMap((port) => portOf(port, index) ?? []),
    })),
  };
}

/** The root of a WSDL. @throws HubError `wsdl.unreadable`, also for a DOCTYPE */
export function rootOfWsdl(bytes: Buffer): SourceElement {
  if (bytes.length > WSDL_BYTES_MAX) throw unreadable(`it is larger than ${WSDL_BYTES_MAX} bytes`);
  try {
    const { root } = readSource(bytes, WSDL_LIMITS);
    if (root.name === 'definitions' && root.namespace === WSDL_NAMESPACE) return root;
  } catch (error) {
    if (error instanceof HubError) throw unreadable(error.message.replace(/[.]$/, ''), error);
    throw error;
  }
  throw unreadable('its root element is not definitions of WSDL 1.1');
}

function withImports(bytes: Buffer, load: LoadWsdl): readonly SourceElement[] {
  const documents: SourceElement[] = [];
  const seen = new Set<string>();
  const open: { readonly path: string; readonly bytes: Buffer }[] = [{ path: '', bytes }];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const root = rootOfWsdl(next.bytes);
    documents.push(root);
    for (const element of wsdlChildren(root, 'import')) {
      const location = element.attribute('location') ?? '';
      const path = posix.join(posix.dirname(next.path), location);
      if (seen.has(path)) continue;
      seen.add(path);
      const isInside = !/^[a-z][a-z0-9+.-]*:/i.test(location) && !path.startsWith('..') && !path.startsWith('/');
      const found = isInside ? load(path) : undefined;
      if (found === undefined) throw unreadable(`it imports ${location.slice(0, 200)}, which is not there`);
      if (seen.size > IMPORTS_MAX) throw unreadable(`it imports more than ${IMPORTS_MAX} others`);
      open.push({ path, bytes: found });
    }
  }
  return documents;
}

type Kind = 'message' | 'portType' | 'binding' | 'service';

/** What the documents define, by kind and qualified name. */
class Index {
  private readonly found = new Map<string, SourceElement>();

  constructor(private readonly documents: readonly SourceElement[]) {
    for (const root of documents) {
      for (const child of root.children) {
        if (child.namespace !== WSDL_NAMESPACE) continue;
        this.found.set(keyOf(child.name, targetOf(root), child.attribute('name') ?? ''), child);
      }
    }
  }

  all(kind: Kind): readonly (readonly [SourceElement])[] {
    return this.documents.flatMap((root) => wsdlChildren(root, kind).map((child) => [child] as const));
  }

  /** What a value refers to. @throws HubError `wsdl.unreadable` */
  get(kind: Kind, from: SourceElement, name: string | undefined): SourceElement {
    const { namespace, element } = qualified(from, name ?? '');
    const found = this.found.get(keyOf(kind, namespace, element));
    if (found === undefined) throw unreadable(`it refers to a ${kind} ${element}, which it does not define`);
    return found;
  }
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace} ${name}`;
}

/** @returns undefined for a port that is not of SOAP over HTTP */
function portOf(port: SourceElement, index: Index): WsdlPort | undefined {
  const binding = index.get('binding', port, port.attribute('binding'));
  const versions = (['1.1', '1.2'] as const).filter((one) => soapChild(binding, one, 'binding') !== undefined);
  const [soapVersion] = versions;
  if (soapVersion === undefined) return undefined;
  const portType = index.get('portType', binding, binding.attribute('type'));
  const style = soapChild(binding, soapVersion, 'binding')?.attribute('style') ?? 'document';
  const operations = wsdlChildren(binding, 'operation').map((operation) =>
    operationOf({ operation, portType, index, soapVersion, style }),
  );
  const address = soapChild(port, soapVersion, 'address')?.attribute('location');
  return {
    name: port.attribute('name') ?? '',
    soapVersion,
    ...(address === undefined ? {} : { address }),
    operations,
  };
}

interface BoundOperation {
  readonly operation: SourceElement;
  readonly portType: SourceElement;
  readonly index: Index;
  readonly soapVersion: SoapVersion;
  /** Of the binding. */
  readonly style: string;
}

function operationOf(bound: BoundOperation): WsdlOperation {
  const { operation, portType, index, soapVersion } = bound;
  const name = operation.attribute('name') ?? '';
  const abstract = wsdlChildren(portType, 'operation').find((one) => one.attribute('name') === name);
  if (abstract === undefined) throw unreadable(`its binding has an operation ${name} that its portType has not`);
  const soap = soapChild(operation, soapVersion, 'operation');
  const style = (soap?.attribute('style') ?? bound.style) === 'rpc' ? 'rpc' : 'document';
  const action = soap?.attribute('soapAction') ?? '';
  const [input] = wsdlChildren(abstract, 'input');
  const [output] = wsdlChildren(abstract, 'output');
  const faults = wsdlChildren(abstract, 'fault').flatMap((fault) => {
    const [part] = wsdlChildren(index.get('message', fault, fault.attribute('message')), 'part');
    const element = part?.attribute('element');
    return part === undefined || element === undefined
      ? []
      : [[fault.attribute('name') ?? '', qualified(part, element)] as const];
  });
  const direction = (of: 'input' | 'output', message: SourceElement | undefined): WsdlName | undefined =>
    message === undefined ? undefined : bodyOf(bound, of, message, style);
  return {
    name,
    action,
    style,
    input: direction('input', input),
    output: direction('output', output),
    isOneWay: output === undefined,
    faults: Object.fromEntries(faults),
    headers: headersOf(bound),
    inputAction: actionOf(input) ?? (action === '' ? defaultAction(portType, input, `${name}Request`) : action),
    outputAction: actionOf(output) ?? defaultAction(portType, output, `${name}Response`),
  };
}

/** What the child of Body is (WSDL 1.1, 3.5). */
function bodyOf(
  { operation, index, soapVersion }: BoundOperation,
  direction: 'input' | 'output',
  message: SourceElement,
  style: 'document' | 'rpc',
): WsdlName | undefined {
  const name = operation.attribute('name') ?? '';
  const body = soapBody(operation, direction, soapVersion);
  if (body?.attribute('use') === 'encoded') throw unreadable(`${name} is encoded; only literal messages are supported`);
  if (style === 'rpc') {
    const element = direction === 'input' ? name : `${name}Response`;
    return { namespace: body?.attribute('namespace') ?? '', element };
  }
  const listed = body
    ?.attribute('parts')
    ?.split(/\s+/)
    .filter((part) => part !== '');
  const parts = wsdlChildren(index.get('message', message, message.attribute('message')), 'part').filter(
    (part) => listed === undefined || listed.includes(part.attribute('name') ?? ''),
  );
  const withElement = parts.find((part) => part.attribute('element') !== undefined);
  if (withElement !== undefined) return qualified(withElement, withElement.attribute('element') ?? '');
  if (parts.length === 0) return undefined;
  throw unreadable(`${name} is of style document and has a part without an element`);
}

/** The body may be one of the parts of a multipart of WSDL 1.1, 5. */
function soapBody(operation: SourceElement, direction: string, version: SoapVersion): SourceElement | undefined {
  const [bound] = wsdlChildren(operation, direction);
  const find = (element: SourceElement): SourceElement | undefined =>
    soapChild(element, version, 'body') ?? element.children.map(find).find((one) => one !== undefined);
  return bound === undefined ? undefined : find(bound);
}

function headersOf({ operation, index, soapVersion }: BoundOperation): readonly WsdlName[] {
  const [input] = wsdlChildren(operation, 'input');
  const headers = input?.children.filter((child) => isSoap(child, soapVersion, 'header')) ?? [];
  return headers.flatMap((header) => {
    const message = index.get('message', header, header.attribute('message'));
    const part = wsdlChildren(message, 'part').find((one) => one.attribute('name') === header.attribute('part'));
    const element = part?.attribute('element');
    return part === undefined || element === undefined ? [] : [qualified(part, element)];
  });
}

function actionOf(message: SourceElement | undefined): string | undefined {
  return ACTION_NAMESPACES.map((namespace) => message?.attribute('Action', namespace)).find((one) => one !== undefined);
}

/** WS-Addressing Metadata, 4.4.4. */
function defaultAction(portType: SourceElement, message: SourceElement | undefined, otherwise: string): string {
  const target = portType.parent === undefined ? '' : targetOf(portType.parent);
  const delimiter = target.toLowerCase().startsWith('urn:') ? ':' : '/';
  const start = target.endsWith(delimiter) ? target.slice(0, -1) : target;
  return [start, portType.attribute('name') ?? '', message?.attribute('name') ?? otherwise].join(delimiter);
}

export function wsdlChildren(element: SourceElement, name: string): readonly SourceElement[] {
  return element.children.filter((child) => child.name === name && child.namespace === WSDL_NAMESPACE);
}

function soapChild(element: SourceElement, version: SoapVersion, name: string): SourceElement | undefined {
  return element.children.find((child) => isSoap(child, version, name));
}

function isSoap({ name, namespace }: SourceElement, version: SoapVersion, wanted: string): boolean {
  return name === wanted && namespace === SOAP_BINDINGS[version];
}

export function targetOf(root: SourceElement): string {
  return root.attribute('targetNamespace') ?? '';
}

/** A value that is a qualified name. */
export function qualified(from: SourceElement, name: string): WsdlName {
  const [local = '', prefix = ''] = name.trim().split(':').toReversed();
  return { namespace: from.prefix(prefix) ?? '', element: local };
}

function unreadable(problem: string, cause?: unknown): HubError {
  return new HubError(
    'misconfigured',
    'wsdl.unreadable',
    `The WSDL cannot be used: ${problem}.`,
    { values: { problem } },
    { cause },
  );
}
