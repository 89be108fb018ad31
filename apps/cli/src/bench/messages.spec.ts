import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invoiceOf } from './invoice.js';
import { sourceOf } from './messages.js';
import { bytesOf } from './size.js';
import { Stencil } from './stencil.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'fachwerk-messages-'))));
afterAll(() => rm(folder, { recursive: true }));

const none = { bytes: undefined, attachmentBytes: undefined };

describe('invented invoices', () => {
  it.each([1_710, 2_048, 2_100, 5_000, 20_000, 200_000, 1_000_000])('have the size that is asked for: %d', (bytes) => {
    expect(Buffer.byteLength(invoiceOf(bytes, 'R-1', 'DE100000001'))).toBe(bytes);
  });

  it('have more lines, not longer notes', () => {
    const text = invoiceOf(20_000, 'R-1', 'DE100000001');
    expect(text.match(/<cac:InvoiceLine>/g)!.length).toBeGreaterThan(60);
    expect(/<cbc:Note>([^<]*)/.exec(text)![1]!.length).toBeLessThan(600);
  });

  it('differ in number and seller, as their keys do', async () => {
    const source = await sourceOf({ ...none, message: 'xrechnung', bytes: 3_000 }, '1234567');
    const [first, second] = [source(1), source(2)].map(({ key, parts, bytes }) => ({
      key,
      bytes,
      text: String(parts[0]),
    }));
    expect(first).toMatchObject({ key: '1234567-00000001', bytes: 3_000 });
    expect(first!.text).toContain('<cbc:ID>1234567-00000001</cbc:ID>');
    expect(first!.text).toContain('DE100000001');
    expect(second!.text).toBe(
      first!.text.replaceAll('1234567-00000001', '1234567-00000002').replaceAll('DE100000001', 'DE100000002'),
    );
  });

  it('cannot be smaller than an invoice is', async () => {
    await expect(sourceOf({ ...none, message: 'xrechnung', bytes: 500 }, '1234567')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/at least \d+ bytes/),
    });
  });
});

it('writes the key into a file where it says so', async () => {
  const file = join(folder, 'message.json');
  await writeFile(file, '{"a":"{{key}}","ä":"{{key}}"}');
  const message = (await sourceOf({ ...none, message: file }, '1234567'))(42);
  expect(message).toMatchObject({ key: '1234567-00000042', mime: 'application/json' });
  expect(String(Buffer.concat(message.parts))).toBe('{"a":"1234567-00000042","ä":"1234567-00000042"}');
});

it('attaches another PDF to each message, of the size that is asked for', async () => {
  const source = await sourceOf(
    { message: 'building-permits', bytes: undefined, attachmentBytes: 2_500_000 },
    '1234567',
  );
  const texts = [source(1), source(2)].map(({ parts, bytes, mime }) => {
    const all = Buffer.concat(parts);
    expect(all.length).toBe(bytes);
    const [, boundary] = /boundary=(.+)$/.exec(mime)!;
    const [, , attachment] = all.toString('latin1').split(`--${boundary}`);
    return attachment!.slice(attachment!.indexOf('\r\n\r\n') + 4, -2);
  });
  expect(texts.map(({ length }) => length)).toEqual([2_500_000, 2_500_000]);
  expect(texts[0]!.slice(0, 40)).toMatch(/^%PDF-1\.7\n% 1234567-00000001\n/);
  expect(texts[0]).not.toBe(texts[1]);
});

it('refuses a value that does not fit its place', () => {
  expect(() => new Stencil('a ## b', ['##']).copy('123')).toThrow('does not fit');
});

it('reads sizes as people write them', () => {
  expect(['5KB', '1 MB', '1GiB', '0.5kib', '17'].map(bytesOf)).toEqual([5_000, 1_000_000, 2 ** 30, 512, 17]);
  for (const wrong of ['', 'KB', '5 parsecs', '-1KB']) expect(() => bytesOf(wrong)).toThrow('such as 5KB');
});
