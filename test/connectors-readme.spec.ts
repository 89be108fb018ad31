// The table of the catalogue in connectors/README.md says what the manifests say. It is written here, formatted as
// everything else; in CI a stale one fails.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@fachwerk/connectors/catalogue';
import type { AcceptedType, Manifest } from '@fachwerk/connectors/contract';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { root } from './fixtures.js';

const file = join(root, 'connectors', 'README.md');
const BETWEEN = /(?<=<!-- catalogue: [^\n]* -->\n)[^]*?(?=<!-- \/catalogue -->)/;

it('the table of connectors is that of the manifests', async () => {
  const current = readFileSync(file, 'utf8');
  expect(current).toMatch(BETWEEN);
  const options = { ...(await resolveConfig(file)), parser: 'markdown' };
  const table = tableOf(catalogue.map(({ manifest }) => manifest));
  const wanted = await format(
    current.replace(BETWEEN, () => `\n${table}\n\n`),
    options,
  );
  if (current !== wanted && process.env['CI'] === undefined) writeFileSync(file, wanted);
  expect(readFileSync(file, 'utf8')).toBe(wanted);
});

function tableOf(manifests: readonly Manifest[]): string {
  const rows = manifests.map(({ name, title, version, stability, accepts }) =>
    [`[\`${name}\`](${name}/)`, cell(title), accepts.map(acceptedOf).join('<br>'), version, stability].join(' | '),
  );
  return ['| Connector | Title | Accepts | Version | Stability |', '| --- | --- | --- | --- | --- |']
    .concat(rows.map((row) => `| ${row} |`))
    .join('\n');
}

function acceptedOf(type: AcceptedType): string {
  return `\`${type.type}\` (${'root' in type ? 'XML' : 'JSON'}): ${cell(type.title)}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
