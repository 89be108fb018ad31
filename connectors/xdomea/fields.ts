import type { Element } from '../contract/index.js';
import { cut } from './cut.js';
import { wordFor } from './glossary.js';

/** Names and values in the order of the message. A name is there once. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** The longest value metadata may have; what is longer goes on in a field of its own. */
const VALUE_LENGTH_MAX = 10_000;

/** Bytes as text (signatures within the XML, up to 2.4). They stay in the XML, which is filed as well. */
const BINARY = new Set(['Signatur/Container', 'Zertifikat/Zertifikat', 'Status/Antwort']);

/**
 * Every value below an element, flat: `Laufzeit/Beginn` becomes `lifetime-from`. Of elements that are there several
 * times the second is called `…-2`. Values stay as they were written. This reads whatever the version of the standard
 * has, so that nothing is lost because nobody thought of it; the completeness is tested, not promised.
 */
export function fieldsOf(element: Element, parent = ''): Fields {
  return withoutClashes(valuesOf(element, wordFor(parent, element.name)));
}

/** The values of the children, without those that are read in another way. */
export function fieldsWithin(element: Element, except: ReadonlySet<string> = new Set()): Fields {
  return withoutClashes(valuesBelow(element, '', except));
}

/** Values that are made of several, or of attributes, may be too long for one field, too. */
export function recordOf(...parts: readonly Fields[]): Readonly<Record<string, string>> {
  return Object.fromEntries(withoutClashes(parts.flat().flatMap(([name, value]) => fieldInPieces(name, value))));
}

function valuesOf(element: Element, name: string): Fields {
  if (element.children.some((child) => child.name === 'code')) return codeOf(element, name);
  if (element.children.length > 0) return valuesBelow(element, name, new Set());
  return fieldInPieces(name === '' ? 'value' : name, element.maybe.text('.') ?? '');
}

function valuesBelow(element: Element, prefix: string, except: ReadonlySet<string>): Fields {
  const counts = new Map<string, number>();
  return element.children.flatMap((child) => {
    if (except.has(child.name) || BINARY.has(`${element.name}/${child.name}`)) return [];
    const count = (counts.get(child.name) ?? 0) + 1;
    counts.set(child.name, count);
    const word = wordFor(element.name, child.name);
    // A name begins with a letter, also that of the second of what has no word of its own.
    const stem = prefix === '' && word === '' && count > 1 ? 'part' : word;
    return valuesOf(child, [prefix, stem, count > 1 ? String(count) : ''].filter((part) => part !== '').join('-'));
  });
}

/** A code says which list it comes from, and in which version; without them it means nothing in ten years. */
function codeOf(element: Element, name: string): Fields {
  const all: readonly (readonly [string, string | undefined])[] = [
    [name, element.maybe.text('code')],
    [`${name}-label`, element.maybe.text('name')],
    [`${name}-list`, element.maybe.text('@listURI')],
    [`${name}-list-version`, element.maybe.text('@listVersionID')],
  ];
  return all.flatMap(([key, value]) => (value === undefined ? [] : fieldInPieces(key, value)));
}

function fieldInPieces(name: string, text: string): Fields {
  const pieces: (readonly [string, string])[] = [];
  for (let rest = text; rest !== '';) {
    const piece = cut(rest, VALUE_LENGTH_MAX);
    pieces.push([name, piece]);
    rest = rest.slice(piece.length);
  }
  return pieces;
}

function withoutClashes(fields: Fields): Fields {
  const names = new Set<string>();
  return fields.map(([name, value]) => {
    let free = name;
    for (let count = 2; names.has(free); count += 1) free = `${name}-${count}`;
    names.add(free);
    return [free, value];
  });
}
