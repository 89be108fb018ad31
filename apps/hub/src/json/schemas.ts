/** The JSON Schemas of a folder: loaded once, each compiled when it is first used. Named by their path below it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import inGerman from 'ajv-i18n/localize/de/index.js';
import inEnglish from 'ajv-i18n/localize/en/index.js';
import { shortened } from '../errors/shortened.js';

type Localize = typeof inGerman.default;
// Its types tell of an export "default" that Node takes for the module.
const localizers = { de: inGerman as unknown as Localize, en: inEnglish as unknown as Localize };

/** What is wrong with a value, for people. */
export interface SchemaProblem {
  /** JSON pointer to the value; to where it should be when it is missing. */
  readonly path: string;
  /** For example `/permit/number must have at most 64 characters`. */
  readonly sentence: string;
  /** The same beside the field of a form, without the place; with `forForms` alone. */
  readonly atField?: { readonly de: string; readonly en: string };
}

/**
 * The problems of a value; none when it satisfies the schema. Only the first unless `allErrors` was asked for, and even
 * then no more than people read.
 */
export type Check = (value: unknown) => readonly SchemaProblem[];

export interface SchemaOptions {
  /** Report every problem. For what an operator writes; not for what strangers send. */
  readonly allErrors?: boolean;
  /** Say each problem also in German, as a form shows it. */
  readonly forForms?: boolean;
  /** Turn `"5"` into `5` where a number is asked for, and fill in defaults; both change the value. */
  readonly coerceTypes?: boolean | 'array';
  readonly useDefaults?: boolean;
}

/** Of one value: more than anybody reads at once. */
const PROBLEMS_MAX = 100;

/** How a schema of settings calls a member, its description, and the words it lists, for people. */
const OF_ONE_LANGUAGE = {
  type: 'object',
  additionalProperties: false,
  properties: {
    title: { type: 'string', minLength: 1 },
    description: { type: 'string', minLength: 1 },
    values: { type: 'object', additionalProperties: { type: 'string', minLength: 1 } },
  },
} as const;
const TEXTS = {
  type: 'object',
  additionalProperties: false,
  required: ['de', 'en'],
  properties: { de: OF_ONE_LANGUAGE, en: OF_ONE_LANGUAGE },
} as const;

/** By their path below the folder. */
export type SchemaFiles = Readonly<Record<string, { readonly $id?: string }>>;

export class Schemas {
  readonly #ajv: Ajv;
  readonly #checks = new Map<string, Check>();
  readonly #forForms: boolean;

  /** @param given what is in the folder, by path, where it was read before */
  constructor(
    readonly folder: string,
    { forForms = false, ...options }: SchemaOptions = {},
    given: SchemaFiles = readSchemas(folder),
  ) {
    this.#forForms = forForms;
    // Tuples with `minItems` alone are what a non-empty list generates its type from.
    this.#ajv = new Ajv({ strict: true, strictTuples: false, allowUnionTypes: true, discriminator: true, ...options });
    addFormats.default(this.#ajv);
    this.#ajv.addKeyword('x-secret');
    this.#ajv.addKeyword({ keyword: 'x-texts', metaSchema: TEXTS });
    // A text that says where in a message something is: forms offer the places of a sample for it.
    this.#ajv.addKeyword({ keyword: 'x-path', metaSchema: { enum: ['json-pointer', 'element-path'] } });
    for (const [path, schema] of Object.entries(given)) {
      if (schema.$id !== path) throw new Error(`${join(folder, path)}: its $id must be "${path}"`);
      if (answersLater(schema)) throw new Error(`${join(folder, path)}: it must not have "$async"`);
      this.#ajv.addSchema(schema);
    }
  }

  has(path: string): boolean {
    return Object.hasOwn(this.#ajv.schemas, path);
  }

  /** As it is written. @throws Error when there is no such schema */
  written(path: string): object {
    const schema = this.#ajv.getSchema(path)?.schema;
    if (typeof schema === 'object') return schema;
    throw new Error(`There is no schema ${path} in ${this.folder}.`);
  }

  /** @throws Error when there is no such schema or it is none: a fault of the release, found at start. */
  check(path: string): Check {
    const known = this.#checks.get(path);
    if (known !== undefined) return known;
    const validate = this.#ajv.getSchema(path);
    if (validate === undefined) throw new Error(`There is no schema ${path} in ${this.folder}.`);
    const check = toCheck(validate, this.#forForms);
    this.#checks.set(path, check);
    return check;
  }
}

/**
 * Ajv checks by such a schema, or by a part of it, with a promise. Nobody waits for it: the value would pass, and the
 * refusal would end the process. As the `$schema` of another one it is checked by as soon as that one is added.
 */
function answersLater(schema: object): boolean {
  return JSON.stringify(schema).includes('"$async":');
}

function toCheck(validate: ValidateFunction, forForms: boolean): Check {
  return (value) => {
    if (validate(value) === true) return [];
    const errors = (validate.errors ?? []).slice(0, PROBLEMS_MAX);
    const problems = errors.map(toProblem);
    if (!forForms) return problems;
    const [de, en] = [saidBy(localizers.de, errors), saidBy(localizers.en, errors)];
    return problems.map((problem, index) => ({ ...problem, atField: { de: de[index]!, en: en[index]! } }));
  };
}

/** The localizers write over the messages of the errors. */
function saidBy(localize: Localize, errors: readonly ErrorObject[]): readonly string[] {
  const copies = errors.map((error) => ({ ...error }));
  localize(copies);
  return copies.map(({ message = '' }) => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`);
}

function toProblem(error: ErrorObject): SchemaProblem {
  const params = error.params as Readonly<Record<string, unknown>>;
  const where = error.instancePath === '' ? 'The whole' : shortened(error.instancePath);
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

export function readSchemas(folder: string): SchemaFiles {
  return Object.fromEntries(
    filesBelow(folder).map((path) => [path, JSON.parse(readFileSync(join(folder, path), 'utf8')) as { $id?: string }]),
  );
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => path.split(sep).join('/'))
    .toSorted();
}
