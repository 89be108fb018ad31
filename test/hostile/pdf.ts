/** Hybrid invoices whose PDF is broken, has not exactly one invoice, or is made to use up memory or time. */
import { pdfWith } from '../harness/pdf.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../fixtures.js';
import { filed, refused, rejected, repeated, type Body, type Expectation, type HostileCase } from './hostile-case.js';
import { deflated, pdfOf, pdfWithCatalogue, pdfWithFile } from './pdf-writer.js';

const pdf = (name: string, expect: Expectation, body: () => Body): HostileCase => ({
  name,
  procedure: 'xrechnung',
  contentType: 'application/pdf',
  body,
  expect,
});

const cii = readFileSync(join(root, 'connectors/xrechnung/fixtures/demo-cii-invoice/message.xml'), 'utf8');
/** The number of the invoice in the fixture. */
const NUMBER = /(<rsm:ExchangedDocument>\s*<ram:ID>)[^<]*/;
const invoice = (number: string): string => cii.replace(NUMBER, `$1${number}`);
const lines = ['Rechnung'];
const NAME = 'factur-x.xml';
/** A PDF with this as its embedded invoice. */
const hybrid = (xml: Buffer | string, name = NAME): Buffer => pdfWith(lines, [{ name, bytes: xml }]);
const broken = rejected('pdf.malformed');
const none = rejected('pdf.no-invoice-xml');

export const pdfForm: readonly HostileCase[] = [
  pdf('no PDF', refused('message.type-mismatch'), () => 'Sehr geehrte Damen und Herren'),
  pdf('nothing', refused('message.empty', 400), () => ''),
  pdf('a PDF that begins behind 2,000 bytes', refused('message.type-mismatch'), () =>
    Buffer.concat([Buffer.alloc(2_000, 'x'), hybrid(invoice('P-0'))]),
  ),
  pdf('the first line alone', broken, () => '%PDF-1.7\n'),
  pdf('a first line and noise', broken, () => `%PDF-1.7\n${'\u0001\u0002\u0003'.repeat(10_000)}`),
  pdf('half a PDF', broken, () => {
    const whole = hybrid(invoice('P-0'));
    return whole.subarray(0, whole.length / 2);
  }),
  pdf('no catalogue', broken, () => pdfOf(['<< >>'], '')),
  pdf('a catalogue that is a number', broken, () => pdfOf(['42'])),
  pdf('encryption', rejected('pdf.encrypted'), () =>
    pdfWith(lines, [{ name: NAME, bytes: invoice('P-0') }], { locked: true }),
  ),
  pdf('encryption without a password', rejected('pdf.encrypted'), () =>
    pdfWith(lines, [{ name: NAME, bytes: invoice('P-0') }], { restricted: true }),
  ),
  pdf('a good one', filed, () => hybrid(invoice('P-good'))),
  pdf('scripts and actions, which are not run', filed, () =>
    Buffer.from(
      hybrid(invoice('P-script'))
        .toString('latin1')
        .replace('/Type /Catalog ', '/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> '),
      'latin1',
    ),
  ),
];

