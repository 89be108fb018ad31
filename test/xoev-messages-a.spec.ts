// Real messages of XMeld, XBeteiligung, XGewerbeanzeige and XWasser, through recognition, official validation where the
// schemas are there, and the connector. They are not part of the project: FACHWERK_TEST_DATA names the folder that holds
// them. Most of them are marked as tests; a productive procedure rejects these, whatever else they are.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddDocument, ArchiveCommand } from '@fachwerk/connectors/contract';
import { testMarkOf } from '@fachwerk/connectors/xoev';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectorNamed, readMessage, translateMessage } from './connector-message.js';
import { realMessagesMissing, realXml } from './messages.js';
import { officialResults, type OfficialResults } from './official-result.js';
import { officialSchemasMissing, packageFolders, xmeldPackage } from './schemas.js';

const FILE_FOR_TEST = { testMessages: 'file' };

let dir: string;
let official: OfficialResults | undefined;
beforeAll(async () => {
  if (officialSchemasMissing !== undefined) return;
  dir = mkdtempSync(join(tmpdir(), 'fachwerk-xoev-'));
  const { shared, xbeteiligung, xwasser } = packageFolders;
  official = await officialResults([shared, xbeteiligung, xwasser, xmeldPackage(dir)]);
}, 120_000);
afterAll(async () => {
  await official?.remove();
  if (dir !== undefined) rmSync(dir, { recursive: true });
});

const documentsIn = (commands: readonly ArchiveCommand[]): readonly AddDocument[] =>
  commands.filter((command): command is AddDocument => command.do === 'add-document');

describe.each(['xmeld', 'xbeteiligung'])('real messages of %s', (name) => {
  const messages = realXml(name);
  const connector = connectorNamed(name);

  it('are there', (context) => {
    if (realMessagesMissing !== undefined) context.skip(realMessagesMissing);
    expect(messages.length).toBeGreaterThan(0);
  });

  it.each(messages.map((message) => [message.name, message.path]))('%s is filed', (_name, path) => {
    const xml = readFileSync(path);
    if (official !== undefined) {
      expect(official.resultOf(connector, xml)).toMatchObject({ result: 'valid', findings: [] });
    }
    const { body } = readMessage(connector, { xml }).message;
    if (testMarkOf(body) !== undefined) {
      expect(() => translateMessage(connector, { xml })).toThrow(
        expect.objectContaining({ kind: 'rejected', code: `${name}.test-message` }),
      );
    }
    const settings = { ...FILE_FOR_TEST, missingAnnexes: 'file' };
    const { key, commands } = translateMessage(connector, { xml }, name === 'xbeteiligung' ? settings : FILE_FOR_TEST);
    expect(commands.map((command) => command.do)).toEqual(['open-file', 'open-case', 'add-document']);
    const [document] = documentsIn(commands);
    expect(document?.content).toBe('message');
    expect(document?.metadata?.['message-id']).toBe(/nachrichtenUUID>([^<]*)</.exec(xml.toString())?.[1]);
    expect(key).toContain(document?.metadata?.['message-id']);
  });
});

describe('a real change of a participation', () => {
  const files = realXml('xbeteiligung').filter(({ name }) => name.includes('402'));

  it.each(files.map(({ name, path }) => [name, path]))('%s is rejected without its documents', (_name, path) => {
    const connector = connectorNamed('xbeteiligung');
    expect(() => translateMessage(connector, { xml: readFileSync(path) })).toThrow(
      expect.objectContaining({
        kind: 'rejected',
        code: 'xbeteiligung.annex-missing',
        message: expect.stringContaining('test-dokument.pdf') as unknown,
      }),
    );
    // The file of the same name that is not the one the message describes.
    const sent = { xml: readFileSync(path), files: { 'test-dokument.pdf': 'x' } };
    expect(() => translateMessage(connector, sent)).toThrow(
      expect.objectContaining({ code: 'xbeteiligung.hash-differs' }),
    );
    // Without the hash and the size that nobody here has the bytes for, it is filed twice: the message names it twice.
    const loosened = sent.xml.toString().replaceAll(/ (filesize|hashValue)="[^"]*"/g, '');
    const { commands } = translateMessage(connector, { ...sent, xml: loosened });
    expect(documentsIn(commands).map(({ content }) => content)).toEqual([
      'message',
      { attachment: 'test-dokument.pdf' },
      { attachment: 'test-dokument.pdf' },
    ]);
  });
});

describe('real messages of xgewerbeanzeige', () => {
  const messages = realXml('xgewerbeanzeige');
  const connector = connectorNamed('xgewerbeanzeige');

  it('are there', (context) => {
    if (realMessagesMissing !== undefined) context.skip(realMessagesMissing);
    expect(messages.length).toBeGreaterThan(0);
  });

  // No schema of this standard is at hand: those that its rules refuse are filed as far as they are read, and say so.
  it.each(messages.map(({ name, path }) => [name, path]))('%s is a test, and filed where tests are', (_name, path) => {
    const xml = readFileSync(path);
    if (official !== undefined) expect(official.resultOf(connector, xml).result).toBe('not-installed');
    expect(() => translateMessage(connector, { xml })).toThrow(
      expect.objectContaining({ kind: 'rejected', code: 'xgewerbeanzeige.test-message' }),
    );
    const { commands } = translateMessage(connector, { xml }, FILE_FOR_TEST);
    const notifications = xml.toString().match(/<(xga:)?satz>/g)?.length ?? 0;
    expect(commands.filter((command) => command.do === 'open-file')).toHaveLength(1);
    expect(commands.filter((command) => command.do === 'open-case')).toHaveLength(notifications);
    expect(documentsIn(commands)).toHaveLength(notifications);
    // Whom it names is in the message alone; a registered name is public.
    const told = JSON.stringify(commands).replaceAll(/"(registered-name|subject)":"[^"]*"/g, '');
    for (const [, name = ''] of xml.toString().matchAll(/(?:familienname>|name="Familienname">\s*<wert>)([^<]+)</g)) {
      expect(told).not.toContain(name);
    }
  });
});

describe('real messages of xwasser', () => {
  const messages = realXml('xwasser');
  const connector = connectorNamed('xwasser');

  it('are there', (context) => {
    if (realMessagesMissing !== undefined) context.skip(realMessagesMissing);
    expect(messages.length).toBeGreaterThan(0);
  });

  it.each(messages.map(({ name, path }) => [name, path]))('%s is a test, and filed where tests are', (_name, path) => {
    const xml = readFileSync(path);
    if (official !== undefined) {
      // One of them is none by the schema of its version; a hub that has this schema rejects it for that.
      const isValid = !path.endsWith('/monitoring_plan_minimal.xml');
      expect(official.resultOf(connector, xml).result).toBe(isValid ? 'valid' : 'invalid');
    }
    expect(() => translateMessage(connector, { xml })).toThrow(
      expect.objectContaining({ kind: 'rejected', code: 'xwasser.test-message' }),
    );
    const { commands } = translateMessage(connector, { xml }, FILE_FOR_TEST);
    expect(commands.map((command) => command.do)).toEqual(['open-file', 'open-case', 'add-document']);
    expect(documentsIn(commands)[0]?.metadata?.['test-message']).toBe('true');
  });
});
