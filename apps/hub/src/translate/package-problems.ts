/** What keeps a connector package from being used; all of it at once. */
import { join } from 'node:path';
import { CONTRACT_VERSION, type Manifest } from '@fachwerk/connectors/contract';
import { codes } from '../errors/code-list.js';
import { Schemas, type SchemaFiles, type SchemaProblem } from '../json/schemas.js';
import type { ForeignFacts } from './foreign/foreign-connector.js';
import { foundAbove } from './found-above.js';

const CONTRACT_MAJOR = Number(CONTRACT_VERSION.split('.')[0]);

/** @param schemas of the package, or why there are none */
export function packageProblems(
  { manifest, functions }: ForeignFacts,
  schemas: SchemaFiles | string,
): readonly string[] {
  const contract: unknown = (manifest as { contract?: unknown } | null)?.contract;
  if (typeof contract === 'number' && contract !== CONTRACT_MAJOR) {
    return [`it is written for the contract ${contract}; this hub knows ${CONTRACT_MAJOR}`];
  }
  const invalid = problemsOfManifest(manifest).map(({ sentence }) => `manifest: ${sentence}`);
  if (invalid.length > 0) return invalid;
  return [
    ...nameProblems(manifest.name),
    ...repeated(manifest.accepts.map(({ type }) => type)).map((type) => `manifest: it accepts ${type} twice`),
    ...manifest.accepts.flatMap(({ type }) => {
      const given = Object.hasOwn(functions, type) ? functions[type]! : [];
      return (['key', 'translate'] as const)
        .filter((name) => !given.includes(name))
        .map((name) => `types: ${type} has no function ${name}`);
    }),
    ...answerProblems(manifest, (type) => (Object.hasOwn(functions, type) ? functions[type]! : [])),
    ...schemaProblems(
      [manifest.settings, ...manifest.accepts.flatMap((type) => ('jsonSchema' in type ? type.jsonSchema : []))],
      schemas,
    ),
  ];
}

/**
 * What a connector lacks to answer as its manifest says.
 *
 * @param functionsOf names of the functions of a type
 */
export function answerProblems(
  { accepts, soap = [] }: Manifest,
  functionsOf: (type: string) => readonly string[],
): readonly string[] {
  const lacking = accepts.flatMap((accepted) => {
    const { answer = 'accepted' } = 'root' in accepted ? accepted : {};
    const needed = { question: ['ask', 'reply'], accepted: [], filed: ['reply'] }[answer];
    const given = functionsOf(accepted.type);
    return needed
      .filter((name) => !given.includes(name))
      .map((name) => `types: ${accepted.type} has no function ${name}, which its answer "${answer}" takes`);
  });
  const twice = repeated(soap.map(({ name }) => name)).map((name) => `manifest: it has the SOAP service ${name} twice`);
  return [...lacking, ...twice];
}

/** All of them. */
export function problemsOfManifest(manifest: unknown): readonly SchemaProblem[] {
  const schemas = new Schemas(join(foundAbove('schemas/hub/manifest.json')!, '../..'), { allErrors: true });
  return schemas.check('hub/manifest.json')(manifest);
}

/** A connector refuses with codes that begin with its name; none of them may be one that the hub has a meaning for. */
function nameProblems(name: string): readonly string[] {
  if (!Object.keys(codes).some((code) => code.startsWith(`${name}.`))) return [];
  return [`manifest: codes of the hub begin with "${name}."; the connector needs another name`];
}

function schemaProblems(paths: readonly string[], files: SchemaFiles | string): readonly string[] {
  if (typeof files === 'string') return [files];
  try {
    const schemas = new Schemas('schemas', {}, files);
    return [...new Set(paths)].flatMap((path) => {
      if (!schemas.has(path)) return `there is no schema schemas/${path}`;
      schemas.check(path);
      return [];
    });
  } catch (error) {
    return [`schemas/: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function repeated(words: readonly string[]): readonly string[] {
  return words.filter((word, position) => words.indexOf(word) !== position);
}
