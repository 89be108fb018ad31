/** Complex types and element declarations, resolved on demand and kept. */
import type { QualifiedNode } from '@fachwerk/hub/schema-sources';
import { attributesIn } from './attributes.js';
import { documentationOf, titleOf } from './documentation.js';
import type { ComplexType, ElementDeclaration, Particle, SimpleType, Type } from './model.js';
import { anySimpleType, restricted, simpleTypeIn, simpleTypeOf, xsdChildren } from './simple.js';
import { keyOf, resolveName, XSD, type Component, type Symbols } from './symbols.js';

export const ANY_TYPE = `{${XSD}}anyType`;
const anyType: ComplexType = {
  kind: 'complex',
  key: ANY_TYPE,
  abstract: false,
  bases: [],
  documentation: '',
  content: undefined,
  text: undefined,
  attributes: [],
};
const DEPTH_MAX = 60;

export class Types {
  readonly #kept = new Map<QualifiedNode, Type>();
  readonly #elements = new Map<QualifiedNode, ElementDeclaration>();

  constructor(readonly symbols: Symbols) {}

  /** A global element. */
  element(key: string): ElementDeclaration | undefined {
    const component = this.symbols.find('element', key);
    return component === undefined ? undefined : this.#declared(component, true);
  }

  /** @returns undefined where it is not there */
  named(key: string): Type | undefined {
    if (key === ANY_TYPE) return anyType;
    const complex = this.symbols.find('complexType', key);
    if (complex !== undefined) return this.#complex(complex, key);
    const simple = simpleTypeOf(key, this.symbols);
    return simple === undefined ? undefined : { ...simple, kind: 'simple' };
  }

  /** Global types that are derived from it, nearest first. */
  derivedFrom(key: string): readonly ComplexType[] {
    const found: ComplexType[] = [];
    for (const [name, component] of this.symbols.all('complexType')) {
      const type = this.#complex(component, name);
      if (type.bases.includes(key)) found.push(type);
    }
    return found.toSorted((one, other) => one.bases.indexOf(key) - other.bases.indexOf(key));
  }

  /** Keys of the elements that may stand for it, also by way of others. */
  substitutesOf(key: string): readonly string[] {
    const direct = [...this.symbols.all('element')].filter(([, component]) => {
      const head = component.node.attributes.get('substitutionGroup');
      return head !== undefined && resolveName(head, component) === key;
    });
    return direct.flatMap(([name]) => [name, ...(name === key ? [] : this.substitutesOf(name))]);
  }

