// Real messages of XJustiz, XPlanung and XGewerbesteuer through a hub, with the official schemas required: filed as they
// were sent, with the files they name; rejected, naming what is missing, without them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from './fixtures.js';
import { requireOfficial } from './harness/official.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { zipOf } from './harness/zip.js';
import { realMessages, realMessagesMissing, realXml } from './messages.js';
import { officialSchemasMissing, packageFolders } from './schemas.js';

let setUp: SetUp;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq');
  if (officialSchemasMissing !== undefined) return;
  const { xgewerbesteuer, xjustiz, wfsStandIn, xplanung } = packageFolders;
  await requireOfficial(setUp, 'xgewerbesteuer', [xgewerbesteuer]);
  await requireOfficial(setUp, 'xjustiz', ['3.4.1', '3.5.1', '3.6.2'].map(xjustiz));
  await requireOfficial(setUp, 'xplanung', [wfsStandIn, xplanung]);
}, 120_000);
afterAll(() => setUp.remove());
beforeEach((context) => {
  if (realMessagesMissing !== undefined) context.skip(realMessagesMissing);
});

const real = (...path: readonly string[]): Buffer => readFileSync(join(realMessages, ...path));

/** Filed, valid by the schema of its version, with exactly these bytes as documents. */
async function expectFiled(
  sender: Procedure,
  message: Answer['body'],
  version: string,
  contents: readonly Buffer[],
): Promise<void> {
  expect(message, JSON.stringify(message.error)).toMatchObject({ state: 'filed' });
  if (officialSchemasMissing === undefined) {
    expect(message.validation.schema).toMatchObject({ result: 'valid', package: sender.name, version });
  }
  const documents: readonly { sha256: string; content: string }[] = message.receipt.documents;
  expect(documents.map((document) => document.sha256).toSorted()).toEqual(
    contents.map((bytes) => sha256(bytes)).toSorted(),
  );
  for (const document of documents) {
    expect(sha256(await sender.content(document.content))).toBe(document.sha256);
  }
}

it('xgewerbesteuer: a notice is filed once, and the next one of the taxpayer lies in the same file', async () => {
  const sender = await setUp.hub.procedure('xgewerbesteuer');
  const [first, second] = realXml('xgewerbesteuer').map(({ path }) => readFileSync(path));
  const filed = await sender.sendAndSettle(first!);
  await expectFiled(sender, filed, '1.4', [first!]);
  expect(await sender.sendAndSettle(first!)).toMatchObject({ state: 'filed', duplicateOf: filed.id });
  const next = await sender.sendAndSettle(second!);
  await expectFiled(sender, next, '1.4', [second!]);
  expect(next.receipt.fileReference).toBe(filed.receipt.fileReference);
});

describe('xjustiz', () => {
  const xml = (): Buffer => real('xjustiz', 'xjustiz_nachricht.xml');
  const pdf = Buffer.from('%PDF-1.4\n%%EOF\n');

  it.each(['zip', 'form'])('files a message with the document it names: %s', async (as) => {
    const sender = await setUp.hub.procedure('xjustiz');
    const sent =
      as === 'zip'
        ? sender.sendAndSettle(
            zipOf([
              { name: 'xjustiz_nachricht.xml', bytes: xml() },
              { name: 'hello_world.pdf', bytes: pdf },
            ]),
            { mime: 'application/zip', key: as },
          )
        : sender.sendAndSettle(xml(), {
            attachments: [{ name: 'hello_world.pdf', mime: '', bytes: pdf }],
            key: as,
          });
    await expectFiled(sender, await sent, '3.4.1', [xml(), pdf]);
  });

  it('rejects it without the document', async () => {
    const sender = await setUp.hub.procedure('xjustiz');
    const message = await sender.sendAndSettle(xml());
    expect(message).toMatchObject({ state: 'rejected', error: { code: 'xjustiz.document-missing' } });
    expect(message.error.sentence.en).toContain('hello_world.pdf');
  });
});

describe('xplanung', () => {
  it('files a plan in a ZIP with the documents it refers to, and without them is rejected', async () => {
    const sender = await setUp.hub.procedure('xplanung');
    const plan = real('xplanung', 'Blankenese29_Test_60.unzipped', 'xplan.gml');
    const [scan, position] = [Buffer.from('a scan'), Buffer.from('where it lies')];
    const entries = [
      { name: 'Blankenese29/xplan.gml', bytes: plan },
      { name: 'Blankenese29/Blankenese29.png', bytes: scan },
      { name: 'Blankenese29/Blankenese29.pgw', bytes: position },
    ];
    const filed = await sender.sendAndSettle(zipOf(entries), { mime: 'application/zip' });
    await expectFiled(sender, filed, '6.0', [plan, scan, position]);

    const incomplete = await sender.sendAndSettle(plan);
    expect(incomplete).toMatchObject({ state: 'rejected', error: { code: 'xplanung.document-missing' } });
    expect(incomplete.error.sentence.en).toContain('Blankenese29.png');
  });

  it('files a plan in GML as it is', async () => {
    const sender = await setUp.hub.procedure('xplanung');
    const plan = real('xplanung', 'BPlan001_6-0.unzipped', 'xplan.gml');
    for (const mime of ['application/xml', 'application/gml+xml']) {
      await expectFiled(sender, await sender.sendAndSettle(plan, { mime, key: mime }), '6.0', [plan]);
    }
  });
});
