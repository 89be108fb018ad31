/** What each keyword of JSON Schema is about. */
import type { JsonObject } from '../found.js';

const TYPE_NAMES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] as const;
export type TypeName = (typeof TYPE_NAMES)[number];

const NUMBER = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
export const KEYWORDS_OF: Readonly<Partial<Record<TypeName, readonly string[]>>> = {
  object: [
    'properties',
    'patternProperties',
    'additionalProperties',
    'propertyNames',
    'minProperties',
    'maxProperties',
  ],
  array: ['contains', 'minItems', 'maxItems', 'uniqueItems'],
  string: ['pattern', 'minLength', 'maxLength', 'format'],
  number: NUMBER,
  integer: NUMBER,
};

/** Those that the hub checks. */
export const FORMATS: ReadonlySet<string> = new Set([
  'date',
  'time',
  'date-time',
  'duration',
  'uri',
  'uri-reference',
  'uri-template',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'regex',
  'uuid',
  'json-pointer',
  'relative-json-pointer',
]);

/** As it is said; else as it is said around it; else as the keywords tell. Undefined: any. */
export function typesOf(schema: JsonObject, context: readonly TypeName[] | undefined): readonly TypeName[] | undefined {
  const said = [schema['type']].flat().filter((type): type is TypeName => TYPE_NAMES.includes(type as TypeName));
  const types = said.length > 0 ? said : (context ?? told(schema));
  if (types === undefined || schema['nullable'] !== true || types.includes('null')) return types;
  return [...types, 'null'];
}

function told(schema: JsonObject): readonly TypeName[] | undefined {
  const says = (names: readonly string[] = []): boolean => names.some((name) => name in schema);
  if (says([...KEYWORDS_OF.object!, 'required', 'dependencies'])) return ['object'];
  if (says([...KEYWORDS_OF.array!, 'items', 'prefixItems'])) return ['array'];
  if (says(KEYWORDS_OF.string)) return ['string'];
  return says(NUMBER) ? ['number'] : undefined;
}
