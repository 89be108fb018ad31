/**
 * A document as its sender wrote it: elements that know where they stand in the text, so that a part of it can be taken
 * out, or replaced, without writing the rest anew. Built while the guard looks at it: what is read is what was checked.
 * For envelopes and WSDLs; messages are read by `read.ts`.
 */
import type { SaxesTagNS } from 'saxes';
import { decodeXml } from './decode.js';
import { XmlGuard, type XmlLimits } from './guard.js';

export interface SourceAttribute {
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

/** In place of a range of the text. */
export interface SourceEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export class SourceElement {
  readonly content: (SourceElement | string)[] = [];
  readonly attributes: readonly SourceAttribute[];
  /** What its own start tag declares. */
  readonly declarations: Readonly<Record<string, string>>;
  /** Behind its end tag. */
  to = 0;
  readonly document: SourceDocument;
  readonly #qualified: string;
  readonly #isSelfClosing: boolean;

  constructor(
    document: SourceDocument,
    tag: SaxesTagNS,
    readonly parent: SourceElement | undefined,
    /** Behind its start tag. */
    readonly innerFrom: number,
  ) {
    this.document = document;
    this.#qualified = tag.name;
    this.#isSelfClosing = tag.isSelfClosing;
    this.name = tag.local;
    // White space around a URI does not count, for the guard as for every reader here.
    this.namespace = tag.uri.trim();
    this.declarations = tag.ns;
    this.attributes = Object.values(tag.attributes).flatMap(({ prefix, name, local, uri, value }) =>
      prefix === 'xmlns' || name === 'xmlns' ? [] : { name: local, namespace: uri.trim(), value },
    );
  }

  readonly name: string;
  readonly namespace: string;

  get children(): readonly SourceElement[] {
    return this.content.filter((piece) => piece instanceof SourceElement);
  }

  /** Where its start tag begins. Within a tag nothing but its beginning is written `<`. */
  get from(): number {
    return this.document.text.lastIndexOf('<', this.innerFrom - 1);
  }

  /** In its start tag, where another attribute can stand. */
  get startTagEnd(): number {
    return this.innerFrom - (this.#isSelfClosing ? '/>' : '>').length;
  }

  /** Where its end tag begins; of an empty element behind it. */
  get innerTo(): number {
    return this.#isSelfClosing ? this.innerFrom : this.document.text.lastIndexOf('<', this.to - 1);
  }

  /** Of what is written in it and in its children. */
  get text(): string {
    const [only, ...more] = this.content;
    if (more.length === 0) return only === undefined ? '' : typeof only === 'string' ? only : only.text;
    return this.content.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
  }

  attribute(name: string, namespace = ''): string | undefined {
    return this.attributes.find((one) => one.name === name && one.namespace === namespace)?.value;
  }

  /** What a prefix stands for here; the empty prefix is the default. */
  prefix(prefix: string): string | undefined {
    if (prefix === 'xml') return 'http://www.w3.org/XML/1998/namespace';
    const own = Object.hasOwn(this.declarations, prefix) ? this.declarations[prefix] : undefined;
    return own ?? this.parent?.prefix(prefix);
  }

  /** Where the value of an attribute stands between its quotes; undefined when it has none of this name. */
  valueRange(qualified: string): { readonly from: number; readonly to: number } | undefined {
    const tag = this.document.text.slice(this.from, this.innerFrom);
    for (const { index, 0: whole, 1: name } of tag.matchAll(/([^\s=<>/"']+)\s*=\s*("[^"]*"|'[^']*')/g)) {
      if (name !== qualified) continue;
      const to = this.from + index + whole.length - 1;
      const length = whole.length - whole.search(/["']/) - 2;
      return { from: to - length, to };
    }
    return undefined;
  }

  /**
   * A document of its own: the characters of the sender, with the declarations of outer elements that are in scope.
   *
   * @param edits within it; they do not overlap
   */
  toXml(edits: readonly SourceEdit[] = []): string {
    const { text } = this.document;
    const nameEnd = this.from + 1 + this.#qualified.length;
    const inherited = this.#inherited().map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${uri}"`);
    return edited(text, [{ from: nameEnd, to: nameEnd, text: inherited.join('') }, ...edits], {
      from: this.from,
      to: this.to,
    });
  }

  #inherited(): readonly (readonly [string, string])[] {
    const found = new Map<string, string>();
    for (let outer = this.parent; outer !== undefined; outer = outer.parent) {
      for (const [prefix, uri] of Object.entries(outer.declarations)) {
        if (!found.has(prefix) && !Object.hasOwn(this.declarations, prefix)) found.set(prefix, uri);
      }
    }
    // `xml` may be declared and need not be; a default of none is what a document begins with.
    return [...found]
      .filter(([prefix, uri]) => prefix !== 'xml' && uri !== '')
      .map(([prefix, uri]) => [prefix, escapedUri(uri)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1));
  }
}

export interface SourceDocument {
  readonly text: string;
  readonly root: SourceElement;
}

/** Reads a document while it streams in. All methods throw HubError `rejected` of the guard. */
export class SourceReader {
  readonly #guard: XmlGuard;
  readonly #chunks: Buffer[] = [];
  readonly #document: { text: string; root: SourceElement | undefined } = { text: '', root: undefined };
  #at: SourceElement | undefined;

  constructor(limits: XmlLimits) {
    this.#guard = new XmlGuard(limits, {
      opened: (tag, position) => this.#opened(tag, position),
      text: (text) => this.#at?.content.push(text),
      closed: (position) => {
        if (this.#at === undefined) return;
        this.#at.to = position;
        this.#at = this.#at.parent;
      },
    });
  }

  write(chunk: Buffer): void {
    this.#guard.write(chunk);
    this.#chunks.push(chunk);
  }

  end(): { readonly document: SourceDocument; readonly bytes: Buffer; readonly encoding: string } {
    const { encoding } = this.#guard.end();
    const bytes = Buffer.concat(this.#chunks);
    this.#document.text = decodeXml(bytes);
    return { document: this.#document as SourceDocument, bytes, encoding };
  }

  #opened(tag: SaxesTagNS, position: number): void {
    const element = new SourceElement(this.#document as SourceDocument, tag, this.#at, position);
    if (this.#at === undefined) this.#document.root = element;
    else this.#at.content.push(element);
    this.#at = element;
  }
}

/** @throws HubError `rejected` of the guard */
export function readSource(bytes: Buffer, limits: XmlLimits): SourceDocument {
  const reader = new SourceReader(limits);
  reader.write(bytes);
  return reader.end().document;
}

/** A range of a text with edits that lie in it. */
export function edited(
  text: string,
  edits: readonly SourceEdit[],
  range: { readonly from: number; readonly to: number } = { from: 0, to: text.length },
): string {
  const pieces: string[] = [];
  let at = range.from;
  for (const { from, to, text: instead } of edits.toSorted((one, other) => one.from - other.from)) {
    pieces.push(text.slice(at, from), instead);
    at = to;
  }
  pieces.push(text.slice(at, range.to));
  return pieces.join('');
}

function escapedUri(uri: string): string {
  return uri.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
