/** Simple types, with the facets of all they are derived from. */
import type { QualifiedNode } from '@fachwerk/hub/schema-sources';
import type { Facets, SimpleType } from './model.js';
import { resolveName, XSD, type Component, type Symbols } from './symbols.js';

const BUILT_IN = `{${XSD}}`;
const LISTS: Readonly<Record<string, string>> = { NMTOKENS: 'NMTOKEN', IDREFS: 'IDREF', ENTITIES: 'ENTITY' };
const NUMBERS = new Set(['length', 'minLength', 'maxLength', 'totalDigits', 'fractionDigits']);
const BOUNDS = new Set(['minInclusive', 'maxInclusive', 'minExclusive', 'maxExclusive']);

export const anySimpleType = builtIn('anySimpleType');

export function builtIn(name: string): SimpleType {
  const item = LISTS[name];
  return {
    variety: item === undefined ? 'atomic' : 'list',
    builtIn: name,
    names: [name],
    enumeration: undefined,
    patterns: [],
    facets: item === undefined ? {} : { minLength: 1 },
    item: item === undefined ? undefined : builtIn(item),
    members: [],
  };
}

export function isBuiltIn(key: string): boolean {
  return key.startsWith(BUILT_IN);
}

/** @returns undefined where the type is not there */
export function simpleTypeOf(key: string, symbols: Symbols): SimpleType | undefined {
  if (isBuiltIn(key)) return builtIn(key.slice(BUILT_IN.length));
  const component = symbols.find('simpleType', key);
  if (component === undefined) return undefined;
  return simpleTypeIn(component, symbols, component.node.attributes.get('name'));
}

/** A definition, named or within another. */
export function simpleTypeIn(component: Component, symbols: Symbols, name?: string): SimpleType {
  const { node } = component;
  const names = name === undefined ? [] : [name];
  for (const child of xsdChildren(node)) {
    const at = { ...component, node: child };
    if (child.name === 'restriction') {
      const base = baseOf(at, symbols, component);
      return restricted({ ...base, names: [...names, ...base.names] }, child);
    }
    if (child.name === 'list') {
      const item = child.attributes.get('itemType');
      const type = item === undefined ? nested(at, symbols) : simpleTypeOf(resolveName(item, at), symbols);
      return { ...anySimpleType, variety: 'list', builtIn: 'list', names, item: type ?? anySimpleType };
    }
    if (child.name === 'union') return { ...unionOf(at, symbols), names };
  }
  return { ...anySimpleType, names };
}

function baseOf(at: Component, symbols: Symbols, self: Component): SimpleType {
  const base = at.node.attributes.get('base');
  if (base === undefined) return nested(at, symbols) ?? anySimpleType;
  const key = resolveName(base, at);
  // A redefinition restricts what had its own name.
  if (self.redefined !== undefined && key.endsWith(`}${self.node.attributes.get('name')}`)) {
    return simpleTypeIn(self.redefined, symbols, self.redefined.node.attributes.get('name'));
  }
  return simpleTypeOf(key, symbols) ?? anySimpleType;
}

function nested(at: Component, symbols: Symbols): SimpleType | undefined {
  const child = xsdChildren(at.node).find(({ name }) => name === 'simpleType');
  return child === undefined ? undefined : simpleTypeIn({ file: at.file, node: child }, symbols);
}

function unionOf(at: Component, symbols: Symbols): SimpleType {
  const named = (at.node.attributes.get('memberTypes') ?? '').split(/\s+/).filter((name) => name !== '');
  const members = named.flatMap((name) => simpleTypeOf(resolveName(name, at), symbols) ?? []);
  const local = xsdChildren(at.node)
    .filter(({ name }) => name === 'simpleType')
    .map((node) => simpleTypeIn({ file: at.file, node }, symbols));
  return { ...anySimpleType, variety: 'union', builtIn: 'union', members: [...members, ...local] };
}

/** Enumerations and bounds replace those of the base; patterns are added to them. */
export function restricted(base: SimpleType, restriction: QualifiedNode): SimpleType {
  const children = xsdChildren(restriction);
  const valuesOf = (facet: string): readonly string[] =>
    children.filter(({ name }) => name === facet).map((child) => child.attributes.get('value') ?? '');
  const enumeration = valuesOf('enumeration');
  const patterns = valuesOf('pattern');
  const facets: Record<string, string | number> = { ...base.facets };
  for (const child of children) {
    const value = child.attributes.get('value') ?? '';
    if (NUMBERS.has(child.name)) facets[child.name] = Number(value);
    if (BOUNDS.has(child.name)) facets[child.name] = value;
  }
  return {
    ...base,
    enumeration: enumeration.length > 0 ? enumeration : base.enumeration,
    patterns: patterns.length > 0 ? [...base.patterns, patterns] : base.patterns,
    facets: facets as Facets,
  };
}

export function xsdChildren(node: QualifiedNode): readonly QualifiedNode[] {
  return node.children.filter(({ namespace }) => namespace === XSD);
}
