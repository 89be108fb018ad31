/** The values that a message in JSON may carry, nearest to the root first. */
import type { Json, JsonObject } from '../found.js';
import type { Leaf } from '../leaf.js';
import { isObject } from '../sources.js';
import { Looking } from './merge.js';

const LEAVES_MAX = 400;
const DEPTH_MAX = 8;
/** Members that every object of the language has. */
const NOT_A_NAME = new Set(['constructor', '__proto__', 'prototype', 'hasOwnProperty', 'toString', 'valueOf']);

interface Place {
  readonly schema: Json | undefined;
  readonly path: readonly string[];
  readonly optional: readonly number[];
  readonly repeated: boolean;
}

export function leavesOfJson(root: JsonObject): readonly Leaf[] {
  const looking = new Looking(root);
  const leaves: Leaf[] = [];
  const open: Place[] = [{ schema: root, path: [], optional: [], repeated: false }];
  for (let place = open.shift(); place !== undefined && leaves.length < LEAVES_MAX; place = open.shift()) {
    const seen = looking.at(place.schema);
    const kind = kindOf(seen);
    // Only what is typed can be read without asking what it is.
    if (kind !== undefined && place.path.length > 0) leaves.push(leafOf(place, kind, seen));
    else if (place.path.length < DEPTH_MAX) open.push(...below(place, seen));
  }
  return leaves;
}

function leafOf({ path, optional, repeated }: Place, kind: Leaf['kind'], seen: JsonObject): Leaf {
  return {
    path,
    name: path.findLast((step) => step !== '[]') ?? path.at(-1)!,
    kind,
    required: optional.length === 0 && !isNullable(seen),
    repeated,
    documentation: typeof seen['description'] === 'string' ? seen['description'] : '',
    optional,
    nullable: isNullable(seen),
  };
}

function below({ path, optional, repeated }: Place, seen: JsonObject): readonly Place[] {
  const types = [seen['type']].flat();
  // The member behind one that may be null, or missing, is asked for with care.
  const above = isNullable(seen) && path.length > 0 ? [...optional, path.length - 1] : optional;
  if (types.includes('array') && isObject(seen['items']) && !path.includes('[]')) {
    return [{ schema: seen['items'], path: [...path, '[]'], optional: above, repeated: true }];
  }
  if (!types.includes('object') || !isObject(seen['properties'])) return [];
  const required = Array.isArray(seen['required']) ? seen['required'] : [];
  return Object.entries(seen['properties'])
    .filter(([name]) => !NOT_A_NAME.has(name))
    .map(([name, schema]) => ({
      schema,
      path: [...path, name],
      optional: required.includes(name) ? above : [...above, path.length],
      repeated,
    }));
}

function kindOf({ type, format, enum: values }: JsonObject): Leaf['kind'] | undefined {
  const types = [type].flat().filter((one) => one !== 'null');
  if (types.length !== 1) return undefined;
  if (types[0] === 'boolean') return 'boolean';
  if (types[0] === 'number' || types[0] === 'integer') return 'number';
  if (types[0] !== 'string') return undefined;
  if (Array.isArray(values)) return 'code';
  return format === 'date' ? 'date' : format === 'date-time' ? 'date-time' : 'text';
}

function isNullable({ type }: JsonObject): boolean {
  return Array.isArray(type) && type.includes('null');
}