  #declared(component: Component, global: boolean): ElementDeclaration {
    const known = this.#elements.get(component.node);
    if (known !== undefined) return known;
    const { node, file } = component;
    const form = node.attributes.get('form');
    const qualified = global || (form === undefined ? file.elementsQualified : form === 'qualified');
    const declared: ElementDeclaration = {
      name: node.attributes.get('name') ?? '',
      namespace: qualified ? file.namespace : '',
      global,
      abstract: node.attributes.get('abstract') === 'true',
      nillable: node.attributes.get('nillable') === 'true',
      fixed: node.attributes.get('fixed'),
      default: node.attributes.get('default'),
      title: titleOf(node),
      documentation: documentationOf(node),
      type: () => this.#typeOf(component),
    };
    this.#elements.set(node, declared);
    return declared;
  }

  #typeOf(component: Component): Type {
    const { node } = component;
    const named = node.attributes.get('type');
    if (named !== undefined) {
      const key = resolveName(named, component);
      return this.named(key) ?? { ...anyType, missing: key };
    }
    for (const child of xsdChildren(node)) {
      if (child.name === 'complexType') return this.#complex({ ...component, node: child }, undefined);
      if (child.name === 'simpleType') {
        return { ...simpleTypeIn({ ...component, node: child }, this.symbols), kind: 'simple' };
      }
    }
    const head = node.attributes.get('substitutionGroup');
    return (head === undefined ? undefined : this.element(resolveName(head, component))?.type()) ?? anyType;
  }

  #complex(component: Component, key: string | undefined): ComplexType {
    const known = this.#kept.get(component.node);
    if (known !== undefined) return known as ComplexType;
    const { node } = component;
    const common = { kind: 'complex', key, abstract: node.attributes.get('abstract') === 'true' } as const;
    const documentation = documentationOf(node);
    const wrapper = xsdChildren(node).find(({ name }) => name === 'complexContent' || name === 'simpleContent');
    const derivation =
      wrapper === undefined ? undefined : xsdChildren(wrapper).find(({ name }) => name !== 'annotation');
    const type: ComplexType =
      derivation === undefined
        ? {
            ...common,
            documentation,
            bases: [],
            content: this.#content(component, 0),
            text: undefined,
            attributes: attributesIn(component, this.symbols),
          }
        : { ...common, documentation, ...this.#derived({ ...component, node: derivation }, component) };
    this.#kept.set(node, type);
    return type;
  }

  #derived(at: Component, self: Component): Pick<ComplexType, 'bases' | 'content' | 'text' | 'attributes' | 'missing'> {
    const key = resolveName(at.node.attributes.get('base') ?? 'anyType', at);
    const redefines =
      self.redefined !== undefined && key === keyOf(self.file.namespace, self.node.attributes.get('name') ?? '');
    const base = redefines
      ? this.#complex(self.redefined!, `${key}#redefined`)
      : (this.named(key) ?? { ...anyType, missing: key });
    const isExtension = at.node.name === 'extension';
    const own = attributesIn({ file: at.file, node: at.node }, this.symbols);
    if (base.kind === 'simple') return { bases: [key], content: undefined, text: base, attributes: own };
    const kept = base.attributes.filter(({ name }) => !own.some((attribute) => attribute.name === name));
    const prohibited = prohibitedIn(at.node);
    const content = this.#content(at, 0);
    const missing = base.missing === undefined ? {} : { missing: base.missing };
    return {
      ...missing,
      bases: [key, ...base.bases],
      content: isExtension ? joined(base.content, content) : content,
      text: isExtension || base.text === undefined ? base.text : this.#restrictedText(base.text, at),
      attributes: [...kept.filter(({ name }) => !prohibited.has(name)), ...own],
    };
  }

  #restrictedText(base: SimpleType, at: Component): SimpleType {
    const nested = xsdChildren(at.node).find(({ name }) => name === 'simpleType');
    const from = nested === undefined ? base : simpleTypeIn({ file: at.file, node: nested }, this.symbols);
    return restricted(from, at.node);
  }

  #content(component: Component, depth: number): Particle | undefined {
    const child = xsdChildren(component.node).find(({ name }) => ['sequence', 'choice', 'all', 'group'].includes(name));
    return child === undefined ? undefined : this.#particle({ file: component.file, node: child }, depth);
  }

  #particle(component: Component, depth: number): Particle | undefined {
    const { node, file } = component;
    const occurs = { min: Number(node.attributes.get('minOccurs') ?? 1), max: maxOf(node) };
    if (depth > DEPTH_MAX || occurs.max === 0) return undefined;
    switch (node.name) {
      case 'element':
        return { kind: 'element', ...occurs, element: this.#referenced(component) };
      case 'any': {
        const namespaces = node.attributes.get('namespace') ?? '##any';
        const strict = (node.attributes.get('processContents') ?? 'strict') === 'strict';
        return { kind: 'any', ...occurs, namespaces, strict, target: file.namespace };
      }
      case 'group': {
        const group = this.#group(component);
        const content = group === undefined ? undefined : this.#content(group, depth + 1);
        return content === undefined ? undefined : { kind: 'sequence', ...occurs, parts: [content] };
      }
      case 'sequence':
      case 'choice':
      case 'all': {
        const parts = xsdChildren(node).flatMap((part) => this.#particle({ file, node: part }, depth + 1) ?? []);
        return { kind: node.name, ...occurs, parts };
      }
      default:
        return undefined;
    }
  }

  #group(component: Component): Component | undefined {
    return this.symbols.find('group', resolveName(component.node.attributes.get('ref') ?? '', component));
  }

  #referenced(component: Component): ElementDeclaration {
    const ref = component.node.attributes.get('ref');
    if (ref === undefined) return this.#declared(component, false);
    const key = resolveName(ref, component);
    const [namespace, name] = key.slice(1).split('}', 2) as [string, string];
    return (
      this.element(key) ?? {
        name,
        namespace,
        global: true,
        abstract: false,
        nillable: false,
        fixed: undefined,
        default: undefined,
        title: '',
        documentation: '',
        type: () => ({ ...anySimpleType, kind: 'simple' }),
        missing: key,
      }
    );
  }
}

function joined(base: Particle | undefined, own: Particle | undefined): Particle | undefined {
  if (base === undefined || own === undefined) return base ?? own;
  return { kind: 'sequence', min: 1, max: 1, parts: [base, own] };
}

function maxOf(node: QualifiedNode): number {
  const written = node.attributes.get('maxOccurs') ?? '1';
  return written === 'unbounded' ? Number.POSITIVE_INFINITY : Number(written);
}

function prohibitedIn(node: QualifiedNode): ReadonlySet<string> {
  const prohibited = xsdChildren(node).filter((child) => child.attributes.get('use') === 'prohibited');
  return new Set(
    prohibited.map((child) => (child.attributes.get('name') ?? child.attributes.get('ref') ?? '').replace(/^.*:/, '')),
  );
}
