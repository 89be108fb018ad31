/** The JSON Schemas of a folder: loaded once, each compiled when it is first used. Named by their path below it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { shortened } from '../errors/shortened.js';

/** What is wrong with a value, for people. */
export interface SchemaProblem {
  /** JSON pointer to the value; to where it should be when it is missing. */
  readonly path: string;
  /** For example `/permit/number must have at most 64 characters`. */
  readonly sentence: string;
}

/** The problems of a value; none when it satisfies the schema. Only the first unless `allErrors` was asked for. */
export type Check = (value: unknown) => readonly SchemaProblem[];

export interface SchemaOptions {
  /** Report every problem. For what an operator writes; not for what strangers send. */
  readonly allErrors?: boolean;
  /** Turn `"5"` into `5` where a number is asked for, and fill in defaults; both change the value. */
  readonly coerceTypes?: boolean | 'array';
  readonly useDefaults?: boolean;
}

export class Schemas {
  readonly #ajv: Ajv;
  readonly #checks = new Map<string, Check>();

  constructor(
    readonly folder: string,
    options: SchemaOptions = {},
  ) {
    // Tuples with `minItems` alone are what a non-empty list generates its type from.
    this.#ajv = new Ajv({ strict: true, strictTuples: false, allowUnionTypes: true, discriminator: true, ...options });
    addFormats.default(this.#ajv);
    this.#ajv.addKeyword('x-secret');
    for (const path of filesBelow(folder)) {
      const schema = JSON.parse(readFileSync(join(folder, path), 'utf8')) as { $id?: string };
      if (schema.$id !== path) throw new Error(`${join(folder, path)}: its $id must be "${path}"`);
      this.#ajv.addSchema(schema);
    }
  }

  has(path: string): boolean {
    return Object.hasOwn(this.#ajv.schemas, path);
  }

  /** @throws Error when there is no such schema or it is none: a fault of the release, found at start. */
  check(path: string): Check {
    const known = this.#checks.get(path);
    if (known !== undefined) return known;
    const validate = this.#ajv.getSchema(path);
    if (validate === undefined) throw new Error(`There is no schema ${path} in ${this.folder}.`);
    const check = toCheck(validate);
    this.#checks.set(path, check);
    return check;
  }
}

function toCheck(validate: ValidateFunction): Check {
  return (value) => (validate(value) === true ? [] : (validate.errors ?? []).map(toProblem));
}

function toProblem(error: ErrorObject): SchemaProblem {
  const params = error.params as Readonly<Record<string, unknown>>;
  const where = error.instancePath === '' ? 'The whole' : error.instancePath;
  if (error.keyword === 'additionalProperties') {
    const extra = shortened(String(params['additionalProperty']));
    return {
      path: `${error.instancePath}/${escaped(extra)}`,
      sentence: `${where} must not have a property "${extra}"`,
    };
  }
  if (error.keyword === 'enum') {
    const allowed = (params['allowedValues'] as readonly unknown[]).map((value) => JSON.stringify(value)).join(', ');
    return { path: error.instancePath, sentence: `${where} must be one of ${allowed}` };
  }
  const missing = error.keyword === 'required' ? `/${escaped(String(params['missingProperty']))}` : '';
  return { path: error.instancePath + missing, sentence: `${where} ${error.message ?? 'is not valid'}` };
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => path.split(sep).join('/'))
    .toSorted();
}
