/** Forms of values that the schemas share. */
import type { Schema } from './model.js';

export const text = { type: 'string' };
export const uuid = { type: 'string', format: 'uuid' };
export const instant = { type: 'string', format: 'date-time', description: 'UTC.' };
export const link = { type: 'string', format: 'uri-reference' };
export const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' };
/** A quantity, which may be none. */
export const count = { type: 'integer', minimum: 0 };
/** A running number. */
export const number = { type: 'integer', minimum: 1 };

export function object(
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema {
  return { type: 'object', required: Object.keys(required), properties: { ...required, ...optional } };
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}
