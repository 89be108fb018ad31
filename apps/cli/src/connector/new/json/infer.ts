/** A JSON Schema from messages: what is in all of them is required. */
import type { Json, JsonObject } from '../found.js';
import { isObject } from '../sources.js';

export function inferSchema(values: readonly Json[]): JsonObject {
  const types = [...new Set(values.map(typeOf))];
  // Whole numbers are numbers, too.
  const told = types.includes('number') ? types.filter((type) => type !== 'integer') : types;
  const type = told.length === 1 ? told[0]! : told;
  return {
    type,
    ...(told.includes('object') ? ofObjects(values.filter((value) => isObject(value))) : {}),
    ...(told.includes('array')
      ? ofLists(values.filter((value): value is readonly Json[] => Array.isArray(value)))
      : {}),
    ...formatOf(values),
  };
}

function ofObjects(objects: readonly JsonObject[]): JsonObject {
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const required = names.filter((name) => objects.every((object) => Object.hasOwn(object, name)));
  const properties = names.map((name) => {
    const values = objects.flatMap((object) => (Object.hasOwn(object, name) ? [object[name]!] : []));
    return [name, inferSchema(values)] as const;
  });
  return { properties: Object.fromEntries(properties), ...(required.length === 0 ? {} : { required }) };
}

function ofLists(lists: readonly (readonly Json[])[]): JsonObject {
  const items = lists.flat();
  return items.length === 0 ? {} : { items: inferSchema(items) };
}

function formatOf(values: readonly Json[]): JsonObject {
  const all = (pattern: RegExp): boolean => values.every((value) => typeof value === 'string' && pattern.test(value));
  if (all(/^\d{4}-\d\d-\d\d$/)) return { format: 'date' };
  return all(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/) ? { format: 'date-time' } : {};
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}
