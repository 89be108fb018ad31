// Which file of a ZIP is the message, and what a connector sees of it. The connector is made for this test.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connector, Element, Message } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { sha256, translated } from './fixtures.js';
import { zipOf, type ZipEntry } from './harness/zip.js';
import { realMessages, realMessagesMissing } from './messages.js';

/** Files every attachment but the message itself, and the ZIP as it came. */
function connectorFor(namespace: string, element?: string): Connector {
  const root = { namespace, ...(element === undefined ? {} : { element }) };
  const accepted = { type: 'zipped', title: 'A message in a ZIP', root, container: 'zip' as const, namespaces: {} };
  const alone = { type: 'alone', title: 'Another message', root: { namespace: 'urn:alone' }, namespaces: {} };
  const functions = {
    key: (message: Message<Element>) => message.part ?? message.body.name,
    translate: ({ attachments, part, body, mime }: Message<Element>) => [
      { do: 'open-file' as const, key: 'f', filePlanCode: '1', subject: `${mime} ${body.name} ${part}` },
      { do: 'add-document' as const, key: 'zip', in: { file: 'f' }, subject: 'ZIP', content: 'message' as const },
      ...attachments
        .filter(({ name }) => name !== part)
        .map(({ name, sha256: hash }) => ({
          do: 'add-document' as const,
          key: name,
          in: { file: 'f' },
          subject: hash,
          content: { attachment: name },
        })),
    ],
  };
  return {
    manifest: {
      name: 'zipped',
      title: 'Messages in ZIPs',
      version: '1.0.0',
      stability: 'draft',
      contract: 1,
      accepts: [accepted, alone],
      settings: 'xrechnung/settings.json',
    },
    types: { zipped: functions, alone: functions },
  };
}

const connector = connectorFor('urn:m', 'message');
const inZip = (...entries: readonly ZipEntry[]): ReturnType<typeof translated> =>
  translated(connector, { body: zipOf(entries), syntax: 'zip', attachments: [] }, {});
const message: ZipEntry = { name: 'in/message.xml', bytes: '<m:message xmlns:m="urn:m"/>' };

describe('a message in a ZIP', () => {
  it('is the XML that the connector knows; the other files are its attachments', async () => {
    const plan = '%PDF-1.7 plan';
    const others = [
      { name: 'note.xml', bytes: '<note/>' },
      { name: 'broken.xml', bytes: '<a>' },
      { name: 'plan.pdf', bytes: plan },
    ];
    const { key, type, commands } = await inZip(...others, message);
    expect([key, type]).toEqual(['in/message.xml', 'zipped']);
    expect(commands[0]).toMatchObject({ subject: 'application/zip message in/message.xml' });
    expect(commands.slice(1).map((command) => command.key)).toEqual(['zip', 'note.xml', 'broken.xml', 'plan.pdf']);
    expect(commands.at(-1)).toMatchObject({ subject: sha256(Buffer.from(plan)) });
  });

  it('comes on its own as well', async () => {
    const alone = await translated(
      connector,
      { body: Buffer.from(message.bytes!), syntax: 'xml', attachments: [] },
      {},
    );
    expect(alone).toMatchObject({ key: 'message', type: 'zipped' });
  });

  it.each<[string, string, RegExp, readonly ZipEntry[]]>([
    ['nothing', 'container.no-message', /–/, []],
    ['no XML', 'container.no-message', /–/, [{ name: 'a.txt', bytes: 'x' }]],
    [
      'another root',
      'container.no-message',
      /a\.xml: \{urn:m\}other/,
      [{ name: 'a.xml', bytes: '<other xmlns="urn:m"/>' }],
    ],
    [
      'a message that is no good',
      'container.no-message',
      /not well-formed/,
      [{ name: 'a.xml', bytes: '<message xmlns="urn:m">' }],
    ],
    [
      'a message that comes on its own only',
      'container.no-message',
      /urn:alone/,
      [{ name: 'a.xml', bytes: '<a xmlns="urn:alone"/>' }],
    ],
    [
      'two messages',
      'container.several-messages',
      /in\/message\.xml; b\.xml/,
      [message, { ...message, name: 'b.xml' }],
    ],
  ])('is not found where there is %s', async (_what, code, sentence, entries) => {
    await expect(inZip(...entries)).rejects.toMatchObject({
      kind: 'rejected',
      code,
      message: expect.stringMatching(sentence),
    });
  });

  it('is found in the ZIP of a real disposal, with its three documents', async (context) => {
    const file = join(
      realMessages,
      'xdomea/3.0.0/9a75050f-323a-4e84-94c9-a889aa2b4fe8_Aussonderung.Aussonderung.0503.zip',
    );
    if (!existsSync(file)) context.skip(realMessagesMissing ?? `${file} is not there.`);
    const xdomea = connectorFor('urn:xoev-de:xdomea:schema:3.0.0');
    const { key, commands } = await translated(
      xdomea,
      { body: readFileSync(file), syntax: 'zip', attachments: [] },
      {},
    );
    expect(key).toMatch(/Aussonderung\.0503\.xml$/);
    expect(commands).toHaveLength(5);
    expect(commands.slice(2).map((command) => command.key)).toEqual([
      expect.stringMatching(/_test_pdf_a1-b\.pdf$/),
      expect.stringMatching(/_test_pdf_a2-u\.pdf$/),
      expect.stringMatching(/_test\.docx$/),
    ]);
  });
});
