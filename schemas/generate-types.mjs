// Writes the TypeScript types of the JSON Schemas, which are the source of every wire format, and for the console those
// of the description of the HTTP interface, as the hub was built last.
// `--check` changes nothing and fails when a committed type is stale.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compileFromFile } from 'json-schema-to-typescript';
import openapiTS, { astToString } from 'openapi-typescript';

const root = dirname(import.meta.dirname);

/** Schema below `schemas/` → generated file. A new schema with a type is one line here. */
const targets = {
  'cli/bench.json': 'apps/cli/src/bench/generated/bench.ts',
  'hub/alert-notice.json': 'apps/hub/src/operate/alerts/generated/alert-notice.ts',
  'hub/config.json': 'apps/hub/src/config/generated/config.ts',
  'hub/envelope.json': 'apps/hub/src/ledger/generated/envelope.ts',
  'hub/webhook.json': 'apps/hub/src/confirm/generated/webhook.ts',
  'hub/validation.json': 'apps/hub/src/ledger/generated/validation.ts',
  'building-permits/permit-granted.v2.json': 'connectors/building-permits/generated/permit-granted.v2.ts',
  'building-permits/settings.json': 'connectors/building-permits/generated/settings.ts',
  'json-generic/settings.json': 'connectors/fields/generated/settings.ts',
  'munich-dms/settings.json': 'connectors/munich-dms/generated/settings.ts',
  'xbeteiligung/settings.json': 'connectors/xbeteiligung/generated/settings.ts',
  'xdomea/settings.json': 'connectors/xdomea/generated/settings.ts',
  'xgewerbeanzeige/settings.json': 'connectors/xgewerbeanzeige/generated/settings.ts',
  'xgewerbesteuer/settings.json': 'connectors/xgewerbesteuer/generated/settings.ts',
  'xjustiz/settings.json': 'connectors/xjustiz/generated/settings.ts',
  'xmeld/settings.json': 'connectors/xmeld/generated/settings.ts',
  'xml-generic/settings.json': 'connectors/xml-generic/generated/settings.ts',
  'xplanung/settings.json': 'connectors/xplanung/generated/settings.ts',
  'xrechnung/settings.json': 'connectors/xrechnung/generated/settings.ts',
  'xwasser/settings.json': 'connectors/xwasser/generated/settings.ts',
};

/** Of the HTTP interface. */
const API = 'apps/console/src/api/generated/api.ts';

const check = process.argv.includes('--check');
const stale = [];

for (const [schema, target] of Object.entries(targets)) await keep(target, await typesOf(schema));
await keep(API, await typesOfApi());

if (stale.length > 0) {
  console.error(`Stale generated types: ${stale.join(', ')}. Run "npm run types" and commit the result.`);
  process.exitCode = 1;
}

function typesOf(schema) {
  return compileFromFile(join(root, 'schemas', schema), {
    bannerComment: `// Generated from schemas/${schema} by "npm run types". Do not edit.`,
    cwd: join(root, 'schemas'),
    additionalProperties: false,
    enableConstEnums: false,
    style: { singleQuote: true, printWidth: 120 },
  });
}

async function typesOfApi() {
  const { openApiDocument } = await import(join(root, 'apps/hub/dist/operate/openapi/document.js'));
  // Of the paths the console knows no types: what they answer is in the schemas.
  const { paths: _paths, ...rest } = openApiDocument;
  const types = await openapiTS(JSON.parse(JSON.stringify({ ...rest, paths: {} })), { alphabetize: true });
  return `// Generated from the hub's OpenAPI description by "npm run types". Do not edit.\n${astToString(types)}`;
}

async function keep(target, generated) {
  const file = join(root, target);
  const current = await readFile(file, 'utf8').catch(() => undefined);
  if (current === generated) return;
  if (check) {
    stale.push(target);
    return;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, generated);
  console.log(`written ${target}`);
}
