/** Makes up the smallest message that a schema allows. */
import type { CodeList } from '@fachwerk/hub/schema-sources';
import { Costs } from './cost.js';
import type { AttributeUse, ComplexType, ElementDeclaration, Particle, SimpleType, Type, Wildcard } from './model.js';
import { MADE_UP } from './prefixes.js';
import { builtIn } from './simple.js';
import { ANY_TYPE, type Types } from './types.js';
import { valueOf } from './values.js';
import type { MadeAttribute, MadeElement } from './write-xml.js';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const ELEMENTS_MAX = 20_000;
/** Elements of which an official value is known. */
const CODE = 'code';
/** Stands for an identifier until all are known; a valid one where there is none. */
const REFERENCE = 'id-of-something';

export interface Instance {
  readonly root: MadeElement;
  /** Paths of what could not be made up, and why. */
  readonly open: readonly string[];
}

export class InstanceMaker {
  readonly #costs: Costs;
  #serial = 0;
  #elements = 0;
  /** Identifiers that were made up; references lead to the first. */
  #ids: string[] = [];
  /** Values repeat: what refers to another by its value (`xs:keyref`) finds it then. */
  #same = false;
  /** By which an XÖV message names its type. */
  #number: string | undefined;
  #open: string[] = [];
  /** Paths that are wanted, and all on the way to them. */
  #wanted: ReadonlySet<string> = new Set();

  constructor(
    private readonly types: Types,
    private readonly codeLists: ReadonlyMap<string, CodeList>,
  ) {
    this.#costs = new Costs(types);
  }

