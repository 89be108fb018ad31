/** The bodies that the operations of an OpenAPI description take. */
import type { Json, JsonObject } from '../found.js';
import { isObject } from '../sources.js';

const METHODS = ['post', 'put', 'patch', 'delete', 'get'];
const JSON_TYPE = /^(application\/([\w.-]+\+)?json|\*\/\*)\b/i;

export interface NamedSchema {
  readonly name: string;
  readonly title: string;
  readonly schema: Json;
}

export interface Bodies {
  readonly bodies: readonly NamedSchema[];
  readonly notes: readonly string[];
}

/** Where nothing is sent in JSON, what is answered: somebody wants to file that. */
export function bodiesOf(api: JsonObject): Bodies {
  const operations = [...operationsIn(api, api['paths']), ...operationsIn(api, api['webhooks'])];
  const sent = operations.flatMap(({ operation, name }) => bodyOf(api, operation, name));
  if (sent.length > 0) return { bodies: unique(sent), notes: [] };
  const answered = operations.flatMap(({ operation, name }) => answersOf(api, operation, name));
  const notes = ['No operation takes a body in JSON: the types are those of the answers.'];
  return { bodies: unique(answered), notes: answered.length === 0 ? [] : notes };
}

interface Operation {
  readonly name: string;
  readonly operation: JsonObject;
}

function operationsIn(api: JsonObject, paths: Json | undefined): readonly Operation[] {
  if (!isObject(paths)) return [];
  return Object.entries(paths).flatMap(([path, item]) => {
    const resolved = resolve(api, item);
    return METHODS.flatMap((method) => {
      const operation = resolve(api, resolved?.[method]);
      if (operation === undefined) return [];
      const id = operation['operationId'];
      return [{ name: typeof id === 'string' ? id : `${method} ${path}`, operation }];
    });
  });
}

function bodyOf(api: JsonObject, operation: JsonObject, name: string): readonly NamedSchema[] {
  const schema = jsonContent(resolve(api, operation['requestBody'])) ?? parameterBody(api, operation);
  return schema === undefined ? [] : [named(schema, name, operation)];
}

/** Swagger 2. */
function parameterBody(api: JsonObject, { parameters }: JsonObject): Json | undefined {
  if (!Array.isArray(parameters)) return undefined;
  return parameters
    .map((parameter) => resolve(api, parameter as Json))
    .find((parameter) => parameter?.['in'] === 'body')?.['schema'];
}

function answersOf(api: JsonObject, operation: JsonObject, name: string): readonly NamedSchema[] {
  const responses = isObject(operation['responses']) ? operation['responses'] : {};
  return Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, response]) => {
      const resolved = resolve(api, response);
      const schema = jsonContent(resolved) ?? resolved?.['schema'];
      return schema === undefined ? [] : [named(schema, name, operation)];
    });
}

function jsonContent(holder: JsonObject | undefined): Json | undefined {
  const content = holder?.['content'];
  if (!isObject(content)) return undefined;
  const [, media] = Object.entries(content).find(([type]) => JSON_TYPE.test(type)) ?? [];
  return isObject(media) ? media['schema'] : undefined;
}

/** A schema that has a name of its own is known by it. */
function named(schema: Json, name: string, operation: JsonObject): NamedSchema {
  const ref = isObject(schema) ? schema['$ref'] : undefined;
  const own = typeof ref === 'string' ? ref.split('/').at(-1)! : name;
  const { summary } = operation;
  return { name: own, title: typeof summary === 'string' && summary !== '' ? summary : own, schema };
}

function unique(schemas: readonly NamedSchema[]): readonly NamedSchema[] {
  return [...new Map(schemas.map((one) => [JSON.stringify(one.schema), one] as const)).values()];
}

function resolve(api: JsonObject, value: Json | undefined, depth = 0): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const { $ref } = value;
  if (typeof $ref !== 'string' || depth > 10) return value;
  let target: Json | undefined = api;
  for (const step of $ref.replace(/^#\//, '').split('/')) {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    target = isObject(target) ? target[name] : undefined;
  }
  return resolve(api, target, depth + 1);
}
