// One real message of each XÖV standard through a hub: with the official schemas required where they are there, rejected by
// a productive procedure when it is marked as a test, and filed as it was sent by one that is there for tests.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from './fixtures.js';
import { requireOfficial } from './harness/official.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { realMessages, realMessagesMissing } from './messages.js';
import { officialSchemasMissing, packageFolders, xmeldPackage } from './schemas.js';

interface Standard {
  readonly connector: string;
  readonly message: string;
  /** Of a test message that was let in, and of what the standard lacks schemas for. */
  readonly validation: unknown;
  readonly filePlanCode: string;
}

const valid = (name: string, version: string): unknown => ({ result: 'valid', package: name, version });
const marked: readonly Standard[] = [
  {
    connector: 'xmeld',
    message: 'FachspezifischBehoerdenauskunft005a-1332.xml',
    validation: valid('xmeld', '25.11a'),
    filePlanCode: '105.1',
  },
  {
    connector: 'xwasser',
    message: 'quality_report_maximal_test_result.xml',
    validation: valid('xwasser', '1.0.0'),
    filePlanCode: '504.3',
  },
  {
    connector: 'xgewerbeanzeige',
    message: 'xgwa2.2-valid.xml',
    validation: { result: 'not-installed' },
    filePlanCode: '821.1',
  },
];

let dir: string;
let setUp: SetUp;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'fachwerk-xoev-'));
  setUp = await startSetUp('rabbitmq');
  if (officialSchemasMissing !== undefined) return;
  const { shared, xbeteiligung, xwasser } = packageFolders;
  await requireOfficial(setUp, 'xmeld', [xmeldPackage(dir)]);
  await requireOfficial(setUp, 'xwasser', [shared, xwasser]);
  await requireOfficial(setUp, 'xbeteiligung', [xbeteiligung]);
}, 120_000);
afterAll(async () => {
  await setUp.remove();
  rmSync(dir, { recursive: true });
});
beforeEach((context) => {
  if (realMessagesMissing !== undefined) context.skip(realMessagesMissing);
});

const real = (connector: string, ...path: readonly string[]): Buffer =>
  readFileSync(join(realMessages, connector, ...path));

async function expectFiled(sender: Procedure, message: Answer['body'], xml: Buffer): Promise<void> {
  expect(message, JSON.stringify(message.error)).toMatchObject({ state: 'filed', receipt: { documents: [{}] } });
  const [document] = message.receipt.documents;
  expect(document.sha256).toBe(sha256(xml));
  expect(sha256(await sender.content(document.content as string))).toBe(sha256(xml));
}

describe.each(marked)('$connector', ({ connector, message, validation, filePlanCode }) => {
  it('rejects a test message, and files it in a procedure that is there for tests', async () => {
    const sender = await setUp.hub.procedure(connector);
    const xml = real(connector, message);
    const rejected = await sender.sendAndSettle(xml);
    expect(rejected).toMatchObject({ state: 'rejected', error: { code: `${connector}.test-message` } });
    expect(rejected.error.sentence.de).toBeTruthy();

    await setUp.changeSettings(connector, { filePlanCode, testMessages: 'file' });
    const filed = await sender.sendAndSettle(xml, { key: 'let in' });
    await expectFiled(sender, filed, xml);
    if (officialSchemasMissing === undefined) expect(filed.validation.schema).toMatchObject(validation as object);
  });
});

describe('xbeteiligung', () => {
  it('files the start of a participation, once, and its change beside it', async () => {
    const sender = await setUp.hub.procedure('xbeteiligung');
    const xml = real('xbeteiligung', 'xmlv14', 'xbeteiligung-test-kommunal.Initiieren.0401.xml');
    const started = await sender.sendAndSettle(xml);
    await expectFiled(sender, started, xml);
    if (officialSchemasMissing === undefined) {
      expect(started.validation.schema).toMatchObject(valid('xbeteiligung', '1.2') as object);
    }
    const again = await sender.sendAndSettle(xml);
    expect(again).toMatchObject({ state: 'filed', duplicateOf: started.id });

    // The change names a document that did not come with it.
    const change = real('xbeteiligung', 'example402FromCockpit.xml');
    const incomplete = await sender.sendAndSettle(change);
    expect(incomplete).toMatchObject({ state: 'rejected', error: { code: 'xbeteiligung.annex-missing' } });
    await setUp.changeSettings('xbeteiligung', { filePlanCode: '610.2', missingAnnexes: 'file' });
    const changed = await sender.sendAndSettle(change, { key: 'without documents' });
    await expectFiled(sender, changed, change);
  });
});
