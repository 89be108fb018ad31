/**
 * The contract's `Element` over a parsed tree. Children are wrapped when they are first asked for; positions are only
 * worked out for an error message.
 */
import {
  Rejected,
  type Code,
  type Decimal,
  type Element,
  type IsoDate,
  type OptionalReader,
} from '@fachwerk/connectors/contract';
import type { XmlAttribute, XmlNode } from './tree.js';
import { toDate, toDecimal } from './values.js';

export type Prefixes = ReadonlyMap<string, string>;

/** What an installed code list says about a code; undefined when the list is not installed. */
export type LookUpCode = (
  code: string,
  listUri: string,
  listVersion: string | undefined,
) => { readonly known: boolean; readonly name?: string } | undefined;

/** What a path led to: an element, or an attribute of one. */
interface Place {
  readonly element: XmlElement;
  readonly attribute?: XmlAttribute;
}

type Matcher = (found: { readonly name: string; readonly namespace: string }) => boolean;

export class XmlElement implements Element {
  readonly #node: XmlNode;
  readonly #prefixes: Prefixes;
  readonly #parent: XmlElement | undefined;
  readonly #lookUp: LookUpCode | undefined;
  #children: readonly XmlElement[] | undefined;

  constructor(node: XmlNode, prefixes: Prefixes, parent?: XmlElement, lookUp?: LookUpCode) {
    this.#node = node;
    this.#prefixes = prefixes;
    this.#parent = parent;
    this.#lookUp = lookUp;
    Object.freeze(this);
  }

  get name(): string {
    return this.#node.name;
  }

  get namespace(): string {
    return this.#node.namespace;
  }

  get path(): string {
    const parent = this.#parent;
    if (parent === undefined) return `/${this.name}`;
    const siblings = parent.children.filter((child) => child.name === this.name);
    const position = siblings.length > 1 ? `[${siblings.indexOf(this) + 1}]` : '';
    return `${parent.path}/${this.name}${position}`;
  }

  get children(): readonly XmlElement[] {
    this.#children ??= Object.freeze(
      this.#node.children
        .filter((child): child is XmlNode => typeof child !== 'string')
        .map((child) => new XmlElement(child, this.#prefixes, this, this.#lookUp)),
    );
    return this.#children;
  }

  get maybe(): OptionalReader {
    return Object.freeze({
      one: (path: string) => {
        const place = this.#place(path, 'element');
        return place === undefined || place.element.#isEmpty() ? undefined : place.element;
      },
      text: (path: string) => this.#text(path)?.text,
      date: (path: string) => this.#date(path),
      decimal: (path: string) => this.#decimal(path),
      code: (path: string) => this.#code(path),
    });
  }

  one(path: string): Element {
    return this.#required(path, this.#place(path, 'element')).element;
  }

  many(path: string): readonly Element[] {
    return Object.freeze(this.#places(path, 'element').map((place) => place.element));
  }

  text(path: string): string {
    return this.#required(path, this.#text(path)).text;
  }

  date(path: string): IsoDate {
    return this.#required(path, this.#date(path));
  }

  decimal(path: string): Decimal {
    return this.#required(path, this.#decimal(path));
  }

  code(path: string): Code {
    return this.#required(path, this.#code(path));
  }

  #text(path: string): { text: string; place: Place } | undefined {
    const place = this.#place(path);
    const text = place === undefined ? '' : valueOf(place);
    return place === undefined || text === '' ? undefined : { text, place };
  }

  /** CII names the form of a date beside it; only 102 is a day. */
  #date(path: string): IsoDate | undefined {
    const found = this.#text(path);
    if (found === undefined) return undefined;
    const { text, place } = found;
    const format = place.attribute === undefined ? place.element.#attributes('format')[0]?.value : undefined;
    const date = /^\d+$/.test(text) && format !== undefined && format !== '102' ? undefined : toDate(text);
    if (date !== undefined) return date;
    throw new Rejected('xml.date-invalid', `"${shortened(text)}" is not a date.`, pathOf(place));
  }

