// With the official schemas required, a real transfer of records (xdomea 0503) is filed with its three primary documents, in a ZIP as it was sent and as an XML
// with attachments; without its documents it is rejected, and so are the messages that are not read.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from './fixtures.js';
import { requireOfficial } from './harness/official.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { realMessages, realMessagesMissing, realXml } from './messages.js';
import { officialSchemasMissing, packageFolders } from './schemas.js';
import { unzipped } from './unzipped.js';

const transfer = '9a75050f-323a-4e84-94c9-a889aa2b4fe8_Aussonderung.Aussonderung.0503';

let setUp: SetUp;
let sender: Procedure;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq');
  sender = await setUp.hub.procedure('xdomea');
  if (officialSchemasMissing === undefined) {
    const versions = ['2.3.0', '2.4.0', '3.0.0', '3.1.0', '4.0.0'];
    await requireOfficial(setUp, 'xdomea', versions.map(packageFolders.xdomea));
  }
}, 120_000);
afterAll(() => setUp.remove());

describe('records that are handed over', () => {
  beforeEach((context) => {
    if (realMessagesMissing !== undefined) context.skip(realMessagesMissing);
  });

  it.each(['zip', 'form'])('are filed with the files they came with: %s', async (as) => {
    const zip = await readFile(join(realMessages, 'xdomea', '3.0.0', `${transfer}.zip`));
    const entries = unzipped(zip);
    const { [`${transfer}.xml`]: xml = Buffer.alloc(0), ...files } = entries;
    const attachments = Object.entries(files).map(([name, bytes]) => ({ name, mime: '', bytes }));
    const message =
      as === 'zip'
        ? await sender.sendAndSettle(zip, { mime: 'application/zip', key: as })
        : await sender.sendAndSettle(xml, { attachments, key: as });

    expect(message, JSON.stringify(message.error)).toMatchObject({
      state: 'filed',
      validation: { schema: { result: 'valid', package: 'xdomea', version: '3.0.0' } },
    });
    const documents: readonly { sha256: string; content: string }[] = message.receipt.documents;
    const hashes = Object.values(entries).map((bytes) => sha256(bytes));
    expect(documents.map((document) => document.sha256).toSorted()).toEqual(hashes.toSorted());
    for (const document of documents) {
      expect(sha256(await sender.content(document.content))).toBe(document.sha256);
    }
  });

  it('are rejected, naming what is missing, without their files', async () => {
    const transfers = realXml('xdomea').filter(({ name }) => name.endsWith('0503.xml'));
    expect(transfers).not.toEqual([]);
    for (const { path } of transfers) {
      const xml = await readFile(path, 'utf8');
      const message = await sender.sendAndSettle(xml);
      expect(message).toMatchObject({ state: 'rejected', error: { code: 'xdomea.document-missing' } });
      expect(message.error.sentence.en).toContain(/Dateiname>([^<]+)</.exec(xml)?.[1]);
    }
  });

  it('are recognised and rejected where the type is not read', async () => {
    const others = realXml('xdomea').filter(({ name }) => !name.endsWith('0503.xml'));
    expect(others).not.toEqual([]);
    for (const { path, name } of others) {
      const message = await sender.sendAndSettle(await readFile(path));
      expect(message, name).toMatchObject({ state: 'rejected', error: { code: 'xdomea.type-not-supported' } });
    }
  });
});
