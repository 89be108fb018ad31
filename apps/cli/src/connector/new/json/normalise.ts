/**
 * Schemas of any draft, and of OpenAPI, as the hub takes them: draft-07, complete in one file, each keyword beside the type
 * that it is about. What cannot be said so is left out, and named.
 */
import { pascal } from '../names.js';
import type { Json, JsonObject } from '../found.js';
import { isObject } from '../sources.js';
import { FORMATS, KEYWORDS_OF, typesOf, type TypeName } from './keywords.js';

/** A schema document, and what it may refer to. */
export interface SchemaDocument {
  readonly url: string;
  readonly root: JsonObject;
}

export interface Normalised {
  readonly schema: JsonObject;
  readonly notes: readonly string[];
}

export type LoadDocument = (reference: string, from: SchemaDocument) => SchemaDocument | undefined;

export function normalise(start: Json, document: SchemaDocument, load: LoadDocument): Normalised {
  const normaliser = new Normaliser(load);
  const converted = normaliser.convert(start, document, undefined);
  // A reference at the top becomes what it leads to: the type is named after the file.
  const name = definitionName(converted);
  const top = name === undefined ? converted : (normaliser.definitions.get(name) as JsonObject);
  const definitions = Object.fromEntries(normaliser.definitions);
  return {
    schema: { ...top, ...(normaliser.definitions.size === 0 ? {} : { definitions }) },
    notes: [...normaliser.notes],
  };
}

function definitionName({ $ref }: JsonObject): string | undefined {
  return typeof $ref === 'string' ? $ref.slice('#/definitions/'.length) : undefined;
}

class Normaliser {
  readonly definitions = new Map<string, JsonObject>();
  readonly notes = new Set<string>();
  /** Of what was referred to: the name of its definition. */
  readonly #names = new Map<Json, string>();

  constructor(private readonly load: LoadDocument) {}

  /** @param context types that are said around it */
  convert(schema: Json | undefined, document: SchemaDocument, context: readonly TypeName[] | undefined): JsonObject {
    if (schema === false) return { not: {} };
    if (!isObject(schema)) return {};
    const { $ref } = schema;
    if (typeof $ref === 'string') {
      const referred = this.#referred($ref, document);
      const beside = this.#keywords(schema, document, context);
      delete (beside as Record<string, Json>)['type'];
      const says = Object.keys(beside).some((key) => !['description', 'default', 'examples'].includes(key));
      return says ? { allOf: [referred, this.#keywords(schema, document, context)] } : referred;
    }
    return this.#keywords(schema, document, context);
  }

  #keywords(schema: JsonObject, document: SchemaDocument, context: readonly TypeName[] | undefined): JsonObject {
    const types = typesOf(schema, context);
    const says: Record<string, Json> = {};
    if (typeof schema['description'] === 'string') says['description'] = schema['description'].slice(0, 1_000);
    const example = schema['example'] ?? (Array.isArray(schema['examples']) ? schema['examples'][0] : undefined);
    if (example !== undefined) says['examples'] = [example];
    if (schema['default'] !== undefined) says['default'] = schema['default'];
    if (types !== undefined) says['type'] = types.length === 1 ? types[0]! : types;
    this.#values(schema, types, says);
    for (const key of types === undefined ? [] : types.flatMap((type) => KEYWORDS_OF[type] ?? [])) {
      const value = this.#keyword(key, schema, document);
      if (value !== undefined) says[key] = value;
    }
    this.#bounds(schema, types, says);
    this.#lists(schema, types, document, says);
    this.#required(schema, types, says);
    this.#combined(schema, document, types, says);
    for (const dropped of ['unevaluatedProperties', 'unevaluatedItems', '$dynamicRef', '$recursiveRef']) {
      if (dropped in schema) this.notes.add(`The schema says ${dropped}, which draft-07 cannot: it is left out.`);
    }
    return says;
  }

  #values(schema: JsonObject, types: readonly TypeName[] | undefined, says: Record<string, Json>): void {
    const { const: only, enum: values } = schema;
    if (only !== undefined) says['const'] = only;
    if (!Array.isArray(values) || values.length === 0) return;
    const unique = [...new Map(values.map((value) => [JSON.stringify(value), value] as const)).values()];
    const withNull = types?.includes('null') === true && !unique.includes(null) ? [...unique, null] : unique;
    says['enum'] = withNull;
  }

