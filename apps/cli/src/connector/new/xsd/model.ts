/** What a schema says, resolved: content models, attributes and simple types. Names lead nowhere any more. */

export interface Facets {
  readonly length?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly totalDigits?: number;
  readonly fractionDigits?: number;
  readonly minInclusive?: string;
  readonly maxInclusive?: string;
  readonly minExclusive?: string;
  readonly maxExclusive?: string;
}

export interface SimpleType {
  readonly variety: 'atomic' | 'list' | 'union';
  /** Name of the built-in type it is derived from. */
  readonly builtIn: string;
  /** Names of the types on the way, nearest first. */
  readonly names: readonly string[];
  readonly enumeration: readonly string[] | undefined;
  /** Of each step one must match. */
  readonly patterns: readonly (readonly string[])[];
  readonly facets: Facets;
  readonly item: SimpleType | undefined;
  readonly members: readonly SimpleType[];
}

export interface AttributeUse {
  readonly name: string;
  /** The empty string for none. */
  readonly namespace: string;
  readonly required: boolean;
  readonly fixed: string | undefined;
  readonly default: string | undefined;
  readonly documentation: string;
  readonly type: SimpleType;
}

export interface ElementDeclaration {
  readonly name: string;
  readonly namespace: string;
  readonly global: boolean;
  readonly abstract: boolean;
  readonly nillable: boolean;
  readonly fixed: string | undefined;
  readonly default: string | undefined;
  /** What the standard calls it, for people; the empty string for nothing. */
  readonly title: string;
  readonly documentation: string;
  /** Resolved when it is asked for: types may contain themselves. */
  readonly type: () => Type;
  /** What is not there although the schema names it. */
  readonly missing?: string;
}

export type Particle = Group | ElementParticle | Wildcard;

interface Occurs {
  readonly min: number;
  readonly max: number;
}

export interface Group extends Occurs {
  readonly kind: 'sequence' | 'choice' | 'all';
  readonly parts: readonly Particle[];
}

export interface ElementParticle extends Occurs {
  readonly kind: 'element';
  readonly element: ElementDeclaration;
}

export interface Wildcard extends Occurs {
  readonly kind: 'any';
  readonly namespaces: string;
  readonly strict: boolean;
  readonly target: string;
}

export interface ComplexType {
  readonly kind: 'complex';
  /** Key of the global type; undefined for a nameless one. */
  readonly key: string | undefined;
  readonly abstract: boolean;
  /** Keys of the types it is derived from, nearest first. */
  readonly bases: readonly string[];
  readonly documentation: string;
  readonly content: Particle | undefined;
  readonly text: SimpleType | undefined;
  readonly attributes: readonly AttributeUse[];
  /** Key of the type that this one stands for, which is not there. */
  readonly missing?: string;
}

export type Type = ComplexType | (SimpleType & { readonly kind: 'simple' });
