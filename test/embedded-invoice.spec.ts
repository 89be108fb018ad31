// PDFs are written byte by byte (harness/pdf.ts); real ones are sent in file-hybrid-invoices.e2e-spec.ts.
import { describe, expect, it } from 'vitest';
import { embeddedInvoice } from '../apps/hub/src/pdf/embedded-invoice.js';
import { pdfWith, type EmbeddedFile, type PdfOptions } from './harness/pdf.js';

const file = (name: string): EmbeddedFile => ({ name, bytes: `<invoice name="${name}"/>` });
const pdf = (names: readonly string[], options?: PdfOptions): Buffer => pdfWith(['Rechnung'], names.map(file), options);

describe('the invoice in a PDF', () => {
  it.each(['factur-x.xml', 'ZUGFeRD-invoice.xml', 'zugferd-invoice.xml', 'xrechnung.xml'])('is %s', async (name) => {
    const found = await embeddedInvoice(pdf(['notes.txt', name, 'other.xml']));
    expect(found.toString()).toBe(`<invoice name="${name}"/>`);
  });

  it('leaves the PDF as it was, so that the next one of a batch can be read', async () => {
    const bytes = pdf(['factur-x.xml']);
    const before = Buffer.from(bytes);
    await embeddedInvoice(bytes);
    expect(bytes.equals(before)).toBe(true);
  });

  it.each<[string, string, Buffer]>([
    ['nothing embedded', 'pdf.no-invoice-xml', pdf([])],
    ['other files embedded', 'pdf.no-invoice-xml', pdf(['order-x.xml', 'a.xml'])],
    ['two invoices', 'pdf.several-invoice-xmls', pdf(['factur-x.xml', 'xrechnung.xml'])],
    ['a password', 'pdf.encrypted', pdf(['factur-x.xml'], { locked: true })],
    ['restrictions', 'pdf.encrypted', pdf(['factur-x.xml'], { restricted: true })],
    ['nothing but its beginning', 'pdf.malformed', Buffer.from('%PDF-1.7\nnothing')],
    ['bytes of something else', 'pdf.malformed', Buffer.alloc(3_000, 1)],
  ])('is refused with %s', async (_what, code, bytes) => {
    await expect(embeddedInvoice(bytes)).rejects.toMatchObject({ kind: 'rejected', code });
  });

  it('is found where the table of objects is lost', async () => {
    const bytes = pdf(['factur-x.xml']);
    const lost = bytes.subarray(0, bytes.lastIndexOf('xref\n0'));
    expect(
      (await embeddedInvoice(Buffer.concat([lost, bytes.subarray(bytes.indexOf('trailer'))]))).toString(),
    ).toContain('factur-x');
  });
});
