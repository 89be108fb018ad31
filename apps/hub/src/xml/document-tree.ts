/**
 * A document of libxml2, read where it lies: in the memory of the WebAssembly module, by the layout that its structs have
 * there. Asking the library costs a call and an object for each node; this costs neither. `read.spec.ts` holds what comes
 * of it against two other parsers, so a release that lays its structs out differently does not go unnoticed.
 */
import type { XmlDocument } from 'libxml2-wasm';
import * as internals from 'libxml2-wasm/lib/libxml2.mjs';
import type { XmlAttribute, XmlNode } from './tree.js';

/** Where a field is, counted in words of four bytes. Attributes have the first ones in common with elements. */
const TYPE = 1;
const NAME = 2;
const CHILDREN = 3;
const PARENT = 5;
const NEXT = 6;
const NAMESPACE = 9;
const CONTENT = 10;
const ATTRIBUTES = 11;
const DECLARATIONS = 12;
/** Of a namespace declaration. */
const NEXT_DECLARATION = 0;
const URI = 2;

const ELEMENT_NODE = 1;
const TEXT_NODE = 3;
const CDATA_NODE = 4;

/** Text beyond this is searched for its end by the machine, not byte by byte. */
const LONG_BYTES = 64;

interface Memory {
  readonly words: Int32Array;
  readonly bytes: Buffer;
}

let memory: Memory = { words: new Int32Array(0), bytes: Buffer.alloc(0) };

/** The module replaces its buffer when it needs more; a view of the old one is empty then. */
function currentMemory(): Memory {
  // The library does not hand its memory out. A view of no nodes at all has it, too.
  const { buffer } = internals.XmlNodeSetStruct.nodeTable(0, 0);
  if (memory.words.buffer !== buffer) memory = { words: new Int32Array(buffer), bytes: Buffer.from(buffer) };
  return memory;
}

function rootOf(document: XmlDocument): number {
  // oxlint-disable-next-line no-underscore-dangle -- so the library calls the address of what it wraps
  const { _ptr: address } = document as unknown as { readonly _ptr: number };
  return internals.xmlDocGetRootElement(address);
}

export interface Shape {
  readonly elements: number;
  readonly depth: number;
  /** Most of one element, namespace declarations included. */
  readonly attributes: number;
}

export function shapeOf(document: XmlDocument): Shape {
  const { words } = currentMemory();
  const root = rootOf(document);
  let elements = 0;
  let deepest = 0;
  let most = 0;
  let depth = 1;
  for (let node = root; ;) {
    const at = node >> 2;
    const isElement = words[at + TYPE] === ELEMENT_NODE;
    if (isElement) {
      elements += 1;
      deepest = Math.max(deepest, depth);
      most = Math.max(
        most,
        lengthOf(words, words[at + ATTRIBUTES]!, NEXT) + lengthOf(words, words[at + DECLARATIONS]!, NEXT_DECLARATION),
      );
    }
    const child = isElement ? words[at + CHILDREN]! : 0;
    if (child !== 0) {
      node = child;
      depth += 1;
      continue;
    }
    while (node !== root && words[(node >> 2) + NEXT] === 0) {
      node = words[(node >> 2) + PARENT]!;
      depth -= 1;
    }
    if (node === root) return { elements, depth: deepest, attributes: most };
    node = words[(node >> 2) + NEXT]!;
  }
}

function lengthOf(words: Int32Array, first: number, next: number): number {
  let length = 0;
  for (let at = first; at !== 0; at = words[(at >> 2) + next]!) length += 1;
  return length;
}

/** The tree has nothing of the document in it: it may outlive it. */
export function treeOf(document: XmlDocument): { readonly root: XmlNode; readonly elements: number } {
  const reader = new TreeReader(currentMemory());
  return { root: reader.element(rootOf(document)), elements: reader.elements };
}

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];

class TreeReader {
  elements = 0;
  readonly #words: Int32Array;
  readonly #bytes: Buffer;
  /** Libxml2 keeps each name of a document once. */
  readonly #names = new Map<number, string>();
  readonly #uris = new Map<number, string>();

  constructor({ words, bytes }: Memory) {
    this.#words = words;
    this.#bytes = bytes;
  }

  element(pointer: number): XmlNode {
    this.elements += 1;
    const words = this.#words;
    const at = pointer >> 2;
    const children: (XmlNode | string)[] = [];
    for (let child = words[at + CHILDREN]!; child !== 0; child = words[(child >> 2) + NEXT]!) {
      this.#append(children, child);
    }
    return {
      name: this.#name(words[at + NAME]!),
      namespace: this.#uri(words[at + NAMESPACE]!),
      attributes: this.#attributes(words[at + ATTRIBUTES]!),
      children,
    };
  }

  #append(children: (XmlNode | string)[], pointer: number): void {
    const at = pointer >> 2;
    const type = this.#words[at + TYPE];
    if (type === ELEMENT_NODE) {
      children.push(this.element(pointer));
    } else if (type === TEXT_NODE || type === CDATA_NODE) {
      const text = this.#text(this.#words[at + CONTENT]!);
      const last = children.at(-1);
      if (typeof last === 'string') children[children.length - 1] = last + text;
      else if (text !== '') children.push(text);
    }
  }

  #attributes(first: number): readonly XmlAttribute[] {
    if (first === 0) return NO_ATTRIBUTES;
    const words = this.#words;
    const attributes: XmlAttribute[] = [];
    for (let pointer = first; pointer !== 0; pointer = words[(pointer >> 2) + NEXT]!) {
      const at = pointer >> 2;
      let value = '';
      for (let text = words[at + CHILDREN]!; text !== 0; text = words[(text >> 2) + NEXT]!) {
        value += this.#text(words[(text >> 2) + CONTENT]!);
      }
      attributes.push({ name: this.#name(words[at + NAME]!), namespace: this.#uri(words[at + NAMESPACE]!), value });
    }
    return attributes;
  }

  #name(pointer: number): string {
    const known = this.#names.get(pointer);
    if (known !== undefined) return known;
    const name = this.#text(pointer);
    this.#names.set(pointer, name);
    return name;
  }

  /** White space around a URI does not count, for the guard as for every reader here. */
  #uri(declaration: number): string {
    if (declaration === 0) return '';
    const known = this.#uris.get(declaration);
    if (known !== undefined) return known;
    const uri = this.#text(this.#words[(declaration >> 2) + URI]!).trim();
    this.#uris.set(declaration, uri);
    return uri;
  }

  #text(pointer: number): string {
    if (pointer === 0) return '';
    const bytes = this.#bytes;
    const near = pointer + LONG_BYTES;
    let end = pointer;
    let seen = 0;
    while (end < near && bytes[end] !== 0) {
      seen |= bytes[end]!;
      end += 1;
    }
    if (end < near) return bytes.toString(seen < 0x80 ? 'latin1' : 'utf8', pointer, end);
    return bytes.toString('utf8', pointer, bytes.indexOf(0, end));
  }
}
