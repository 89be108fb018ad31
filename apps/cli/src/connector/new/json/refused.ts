/** A message in JSON that is refused. */
import type { Check } from '@fachwerk/hub/schema-sources';
import type { Fixture, Json, JsonObject } from '../found.js';
import type { Leading, Leaf } from '../leaf.js';
import { isObject } from '../sources.js';

/** Longer than any key. */
const LONG = 'M'.repeat(300);

/**
 * @param isOnly there is no other type: then what breaks the schema was to be this one
 * @returns undefined where none was found
 */
export function refusedJson(good: Json, leading: Leading, check: Check, isOnly: boolean): Fixture | undefined {
  for (const leaf of [leading.key, leading.file]) {
    if (leaf === undefined || leaf.kind !== 'text') continue;
    for (const [name, text] of [
      ['key-empty', ' '],
      ['key-too-long', LONG],
    ] as const) {
      const changed = withValue(good, leaf, text);
      if (changed !== undefined && check(changed).length === 0) return fixture(name, changed);
    }
  }
  return isOnly ? brokenOf(good, check) : undefined;
}

function brokenOf(good: Json, check: Check): Fixture | undefined {
  const candidates: readonly Json[] = isObject(good)
    ? [
        ...Object.keys(good).map((name) => without(good, name)),
        ...Object.keys(good).map((name) => ({ ...good, [name]: [[null]] })),
        [],
        'Muster',
      ]
    : [{}, 'Muster'];
  const broken = candidates.find((candidate) => check(candidate).length > 0);
  return broken === undefined ? undefined : fixture('by-schema', broken);
}

function without(object: JsonObject, name: string): JsonObject {
  const { [name]: _gone, ...rest } = object;
  return rest;
}

function withValue(value: Json, leaf: Leaf, text: string): Json | undefined {
  return replaced(value, leaf.path);

  function replaced(at: Json | undefined, [step, ...rest]: readonly string[]): Json | undefined {
    if (step === undefined) return at === undefined ? undefined : text;
    if (!isObject(at)) return undefined;
    const member = replaced(at[step], rest);
    return member === undefined ? undefined : { ...at, [step]: member };
  }
}

function fixture(name: string, value: Json): Fixture {
  return { name, body: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) };
}
