import { Rejected } from '../contract/index.js';
import type { Fields } from '../fields/fields.js';

/** Numbers of more digits may have been others before they were read: JSON has them as floats. */
const EXACT_DIGITS_MAX = 15;

/** Fields of a JSON object, by their JSON pointers (RFC 6901). */
export class JsonFields implements Fields {
  readonly connector = 'json-generic';

  constructor(private readonly body: object) {}

  text(path: string): string | undefined {
    return this.single(this.at(path), path);
  }

  texts(path: string): readonly string[] {
    const found = this.at(path);
    if (!Array.isArray(found)) return listOf(this.single(found, path));
    return found.flatMap((each, index) => listOf(this.single(each, `${path}/${index}`)));
  }

  placeOf(path: string): string {
    return path;
  }

  private at(path: string): unknown {
    let value: unknown = this.body;
    for (const step of path.slice(1).split('/'))
      value = member(value, step.replaceAll('~1', '/').replaceAll('~0', '~'));
    return value;
  }

  private single(value: unknown, path: string): string | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'number') return this.number(value, path);
    const what = Array.isArray(value) ? 'a list' : 'an object';
    const sentence = `${path} is ${what}, but a single value is needed here.`;
    throw new Rejected('json-generic.no-single-value', sentence, path);
  }

  private number(value: number, path: string): string {
    const text = String(value);
    if (/^-?\d+(\.\d+)?$/.test(text) && text.replace(/^-?0*\.?0*|\./g, '').length <= EXACT_DIGITS_MAX) return text;
    const sentence = `${path} is a number that may not be exact any more; send it as a text ("${text}").`;
    throw new Rejected('json-generic.number-inexact', sentence, path);
  }
}

/** A step of an array is a position. What an object only inherits was not sent. */
function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(name) ? value[Number(name)] : undefined;
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function listOf(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}
