/** The message types of what is in JSON: a JSON Schema, an OpenAPI description, or messages alone. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Check } from '@fachwerk/hub/schema-sources';
import { Failure } from '../../failure.js';
import { choose, matcherOf } from './choose.js';
import type { Asked } from './find-xml.js';
import type { Fixture, Found, FoundJson, Json, JsonObject } from './found.js';
import { usable } from './json/check.js';
import { inferSchema } from './json/infer.js';
import { instanceOf } from './json/instance.js';
import { leavesOfJson } from './json/leaves.js';
import { normalise, type LoadDocument, type SchemaDocument } from './json/normalise.js';
import { bodiesOf, type NamedSchema } from './json/openapi.js';
import { refusedJson } from './json/refused.js';
import { leadingOf, type Leading } from './leaf.js';
import { slug, typeName } from './names.js';
import { isObject, readJson, type Source } from './sources.js';

type JsonSource = Extract<Source, { kind: 'json-schema' | 'openapi' | 'sample.json' }>;

/** A schema that is ready, with what is read of its messages. */
interface Candidate {
  readonly type: string;
  readonly title: string;
  readonly schema: JsonObject;
  readonly check: Check;
  readonly leading: Leading;
  /** Undefined where none could be made up. */
  readonly good: Json | undefined;
  readonly toSupply: readonly string[];
}

interface Sample {
  readonly path: string;
  readonly value: Json;
  readonly body: Buffer;
}

const CHOICES = 12;

export async function findJson(source: JsonSource, asked: Asked): Promise<Found> {
  const samples = asked.samples.map(sampleOf);
  const notes = new Set<string>();
  if (source.kind === 'sample.json') {
    const all = [{ ...sampleOf(source.path), value: source.value }, ...samples];
    notes.add('There is no schema: it was made from the messages, and what is in all of them is required.');
    const name = slug(basename(source.path).replace(/\.[^.]*$/, '')) || 'message';
    const schema = inferSchema(all.map(({ value }) => value));
    return found([candidateOf({ name, title: name, schema }, new Set(), notes, sourceDocument(source))], all, notes);
  }
  const named = await schemasIn(source, asked, notes);
  const names = new Set<string>();
  const candidates = named.map((one) =>
    candidateOf(one, names, notes, sourceDocument(source), [dirname(source.path), ...asked.schemas]),
  );
  return found(candidates, samples, notes);
}

/** Without anything to begin from: a message as many procedures send one. */
export function fromNothing(name: string): Found {
  const schema: JsonObject = {
    type: 'object',
    description: 'Made up: write down what the procedure sends.',
    required: ['number', 'subject', 'date'],
    properties: {
      number: { type: 'string', minLength: 1, maxLength: 64, description: 'Identifies the message in the procedure.' },
      fileReference: { type: 'string', minLength: 1, maxLength: 64, description: 'What the case file is known by.' },
      subject: { type: 'string', minLength: 1, maxLength: 500 },
      date: { type: 'string', format: 'date' },
    },
  };
  const notes = new Set(['The type was made up: change its schema, its reader and its fixtures.']);
  const document = { url: 'made-up', root: schema };
  return found(
    [candidateOf({ name: 'message.v1', title: `${name}: a message`, schema }, new Set(), notes, document)],
    [],
    notes,
  );
}

async function schemasIn(source: JsonSource, asked: Asked, notes: Set<string>): Promise<readonly NamedSchema[]> {
  const root = source.value as JsonObject;
  const { bodies, notes: more } = source.kind === 'openapi' ? bodiesOf(root) : whole(root, source.path);
  for (const note of more) notes.add(note);
  const isWanted = asked.types.length === 0 ? undefined : matcherOf(asked.types);
  const components =
    isWanted === undefined ? [] : namedIn(root).filter(({ name }) => !bodies.some((body) => body.name === name));
  const all = isWanted === undefined ? bodies : [...bodies, ...components].filter(({ name }) => isWanted(name));
  if (all.length > 0)
    return choose(
      all.map((value) => ({ name: value.name, value })),
      isWanted !== undefined,
    );
  const what =
    isWanted === undefined
      ? 'no operation with a body or an answer in JSON'
      : `nothing named ${asked.types.join(', ')}`;
  throw new Failure('connector.nothing-found', `${source.path} describes ${what}. Name a schema with --type.`);
}

/** A JSON Schema is one type; of one that only holds definitions, each is one. */
function whole(root: JsonObject, path: string): ReturnType<typeof bodiesOf> {
  const says = ['type', 'properties', '$ref', 'allOf', 'anyOf', 'oneOf', 'enum', 'const', 'required'].some(
    (key) => key in root,
  );
  if (!says)
    return { bodies: namedIn(root), notes: ['The schema is none of a message: each of its definitions is a type.'] };
  const { title } = root;
  const name = basename(path).replace(/\.(schema\.)?(json|ya?ml)$/i, '');
  return {
    bodies: [{ name, title: typeof title === 'string' && title !== '' ? title : name, schema: root }],
    notes: [],
  };
}

function namedIn(root: JsonObject): readonly NamedSchema[] {
  const components = isObject(root['components']) ? root['components']['schemas'] : undefined;
  const holders: readonly [string, Json | undefined][] = [
    ['#/components/schemas', components],
    ['#/$defs', root['$defs']],
    ['#/definitions', root['definitions']],
  ];
  return holders.flatMap(([pointer, schemas]) =>
    isObject(schemas)
      ? Object.keys(schemas).map((name) => ({ name, title: name, schema: { $ref: `${pointer}/${name}` } }))
      : [],
  );
}

