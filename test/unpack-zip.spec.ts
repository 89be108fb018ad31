// ZIPs are written byte by byte (harness/zip.ts), stored, and unpacked from the content store as in the hub.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipOf, type ZipEntry } from './harness/zip.js';
import { DiskContentStore } from '../apps/hub/src/archive/disk-content-store.js';
import type { StoredPart } from '../apps/hub/src/ledger/envelope.js';
import type { ReceiveLimits } from '../apps/hub/src/receive/limits.js';
import { unpackZip } from '../apps/hub/src/receive/zip/unpack.js';

const limits: ReceiveLimits = {
  messageBytesMax: 5_000,
  attachmentBytesMax: 3_000_000,
  attachmentsMax: 2,
  inlineBytesMax: 100,
  pdfBytesMax: 1e3,
  zipEntriesMax: 5,
  zipBytesMax: 4_000_000,
  zipRatioMax: 10,
  zipNameLengthMax: 100,
  xmlDepthMax: 5,
  xmlElementsMax: 50,
  xmlAttributesMax: 3,
  jsonDepthMax: 5,
  jsonValuesMax: 50,
};
const tenant = randomUUID();
let folder: string;
let store: DiskContentStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unpack-'));
  store = new DiskContentStore(folder);
});
afterAll(() => rm(folder, { recursive: true }));

async function unpack(zip: Buffer, changed: Partial<ReceiveLimits> = {}): Promise<readonly StoredPart[]> {
  const stored = await store.put(tenant, Readable.from([zip]));
  return unpackZip(stored, tenant, store, { ...limits, ...changed });
}
const unpacked = (...entries: readonly ZipEntry[]): Promise<readonly StoredPart[]> => unpack(zipOf(entries));
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
/** Bytes that do not pack. */
const noise = (length: number): Buffer =>
  Buffer.concat(Array.from({ length: Math.ceil(length / 32) }, (_, n) => createHash('sha256').update(`${n}`).digest()));
