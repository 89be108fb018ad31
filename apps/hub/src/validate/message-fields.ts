/**
 * The fields of a message, for people who say where in it everything is: each place with a value, by the path that
 * settings name it with (a JSON pointer, or local names from below the root element). Runs in the translating thread.
 */
import { shortened } from '../errors/shortened.js';
import type { XmlNode } from '../xml/tree.js';
import type { OpenedBody } from './open-body.js';

export interface MessageField {
  readonly path: string;
  /** The first one, shortened. */
  readonly value: string;
  /** How often it is there, where that is more than once or it is a list. */
  readonly times?: number;
}

/** So many places are enough to choose from. */
const FIELDS_MAX = 500;

/** In the order of the message; of what is longer than anybody reads, the beginning. */
export function fieldsIn(opened: OpenedBody): readonly MessageField[] {
  const found = new Found();
  if (opened.syntax === 'json') ofJson(opened.value, '', found);
  else ofXml(opened.xml.tree, '', found);
  return found.fields();
}

class Found {
  private readonly byPath = new Map<string, { readonly value: string; readonly list: boolean; times: number }>();

  get full(): boolean {
    return this.byPath.size >= FIELDS_MAX;
  }

  add(path: string, value: string, list = false): void {
    const known = this.byPath.get(path);
    if (known !== undefined) known.times += 1;
    else if (!this.full) this.byPath.set(path, { value: shortened(value), list, times: 1 });
  }

  fields(): readonly MessageField[] {
    return [...this.byPath].map(([path, { value, list, times }]) => ({
      path,
      value,
      ...(list || times > 1 ? { times } : {}),
    }));
  }
}

function ofJson(value: unknown, path: string, found: Found): void {
  if (found.full || value === null || value === '') return;
  if (typeof value !== 'object') return found.add(path, String(value));
  // A list is a field with several values, and each of them is one.
  if (Array.isArray(value)) for (const each of value) if (isValue(each)) found.add(path, String(each), true);
  for (const [name, each] of Object.entries(value)) ofJson(each, `${path}/${escaped(name)}`, found);
}

function ofXml({ attributes, children }: XmlNode, path: string, found: Found): void {
  if (found.full) return;
  const below = path === '' ? '' : `${path}/`;
  for (const { name, value } of attributes) if (value.trim() !== '') found.add(`${below}@${name}`, value.trim());
  const elements = children.filter((child) => typeof child !== 'string');
  const text = elements.length > 0 ? '' : children.join('').trim();
  if (text !== '') found.add(path === '' ? '.' : path, text);
  for (const child of elements) ofXml(child, below + child.name, found);
}

function isValue(value: unknown): boolean {
  return typeof value !== 'object' && value !== '';
}

/** RFC 6901. */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