  /** @param wanted paths below the root, in local names, that shall be there even where the schema does not ask for them */
  make(element: ElementDeclaration, wanted: readonly (readonly string[])[] = [], same = false): Instance {
    this.#same = same;
    this.#ids = [];
    const ways = wanted.flatMap((path) => path.map((_step, index) => path.slice(0, index + 1)));
    this.#wanted = new Set(ways.map((way) => `/${[element.name, ...way].join('/')}`));
    this.#serial = 0;
    this.#elements = 0;
    this.#number = /[._-](\d{3,}[a-z]?)$/i.exec(element.name)?.[1];
    this.#open = [];
    const root = this.#element(element, '');
    const [first] = this.#ids;
    return { root: first === undefined ? root : withReferences(root, first), open: this.#open };
  }

  #element(declared: ElementDeclaration, above: string): MadeElement {
    const path = `${above}/${declared.name}`;
    const element = this.#costs.standIn(declared) ?? declared;
    this.#elements += 1;
    const empty = { name: element.name, namespace: element.namespace, attributes: [], children: [], text: '' };
    if (element.missing !== undefined) return this.#unknown(empty, path, 'its declaration is not there');
    if (element.abstract) return this.#unknown(empty, path, 'it is abstract, and nothing stands for it');
    if (this.#elements > ELEMENTS_MAX) return this.#unknown(empty, path, 'the message would never end');
    const type = element.type();
    if (type.kind === 'simple') return { ...empty, text: this.#text(type, element, path) };
    return { ...empty, ...this.#complex(type, element, path) };
  }

  #unknown(element: MadeElement, path: string, why: string): MadeElement {
    this.#open.push(`${path}: ${why}`);
    return element;
  }

  #complex(
    declared: ComplexType,
    element: ElementDeclaration,
    path: string,
  ): Pick<MadeElement, 'attributes' | 'children' | 'text'> {
    const type = this.#costs.concrete(declared);
    if (type === undefined) {
      this.#open.push(`${path}: its type ${declared.key ?? ''} is abstract, and none is derived from it`);
      return { attributes: [], children: [], text: '' };
    }
    const substituted = type === declared ? [] : [{ name: 'type', namespace: XSI, value: type.key ?? '' }];
    const attributes = type.attributes
      .filter((use) => use.required || this.#wanted.has(`${path}/@${use.name}`))
      .map((use) => this.#attribute(use, path));
    const list = listOf(type);
    const children = this.#particle(type.content, path).map((child) =>
      child.name === CODE && list !== undefined ? this.#fromList(child, list, type) : child,
    );
    if (type.missing !== undefined) this.#open.push(`${path}: the type ${type.missing} is not there`);
    if (type.key === ANY_TYPE)
      return { attributes: [], children: [], text: this.#made(builtIn('string'), element.name, path) };
    const text = type.text === undefined ? '' : (this.#official(list) ?? this.#text(type.text, element, path));
    return { attributes: [...substituted, ...attributes], children, text };
  }

  #fromList(code: MadeElement, uri: string, type: ComplexType): MadeElement {
    // An enumeration in the schema is closer than a list.
    const official = hasEnumeratedCode(type.content) ? undefined : this.#official(uri);
    return official === undefined ? code : { ...code, text: official };
  }

  #official(uri: string | undefined): string | undefined {
    return uri === undefined ? undefined : this.codeLists.get(uri)?.codes.keys().next().value;
  }

  #attribute(use: AttributeUse, path: string): MadeAttribute {
    const { name, namespace } = use;
    const given = use.fixed ?? use.default;
    return { name, namespace, value: given ?? this.#made(use.type, name, `${path}/@${name}`) };
  }

  #text(type: SimpleType, element: ElementDeclaration, path: string): string {
    return element.fixed ?? element.default ?? this.#made(type, element.name, path);
  }

  #made(type: SimpleType, name: string, path: string): string {
    if (type.builtIn === 'IDREF') return REFERENCE;
    this.#serial += 1;
    const serial = this.#same && type.builtIn !== 'ID' ? 1 : this.#serial;
    const isNumber = this.#number !== undefined && /nachrichtentyp/i.test(path);
    const first = isNumber ? [this.#number!] : [];
    const value = valueOf(type, { name: this.#same ? 'nummer' : name, serial, first });
    if (type.builtIn === 'ID' && value !== undefined) this.#ids.push(value);
    if (value === undefined) this.#open.push(`${path}: no value of ${type.names[0] ?? 'its type'} could be made up`);
    return value ?? '';
  }

  #particle(particle: Particle | undefined, path: string): readonly MadeElement[] {
    if (particle === undefined) return [];
    const made: MadeElement[] = [];
    const times = Math.max(particle.min, this.#leadsToWanted(particle, path) ? 1 : 0);
    for (let time = 0; time < times; time += 1) made.push(...this.#once(particle, path));
    return made;
  }

  #once(particle: Particle, path: string): readonly MadeElement[] {
    switch (particle.kind) {
      case 'element':
        return [this.#element(particle.element, path)];
      case 'any':
        return this.#wildcard(particle, path);
      case 'choice': {
        const wanted = particle.parts.find((part) => this.#leadsToWanted(part, path));
        if (wanted !== undefined) return this.#particle(wanted, path);
        const costs = particle.parts.map((part) => this.#costs.ofParticle(part));
        const cheapest = particle.parts[costs.indexOf(Math.min(...costs))];
        return this.#particle(cheapest, path);
      }
      default:
        return particle.parts.flatMap((part) => this.#particle(part, path));
    }
  }

  #leadsToWanted(particle: Particle, path: string): boolean {
    if (particle.kind === 'any' || this.#wanted.size === 0) return false;
    if (particle.kind === 'element') return this.#wanted.has(`${path}/${particle.element.name}`);
    return particle.parts.some((part) => this.#leadsToWanted(part, path));
  }

  #wildcard({ namespaces, strict, target }: Wildcard, path: string): readonly MadeElement[] {
    const allowed = (namespace: string): boolean =>
      namespaces === '##any' ||
      (namespaces === '##other'
        ? namespace !== target && namespace !== ''
        : listed(namespaces, target).includes(namespace));
    if (!strict && ['##any', '##other'].includes(namespaces)) {
      return [{ name: 'extension', namespace: MADE_UP, attributes: [], children: [], text: '' }];
    }
    const candidates = [...this.types.symbols.all('element').keys()]
      .filter((key) => allowed(key.slice(1, key.indexOf('}'))))
      .flatMap((key) => this.types.element(key) ?? [])
      .filter(({ abstract }) => !abstract);
    const [cheapest] = candidates.toSorted((one, other) => this.#costs.ofElement(one) - this.#costs.ofElement(other));
    if (cheapest !== undefined) return [this.#element(cheapest, path)];
    const only = listed(namespaces, target)[0];
    if (!strict && only !== undefined)
      return [{ name: 'extension', namespace: only, attributes: [], children: [], text: '' }];
    this.#open.push(`${path}/*: an element of ${namespaces} is required, and none is known`);
    return [];
  }
}

/** References lead to something that is there; which one the schema does not say. */
function withReferences(element: MadeElement, id: string): MadeElement {
  const leading = (value: string): string => (value === REFERENCE ? id : value);
  return {
    ...element,
    text: leading(element.text),
    attributes: element.attributes.map((attribute) => ({ ...attribute, value: leading(attribute.value) })),
    children: element.children.map((child) => withReferences(child, id)),
  };
}

function listed(namespaces: string, target: string): readonly string[] {
  return namespaces
    .split(/\s+/)
    .map((one) => (one === '##targetNamespace' ? target : one === '##local' ? '' : one))
    .filter((one) => !one.startsWith('##'));
}

/** An XÖV code names the list that it is from. */
function listOf(type: ComplexType): string | undefined {
  const use = type.attributes.find(({ name }) => name === 'listURI');
  return use?.fixed ?? use?.default;
}

function hasEnumeratedCode(content: Particle | undefined): boolean {
  if (content === undefined || content.kind === 'any') return false;
  if (content.kind !== 'element') return content.parts.some(hasEnumeratedCode);
  const type: Type = content.element.type();
  return content.element.name === CODE && type.kind === 'simple' && type.enumeration !== undefined;
}
