// The table of the catalogue in connectors/README.md and the gallery in docs/connectors say what the manifests say. They
// are written here, formatted as everything else; in CI a stale one fails.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@fachwerk/connectors/catalogue';
import { expect, it } from 'vitest';
import { catalogueTable, gallery } from './docs/gallery.js';
import { kept } from './docs/kept.js';
import { root } from './root.js';

const file = join(root, 'connectors', 'README.md');
const BETWEEN = /(?<=<!-- catalogue: [^\n]* -->\n)[^]*?(?=<!-- \/catalogue -->)/;
const manifests = catalogue.map(({ manifest }) => manifest);

it('the table of connectors is that of the manifests', async () => {
  const current = readFileSync(file, 'utf8');
  expect(current).toMatch(BETWEEN);
  const { is, shouldBe } = await kept(
    file,
    current.replace(BETWEEN, () => `\n${catalogueTable(manifests)}\n\n`),
  );
  expect(is).toBe(shouldBe);
});

it('the gallery is that of the manifests, and has a place for each', async () => {
  const { is, shouldBe } = await kept(join(root, 'docs', 'connectors', 'gallery.md'), gallery(manifests));
  expect(is).toBe(shouldBe);
  for (const { name } of manifests) expect(is).toContain(`\n## ${name}\n`);
});
