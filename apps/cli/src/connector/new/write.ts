/** Writes the files of a new connector. Nothing is written before all of them are known. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compileFromFile } from 'json-schema-to-typescript';
import { format } from 'prettier';
import ts from 'typescript';
import { SETTINGS_DEFAULT } from '../fixtures.js';
import type { Found, FoundType } from './found.js';
import { generatedPath, pascal, slug } from './names.js';
import { installationFrom, type Place } from './place.js';
import { register } from './register.js';
import { connectorFiles } from './templates/connector.js';
import type { Context } from './templates/context.js';
import { filingFile } from './templates/filing.js';
import { manifestFile } from './templates/manifest.js';
import { packageFiles } from './templates/package.js';
import { readerFile } from './templates/reader.js';
import { fixtureFolder, readmeFile, supplyNote } from './templates/readme.js';
import { settingsSchema } from './templates/settings.js';
import { TEST_MARK, typesWithTests } from './test-mark.js';

const STYLE = { printWidth: 120, singleQuote: true, trailingComma: 'all' } as const;

export interface Written {
  readonly folder: string;
  readonly fixtures: readonly string[];
  /** Fixtures that are to be supplied, and why. */
  readonly toSupply: readonly string[];
}

export async function writeConnector(context: Context, found: Found, place: Place): Promise<Written> {
  const files = new Map<string, string | Buffer>();
  const { fixtures, toSupply } = fixtureFiles(found, place, files);
  for (const [path, text] of sourceFiles(context, found)) files.set(join(place.folder, place.source, path), text);
  const schemas = schemaFiles(context, found);
  for (const [path, schema] of schemas) files.set(join(place.schemas, path), JSON.stringify(schema, null, 2));
  files.set(join(place.folder, 'README.md'), readmeFile(context, found, toSupply));
  if (place.repository === undefined) {
    const places = { ...installationFrom(place.folder), typescript: ts.version };
    for (const [path, text] of packageFiles(context, places)) files.set(join(place.folder, path), text);
  }
  for (const [path, content] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? await formatted(path, content) : content);
  }
  await writeTypes(context, place, [...schemas.keys()]);
  if (place.repository !== undefined) await register(context, place.repository, [...schemas.keys()], formatted);
  return { folder: place.folder, fixtures, toSupply };
}

function sourceFiles(context: Context, found: Found): ReadonlyMap<string, string> {
  const readers = found.types.map((type): [string, string] => [
    `messages/${slug(type.type)}.ts`,
    readerFile(context, type),
  ]);
  const hasTexts = readers.some(([, text]) => text.includes('textsAt('));
  return new Map([
    ['manifest.ts', manifestFile(context, found)],
    ...connectorFiles(context, found),
    ['filing.ts', filingFile(context, { hasTexts, hasTests: typesWithTests(found).length > 0 })],
    ...readers,
  ]);
}

/** Path below the folder of schemas → schema. */
function schemaFiles(context: Context, found: Found): ReadonlyMap<string, object> {
  const ofTypes = found.types.flatMap((type): [string, object][] => {
    if (type.syntax === 'xml') return [];
    const path = `${context.name}/${type.type}.json`;
    const { $schema: _schema, $id: _id, title: _title, ...rest } = type.schema;
    return [
      [path, { $schema: 'http://json-schema.org/draft-07/schema#', $id: path, title: pascal(type.type), ...rest }],
    ];
  });
  return new Map([
    ...ofTypes,
    [`${context.name}/settings.json`, settingsSchema(context, typesWithTests(found).length > 0)],
  ]);
}

function fixtureFiles(
  found: Found,
  place: Place,
  files: Map<string, string | Buffer>,
): { readonly fixtures: readonly string[]; readonly toSupply: readonly string[] } {
  const fixtures: string[] = [];
  const toSupply: string[] = [];
  const add = (folder: string, file: string, content: string | Buffer): void => {
    files.set(join(place.folder, 'fixtures', folder, file), content);
  };
  const rejected = (type: FoundType, why: string, body: Buffer): void => {
    const folder = `rejected-${fixtureFolder(type.type, why)}`;
    add(folder, `message.${type.syntax}`, body);
    fixtures.push(folder);
  };
  const note = (type: FoundType, what: 'filed' | 'refused', problems: readonly string[]): void => {
    const folder = fixtureFolder(type.type, what);
    add(folder, 'TO-BE-SUPPLIED.md', supplyNote(type.type, problems, what));
    toSupply.push(`\`fixtures/${folder}\`: ${problems[0] ?? 'none could be made up'}`);
  };
  for (const type of found.types) {
    for (const { name, body, isTest } of type.good) {
      const folder = unusedName(fixtureFolder(type.type, name), fixtures);
      add(folder, `message.${type.syntax}`, body);
      if (isTest === true) add(folder, 'settings.json', JSON.stringify({ ...SETTINGS_DEFAULT, testMessages: 'file' }));
      fixtures.push(folder);
    }
    if (type.good.length === 0) note(type, 'filed', type.toSupply);
    if (type.refused === undefined) note(type, 'refused', []);
    else rejected(type, type.refused.name, type.refused.body);
  }
  // All of them are refused by the same line: one shows it.
  const marked = typesWithTests(found);
  const shown = marked.find(({ test }) => test !== undefined);
  if (shown?.test !== undefined) rejected(shown, TEST_MARK, shown.test.body);
  else if (marked.length > 0) toSupply.push('a fixture of a message that is marked as a test: none could be made up');
  return { fixtures, toSupply };
}

/** Samples of several folders may be called the same. */
function unusedName(wanted: string, used: readonly string[]): string {
  let name = wanted;
  for (let number = 2; used.includes(name); number += 1) name = `${wanted}-${number}`;
  return name;
}

async function writeTypes({ name }: Context, place: Place, schemas: readonly string[]): Promise<void> {
  const by = place.repository === undefined ? 'fachwerk connector new' : 'npm run types';
  for (const schema of schemas) {
    const generated = await compileFromFile(join(place.schemas, schema), {
      bannerComment: `// Generated from schemas/${schema} by "${by}". Do not edit.`,
      cwd: place.schemas,
      additionalProperties: false,
      enableConstEnums: false,
      style: { singleQuote: true, printWidth: 120 },
    });
    const path = join(place.folder, place.source, generatedPath(name, schema));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, generated);
  }
}

async function formatted(path: string, text: string): Promise<string> {
  // A message is kept byte for byte, and notes beside fixtures are nobody's source.
  if (!/\.(ts|mjs|json|md)$/.test(path) || path.includes('/fixtures/')) return text;
  return format(text, { ...STYLE, filepath: path });
}
