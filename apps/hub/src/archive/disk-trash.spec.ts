// Bytes that somebody has just put, and relies on, are never lost to sweeps that run at the same moment, in whatever order
// things happen. Sweeps here erase almost at once what in earnest stays set aside for a day.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskContentStore } from './disk-content-store.js';

const DAY_MS = 86_400_000;
const TENANT = '0f4fb2c6-4f0d-4bd0-8f6a-1c64cf9ce0a1';
const LONG_AGO = new Date(Date.now() - 8 * DAY_MS);
const NOT_SINCE = new Date(Date.now() - 7 * DAY_MS);
const SET_ASIDE_MS = 30;

const contents = Array.from({ length: 3 }, (_, index) => Buffer.from(`content ${index}`));
const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

let folder: string;
let store: DiskContentStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trash-'));
  store = new DiskContentStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const pathOf = (sha256: string): string => join(folder, TENANT, sha256.slice(0, 2), sha256);
const put = (bytes: Buffer): Promise<unknown> =>
  store.put(TENANT, Readable.from([bytes]) as unknown as AsyncIterable<Buffer>);
const read = (bytes: Buffer): Promise<Buffer> => buffer(store.read(TENANT, sha256Of(bytes)));
const age = (bytes: Buffer): Promise<void> => utimes(pathOf(sha256Of(bytes)), LONG_AGO, LONG_AGO);
async function all<T>(source: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}
const trash = (): Promise<readonly string[]> => readdir(join(folder, TENANT, 'trash'));

describe('what is set aside', () => {
  const [bytes] = contents as [Buffer];
  const sha256 = sha256Of(bytes);

  it('is old, and is not listed any more', async () => {
    await put(bytes);
    expect(await store.setAside(TENANT, sha256, NOT_SINCE)).toBe(false);
    await age(bytes);
    expect(await store.setAside(TENANT, sha256, NOT_SINCE)).toBe(true);
    expect(await all(store.list())).toEqual([]);
    expect(await all(store.listSetAside())).toMatchObject([{ tenant: TENANT, sha256, sizeBytes: 9 }]);
    expect(await store.setAside(TENANT, sha256, NOT_SINCE)).toBe(false);
  });

  it('comes back when it is read, asked for, or put again, and is as good as new', async () => {
    await put(bytes);
    for (const comeBack of [
      () => read(bytes),
      () => store.has(TENANT, sha256),
      () => put(bytes),
      async () => store.bringBack((await all(store.listSetAside()))[0]!),
    ]) {
      await age(bytes);
      expect(await store.setAside(TENANT, sha256, NOT_SINCE)).toBe(true);
      await comeBack();
      expect(await store.setAside(TENANT, sha256, NOT_SINCE)).toBe(false);
      expect(await read(bytes)).toEqual(bytes);
    }
  });

  it('is erased alone: what was put again meanwhile stays', async () => {
    await put(bytes);
    await age(bytes);
    await store.setAside(TENANT, sha256, NOT_SINCE);
    const [entry] = await all(store.listSetAside());
    await put(bytes);
    await store.erase(entry!);
    expect(await trash()).toEqual([]);
    expect(await read(bytes)).toEqual(bytes);
    await age(bytes);
    await store.setAside(TENANT, sha256, NOT_SINCE);
    for (const one of await all(store.listSetAside())) await store.erase(one);
    await expect(read(bytes)).rejects.toMatchObject({ code: 'content.missing' });
  });
});

it('a put that comes while the same bytes are being set aside wins', async () => {
  const [bytes] = contents as [Buffer];
  const sha256 = sha256Of(bytes);
  await put(bytes);
  let putMs = 5;
  let setAside = 0;
  for (let round = 0; round < 400; round += 1) {
    await age(bytes);
    const startedAt = performance.now();
    const putting = put(bytes).then(() => (putMs = performance.now() - startedAt));
    // At another moment of the put each time, so that every step of the one meets every step of the other.
    const moment = startedAt + ((round % 40) / 40) * Math.min(putMs, 20);
    while (performance.now() < moment) await nextTurn();
    if (await store.setAside(TENANT, sha256, NOT_SINCE)) setAside += 1;
    await putting;
    const [found] = await all(store.list());
    expect(found?.renewedAt.getTime()).toBeGreaterThan(NOT_SINCE.getTime());
    for (const one of await all(store.listSetAside())) await store.erase(one);
    expect(await read(bytes)).toEqual(bytes);
  }
  expect(setAside).toBeGreaterThan(0);
}, 60_000);

/** One user of the store: puts some bytes, reads them as often, and then no longer needs them. */
const use = fc.record({ content: fc.nat({ max: contents.length - 1 }), reads: fc.integer({ min: 1, max: 4 }) });

it('puts and sweeps race for the same bytes, and nobody who put some misses them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(use, { minLength: 3, maxLength: 12 }), { minLength: 2, maxLength: 6 }), race),
    { numRuns: 25 },
  );
}, 60_000);

async function race(users: readonly (readonly { content: number; reads: number }[])[]): Promise<void> {
  const needed = contents.map(() => 0);
  /** Time passes for what nobody needs: not while it is put, and not while somebody relies on it. */
  const turns = contents.map(() => Promise.resolve());
  const inTurn = (content: number, work: () => Promise<unknown>): Promise<void> =>
    (turns[content] = turns[content]!.then(work).then(() => undefined));
  let over = false;
  const usage = Promise.all(
    users.map(async (uses) => {
      for (const { content, reads } of uses) {
        needed[content]! += 1;
        await inTurn(content, () => put(contents[content]!));
        for (let count = 0; count < reads; count += 1)
          expect(await read(contents[content]!)).toEqual(contents[content]);
        needed[content]! -= 1;
      }
    }),
  ).finally(() => (over = true));
  const sweeping = [1, 2, 3].map(async () => {
    while (!over) await sweepOnce();
  });
  const ageing = (async () => {
    while (!over) {
      for (const [content, bytes] of contents.entries()) {
        await inTurn(content, async () => {
          if (needed[content] === 0) await age(bytes).catch(() => undefined);
        });
      }
      await delay(1);
    }
  })();
  await Promise.all([usage, ageing, ...sweeping]);
}

async function sweepOnce(): Promise<void> {
  for await (const { sha256 } of store.list()) await store.setAside(TENANT, sha256, NOT_SINCE);
  for await (const bytes of store.listSetAside()) {
    if (bytes.renewedAt >= NOT_SINCE) await store.bringBack(bytes);
    else if (Date.now() - bytes.setAsideAt.getTime() > SET_ASIDE_MS) await store.erase(bytes);
  }
  await delay(0);
}
