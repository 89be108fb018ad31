/** Makes fields of a form from the JSON Schema that a connector has for its settings. */
import type { Language } from '../../language/language.js';

/** What a member of an object is shown as. `json` is for everything that has no field of its own. */
export type Shape =
  | { readonly as: 'number' | 'switch' | 'json' }
  /** `ofPlaces`: each text says where in a message something is. */
  | { readonly as: 'text' | 'list' | 'map'; readonly ofPlaces?: true }
  | { readonly as: 'choice'; readonly options: readonly { readonly value: string; readonly title: string }[] }
  | { readonly as: 'group'; readonly fields: readonly Field[] };

export interface Field {
  readonly name: string;
  /** JSON pointer into the settings. */
  readonly path: string;
  readonly title: string;
  readonly help: string | undefined;
  readonly required: boolean;
  readonly shape: Shape;
}

export type Settings = Readonly<Record<string, unknown>>;

interface Schema {
  readonly type?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: unknown;
  readonly description?: string;
  readonly title?: string;
  readonly 'x-texts'?: Readonly<Partial<Record<Language, Texts>>>;
  readonly 'x-path'?: string;
}

interface Texts {
  readonly title?: string;
  readonly description?: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** Words that say more than a field can show; a number of them in one place is a rule, not a value. */
const RULES = ['$ref', 'oneOf', 'anyOf', 'allOf', 'if', 'not', 'patternProperties', 'dependencies', 'dependentSchemas'];

/** @returns undefined when the whole of it has no fields: then it is written as JSON */
export function fieldsOf(schema: unknown, language: Language, path = ''): readonly Field[] | undefined {
  if (!isPlain(schema) || schema.type !== 'object' || schema.properties === undefined) return undefined;
  if (isSchema(schema.additionalProperties)) return undefined;
  const { properties, required = [] } = schema;
  return Object.entries(properties).map(([name, member]) => {
    const own = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const texts = isSchema(member) ? member['x-texts']?.[language] : undefined;
    return {
      name,
      path: own,
      title: texts?.title ?? member.title ?? name,
      help: texts?.description ?? member.description,
      required: required.includes(name),
      shape: shapeOf(member, language, own),
    };
  });
}

/** Changes one member; undefined takes it away. */
export function withMember(settings: Settings, name: string, value: unknown): Settings {
  if (value !== undefined) return { ...settings, [name]: value };
  return Object.fromEntries(Object.entries(settings).filter(([other]) => other !== name));
}

/** Without members that the schema refuses, as those of another connector: no field could take them away. */
export function fitting(settings: Settings, schema: unknown): Settings {
  if (!isPlain(schema) || schema.additionalProperties !== false || schema.properties === undefined) return settings;
  const { properties } = schema;
  return Object.fromEntries(Object.entries(settings).filter(([name]) => Object.hasOwn(properties, name)));
}

/** What may be an object, as one. */
export function asSettings(value: unknown): Settings {
  return isObject(value) ? value : {};
}

function shapeOf(schema: unknown, language: Language, path: string): Shape {
  if (!isPlain(schema)) return { as: 'json' };
  if (schema.enum !== undefined) return choiceOf(schema.enum, schema['x-texts']?.[language]?.values ?? {});
  const { type, items, additionalProperties } = schema;
  if (type === 'string') return { as: 'text', ...placesOf(schema) };
  if (type === 'number' || type === 'integer') return { as: 'number' };
  if (type === 'boolean') return { as: 'switch' };
  if (type === 'array' && isOfTexts(items)) return { as: 'list', ...placesOf(items) };
  if (type === 'object' && schema.properties === undefined && isOfTexts(additionalProperties)) {
    return { as: 'map', ...placesOf(additionalProperties) };
  }
  const fields = fieldsOf(schema, language, path);
  return fields === undefined ? { as: 'json' } : { as: 'group', fields };
}

function placesOf(schema: Schema): { readonly ofPlaces?: true } {
  return schema['x-path'] === undefined ? {} : { ofPlaces: true };
}

function choiceOf(values: readonly unknown[], titles: Readonly<Record<string, string>>): Shape {
  const words = values.filter((value) => typeof value === 'string');
  if (words.length < values.length) return { as: 'json' };
  return { as: 'choice', options: words.map((value) => ({ value, title: titles[value] ?? value })) };
}

function isOfTexts(schema: unknown): schema is Schema {
  return isPlain(schema) && schema.type === 'string' && schema.enum === undefined;
}

function isPlain(schema: unknown): schema is Schema {
  return isSchema(schema) && !RULES.some((rule) => Object.hasOwn(schema, rule));
}

function isSchema(schema: unknown): schema is Schema {
  return isObject(schema);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
