/** Schemas as the hub compiles them, for a moment in a folder of their own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schemasOf, type Check } from '@fachwerk/hub/schema-sources';
import type { Json, JsonObject } from '../found.js';
import { isObject } from '../sources.js';

/** @throws Error where it is no schema by the rules of the hub */
export function checkOf(schema: JsonObject): Check {
  const folder = mkdtempSync(join(tmpdir(), 'fachwerk-schema-'));
  try {
    writeFileSync(join(folder, 'type.json'), JSON.stringify({ ...schema, $id: 'type.json' }));
    return schemasOf(folder).check('type.json');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Usable {
  readonly schema: JsonObject;
  readonly check: Check;
  /** Why something was left out. */
  readonly note?: string;
}

/** The schema, or what of it the hub can use. */
export function usable(schema: JsonObject): Usable {
  try {
    return { schema, check: checkOf(schema) };
  } catch (error) {
    const plain = withoutAlternatives(schema) as JsonObject;
    const why = error instanceof Error ? error.message : String(error);
    return { schema: plain, check: checkOf(plain), note: `What the schema says in alternatives is left out: ${why}.` };
  }
}

const ALTERNATIVES = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else']);

function withoutAlternatives(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(withoutAlternatives);
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !ALTERNATIVES.has(key))
      .map(([key, value]) => [key, withoutAlternatives(value)]),
  );
}