/** Info-ZIP's extra field with the name in UTF-8. */
function unicodePath(raw: string, name: string): Buffer {
  const data = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), Buffer.from(name)]);
  data.writeUInt32LE(crc32(raw), 1);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(0x7075, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

describe('a ZIP that is a message', () => {
  it('becomes its files in their order, with names, types, hashes and bytes', async () => {
    const large = noise(200_000);
    const parts = await unpacked(
      { name: 'anlagen/' },
      { name: 'anlagen/plan.pdf', bytes: '%PDF-1.7 plan' },
      { name: 'groß.bin', bytes: large, method: 0 },
      { name: 'leer.txt' },
      { name: 'inner.zip', bytes: zipOf([{ name: 'a', bytes: 'a' }]) },
    );
    expect(parts.map(({ name, mime, sizeBytes }) => [name, mime, sizeBytes])).toEqual([
      ['anlagen/plan.pdf', 'application/pdf', 13],
      ['groß.bin', 'application/octet-stream', 200_000],
      ['leer.txt', 'application/octet-stream', 0],
      ['inner.zip', 'application/zip', parts[3]?.sizeBytes],
    ]);
    expect(parts[0]?.sha256).toBe(sha256('%PDF-1.7 plan'));
    expect((await buffer(store.read(tenant, parts[1]!.sha256))).equals(large)).toBe(true);
  });

  it('says of each XML file what its root is, or why it cannot be read', async () => {
    const parts = await unpacked(
      { name: 'a.xml', bytes: '\ufeff<?xml version="1.0"?>\n<m:r xmlns:m="urn:m"><m:a/></m:r>' },
      { name: 'b.xml', bytes: '<a><b></a>' },
      { name: 'c.xml', bytes: Buffer.from('\ufeff<ä/>', 'utf16le') },
      { name: 'd.xml', bytes: `<a>${'x'.repeat(6_000)}</a>` },
      { name: 'e.txt', bytes: 'no <xml/>' },
    );
    expect(parts.map(({ xml, xmlProblem }) => xml ?? xmlProblem?.code)).toEqual([
      { namespace: 'urn:m', element: 'r', elements: 2 },
      'xml.not-well-formed',
      { namespace: '', element: 'ä', elements: 1 },
      'message.too-large',
      undefined,
    ]);
  });

  it('does not carry endless names of a root', async () => {
    const [part] = await unpacked({ name: 'a.xml', bytes: `<${'x'.repeat(2_000)} xmlns="urn:${'y'.repeat(2_000)}"/>` });
    expect(part?.xml).toEqual({ namespace: `urn:${'y'.repeat(496)}`, element: 'x'.repeat(500), elements: 1 });
  });

  it.each<[string, ZipEntry, string]>([
    ['UTF-8', { name: 'Größe.txt' }, 'Größe.txt'],
    [
      'code page 437, where it is not marked as UTF-8',
      { name: Buffer.from('Gr\x94\xe1e.txt', 'latin1'), flags: 0 },
      'Größe.txt',
    ],
    ['an extra field', { name: 'Gr__e.txt', flags: 0, extra: unicodePath('Gr__e.txt', 'Größe.txt') }, 'Größe.txt'],
  ])('has names in %s', async (_what, entry, name) => {
    expect((await unpacked(entry)).map((part) => part.name)).toEqual([name]);
  });

  it.each(['../a', 'a/../b', '/a', 'c:a', 'C:\\a', 'a\\b', './a', 'a//b', '..', 'a\0b', 'a\nb', 'a\u202egpj.exe', ''])(
    'is refused for the name %j',
    async (name) => {
      await expect(unpacked({ name })).rejects.toMatchObject({ kind: 'rejected', code: 'container.name-invalid' });
    },
  );

  it.each<[string, string, readonly ZipEntry[]]>([
    ['a name that is no UTF-8', 'container.name-encoding', [{ name: Buffer.from('a\xff', 'latin1') }]],
    ['a control character in code page 437', 'container.name-invalid', [{ name: 'a\tb', flags: 0 }]],
    ['a path in an extra field', 'container.name-invalid', [{ name: 'a', flags: 0, extra: unicodePath('a', '../a') }]],
    ['a long name', 'container.name-too-long', [{ name: 'x'.repeat(101) }]],
    ['one name twice', 'container.name-duplicate', [{ name: 'a' }, { name: 'a' }]],
    ['a file that is a folder, too', 'container.name-duplicate', [{ name: 'a' }, { name: 'a/b' }]],
    ['a folder that is a file, too', 'container.name-duplicate', [{ name: 'a/' }, { name: 'a' }]],
    ['names that differ in case', 'container.name-clash', [{ name: 'Plan.pdf' }, { name: 'plan.PDF' }]],
    ['folders that differ in case', 'container.name-clash', [{ name: 'A/x' }, { name: 'a/y' }]],
    ['two forms of one name', 'container.name-clash', [{ name: 'ä'.normalize('NFC') }, { name: 'ä'.normalize('NFD') }]],
    ['encryption', 'container.encrypted', [{ name: 'a', bytes: 'x', flags: 0x801 }]],
    ['strong encryption', 'container.malformed', [{ name: 'a', bytes: 'x', flags: 0x840 }]],
    ['another packing', 'container.entry-unsupported', [{ name: 'a', bytes: 'x', method: 12 }]],
    ['a symbolic link', 'container.entry-unsupported', [{ name: 'a', bytes: '/etc/passwd', unixMode: 0o120777 }]],
    ['a wrong checksum', 'container.checksum', [{ name: 'a', bytes: 'x', checksum: 1 }]],
    ['less than it claims', 'container.malformed', [{ name: 'a', bytes: 'x', sizeBytes: 2 }]],
    ['more than it claims', 'container.malformed', [{ name: 'a', bytes: 'x'.repeat(100), sizeBytes: 2 }]],
    ['stored bytes of another size', 'container.malformed', [{ name: 'a', bytes: 'xx', method: 0, sizeBytes: 1 }]],
    ['another name in the header', 'container.malformed', [{ name: 'a', bytes: 'x', headerName: 'b' }]],
    ['a folder with content', 'container.malformed', [{ name: 'a/', bytes: 'x' }]],
    ['too many entries', 'container.too-many-entries', [...'abcdef'].map((name) => ({ name }))],
    ['a bomb', 'container.ratio', [{ name: 'a', bytes: Buffer.alloc(2_000_000) }]],
    [
      'a bomb whose entries share their bytes',
      'container.malformed',
      [
        { name: 'a', bytes: Buffer.alloc(900_000) },
        { name: 'b', bytes: Buffer.alloc(900_000), sharesBytes: true },
      ],
    ],
    ['a large entry', 'container.entry-too-large', [{ name: 'a', bytes: noise(3_100_000) }]],
    ['much in all', 'container.too-large', ['a', 'b'].map((name) => ({ name, bytes: noise(2_500_000) }))],
  ])('is refused for %s', async (_what, code, entries) => {
    await expect(unpacked(...entries)).rejects.toMatchObject({ kind: 'rejected', code });
  });

  it('is refused when it is damaged', async () => {
    const zip = zipOf([{ name: 'a', bytes: noise(5_000) }]);
    const broken = Buffer.from(zip);
    broken.fill(0xff, 100, 200);
    for (const bytes of [zip.subarray(0, -30), zip.subarray(100), broken, Buffer.from('PK\x05\x06'), zipOf([], 2)]) {
      await expect(unpack(bytes)).rejects.toMatchObject({ kind: 'rejected' });
    }
    expect(await unpack(zipOf([]))).toEqual([]);
  });

  it('is unpacked or refused, whatever some of its bytes are', async () => {
    const zip = zipOf([
      { name: 'a.xml', bytes: '<a><b/></a>' },
      { name: 'b/c.bin', bytes: noise(500), method: 0 },
    ]);
    const damage = fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = Buffer.from(zip);
        for (const [at, byte] of changes) bytes[at] = byte;
        const outcome = await unpack(bytes).catch((error: unknown) => error);
        if (!Array.isArray(outcome)) expect(outcome).toMatchObject({ name: 'HubError', kind: 'rejected' });
        else expect(outcome.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 100 },
    );
  }, 30_000);

  it('is refused for a directory that would fill the memory', async () => {
    const extra = Buffer.alloc(60_000);
    extra.writeUInt16LE(59_996, 2);
    const zip = zipOf(Array.from({ length: 300 }, (_, n) => ({ name: `${n}`, extra })));
    const refused = unpack(zip, { zipEntriesMax: 1_000 });
    await expect(refused).rejects.toMatchObject({
      code: 'container.malformed',
      message: expect.stringContaining('directory'),
    });
  });

  it('says so when the content store is the trouble', async () => {
    const zip = zipOf([{ name: 'a', bytes: noise(200_000) }]);
    const { sha256: hash, sizeBytes } = await store.put(tenant, Readable.from([zip]));
    const gone = { sha256: hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')), sizeBytes };
    await expect(unpackZip(gone, tenant, store, limits)).rejects.toMatchObject({ code: 'content.missing' });
  });

  it('never names what it refuses as it was written', async () => {
    const error = await unpacked({ name: 'a\u202e\nb' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ details: { values: { name: 'a\ufffd\ufffdb' } } });
  });
});
