/**
 * Connector packages: connectors that live outside of this repository. Such a package is written like a connector inside
 * it; besides it says in its `package.json` which module exports `connector`, and it brings its `schemas/` along.
 *
 * Nobody here has reviewed its code. It is never imported: what it says of itself is asked in the interpreter.
 */
import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Manifest } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';
import { cut } from '../errors/shortened.js';
import { readSchemas, type SchemaFiles } from '../json/schemas.js';
import { readFacts } from './foreign/read-facts.js';
import type { ForeignFacts } from './foreign/foreign-connector.js';
import { packageProblems } from './package-problems.js';

const PROBLEM_LENGTH_MAX = 2_000;

export interface ConnectorPackage extends ForeignFacts {
  /** Of the manifest. */
  readonly name: string;
  readonly version: string;
  readonly manifest: Manifest;
  /** Absolute. */
  readonly folder: string;
  /** Path of the module that exports `connector`, below the folder. */
  readonly entry: string;
  readonly schemasFolder: string;
  readonly schemas: SchemaFiles;
  /** Text of each module, by its path below the folder: what was checked is what runs. */
  readonly sources: Readonly<Record<string, string>>;
}

/** @throws HubError `connector.package-unusable` that lists all problems */
export async function readPackage(folder: string): Promise<ConnectorPackage> {
  const real = await realpath(folder).catch(() => {
    throw unusable(folder, ['there is no such folder']);
  });
  const entry = await entryOf(real);
  const { facts, sources } = await readFacts(real, entry).catch((error: unknown) => {
    throw error instanceof Error ? unusable(real, [`${entry}: ${error.message.split('\n')[0]}`]) : error;
  });
  const schemasFolder = join(real, 'schemas');
  const schemas = schemasIn(schemasFolder);
  const problems = packageProblems(facts, schemas);
  if (problems.length > 0 || !isSchemas(schemas)) throw unusable(real, problems);
  const { name, version } = facts.manifest;
  return { ...facts, name, version, folder: real, entry, schemasFolder, schemas, sources };
}

/** @returns why there are none */
function schemasIn(folder: string): SchemaFiles | string {
  if (!existsSync(folder)) return 'there is no folder schemas/ in it';
  try {
    return readSchemas(folder);
  } catch (error) {
    return `schemas/: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function isSchemas(read: SchemaFiles | string): read is SchemaFiles {
  return typeof read !== 'string';
}

/** What `package.json` says. */
async function entryOf(folder: string): Promise<string> {
  const { type, fachwerk } = await readPackageJson(folder);
  const entry = fachwerk?.connector;
  if (typeof entry !== 'string' || !/[.]m?js$/.test(entry)) {
    throw unusable(folder, [
      'package.json: "fachwerk": { "connector": … } must name the compiled module (.js) that exports "connector"',
    ]);
  }
  if (type !== 'module' && entry.endsWith('.js')) throw unusable(folder, ['package.json: "type" must be "module"']);
  const real = await realpath(join(folder, entry)).catch(() => {
    throw unusable(folder, [`there is no ${entry}, which package.json names; is the package built?`]);
  });
  const path = relative(folder, real).split(sep).join('/');
  if (path.startsWith('../')) throw unusable(folder, [`package.json: ${entry} is outside of the package`]);
  return path;
}

interface PackageJson {
  readonly type?: unknown;
  readonly fachwerk?: { readonly connector?: unknown };
}

async function readPackageJson(folder: string): Promise<PackageJson> {
  try {
    const read = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as PackageJson | null;
    return read ?? {};
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is no JSON' : 'cannot be read';
    throw unusable(folder, [`package.json ${why}`]);
  }
}

function unusable(folder: string, problems: readonly string[]): HubError {
  // Some of them are words of the package.
  const all = problems.map((problem) => cut(problem, PROBLEM_LENGTH_MAX)).join('; ');
  return new HubError(
    'misconfigured',
    'connector.package-unusable',
    `The connector package ${folder} is not usable: ${all}.`,
    {
      values: { folder, problems: all },
    },
  );
}
