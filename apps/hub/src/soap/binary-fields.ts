/**
 * Which elements of a message hold bytes as base64: by its schema, read only as far as this needs. XML Schema sees to it
 * that elements of one name in one content have one type (Structures, 3.8.6: Element Declarations Consistent), so the
 * order and number of elements, which the validation checks, do not matter here.
 */
import type { SourceElement } from '../xml/source.js';
import { readQualified, type QualifiedNode } from '../xml/qualified.js';

const XSD = 'http://www.w3.org/2001/XMLSchema';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const BASE64 = 'base64Binary';

/** A definition, and the schema it is in. */
interface Defined {
  readonly node: QualifiedNode;
  readonly schema: Schema;
}

interface Schema {
  readonly namespace: string;
  readonly elementsAreQualified: boolean;
}

type Kind = 'element' | 'type' | 'group';

export class BinaryFields {
  private readonly defined = new Map<string, Defined>();
  private readonly contents = new WeakMap<QualifiedNode, ReadonlyMap<string, Defined>>();
  private readonly binary = new WeakMap<QualifiedNode, boolean>();

  /**
   * @param url of a schema; what it includes and imports is resolved against it
   * @param load bytes of a URL; undefined when there are none, and then nothing is known of what would be there
   */
  constructor(url: string, load: (url: string) => Uint8Array | undefined) {
    const seen = new Set<string>();
    const open: { readonly url: string; readonly into?: string }[] = [{ url }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const key = `${next.url} ${next.into ?? ''}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const bytes = load(next.url);
      const root = bytes === undefined ? undefined : readQualified(bytes, next.url);
      if (root?.namespace !== XSD || root.name !== 'schema') continue;
      // What is included without a namespace of its own takes that of the one that includes it.
      const namespace = root.attributes.get('targetNamespace') ?? next.into ?? '';
      this.define(root, namespace);
      for (const child of xsd(root)) {
        const location = child.attributes.get('schemaLocation');
        if (location === undefined || !['include', 'import', 'redefine'].includes(child.name)) continue;
        const at = resolved(location, next.url);
        open.push(child.name === 'import' ? { url: at } : { url: at, into: namespace });
      }
    }
  }

  /** Of a message and what is in it, in document order. Elements that the schema does not know are passed over. */
  in(root: SourceElement): readonly SourceElement[] {
    const found: SourceElement[] = [];
    const look = (element: SourceElement, declaration: Defined | undefined): void => {
      const type = this.typeOf(element, declaration);
      if (declaration !== undefined && this.isBinary(type ?? declaration)) {
        found.push(element);
        return;
      }
      const content = type === undefined ? undefined : this.contentOf(type);
      for (const child of element.children) {
        const name = nameOf(child.namespace, child.name);
        look(child, content?.get(name) ?? this.defined.get(`element ${name}`));
      }
    };
    look(root, this.defined.get(`element ${nameOf(root.namespace, root.name)}`));
    return found;
  }

  private define(root: QualifiedNode, namespace: string): void {
    const schema = { namespace, elementsAreQualified: root.attributes.get('elementFormDefault') === 'qualified' };
    for (const child of xsd(root)) {
      const pieces = child.name === 'redefine' ? xsd(child) : [child];
      for (const node of pieces) {
        const kind = kindOf(node);
        const name = node.attributes.get('name');
        if (kind === undefined || name === undefined) continue;
        const key = `${kind} ${nameOf(namespace, name)}`;
        if (!this.defined.has(key)) this.defined.set(key, { node, schema });
      }
    }
  }

  /** The definition of its type; undefined for one that is built in, or not known. */
  private typeOf(element: SourceElement, declaration: Defined | undefined): Defined | undefined {
    const said = element.attribute('type', XSI);
    if (said !== undefined) {
      const [name = '', prefix = ''] = said.trim().split(':').toReversed();
      const found = this.defined.get(`type ${nameOf(element.prefix(prefix) ?? '', name)}`);
      if (found !== undefined) return found;
    }
    return declaration === undefined ? undefined : this.typeOfDeclaration(declaration);
  }

  private typeOfDeclaration({ node, schema }: Defined): Defined | undefined {
    const inline = xsd(node).find(({ name }) => name === 'complexType' || name === 'simpleType');
    if (inline !== undefined) return { node: inline, schema };
    return this.named('type', node, 'type', schema);
  }

  private named(kind: Kind, node: QualifiedNode, attribute: string, schema: Schema): Defined | undefined {
    const name = node.attributes.get(attribute);
    if (name === undefined) return undefined;
    const found = qualifiedIn(node, name);
    // What is included into a namespace refers to it without one.
    return (
      this.defined.get(`${kind} ${nameOf(found.namespace, found.name)}`) ??
      (found.namespace === '' ? this.defined.get(`${kind} ${nameOf(schema.namespace, found.name)}`) : undefined)
    );
  }

  /** Is it base64Binary, or derived of it? @param of a declaration or a type */
  private isBinary(of: Defined): boolean {
    const known = this.binary.get(of.node);
    if (known !== undefined) return known;
    // A type that is derived of itself is none.
    this.binary.set(of.node, false);
    const answer = this.derivesBase64(of);
    this.binary.set(of.node, answer);
    return answer;
  }

  private derivesBase64({ node, schema }: Defined): boolean {
    const attribute = node.name === 'element' ? 'type' : 'base';
    const name = node.attributes.get(attribute);
    if (name !== undefined) {
      const { namespace, name: local } = qualifiedIn(node, name);
      if (namespace === XSD) return local === BASE64;
      const found = this.named('type', node, attribute, schema);
      return found !== undefined && this.isBinary(found);
    }
    const within = ['simpleType', 'complexType', 'simpleContent', 'restriction', 'extension'];
    return xsd(node).some((child) => within.includes(child.name) && this.isBinary({ node: child, schema }));
  }

  /** The elements that may be in a type, by their names. */
  private contentOf(type: Defined): ReadonlyMap<string, Defined> {
    const known = this.contents.get(type.node);
    if (known !== undefined) return known;
    const found = new Map<string, Defined>();
    this.contents.set(type.node, found);
    this.collect(type, found, new Set());
    return found;
  }

  private collect({ node, schema }: Defined, found: Map<string, Defined>, seen: Set<QualifiedNode>): void {
    if (seen.has(node)) return;
    seen.add(node);
    for (const child of xsd(node)) {
      if (child.name === 'element') {
        const declared = this.declarationOf(child, schema);
        if (declared !== undefined) found.set(declared.name, declared.is);
      } else if (child.name === 'group') {
        const group = this.named('group', child, 'ref', schema);
        if (group !== undefined) this.collect(group, found, seen);
      } else if (HOLDS_ELEMENTS.has(child.name)) {
        const base = this.named('type', child, 'base', schema);
        if (base !== undefined) this.collect(base, found, seen);
        this.collect({ node: child, schema }, found, seen);
      }
    }
  }

  private declarationOf(
    node: QualifiedNode,
    schema: Schema,
  ): { readonly name: string; readonly is: Defined } | undefined {
    const name = node.attributes.get('name');
    if (name === undefined) {
      const is = this.named('element', node, 'ref', schema);
      return is === undefined
        ? undefined
        : { name: nameOf(is.schema.namespace, is.node.attributes.get('name') ?? ''), is };
    }
    const form = node.attributes.get('form');
    const isQualified = form === undefined ? schema.elementsAreQualified : form === 'qualified';
    return { name: nameOf(isQualified ? schema.namespace : '', name), is: { node, schema } };
  }
}

const HOLDS_ELEMENTS = new Set(['sequence', 'choice', 'all', 'complexContent', 'extension', 'restriction']);

function kindOf({ name }: QualifiedNode): Kind | undefined {
  if (name === 'element' || name === 'group') return name;
  return name === 'complexType' || name === 'simpleType' ? 'type' : undefined;
}

function xsd({ children }: QualifiedNode): readonly QualifiedNode[] {
  return children.filter(({ namespace }) => namespace === XSD);
}

function nameOf(namespace: string, name: string): string {
  return `{${namespace}}${name}`;
}

function qualifiedIn(
  { prefixes }: QualifiedNode,
  value: string,
): { readonly namespace: string; readonly name: string } {
  const [name = '', prefix = ''] = value.trim().split(':').toReversed();
  return { namespace: prefixes.get(prefix) ?? '', name };
}

function resolved(location: string, base: string): string {
  return URL.canParse(location, base) ? new URL(location, base).href : location;
}
