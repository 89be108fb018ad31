// With the official schemas required, every real hybrid invoice is filed as the PDF it is; broken ones are filed or rejected with a reason, never parked.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from './fixtures.js';
import { requireOfficial } from './harness/official.js';
import { pdfWith } from './harness/pdf.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { realFiles, realMessagesMissing, type RealMessage } from './messages.js';
import { officialSchemasMissing, packageFolders } from './schemas.js';

const mime = 'application/pdf';
const files = realFiles('.pdf', 'zugferd');
const of = (folder: string): readonly RealMessage[] =>
  files.filter(({ name }) => name.startsWith(`zugferd/${folder}/`));

describe('hybrid invoices', () => {
  let setUp: SetUp;
  let sender: Procedure;
  const table: string[] = [];
  beforeAll(async () => {
    setUp = await startSetUp('rabbitmq');
    sender = await setUp.hub.procedure('xrechnung');
    if (officialSchemasMissing === undefined) {
      await requireOfficial(setUp, 'xrechnung', [packageFolders.cii, packageFolders.zugferd1]);
    }
  });
  afterAll(async () => {
    process.stdout.write(`${table.join('\n')}\n`);
    await setUp.remove();
  });

  async function outcome({ name, path }: RealMessage): Promise<{ bytes: Buffer; message: Answer['body'] }> {
    const bytes = await readFile(path);
    const answer = await sender.send(bytes, { mime, key: name });
    expect(answer.status, name).toBe(202);
    const message = await sender.settled(answer.body.id);
    table.push(
      [
        message.state,
        message.validation.schema.result,
        message.error?.code ?? message.receipt.documents[0].fileName,
        name,
      ].join('  '),
    );
    return { bytes, message };
  }

  it('are filed when they are right, bytes identical', async (context) => {
    if (realMessagesMissing !== undefined) context.skip(realMessagesMissing);
    expect(of('correct').length).toBeGreaterThan(10);
    for (const file of of('correct')) {
      const { bytes, message } = await outcome(file);
      expect(message, file.name).toMatchObject({
        state: 'filed',
        validation: { schema: { result: 'valid' } },
        receipt: { documents: [{ mime, sha256: sha256(bytes), fileName: expect.stringMatching(/\.pdf$/) }] },
      });
      const [document] = message.receipt.documents;
      expect((await sender.content(document.content)).equals(bytes), file.name).toBe(true);
    }
  });

  it('are filed or rejected when they are wrong, never parked', async (context) => {
    if (realMessagesMissing !== undefined) context.skip(realMessagesMissing);
    expect(of('fail').length).toBeGreaterThan(3);
    for (const file of of('fail')) {
      const { message } = await outcome(file);
      expect(['filed', 'rejected'], file.name).toContain(message.state);
      expect(['valid', 'invalid'], file.name).toContain(message.validation.schema.result);
    }
  });

  it.each([
    ['without an invoice in it', 'pdf.no-invoice-xml', pdfWith(['leer'], [])],
    ['that is encrypted', 'pdf.encrypted', pdfWith(['x'], [], { restricted: true })],
    ['that is damaged', 'pdf.malformed', Buffer.from('%PDF-1.7 and no more')],
    ['whose XML has a DOCTYPE', 'xml.doctype', pdfWith([], [{ name: 'factur-x.xml', bytes: '<!DOCTYPE a><a/>' }])],
    ['whose XML is none', 'xml.not-well-formed', pdfWith([], [{ name: 'factur-x.xml', bytes: '<a><b></a>' }])],
    ['whose XML is something else', 'message.type-unknown', pdfWith([], [{ name: 'factur-x.xml', bytes: '<a/>' }])],
  ])('a PDF %s is rejected', async (_what, code, bytes) => {
    const answer = await sender.send(bytes, { mime });
    expect(answer.status).toBe(202);
    expect(await sender.settled(answer.body.id)).toMatchObject({
      state: 'rejected',
      error: { code, whoActs: 'sender' },
    });
  });

  it('and other containers are refused at the door, with what is accepted', async () => {
    const zip = await sender.send(Buffer.from('PK\x03\x04'), { mime: 'application/zip' });
    expect(zip).toMatchObject({ status: 415, body: { code: 'message.type-unsupported' } });
    expect(zip.body.detail).toContain('application/pdf');
    const other = await sender.send('<a/>', { mime });
    expect(other).toMatchObject({ status: 422, body: { code: 'message.type-mismatch' } });
    const form = await sender.send(pdfWith(['x'], []), { mime, attachments: [] });
    expect(await sender.settled(form.body.id)).toMatchObject({
      state: 'rejected',
      error: { code: 'pdf.no-invoice-xml' },
    });
  });
});
