import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskContentStore } from '../archive/disk-content-store.js';
import type { StoredPart } from '../ledger/envelope.js';
import { receiveAttachment } from './attachment.js';
import type { ReceiveLimits } from './limits.js';

const limits = { attachmentBytesMax: 10_000 } as ReceiveLimits;
let folder: string;
let store: DiskContentStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attachment-'));
  store = new DiskContentStore(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const receive = (
  bytes: Buffer,
  declared: string,
  name = 'plan.pdf',
  tenant: string = randomUUID(),
): Promise<StoredPart> =>
  receiveAttachment(Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]), name, declared, tenant, store, limits);

const pdf = Buffer.from('%PDF-1.7\n%%EOF\n');
const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const apng = Buffer.concat([png, Buffer.from('000000086163544c0000000100000000', 'hex')]);
const emptyZip = Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1');
const odtMime = 'application/vnd.oasis.opendocument.text';
const odt = Buffer.concat([
  Buffer.from(`504b0304140000000000${'00'.repeat(8)}27000000270000000800`, 'hex'),
  Buffer.from([0, 0]),
  Buffer.from(`mimetype${odtMime}`),
]);

describe('attachment', () => {
  it.each([
    ['a PDF', pdf, 'application/pdf', 'application/pdf'],
    ['a PDF without a type', pdf, '', 'application/pdf'],
    ['a PDF declared as bytes', pdf, 'application/octet-stream', 'application/pdf'],
    ['a PDF declared as text', pdf, 'text/plain', 'application/pdf'],
    ['a PNG', png, 'image/png', 'image/png'],
    ['a moving PNG', apng, 'image/png', 'image/apng'],
    ['a ZIP without entries', emptyZip, 'application/zip', 'application/zip'],
    ['an ODT', odt, odtMime, odtMime],
    ['an ODT declared as ZIP', odt, 'application/zip', odtMime],
    ['text', Buffer.from('Guten Tag'), 'text/plain', 'text/plain'],
    ['bytes that nobody knows', Buffer.from([1, 2, 3, 4]), '', 'application/octet-stream'],
    ['nothing at all', Buffer.alloc(0), 'text/plain', 'text/plain'],
  ])('is stored with the type of its bytes: %s', async (_what, bytes, declared, mime) => {
    const tenant = randomUUID();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await receive(bytes, declared, 'plan.pdf', tenant)).toEqual({
      name: 'plan.pdf',
      mime,
      sizeBytes: bytes.length,
      sha256,
    });
    expect(await buffer(store.read(tenant, sha256))).toEqual(bytes);
  });

  it.each([
    ['text declared as PDF', Buffer.from('Guten Tag'), 'application/pdf', 'attachment.type-mismatch'],
    ['a PNG declared as JPEG', png, 'image/jpeg', 'attachment.type-mismatch'],
    ['nothing declared as PDF', Buffer.alloc(0), 'application/pdf', 'attachment.type-mismatch'],
    ['a program declared as TIFF', Buffer.from('MZ\x90\0'), 'image/tiff', 'attachment.type-mismatch'],
    ['too many bytes', Buffer.alloc(10_001), '', 'attachment.too-large'],
  ])('is refused, and nothing of it remains: %s', async (_what, bytes, declared, code) => {
    const tenant = randomUUID();
    await expect(receive(bytes, declared, 'plan.pdf', tenant)).rejects.toMatchObject({ kind: 'rejected', code });
    expect(await readdir(join(folder, tenant), { recursive: true })).toEqual(['incoming']);
  });

  it('allows exactly the limit', async () => {
    expect(await receive(Buffer.alloc(10_000), '')).toMatchObject({ sizeBytes: 10_000 });
  });

  it.each(['Lageplan (1).pdf', 'Größe 😀.pdf', '..pdf', '.htaccess', 'x'.repeat(255)])(
    'may be named %s',
    async (name) => {
      expect(await receive(pdf, '', name)).toMatchObject({ name });
    },
  );

  it.each([
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'a\\b',
    'a\0b',
    'a\nb',
    'a\x7f',
    '\ud83d.pdf',
    'plan\u202efdp.exe',
    'a\u2066b',
    'x'.repeat(256),
  ])('must not be named %j', async (name) => {
    const tenant = randomUUID();
    await expect(receive(pdf, '', name, tenant)).rejects.toMatchObject({
      kind: 'rejected',
      code: 'attachment.name-invalid',
    });
    await expect(readdir(join(folder, tenant))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