  #decimal(path: string): Decimal | undefined {
    const found = this.#text(path);
    if (found === undefined) return undefined;
    const decimal = toDecimal(found.text);
    if (decimal !== undefined) return decimal;
    throw new Rejected(
      'xml.decimal-invalid',
      `"${shortened(found.text)}" is not a decimal number.`,
      pathOf(found.place),
    );
  }

  #code(path: string): Code | undefined {
    const found = this.#text(path);
    if (found === undefined) return undefined;
    const { element, attribute } = found.place;
    if (attribute !== undefined) return Object.freeze({ code: found.text });
    const plain = element.children.length === 0;
    const listUri = element.#attributes('listURI')[0]?.value;
    const listVersion = element.#attributes('listVersionID')[0]?.value;
    const code = plain ? found.text : element.text('code');
    const facts = listUri === undefined || listUri === '' ? undefined : this.#lookUp?.(code, listUri, listVersion);
    const name = (plain ? undefined : element.maybe.text('name')) ?? facts?.name;
    return Object.freeze({
      code,
      ...(listUri === undefined ? {} : { listUri }),
      ...(listVersion === undefined ? {} : { listVersion }),
      ...(name === undefined ? {} : { name }),
      ...(facts === undefined ? {} : { known: facts.known }),
    });
  }

  /** The refusal says which of the two it is: nothing there, or nothing in it. */
  #required<T>(path: string, found: T | undefined): T {
    if (found !== undefined) return found;
    const place = this.#place(path);
    if (place !== undefined) throw new Rejected('xml.value-empty', `${pathOf(place)} is empty.`, pathOf(place));
    const missing = `${this.path}/${path
      .split('/')
      .map((step) => step.replace(/^(@?)[^:]*:/, '$1'))
      .join('/')}`;
    throw new Rejected('xml.path-missing', `${missing} is missing.`, missing);
  }

  #place(path: string, wanted?: 'element'): Place | undefined {
    const places = this.#places(path, wanted);
    const [first] = places;
    if (first === undefined || places.length === 1) return first;
    const found = pathOf(first).replace(/\[\d+\]$/, '');
    throw new Rejected(
      'xml.path-ambiguous',
      `${found} is there ${places.length} times, but must be there once.`,
      found,
    );
  }

  #places(path: string, wanted?: 'element'): readonly Place[] {
    const steps = path === '.' ? [] : path.split('/');
    const last = steps.at(-1);
    const attribute = last?.startsWith('@') ? last.slice(1) : undefined;
    if (attribute !== undefined && wanted === 'element') throw new TypeError(`${path} leads to an attribute`);
    // All steps are looked at before the first is taken: a mistake in the path must not hide behind what is not there.
    const elementMatches = (attribute === undefined ? steps : steps.slice(0, -1)).map((step) => this.#matcher(step));
    const attributeMatches = attribute === undefined ? undefined : this.#matcher(attribute);
    const elements = elementMatches.reduce<readonly XmlElement[]>(
      (found, matches) => found.flatMap((element) => element.children.filter(matches)),
      [this],
    );
    if (attributeMatches === undefined) return elements.map((element) => ({ element }));
    return elements.flatMap((element) =>
      element.#node.attributes.filter(attributeMatches).map((found) => ({ element, attribute: found })),
    );
  }

  #matcher(step: string): Matcher {
    return matcher(step, this.#prefixes);
  }

  #attributes(step: string): readonly XmlAttribute[] {
    return this.#node.attributes.filter(this.#matcher(step));
  }

  #isEmpty(): boolean {
    return this.children.length === 0 && this.#node.attributes.length === 0 && stringValue(this.#node).trim() === '';
  }

  static textOf(element: XmlElement): string {
    return stringValue(element.#node);
  }
}

/** A malformed path or an unknown prefix is a mistake of the connector, not of the message. */
function matcher(step: string, prefixes: Prefixes): Matcher {
  const [local, prefix, ...more] = step.split(':').toReversed();
  if (local === undefined || local === '' || more.length > 0) throw new TypeError(`"${step}" is not a step of a path`);
  if (prefix === undefined) return (found) => found.name === local;
  const uri = prefix === 'xml' ? 'http://www.w3.org/XML/1998/namespace' : prefixes.get(prefix);
  if (uri === undefined) throw new TypeError(`the manifest gives the prefix "${prefix}" no namespace`);
  return (found) => found.name === local && found.namespace === uri;
}

function valueOf(place: Place): string {
  return (place.attribute?.value ?? XmlElement.textOf(place.element)).trim();
}

function stringValue(node: XmlNode): string {
  return node.children.map((child) => (typeof child === 'string' ? child : stringValue(child))).join('');
}

function pathOf({ element, attribute }: Place): string {
  return attribute === undefined ? element.path : `${element.path}/@${attribute.name}`;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