export const pdfInvoices: readonly HostileCase[] = [
  pdf('no embedded file', none, () => pdfWith(lines, [])),
  pdf('an embedded file of another name', none, () => hybrid(invoice('P-0'), 'notes.xml')),
  pdf('two embedded invoices', rejected('pdf.several-invoice-xmls'), () =>
    pdfWith(lines, [
      { name: NAME, bytes: invoice('P-0') },
      { name: 'xrechnung.xml', bytes: invoice('P-1') },
    ]),
  ),
  pdf('two embedded invoices whose files have one name', rejected('pdf.several-invoice-xmls'), () =>
    pdfWithCatalogue('/Names << /EmbeddedFiles << /Names [(a) 4 0 R (b) 5 0 R] >> >>', [
      `<< /Type /Filespec /F (${NAME}) /UF (${NAME}) /EF << /F 6 0 R >> >>`,
      `<< /Type /Filespec /F (${NAME}) /UF (${NAME}) /EF << /F 7 0 R >> >>`,
      { facts: '/Type /EmbeddedFile', bytes: invoice('P-0') },
      { facts: '/Type /EmbeddedFile', bytes: invoice('P-1') },
    ]),
  ),
  pdf('two embedded invoices under one key, of which the last one counts', filed, () =>
    pdfWith(lines, [
      { name: NAME, bytes: invoice('P-first') },
      { name: NAME, bytes: invoice('P-last') },
    ]),
  ),
  pdf('an empty embedded invoice', rejected('xml.empty'), () => hybrid('')),
  pdf('an embedded invoice that is no XML', rejected('xml.not-well-formed'), () => hybrid('Rechnung')),
  pdf('an embedded invoice with a DOCTYPE', rejected('xml.doctype'), () =>
    hybrid('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
  ),
  pdf('an embedded invoice with a nesting of 100,000', rejected('xml.depth'), () => hybrid('<a>'.repeat(100_000))),
  pdf('an embedded invoice of another namespace', rejected('message.type-unknown'), () => hybrid('<a xmlns="urn:x"/>')),
  pdf('an embedded invoice without a number', rejected('xml.path-missing', /ID/), () =>
    hybrid(invoice('P-0').replace('<ram:ID>P-0</ram:ID>', '')),
  ),
  pdf('an embedded invoice that is packed wrongly', rejected('xml.empty'), () =>
    pdfWithFile(NAME, { facts: '/Type /EmbeddedFile /Filter /FlateDecode', bytes: 'this is not packed' }),
  ),
  pdf('an embedded invoice that is not there', none, () =>
    pdfWithCatalogue(`/Names << /EmbeddedFiles << /Names [(${NAME}) 4 0 R] >> >>`, [
      `<< /Type /Filespec /F (${NAME}) /UF (${NAME}) /EF << /F 99 0 R >> >>`,
    ]),
  ),
  pdf('a file that is only referred to', none, () =>
    pdfWithCatalogue(`/Names << /EmbeddedFiles << /Names [(${NAME}) 4 0 R] >> >>`, [
      `<< /Type /Filespec /F (/etc/passwd) /UF (${NAME}) >>`,
    ]),
  ),
];

export const pdfMass: readonly HostileCase[] = [
  pdf('an embedded bomb of 1 GB', rejected('pdf.too-costly'), () =>
    pdfWithFile(NAME, deflated(Buffer.alloc(1_000_000_000, 0x20))),
  ),
  pdf('an embedded bomb of two layers', rejected('pdf.too-costly'), () =>
    pdfWithFile(NAME, deflated(Buffer.alloc(1_000_000_000, 0x20), 2)),
  ),
  pdf('a bomb beside the invoice', rejected('pdf.too-costly'), () =>
    pdfWithCatalogue(`/Names << /EmbeddedFiles << /Names [(${NAME}) 4 0 R (z.bin) 6 0 R] >> >>`, [
      `<< /Type /Filespec /F (${NAME}) /UF (${NAME}) /EF << /F 5 0 R >> >>`,
      { facts: '/Type /EmbeddedFile', bytes: invoice('P-0') },
      '<< /Type /Filespec /F (z.bin) /UF (z.bin) /EF << /F 7 0 R >> >>',
      deflated(Buffer.alloc(1_000_000_000, 0x20)),
    ]),
  ),
  pdf('a tree of names that contains itself', broken, () =>
    pdfWithCatalogue('/Names << /EmbeddedFiles 4 0 R >>', ['<< /Kids [4 0 R] >>']),
  ),
  pdf('a tree of names of 10,000 levels', none, () =>
    pdfWithCatalogue(
      '/Names << /EmbeddedFiles 4 0 R >>',
      Array.from({ length: 10_000 }, (_, n) => `<< /Kids [${n + 5} 0 R] >>`),
    ),
  ),
  pdf('a tree of pages that contains itself', none, () =>
    pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 1000000 /Parent 2 0 R >>']),
  ),
  pdf('arrays of a depth of 100,000', broken, () =>
    pdfOf([`<< /Type /Catalog /Pages 2 0 R /X ${'['.repeat(100_000)} >>`]),
  ),
  pdf('100,000 embedded files', none, () =>
    pdfWithCatalogue(
      `/Names << /EmbeddedFiles << /Names [${Array.from({ length: 100_000 }, (_, n) => `(n${n}) 4 0 R`).join(' ')}] >> >>`,
      ['<< /Type /Filespec /F (n) /UF (n) /EF << /F 5 0 R >> >>', { facts: '/Type /EmbeddedFile', bytes: 'x' }],
    ),
  ),
  pdf('a PDF of 200 MB', refused('message.too-large', 413), () =>
    repeated('%PDF-1.7\n', '%'.repeat(1_000), 200_000, ''),
  ),
  pdf('a PDF of 30 MB of comments', broken, () => repeated('%PDF-1.7\n', `%${'x'.repeat(998)}\n`, 30_000, '')),
];