  #keyword(key: string, schema: JsonObject, document: SchemaDocument): Json | undefined {
    const value = schema[key];
    if (value === undefined) return undefined;
    switch (key) {
      case 'properties':
      case 'patternProperties':
        return isObject(value) ? this.#each(value, document) : undefined;
      case 'additionalProperties':
        return typeof value === 'boolean' ? value : this.convert(value, document, undefined);
      case 'propertyNames':
        return this.convert(value, document, ['string']);
      case 'contains':
        return this.convert(value, document, undefined);
      case 'pattern':
        return this.#pattern(value);
      case 'format':
        return typeof value === 'string' && FORMATS.has(value) ? value : undefined;
      default:
        return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
    }
  }

  #each(schemas: JsonObject, document: SchemaDocument): JsonObject {
    return Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, this.convert(schema, document, undefined)]),
    );
  }

  #pattern(value: Json): string | undefined {
    if (typeof value !== 'string') return undefined;
    for (const pattern of [
      value,
      value.replaceAll(/\\([^\w\s$()*+./?[\\\]^{|}-])/g, '$1'),
      value.replaceAll('\\-', '-'),
    ]) {
      try {
        return new RegExp(pattern, 'u').source === '' ? undefined : pattern;
      } catch {
        // The next one.
      }
    }
    this.notes.add(`The pattern ${value} is none that is understood: it is left out.`);
    return undefined;
  }

  /** In draft-04 and OpenAPI 3.0 a bound is marked as exclusive. */
  #bounds(schema: JsonObject, types: readonly TypeName[] | undefined, says: Record<string, Json>): void {
    if (types?.some((type) => type === 'number' || type === 'integer') !== true) return;
    for (const [inclusive, exclusive] of [
      ['minimum', 'exclusiveMinimum'],
      ['maximum', 'exclusiveMaximum'],
    ] as const) {
      const bound = schema[inclusive];
      delete says[exclusive];
      if (typeof schema[exclusive] === 'number') says[exclusive] = schema[exclusive];
      if (schema[exclusive] !== true || bound === undefined) continue;
      delete says[inclusive];
      says[exclusive] = bound;
    }
  }

  #lists(
    schema: JsonObject,
    types: readonly TypeName[] | undefined,
    document: SchemaDocument,
    says: Record<string, Json>,
  ): void {
    if (types?.includes('array') !== true) return;
    const tuple = schema['prefixItems'] ?? (Array.isArray(schema['items']) ? schema['items'] : undefined);
    if (Array.isArray(tuple)) {
      says['items'] = tuple.map((item) => this.convert(item, document, undefined));
      const more = schema['prefixItems'] === undefined ? schema['additionalItems'] : schema['items'];
      if (more !== undefined)
        says['additionalItems'] = typeof more === 'boolean' ? more : this.convert(more, document, undefined);
    } else if (schema['items'] !== undefined) {
      says['items'] = this.convert(schema['items'], document, undefined);
    }
  }

  /** What is required has to be described beside it. */
  #required(schema: JsonObject, types: readonly TypeName[] | undefined, says: Record<string, Json>): void {
    const { required } = schema;
    if (!Array.isArray(required) || types?.includes('object') !== true) return;
    const names = [...new Set(required.filter((name): name is string => typeof name === 'string'))];
    if (names.length === 0) return;
    const properties = isObject(says['properties']) ? says['properties'] : {};
    const missing = names.filter((name) => !Object.hasOwn(properties, name));
    says['required'] = names;
    says['properties'] = { ...properties, ...Object.fromEntries(missing.map((name) => [name, {}])) };
  }

  #combined(
    schema: JsonObject,
    document: SchemaDocument,
    types: readonly TypeName[] | undefined,
    says: Record<string, Json>,
  ): void {
    for (const key of ['allOf', 'anyOf', 'oneOf']) {
      const parts = schema[key];
      if (Array.isArray(parts) && parts.length > 0)
        says[key] = parts.map((part) => this.convert(part, document, types));
    }
    if (schema['not'] !== undefined) says['not'] = this.convert(schema['not'], document, types);
    if (schema['if'] !== undefined && (schema['then'] !== undefined || schema['else'] !== undefined)) {
      for (const key of ['if', 'then', 'else']) {
        if (schema[key] !== undefined) says[key] = this.convert(schema[key], document, types);
      }
    }
  }

  #referred(reference: string, document: SchemaDocument): JsonObject {
    const [url, fragment = ''] = reference.split('#', 2) as [string, string?];
    const other = url === '' ? document : this.load(url, document);
    const target = other === undefined ? undefined : at(other.root, decodeURIComponent(fragment));
    if (other === undefined || target === undefined) {
      this.notes.add(`The schema refers to ${reference}, which is not there: anything is accepted in its place.`);
      return {};
    }
    const known = this.#names.get(target);
    if (known !== undefined) return { $ref: `#/definitions/${known}` };
    const name = this.#nameFor(fragment === '' ? url : fragment);
    this.#names.set(target, name);
    this.definitions.set(name, {});
    this.definitions.set(name, this.convert(target, other, undefined));
    return { $ref: `#/definitions/${name}` };
  }

  #nameFor(reference: string): string {
    const word =
      pascal(
        reference
          .split('/')
          .at(-1)
          ?.replace(/\.(json|ya?ml)$/, '') ?? '',
      ) || 'Part';
    const taken = new Set(this.#names.values());
    let name = word;
    for (let number = 2; taken.has(name); number += 1) name = `${word}${number}`;
    return name;
  }
}

/** A JSON pointer, or an anchor. */
function at(root: JsonObject, fragment: string): Json | undefined {
  if (fragment === '') return root;
  if (!fragment.startsWith('/')) return anchored(root, fragment);
  let value: Json | undefined = root;
  for (const step of fragment.slice(1).split('/')) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(name)];
    else value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

function anchored(value: Json | undefined, anchor: string): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => anchored(item, anchor)).find((found) => found !== undefined);
  if (!isObject(value)) return undefined;
  if (value['$anchor'] === anchor || value['$id'] === `#${anchor}`) return value;
  return Object.values(value)
    .map((item) => anchored(item, anchor))
    .find((found) => found !== undefined);
}
