/** Makes up the smallest message that satisfies a JSON Schema. */
import type { Json, JsonObject } from '../found.js';
import { parsePattern } from '../pattern.js';
import { textsOf } from '../pattern-text.js';
import { isObject } from '../sources.js';
import { Looking } from './merge.js';

const DEPTH_MAX = 15;
const BY_FORMAT: Readonly<Record<string, string>> = {
  date: '2026-03-02',
  time: '09:30:00Z',
  'date-time': '2026-03-02T09:30:00Z',
  duration: 'P1D',
  uri: 'https://example.org/1',
  'uri-reference': 'https://example.org/1',
  'uri-template': 'https://example.org/{id}',
  email: 'muster@example.org',
  hostname: 'example.org',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  regex: '^a$',
  uuid: '6d1c2a40-3f5e-4b7a-9c21-8e0f5a4b7d10',
  'json-pointer': '/a',
  'relative-json-pointer': '0/a',
};

export interface Wanted {
  /** Which of several alternatives is taken, wherever there are some. */
  readonly choice: number;
  /** `a/b`, with `[]` for a step into a list: what shall be there even where it is optional. */
  readonly paths: ReadonlySet<string>;
}

export function instanceOf(root: JsonObject, { choice, paths }: Wanted): Json {
  const looking = new Looking(root);
  const ways = new Set(
    [...paths].flatMap((path) => path.split('/').map((_step, index, all) => all.slice(0, index + 1).join('/'))),
  );
  return made(root, '', 0);

  function made(schema: Json | undefined, path: string, depth: number): Json {
    const seen = looking.at(schema, choice);
    const given = givenIn(seen);
    if (given !== undefined) return given;
    const type = typeIn(seen);
    if (type === 'object') return objectOf(seen, path, depth);
    if (type === 'array') return listOf(seen, path, depth);
    if (type === 'string') return textOf(seen, path.split('/').at(-1) ?? '');
    if (type === 'number' || type === 'integer') return numberOf(seen);
    return type === 'boolean' ? true : type === 'null' ? null : 'Muster';
  }

  function objectOf(seen: JsonObject, path: string, depth: number): JsonObject {
    const properties = isObject(seen['properties']) ? seen['properties'] : {};
    const required = Array.isArray(seen['required']) ? (seen['required'] as readonly string[]) : [];
    const names = Object.keys(properties).filter((name) => required.includes(name) || ways.has(below(path, name)));
    const least = Number(seen['minProperties'] ?? 0);
    const more = Object.keys(properties).filter((name) => !names.includes(name));
    const all = depth > DEPTH_MAX ? [] : [...names, ...more.slice(0, Math.max(0, least - names.length))];
    return Object.fromEntries(all.map((name) => [name, made(properties[name], below(path, name), depth + 1)]));
  }

  function listOf(seen: JsonObject, path: string, depth: number): readonly Json[] {
    const item = below(path, '[]');
    const least = Math.max(
      Number(seen['minItems'] ?? 0),
      ways.has(item) ? 1 : 0,
      seen['contains'] === undefined ? 0 : 1,
    );
    if (depth > DEPTH_MAX) return [];
    const { items } = seen;
    return Array.from({ length: Math.min(least, 1_000) }, (_none, index) => {
      const schema = Array.isArray(items) ? items[index] : (items ?? seen['contains']);
      const value = made(schema as Json | undefined, item, depth + 1);
      return seen['uniqueItems'] === true && typeof value === 'string' && index > 0 ? `${value}${index}` : value;
    });
  }
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

function givenIn(seen: JsonObject): Json | undefined {
  if (seen['const'] !== undefined) return seen['const'];
  if (Array.isArray(seen['enum'])) return seen['enum'][0] as Json;
  const { examples, default: usual } = seen;
  const example = Array.isArray(examples) ? (examples[0] as Json) : undefined;
  // A whole object as an example is seldom up to date with its schema.
  return [example, usual].find(
    (value) => ['string', 'number', 'boolean'].includes(typeof value) && fits(value as Json, seen),
  );
}

function fits(value: Json, seen: JsonObject): boolean {
  const type = typeIn(seen);
  return type === typeof value || (type === 'integer' && Number.isInteger(value));
}

function typeIn({ type, properties, items }: JsonObject): string | undefined {
  if (Array.isArray(type)) return (type as readonly string[]).find((one) => one !== 'null') ?? 'null';
  if (typeof type === 'string') return type;
  return properties !== undefined ? 'object' : items !== undefined ? 'array' : undefined;
}

function textOf(seen: JsonObject, name: string): string {
  const { format, pattern } = seen;
  const [least, most] = [Number(seen['minLength'] ?? 0), Number(seen['maxLength'] ?? Number.POSITIVE_INFINITY)];
  const byFormat = typeof format === 'string' ? BY_FORMAT[format] : undefined;
  if (byFormat !== undefined) return byFormat;
  const words = [`Muster ${name}`, 'Muster', '1000', '1', 'M'.repeat(Math.min(least, 100_000))];
  const fitting = (text: string): boolean => [...text].length >= least && [...text].length <= most;
  if (typeof pattern !== 'string') return words.find(fitting) ?? 'M'.repeat(least);
  const expression = new RegExp(pattern, 'u');
  const known = [BY_FORMAT['uuid']!, BY_FORMAT['date']!, BY_FORMAT['uri']!, ...words].find(
    (text) => fitting(text) && expression.test(text),
  );
  return known ?? fromPattern(pattern, (text) => fitting(text) && expression.test(text)) ?? 'Muster';
}

function fromPattern(source: string, isFitting: (text: string) => boolean): string | undefined {
  try {
    for (const text of textsOf(parsePattern(source))) if (isFitting(text)) return text;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return undefined;
}

function numberOf(seen: JsonObject): number {
  const step = Number(seen['multipleOf'] ?? 1);
  const least = Number(seen['minimum'] ?? Number(seen['exclusiveMinimum'] ?? Number.NaN) + step);
  const most = Number(seen['maximum'] ?? Number(seen['exclusiveMaximum'] ?? Number.NaN) - step);
  if (!Number.isNaN(least)) return Math.ceil(least / step) * step;
  return Number.isNaN(most) || most >= step ? step : Math.floor(most / step) * step;
}
