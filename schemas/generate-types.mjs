// Writes the TypeScript types of the JSON Schemas, which are the source of every wire format.
// `--check` changes nothing and fails when a committed type is stale.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compileFromFile } from 'json-schema-to-typescript';

const root = dirname(import.meta.dirname);

/** Schema below `schemas/` → generated file. A new schema with a type is one line here. */
const targets = {
  'cli/bench.json': 'apps/cli/src/bench/generated/bench.ts',
  'hub/config.json': 'apps/hub/src/config/generated/config.ts',
  'hub/envelope.json': 'apps/hub/src/ledger/generated/envelope.ts',
  'hub/webhook.json': 'apps/hub/src/confirm/generated/webhook.ts',
  'hub/validation.json': 'apps/hub/src/ledger/generated/validation.ts',
  'building-permits/permit-granted.v2.json': 'connectors/building-permits/generated/permit-granted.v2.ts',
  'building-permits/settings.json': 'connectors/building-permits/generated/settings.ts',
  'xdomea/settings.json': 'connectors/xdomea/generated/settings.ts',
  'xrechnung/settings.json': 'connectors/xrechnung/generated/settings.ts',
};

const check = process.argv.includes('--check');
const stale = [];

for (const [schema, target] of Object.entries(targets)) {
  const generated = await compileFromFile(join(root, 'schemas', schema), {
    bannerComment: `// Generated from schemas/${schema} by "npm run types". Do not edit.`,
    cwd: join(root, 'schemas'),
    additionalProperties: false,
    enableConstEnums: false,
    style: { singleQuote: true, printWidth: 120 },
  });
  const file = join(root, target);
  const current = await readFile(file, 'utf8').catch(() => undefined);
  if (current === generated) continue;
  if (check) {
    stale.push(target);
    continue;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, generated);
  console.log(`written ${target}`);
}

if (stale.length > 0) {
  console.error(`Stale generated types: ${stale.join(', ')}. Run "npm run types" and commit the result.`);
  process.exitCode = 1;
}
