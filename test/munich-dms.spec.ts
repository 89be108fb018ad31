// The messages that the Munich connector has as fixtures, and what it replies, are valid by the WSDL, in each version that
// has the operation. The WSDLs are not part of the project.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { munichDms } from '../connectors/munich-dms/connector.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExample, REPLY } from '../apps/cli/src/connector/fixtures.js';
import { readWsdl, type WsdlFacts } from '../apps/hub/src/soap/wsdl.js';
import { typesOf } from '../apps/hub/src/soap/wsdl-types.js';
import { CompiledXsd } from '../apps/hub/src/xml/xsd.js';
import { openedXml } from './connector-message.js';
import { fixturesOf, type Fixture } from './fixtures.js';
import { dmsWsdls } from './munich-wsdls.js';
import { officialSchemasMissing } from './schemas.js';

const SCHEMA = 'wsdl://types.xsd';
/** They show what no such version has, or what no schema lets pass. */
const INVALID: Readonly<Record<string, string>> = {
  'rejected-create-complete-file-without-entry': 'the schema requires an entry',
  'rejected-create-incoming-invalid-time': 'the schema requires a time',
  'rejected-search-entry-twice': 'the schema takes one',
};
/** What was in other versions only. */
const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  'create-file-user-forms': ['1.10'],
  'create-incoming-subject-of-content': ['1.8', '1.9', '1.10'],
  'create-content-with-address': ['1.8'],
};

/** An Include stands for base64. */
function asInline(xml: string): string {
  return xml.replace(/>\s*<(?:xop:)?Include[^>]*\/>\s*</g, '>UERG<');
}

describe.skipIf(officialSchemasMissing !== undefined).each(Object.entries(dmsWsdls))('WSDL %s', (version, path) => {
  let schema: CompiledXsd;
  let facts: WsdlFacts;
  beforeAll(() => {
    const wsdl = readFileSync(path);
    const [types] = typesOf(wsdl);
    schema = CompiledXsd.compile(SCHEMA, (url) => (url === SCHEMA ? Buffer.from(types!.xml) : undefined));
    facts = readWsdl(wsdl);
  });
  afterAll(() => schema?.dispose());

  function findings(xml: string): readonly string[] {
    const opened = openedXml(asInline(xml));
    try {
      return schema.validate(opened).map(({ path: at, sentence }) => `${at}: ${sentence}`);
    } finally {
      opened.dispose();
    }
  }

  const here = (fixture: Fixture): boolean => ONLY_IN[basename(fixture.folder)]?.includes(version) ?? true;
  const fixtures = fixturesOf('munich-dms').map((fixture) => [basename(fixture.folder), fixture] as const);

  it.each(fixtures)('%s is a request as it describes them', (name, fixture) => {
    const isValid = findings(fixture.body.toString()).length === 0;
    expect(isValid).toBe(here(fixture) && INVALID[name] === undefined);
  });

  it.each(fixtures.filter(([, fixture]) => readExample(fixture, REPLY) !== undefined))(
    '%s is replied as it describes',
    (_name, fixture) => {
      expect(findings(readExample(fixture, REPLY)!)).toEqual([]);
    },
  );

  it('has every operation that the connector carries out', () => {
    const elements = facts.services
      .flatMap(({ ports }) => ports)
      .flatMap(({ operations }) => operations.map(({ input }) => input?.element));
    const carriedOut = munichDms.manifest.accepts.flatMap((type) =>
      'root' in type && type.root.element !== undefined ? type.root.element : [],
    );
    expect(carriedOut.filter((element) => !elements.includes(element))).toEqual([]);
    expect(carriedOut.length).toBeGreaterThan(30);
  });
});

it('has a service for each WSDL', () => {
  const named = munichDms.manifest.soap?.map(({ name, wsdl }) => [name.slice(1), wsdl]);
  expect(Object.fromEntries(named ?? [])).toEqual(
    Object.fromEntries(Object.entries(dmsWsdls).map(([version, path]) => [version, basename(path)])),
  );
});
