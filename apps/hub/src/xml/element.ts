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
import { cut } from '../errors/shortened.js';
import { matches, type Paths, type Step } from './paths.js';
import type { XmlAttribute, XmlNode } from './tree.js';
import { toDate, toDecimal } from './values.js';

/** What an installed code list says about a code. */
export interface CodeFacts {
  readonly known: boolean;
  readonly name?: string;
}

/** Undefined when the list is not installed. */
export type LookUpCode = (code: string, listUri: string, listVersion: string | undefined) => CodeFacts | undefined;

/** What reading an element refuses with, and so may connectors. */
export const ELEMENT_CODES: ReadonlySet<string> = new Set([
  'xml.date-invalid',
  'xml.decimal-invalid',
  'xml.path-ambiguous',
  'xml.path-missing',
  'xml.value-empty',
]);

/** What a path led to: an element, or an attribute of one. */
interface Place {
  readonly element: XmlElement;
  readonly attribute?: XmlAttribute;
}

export class XmlElement implements Element {
  readonly #node: XmlNode;
  readonly #paths: Paths;
  readonly #parent: XmlElement | undefined;
  readonly #lookUp: LookUpCode | undefined;
  #children: readonly XmlElement[] | undefined;
  #maybe: OptionalReader | undefined;

  constructor(node: XmlNode, paths: Paths, parent?: XmlElement, lookUp?: LookUpCode) {
    this.#node = node;
    this.#paths = paths;
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
    return (this.#children ??= this.#wrapped());
  }

  get maybe(): OptionalReader {
    return (this.#maybe ??= Object.freeze({
      one: (path: string) => {
        const place = this.#place(path, 'element');
        return place === undefined || place.element.#isEmpty() ? undefined : place.element;
      },
      text: (path: string) => this.#text(path)?.text,
      date: (path: string) => this.#date(path),
      decimal: (path: string) => this.#decimal(path),
      code: (path: string) => this.#code(path),
    }));
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
    const format = place.attribute === undefined ? place.element.#attribute('format') : undefined;
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
    const listUri = element.#attribute('listURI');
    const listVersion = element.#attribute('listVersionID');
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
    const { steps, attribute } = this.#paths.compiled(path);
    if (attribute !== undefined && wanted === 'element') throw new TypeError(`${path} leads to an attribute`);
    let elements: readonly XmlElement[] = [this];
    for (const step of steps) elements = below(elements, step);
    if (attribute === undefined) return elements.map((element) => ({ element }));
    return elements.flatMap((element) =>
      element.#node.attributes
        .filter((found) => matches(attribute, found))
        .map((found) => ({ element, attribute: found })),
    );
  }

  #wrapped(): readonly XmlElement[] {
    const children: XmlElement[] = [];
    for (const child of this.#node.children) {
      if (typeof child !== 'string') children.push(new XmlElement(child, this.#paths, this, this.#lookUp));
    }
    return Object.freeze(children);
  }

  #attribute(name: string): string | undefined {
    return this.#node.attributes.find((attribute) => attribute.name === name)?.value;
  }

  #isEmpty(): boolean {
    return this.children.length === 0 && this.#node.attributes.length === 0 && stringValue(this.#node).trim() === '';
  }

  static textOf(element: XmlElement): string {
    return stringValue(element.#node);
  }

  /** What it was made from. */
  static sourceOf(element: XmlElement): { readonly node: XmlNode; readonly lookUp: LookUpCode | undefined } {
    return { node: element.#node, lookUp: element.#lookUp };
  }
}

function below(elements: readonly XmlElement[], step: Step): readonly XmlElement[] {
  const found: XmlElement[] = [];
  for (const element of elements) {
    for (const child of element.children) if (matches(step, child)) found.push(child);
  }
  return found;
}

function valueOf(place: Place): string {
  return (place.attribute?.value ?? XmlElement.textOf(place.element)).trim();
}

function stringValue(node: XmlNode): string {
  const [only] = node.children;
  if (node.children.length === 1 && typeof only === 'string') return only;
  return node.children.map((child) => (typeof child === 'string' ? child : stringValue(child))).join('');
}

function pathOf({ element, attribute }: Place): string {
  return attribute === undefined ? element.path : `${element.path}/@${attribute.name}`;
}

function shortened(text: string): string {
  return text.length > 60 ? `${cut(text, 60)}…` : text;
}
