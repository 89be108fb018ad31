/** Real invoices in UBL below 20 KB, each with a number of its own, in turn. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceOf, type Source } from '@fachwerk/cli/bench/messages';
import { realXml } from '../messages.js';
import { nextRun } from './filing.js';

const BYTES_MAX = 20_000;
const NUMBER = /(<(?:\w+:)?Invoice\b[^>]*>[^]*?<(?:\w+:)?ID>)[^<]*(<\/(?:\w+:)?ID>)/;

export async function realInvoices(): Promise<Source> {
  const run = nextRun();
  const folder = await mkdtemp(join(tmpdir(), 'fachwerk-invoices-'));
  try {
    const sources: Source[] = [];
    for (const { path } of realXml('xrechnung', 'xml-rechnung')) {
      const text = await readFile(path, 'utf8');
      if (Buffer.byteLength(text) > BYTES_MAX || !NUMBER.test(text)) continue;
      const file = join(folder, `${sources.length}.xml`);
      await writeFile(file, text.replace(NUMBER, '$1{{key}}$2'));
      sources.push(await sourceOf({ message: file, bytes: undefined, attachmentBytes: undefined }, run));
    }
    if (sources.length === 0) throw new Error('There are no real invoices: set FACHWERK_TEST_DATA.');
    return (number) => sources[number % sources.length]!(number);
  } finally {
    await rm(folder, { recursive: true });
  }
}