function candidateOf(
  { name, title, schema: written }: NamedSchema,
  names: Set<string>,
  notes: Set<string>,
  document: SchemaDocument,
  folders: readonly string[] = [],
): Candidate {
  const type = typeName(name, names);
  names.add(type);
  const normalised = normalise(written, document, loaderOf(folders));
  const { schema, check, note } = usable(normalised.schema);
  for (const sentence of [...normalised.notes, ...(note === undefined ? [] : [note])]) notes.add(sentence);
  const leading = leadingOf(leavesOfJson(schema));
  return { type, title, schema, check, leading, ...instanceFor(schema, check, leading) };
}

/** With what is read from it, also where the schema does not ask for that; with one alternative after the other. */
function instanceFor(schema: JsonObject, check: Check, leading: Leading): Pick<Candidate, 'good' | 'toSupply'> {
  const { key, file, subject, date, attachmentNames } = leading;
  const read = [key, file, subject, date, attachmentNames].filter((leaf) => leaf !== undefined);
  let toSupply: readonly string[] = [];
  for (const paths of [new Set(read.map(({ path }) => path.join('/'))), new Set<string>()]) {
    for (let choice = 0; choice < CHOICES; choice += 1) {
      const good = instanceOf(schema, { choice, paths });
      const problems = check(good);
      if (problems.length === 0) return { good, toSupply: [] };
      toSupply = problems.map(({ sentence }) => sentence);
    }
  }
  return { good: undefined, toSupply };
}

function found(candidates: readonly Candidate[], samples: readonly Sample[], notes: Set<string>): Found {
  const ordered = inOrder(candidates, notes);
  const ofType = new Map<Candidate, Sample[]>();
  for (const sample of samples) {
    const candidate = ordered.find(({ check }) => check(sample.value).length === 0);
    if (candidate === undefined) throw notOfAny(sample, ordered);
    ofType.set(candidate, [...(ofType.get(candidate) ?? []), sample]);
  }
  const types = ordered.map((candidate): FoundJson => {
    const { type, title, schema, check, leading, good: made, toSupply } = candidate;
    const own = ofType.get(candidate) ?? [];
    const value = own[0]?.value ?? made;
    const minimal =
      made === undefined ? [] : [{ name: 'minimal', body: Buffer.from(`${JSON.stringify(made, null, 2)}\n`) }];
    return {
      syntax: 'json',
      type,
      title,
      documentType: title,
      documentation: typeof schema['description'] === 'string' ? schema['description'] : '',
      schema,
      leading,
      good: own.length > 0 ? own.map(fixtureOf) : minimal,
      toSupply: own.length > 0 ? [] : toSupply,
      refused: value === undefined ? undefined : refusedJson(value, leading, check, ordered.length === 1),
    };
  });
  return { types, notes: [...notes] };
}

/** The hub takes the first type whose schema a message satisfies: what says more comes before what says less. */
function inOrder(candidates: readonly Candidate[], notes: Set<string>): readonly Candidate[] {
  const ordered: Candidate[] = [];
  for (const candidate of candidates) {
    const takesIt = ordered.find((other) => takes(other, candidate) && takes(candidate, other));
    if (takesIt !== undefined) {
      notes.add(
        `${candidate.type} cannot be told from ${takesIt.type} and is left out: give it a property of its own, or take it alone with --type.`,
      );
      continue;
    }
    const before = ordered.findIndex((other) => takes(other, candidate));
    ordered.splice(before < 0 ? ordered.length : before, 0, candidate);
  }
  return ordered;
}

function takes({ check }: Candidate, { good }: Candidate): boolean {
  return good !== undefined && check(good).length === 0;
}

function sampleOf(path: string): Sample {
  return { path, value: readJson(path), body: readFileSync(path) };
}

function fixtureOf({ path, body }: Sample): Fixture {
  return { name: basename(path).replace(/\.[^.]*$/, ''), body };
}

function notOfAny({ path, value }: Sample, candidates: readonly Candidate[]): Failure {
  const why = candidates.map(({ type, check }) => `${type}: ${check(value)[0]?.sentence}`).join('; ');
  return new Failure('connector.sample-unknown', `The sample ${path} satisfies no schema: ${why}.`);
}

function sourceDocument({ path, value }: JsonSource): SchemaDocument {
  return { url: resolve(path), root: isObject(value) ? value : {} };
}

/** Other files of the set, by their relative path or by their name. Nothing is fetched. */
function loaderOf(folders: readonly string[]): LoadDocument {
  const known = new Map<string, SchemaDocument | undefined>();
  return (reference, from) => {
    const name = basename(new URL(reference, 'file:///').pathname);
    const candidates = /^[a-z]+:\/\//i.test(reference) ? [] : [resolve(dirname(from.url), reference)];
    const paths = [...candidates, ...folders.flatMap((folder) => below(folder, name))];
    const path = paths.find((one) => existsSync(one));
    if (path === undefined) return undefined;
    if (!known.has(path)) {
      const value = readJson(path);
      known.set(path, isObject(value) ? { url: path, root: value } : undefined);
    }
    return known.get(path);
  };
}

function below(folder: string, name: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { withFileTypes: true });
  return files.flatMap((entry) => {
    if (entry.isFile() && entry.name === name) return [join(folder, name)];
    return entry.isDirectory() && existsSync(join(folder, entry.name, name)) ? [join(folder, entry.name, name)] : [];
  });
}
