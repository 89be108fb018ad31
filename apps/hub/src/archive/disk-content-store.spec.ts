import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskContentStore } from './disk-content-store.js';

const tenant = randomUUID();
const bytes = randomBytes(300_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');
let folder: string;
let store: DiskContentStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'content-'));
  store = new DiskContentStore(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const chunks = (...parts: Buffer[]): AsyncIterable<Buffer> => Readable.from(parts) as AsyncIterable<Buffer>;

describe('content store on disk', () => {
  it('gives back what it took, whole and in part, also when it took it twice', async () => {
    for (const _ of [1, 2]) {
      expect(await store.put(tenant, chunks(bytes.subarray(0, 1000), bytes.subarray(1000)))).toEqual({
        sha256,
        sizeBytes: bytes.length,
      });
    }
    expect(await buffer(store.read(tenant, sha256))).toEqual(bytes);
    expect(await buffer(store.read(tenant, sha256, { start: 10, end: 19 }))).toEqual(bytes.subarray(10, 20));
    expect(await readdir(join(folder, tenant, 'incoming'))).toEqual([]);
  });

  it('takes no bytes at all, too', async () => {
    const empty = await store.put(tenant, chunks());
    expect(empty.sizeBytes).toBe(0);
    expect(await buffer(store.read(tenant, empty.sha256))).toEqual(Buffer.alloc(0));
  });

  it('keeps tenants apart', async () => {
    await store.put(tenant, chunks(bytes));
    expect(await store.has(tenant, sha256)).toBe(true);
    expect(await store.has(randomUUID(), sha256)).toBe(false);
  });

  it('keeps nothing of a source that fails', async () => {
    const other = randomUUID();
    async function* failing(): AsyncGenerator<Buffer> {
      yield bytes;
      throw new Error('sender hung up');
    }
    await expect(store.put(other, failing())).rejects.toThrow('sender hung up');
    expect(await readdir(join(folder, other), { recursive: true })).toEqual(['incoming']);
  });

  it('notices bytes that were changed behind its back', async () => {
    await store.put(tenant, chunks(bytes));
    await writeFile(join(folder, tenant, sha256.slice(0, 2), sha256), 'something else');
    await expect(buffer(store.read(tenant, sha256))).rejects.toMatchObject({ code: 'content.corrupt' });
  });

  it('says what is missing, and when the disk cannot be used', async () => {
    await expect(buffer(store.read(tenant, '0'.repeat(64)))).rejects.toMatchObject({ code: 'content.missing' });
    const unusable = new DiskContentStore('/dev/null/content');
    await expect(unusable.put(tenant, chunks(bytes))).rejects.toMatchObject({ kind: 'unavailable-shared' });
  });
});
