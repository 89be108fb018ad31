/** Schemas with their references followed and their `allOf` put together: for looking at, not for validating. */
import type { Json, JsonObject } from '../found.js';
import { isObject } from '../sources.js';

const DEPTH_MAX = 12;

export class Looking {
  constructor(private readonly root: JsonObject) {}

  /** @param choice which of several alternatives; without it they are left alone */
  at(schema: Json | undefined, choice?: number, depth = 0): JsonObject {
    if (!isObject(schema) || depth > DEPTH_MAX) return {};
    const { $ref, allOf, ...own } = schema;
    let whole: JsonObject = own;
    if (typeof $ref === 'string') whole = merged(this.at(this.#definition($ref), choice, depth + 1), whole);
    if (Array.isArray(allOf)) for (const part of allOf) whole = merged(whole, this.at(part, choice, depth + 1));
    const alternatives = whole['oneOf'] ?? whole['anyOf'];
    if (choice === undefined || !Array.isArray(alternatives)) return whole;
    const { oneOf: _one, anyOf: _any, ...rest } = whole;
    return merged(rest, this.at(alternatives[choice % alternatives.length], choice, depth + 1));
  }

  #definition($ref: string): Json | undefined {
    const { definitions } = this.root;
    if ($ref === '#') return this.root;
    return isObject(definitions) ? definitions[$ref.slice('#/definitions/'.length)] : undefined;
  }
}

function merged(one: JsonObject, other: JsonObject): JsonObject {
  const both: Record<string, Json> = { ...one, ...other };
  const [ownProperties, otherProperties] = [one['properties'], other['properties']];
  if (isObject(ownProperties) && isObject(otherProperties)) {
    const shared = Object.keys(otherProperties).filter((name) => Object.hasOwn(ownProperties, name));
    const put = shared.map((name) => [name, mergedProperty(ownProperties[name], otherProperties[name])] as const);
    both['properties'] = { ...ownProperties, ...otherProperties, ...Object.fromEntries(put) };
  }
  if (Array.isArray(one['required']) && Array.isArray(other['required'])) {
    both['required'] = [...new Set([...one['required'], ...other['required']])];
  }
  if (Array.isArray(one['enum']) && Array.isArray(other['enum'])) {
    const values = new Set(other['enum'].map((value) => JSON.stringify(value)));
    both['enum'] = one['enum'].filter((value) => values.has(JSON.stringify(value)));
  }
  return both;
}

function mergedProperty(one: Json | undefined, other: Json | undefined): Json {
  if (!isObject(one) || Object.keys(one).length === 0) return other ?? {};
  if (!isObject(other) || Object.keys(other).length === 0) return one;
  return { allOf: [one, other] };
}
