/** The fixtures of connectors, as examples for people. They lie beside the source of each, and are read when asked for. */
import { existsSync } from 'node:fs';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { InstalledConnector } from './installed.js';
import { foundAbove } from './found-above.js';

/** Ending of the file → its media type. */
const SYNTAXES: Readonly<Record<string, string>> = {
  xml: 'application/xml',
  json: 'application/json',
  pdf: 'application/pdf',
  zip: 'application/zip',
};
const TEXTS = new Set(['xml', 'json']);
/** What is longer is no example to read. */
const TEXT_BYTES_MAX = 1_048_576;

export interface ExampleSummary {
  readonly name: string;
  readonly mime: string;
  readonly sizeBytes: number;
  /** Names of its attachments. */
  readonly attachments: readonly string[];
  /** What the connector makes of it: so many commands, or the code with which it refuses it. */
  readonly outcome: { readonly commands: number } | { readonly code: string };
}

export interface Example extends ExampleSummary {
  /** As it is sent; left out when it is no text, or too long to read. */
  readonly body?: string;
  /** What it is translated with, where these are its own. */
  readonly settings?: object;
  /** Commands with their key, or the refusal: what the tests of the connector expect. */
  readonly expected: object;
}

type Expected =
  | { readonly commands: readonly unknown[] }
  | { readonly questions: readonly unknown[] }
  | { readonly rejected: string };

/** By name; none where the source of the connectors is not beside the hub. */
export async function examplesOf(connector: InstalledConnector): Promise<readonly ExampleSummary[]> {
  const folder = await folderOf(connector);
  if (folder === undefined) return [];
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const examples = await Promise.all(names.map(({ name }) => readExample(connector, name)));
  return examples
    .flatMap((example) => example ?? [])
    .map(({ body: _body, settings: _settings, expected: _expected, ...summary }) => summary)
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** @returns undefined when there is none of that name */
export async function readExample(connector: InstalledConnector, name: string): Promise<Example | undefined> {
  const folder = await folderOf(connector);
  if (folder === undefined || !/^[a-z0-9][a-z0-9.-]*$/.test(name) || !existsSync(join(folder, name))) return undefined;
  if (await leadsOut(join(folder, name))) return undefined;
  return readFixture(join(folder, name), name).catch(() => undefined);
}

/** @returns undefined when it is none. @throws Error when it is malformed */
async function readFixture(folder: string, name: string): Promise<Example | undefined> {
  const files = await readdir(folder);
  const file = files.find((found) => /^message\.(xml|json|pdf|zip)$/.test(found));
  if (file === undefined || !files.includes('expected.json')) return undefined;
  const syntax = file.slice(file.lastIndexOf('.') + 1);
  const path = join(folder, file);
  const { size: sizeBytes } = await stat(path);
  const expected = (await readShortJson(join(folder, 'expected.json'))) as Expected;
  return {
    name,
    mime: SYNTAXES[syntax]!,
    sizeBytes,
    attachments: files.includes('attachments') ? (await readdir(join(folder, 'attachments'))).toSorted() : [],
    outcome: outcomeOf(expected),
    ...(TEXTS.has(syntax) && sizeBytes <= TEXT_BYTES_MAX ? { body: await readFile(path, 'utf8') } : {}),
    ...(files.includes('settings.json')
      ? { settings: (await readShortJson(join(folder, 'settings.json'))) as object }
      : {}),
    expected,
  };
}

async function readShortJson(path: string): Promise<unknown> {
  if ((await stat(path)).size > TEXT_BYTES_MAX) throw new Error(`${path} is too long to read.`);
  return JSON.parse(await readFile(path, 'utf8'));
}

function outcomeOf(expected: Expected): ExampleSummary['outcome'] {
  if ('rejected' in expected) return { code: expected.rejected };
  // A question files nothing.
  return { commands: 'commands' in expected ? expected.commands.length : 0 };
}

/** A package may be anybody's: what its links lead to is not shown. */
async function folderOf({ manifest, package: from }: InstalledConnector): Promise<string | undefined> {
  if (from === undefined) return foundAbove(join('connectors', manifest.name, 'fixtures'));
  const real = await realpath(join(from.folder, 'fixtures')).catch(() => undefined);
  return real?.startsWith((await realpath(from.folder)) + sep) === true ? real : undefined;
}

/** Nor what those of an example lead to. */
async function leadsOut(folder: string): Promise<boolean> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).some((entry) =>
    entry.isSymbolicLink(),
  );
  return files || (await lstat(folder)).isSymbolicLink();
}
