// Real messages of XJustiz, XPlanung and XGewerbesteuer, through recognition, official validation and the connector. They
// are not part of the project: FACHWERK_TEST_DATA names the folder that holds them and the schemas.
import { readFileSync } from 'node:fs';
import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectorNamed, translateMessage } from './connector-message.js';
import { realFiles, realMessagesMissing, realXml, type RealMessage } from './messages.js';
import { officialResults, type OfficialResults } from './official-result.js';
import { officialSchemasMissing, packageFolders } from './schemas.js';

const xgewerbesteuer = connectorNamed('xgewerbesteuer');
const xjustiz = connectorNamed('xjustiz');
const xplanung = connectorNamed('xplanung');

const messages: Readonly<Record<string, readonly RealMessage[]>> = {
  xgewerbesteuer: realXml('xgewerbesteuer'),
  xjustiz: realXml('xjustiz'),
  xplanung: [...realFiles('.gml', 'xplanung'), ...realXml('xplanung')],
};

let official: OfficialResults | undefined;
beforeAll(async () => {
  if (officialSchemasMissing !== undefined) return;
  const { xgewerbesteuer: tax, xjustiz: justice, wfsStandIn, xplanung: plans } = packageFolders;
  // The newest package is the one that a message without a version would be validated by.
  official = await officialResults([tax, ...['3.4.1', '3.5.1', '3.6.2'].map(justice), wfsStandIn, plans]);
}, 120_000);
afterAll(() => official?.remove());

const of = (name: string): (readonly [string, string])[] =>
  messages[name]!.map((message) => [message.name, message.path] as const);
const done = (commands: readonly ArchiveCommand[]): readonly string[] => commands.map((command) => command.do);
const filed = (commands: readonly ArchiveCommand[]): readonly unknown[] =>
  commands.flatMap((command) => (command.do === 'add-document' ? [command.content] : []));

describe.each(Object.keys(messages))('real messages of %s', (name) => {
  it('are there', (context) => {
    if (realMessagesMissing !== undefined) context.skip(realMessagesMissing);
    expect(messages[name]!.length).toBeGreaterThan(0);
  });

  it.each(of(name))('%s is valid by the official schema of its version', (_name, path, ...rest: unknown[]) => {
    const context = rest.at(-1) as { skip(reason: string): void } | undefined;
    if (official === undefined) return context?.skip(officialSchemasMissing ?? '');
    const version = name === 'xjustiz' ? '3.4.1' : name === 'xplanung' ? '6.0' : '1.4';
    const result = official.resultOf(connectorNamed(name), readFileSync(path));
    expect(result).toMatchObject({ result: 'valid', findings: [], version });
  });
});

describe('a real notice of trade tax', () => {
  it.each(of('xgewerbesteuer'))('%s is filed in the case of its year, or of the insolvency', (_name, path) => {
    const xml = readFileSync(path, 'utf8');
    const { key, commands } = translateMessage(xgewerbesteuer, { xml });
    expect(done(commands)).toEqual(['open-file', 'open-case', 'add-document']);
    const year = /bezugsjahr>(\d{4})</.exec(xml)?.[1];
    const opened = /insolvenzeroeffnung>([^<]+)</.exec(xml)?.[1];
    const within = opened === undefined ? year : `insolvency/${opened}`;
    const id = /nachrichtenID>([^<]+)</.exec(xml)?.[1];
    expect(commands[1]).toMatchObject({ key: `tax/12345678/1234567890000/${within}` });
    expect(commands[2]).toMatchObject({ key, content: 'message', metadata: { 'message-id': id } });
    // Who pays is in the message alone.
    expect(JSON.stringify(commands)).not.toContain('Musterbetrieb');
  });

  it('two of a taxpayer lie in one file, and each is itself', () => {
    const all = messages['xgewerbesteuer']!.map(({ path }) =>
      translateMessage(xgewerbesteuer, { xml: readFileSync(path) }),
    );
    const files = all.map(({ commands: [first] }) => (first?.do === 'open-file' ? first.key : undefined));
    expect(new Set(files).size).toBeLessThanOrEqual(1);
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });
});

describe('a real message of the justice', () => {
  it.each(of('xjustiz'))('%s is rejected without its document, and filed with it', (_name, path) => {
    const xml = readFileSync(path, 'utf8');
    const files = Object.fromEntries(
      [...xml.matchAll(/<tns:dateiname>([^<]+)</g)].map(([, name = '']) => [name, name]),
    );
    expect(Object.keys(files)).not.toEqual([]);
    expect(() => translateMessage(xjustiz, { xml })).toThrow(
      expect.objectContaining({
        code: 'xjustiz.document-missing',
        message: expect.stringContaining(Object.keys(files)[0]!) as unknown,
      }),
    );
    const { key, commands } = translateMessage(xjustiz, { xml, part: 'xjustiz_nachricht.xml', files });
    expect(done(commands)).toEqual(['open-file', 'add-document', 'add-document']);
    expect(key).toBe(/eigeneNachrichtenID>([^<]+)</.exec(xml)?.[1]);
    expect(filed(commands)).toEqual([
      { attachment: 'xjustiz_nachricht.xml' },
      ...Object.keys(files).map((attachment) => ({ attachment })),
    ]);
  });
});

describe('a real plan', () => {
  it.each(of('xplanung'))('%s is filed, and rejected where documents are missing', (_name, path) => {
    const xml = readFileSync(path, 'utf8');
    const urls = [...xml.matchAll(/<xplan:(?:referenz|georef)URL>([^<]+)</g)].map(([, url = '']) => url);
    if (urls.length > 0) {
      expect(() => translateMessage(xplanung, { xml })).toThrow(
        expect.objectContaining({ code: 'xplanung.document-missing' }),
      );
      const { commands } = translateMessage(xplanung, { xml }, { missingDocuments: 'file' });
      expect(filed(commands)).toEqual(['message']);
    }
    const files = Object.fromEntries(urls.map((url) => [url, url]));
    const { commands } = translateMessage(xplanung, { xml, part: 'xplan.gml', files });
    const state = /<xplan:rechtsstand>(\d+)</.exec(xml)?.[1];
    expect(done(commands).slice(0, 2)).toEqual(['open-file', state === undefined ? 'add-document' : 'open-case']);
    expect(new Set(filed(commands))).toEqual(new Set(['xplan.gml', ...urls].map((attachment) => ({ attachment }))));
    expect(commands[0]).toMatchObject({
      subject: expect.stringContaining(/<xplan:name>([^<]+)</.exec(xml)?.[1] ?? '?') as unknown,
    });
  });

  it('of another version is rejected, saying which is handled', () => {
    const [plan] = messages['xplanung']!;
    if (plan === undefined) return;
    const xml = readFileSync(plan.path, 'utf8').replaceAll('xplangml/6/0', 'xplangml/5/4');
    expect(() => translateMessage(xplanung, { xml })).toThrow(
      expect.objectContaining({
        code: 'xplanung.type-not-supported',
        message: expect.stringMatching(/^XPlanGML 5\.4 .* XPlanGML 6\.0\.$/) as unknown,
      }),
    );
  });
});
