// The fixtures of the connectors are messages as their standards want them: valid by the official schemas, which are not
// part of the project. Those that are rejected for being no such message are not.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { catalogue } from '@fachwerk/connectors/catalogue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemClock } from '../apps/hub/src/config/clock.js';
import { installPackage } from '../apps/hub/src/schema-packages/install.js';
import { InstalledPackages } from '../apps/hub/src/schema-packages/installed-packages.js';
import { OfficialSchemas } from '../apps/hub/src/validate/official-schemas.js';
import { recognise } from '../apps/hub/src/validate/recognise.js';
import { fixturesOf, openedFixture, schemas, type Fixture } from './fixtures.js';
import { officialSchemasMissing, packageFolders, xmeldPackage } from './schemas.js';

let dir: string;
let official: OfficialSchemas;
beforeAll(async () => {
  if (officialSchemasMissing !== undefined) return;
  dir = await mkdtemp(join(tmpdir(), 'fachwerk-fixtures-'));
  const { ubl, cii, zugferd1, xdomea, shared, xbeteiligung, xwasser } = packageFolders;
  const { xgewerbesteuer, xjustiz, wfsStandIn, xplanung } = packageFolders;
  const sources = [
    ubl,
    cii,
    zugferd1,
    ...['2.3.0', '2.4.0', '3.0.0', '3.1.0', '4.0.0'].map(xdomea),
    shared,
    xbeteiligung,
    xwasser,
    xmeldPackage(dir),
    xgewerbesteuer,
    ...['3.4.1', '3.5.1', '3.6.2'].map(xjustiz),
    wfsStandIn,
    xplanung,
  ];
  for (const source of sources) await installPackage(join(dir, 'schemas'), source, new SystemClock());
  official = new OfficialSchemas(new InstalledPackages(join(dir, 'schemas')));
}, 120_000);
afterAll(async () => {
  if (dir !== undefined) await rm(dir, { recursive: true });
});

/** Standards whose schemas nobody has put with the test data, and why. */
const WITHOUT_SCHEMAS: Readonly<Record<string, string>> = {
  xgewerbeanzeige: 'The schemas of XGewerbeanzeige are not among the official schemas at hand.',
};
const withSchemas = catalogue.filter(({ manifest }) =>
  manifest.accepts.some((type) => 'official' in type && type.official !== undefined),
);

it.for(Object.entries(WITHOUT_SCHEMAS))('%s is valid', ([, reason], { skip }) => skip(reason));

describe.each(
  withSchemas
    .filter(({ manifest }) => WITHOUT_SCHEMAS[manifest.name] === undefined)
    .map((connector) => [connector.manifest.name, connector] as const),
)('%s', (name, connector) => {
  it.skipIf(officialSchemasMissing !== undefined).each(
    fixturesOf(name)
      .filter(({ folder }) => basename(folder).startsWith('demo-'))
      .map((fixture): [string, Fixture] => [basename(fixture.folder), fixture]),
  )('%s is valid', async (_case, fixture) => {
    const opened = await openedFixture(connector, fixture);
    if (opened.syntax !== 'xml') return expect.unreachable('a fixture of a standard is XML');
    const { namespace, element } = opened.xml;
    const container = opened.container === undefined ? {} : { container: opened.container };
    const type = recognise(connector.manifest, { syntax: 'xml', namespace, element, ...container }, schemas);
    const { result, findings } = official.validate(type, opened.xml);
    expect(findings).toEqual([]);
    expect(result).toBe('valid');
  });
});
