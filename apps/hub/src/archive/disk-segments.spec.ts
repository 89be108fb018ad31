// Small bodies share a file: what was appended is read as it was, whatever happened to its neighbours.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskContentStore } from './disk-content-store.js';
import { HEADER_BYTES } from './segment-format.js';
import type { Body, ListedSegment, Place } from './segments.js';

const tenant = randomUUID();
let folder: string;
let store: DiskContentStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segments-'));
  store = new DiskContentStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

/** With bytes that can be looked for. */
type SentBody = Omit<Body, 'bytes'> & { readonly bytes: Buffer };

const bodyOf = (bytes: Buffer): SentBody => ({ sha256: createHash('sha256').update(bytes).digest('hex'), bytes });
const bodies = (count: number, sizeBytes = 5_000): readonly SentBody[] =>
  Array.from({ length: count }, () => bodyOf(randomBytes(sizeBytes)));
const read = (of: DiskContentStore, { sha256 }: Body, place: Place): Promise<Buffer> =>
  buffer(of.read(tenant, sha256, undefined, place));
const pathOf = (segment: string): string => join(folder, tenant, 'segments', segment);
async function listed(): Promise<readonly ListedSegment[]> {
  const found: ListedSegment[] = [];
  for await (const one of store.segments.list()) found.push(one);
  return found;
}
async function expectRead(all: readonly Body[], places: readonly Place[]): Promise<void> {
  expect(places).toHaveLength(all.length);
  for (const [index, body] of all.entries()) expect(await read(store, body, places[index]!)).toEqual(body.bytes);
}

describe('bodies in segments', () => {
  it('are read as they were appended, whole and in part, also by another process', async () => {
    const [first, second] = [bodies(3), [...bodies(2, 70_000), bodyOf(Buffer.from('x'))]];
    const places = [...(await store.append(tenant, first)), ...(await store.append(tenant, second))];
    expect(new Set(places.map(({ segment }) => segment)).size).toBe(1);
    await expectRead([...first, ...second], places);
    const other = new DiskContentStore(folder);
    expect(await read(other, second[0]!, places[3]!)).toEqual(second[0]!.bytes);
    const part = store.read(tenant, first[1]!.sha256, { start: 10, end: 19 }, places[1]);
    expect(await buffer(part)).toEqual(first[1]!.bytes.subarray(10, 20));
    expect(await store.append(tenant, [])).toEqual([]);
  });

  it('have places of their own when many append at once, and each process has files of its own', async () => {
    const other = new DiskContentStore(folder);
    const batches = Array.from({ length: 40 }, () => bodies(5, 500));
    const places = await Promise.all(batches.map((all, at) => (at % 2 === 0 ? store : other).append(tenant, all)));
    await expectRead(batches.flat(), places.flat());
    expect(await listed()).toHaveLength(2);
    const sizes = (await listed()).map(({ sizeBytes }) => sizeBytes);
    expect(sizes).toEqual([100 * (500 + HEADER_BYTES), 100 * (500 + HEADER_BYTES)]);
  });

  it('are listed without a database', async () => {
    const [segment] = (await store.append(tenant, [...bodies(2, 2_000_000), ...bodies(3_000, 700)])).slice(0, 1);
    const entries = await store.segments.entries({ tenant, segment: segment!.segment });
    expect(entries).toHaveLength(3_002);
    expect(entries.slice(0, 2).map(({ end }) => end)).toEqual([2_000_040, 4_000_080]);
    expect(entries.at(-1)!.end).toBe(4_000_080 + 3_000 * 740);
  });

  it('begin a new segment when one is large', async () => {
    const places = [];
    for (let count = 0; count < 3; count += 1) places.push(...(await store.append(tenant, bodies(40, 1_000_000))));
    expect(new Set(places.map(({ segment }) => segment)).size).toBe(2);
  });
});

describe('what is damaged', () => {
  it('is noticed: a changed byte, a shorter file, another body, no file', async () => {
    const all = bodies(3);
    const places = await store.append(tenant, all);
    const { segment } = places[0]!;
    const file = await open(pathOf(segment), 'r+');
    await file.write(Buffer.from([all[1]!.bytes[7]! ^ 1]), 0, 1, places[1]!.position + HEADER_BYTES + 7);
    await file.close();
    await expect(read(store, all[1]!, places[1]!)).rejects.toMatchObject({ code: 'content.corrupt' });
    await expectRead([all[0]!, all[2]!], [places[0]!, places[2]!]);
    await expect(read(store, all[0]!, places[2]!)).rejects.toMatchObject({ code: 'content.corrupt' });
    await expect(read(store, all[0]!, { segment, position: 3 })).rejects.toMatchObject({ code: 'content.corrupt' });

    await truncate(pathOf(segment), places[2]!.position + HEADER_BYTES + 100);
    await expect(read(store, all[2]!, places[2]!)).rejects.toMatchObject({ code: 'content.corrupt' });
    await expectRead([all[0]!], [places[0]!]);
    await truncate(pathOf(segment), 0);
    await expect(read(store, all[0]!, places[0]!)).rejects.toMatchObject({ code: 'content.corrupt' });
    await rm(pathOf(segment));
    await expect(read(store, all[0]!, places[0]!)).rejects.toMatchObject({ code: 'content.missing' });
  });

  it('does not matter behind the last whole entry, where a crash may leave anything', async () => {
    const all = bodies(2);
    const places = await store.append(tenant, all);
    const { segment } = places[0]!;
    const end = (await stat(pathOf(segment))).size;
    const half = (await readFile(pathOf(segment))).subarray(0, HEADER_BYTES + 100);
    for (const tail of [half, Buffer.alloc(9_000), randomBytes(60)]) {
      await appendFile(pathOf(segment), tail);
      const entries = await store.segments.entries({ tenant, segment });
      expect(entries).toEqual([
        { position: 0, end: places[1]!.position },
        { position: places[1]!.position, end },
        { position: end, end: end + tail.length },
      ]);
      await expectRead(all, places);
      await store.segments.wipe({ tenant, segment }, entries.slice(2));
      expect(await store.segments.entries({ tenant, segment })).toEqual(entries.slice(0, 2));
      await truncate(pathOf(segment), end);
    }
  });
});

describe('when the disk fails', () => {
  // The same as a full disk, without root: no file may become larger than this.
  const limitFiles = (bytes: number | 'unlimited'): unknown =>
    execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`]);

  it.runIf(process.platform === 'linux')('keeps nothing of half a write, and goes on in another file', async () => {
    const before = bodies(2, 50_000);
    const places = await store.append(tenant, before);
    limitFiles(150_000);
    try {
      const lost = Promise.allSettled([
        store.append(tenant, bodies(2, 50_000)),
        store.append(tenant, bodies(4, 50_000)),
      ]);
      const reason = { kind: 'unavailable-shared', code: 'content.unavailable' };
      expect(await lost).toMatchObject([
        { status: 'rejected', reason },
        { status: 'rejected', reason },
      ]);
      expect((await listed()).map(({ sizeBytes }) => sizeBytes)).toEqual([2 * (50_000 + HEADER_BYTES)]);
    } finally {
      limitFiles('unlimited');
    }
    const after = bodies(2, 50_000);
    const more = await store.append(tenant, after);
    expect(more[0]!.segment).not.toBe(places[0]!.segment);
    await expectRead([...before, ...after], [...places, ...more]);
  });

  it('says so, and tries again with a file of its own', async () => {
    await mkdir(join(folder, tenant), { recursive: true });
    await writeFile(join(folder, tenant, 'segments'), 'in the way');
    const all = bodies(1);
    await expect(store.append(tenant, all)).rejects.toMatchObject({ kind: 'unavailable-shared' });
    await rm(join(folder, tenant, 'segments'));
    await expectRead(all, await store.append(tenant, all));
  });
});

describe('what nobody needs', () => {
  it('is wiped in place, and its neighbours stay', async () => {
    const all = bodies(5);
    const places = await store.append(tenant, all);
    const { segment } = places[0]!;
    const entries = await store.segments.entries({ tenant, segment });
    const before = await readFile(pathOf(segment));
    await store.segments.wipe({ tenant, segment }, [entries[1]!, entries[4]!]);
    const after = await readFile(pathOf(segment));
    expect(after.length).toBe(before.length);
    for (const gone of [1, 4]) {
      expect(after.includes(all[gone]!.bytes.subarray(0, 16))).toBe(false);
      expect(after.includes(Buffer.from(all[gone]!.sha256, 'hex'))).toBe(false);
      await expect(read(store, all[gone]!, places[gone]!)).rejects.toMatchObject({ code: 'content.missing' });
    }
    const stayed = [0, 2, 3];
    await expectRead(
      stayed.map((at) => all[at]!),
      stayed.map((at) => places[at]!),
    );
    expect(await store.segments.entries({ tenant, segment })).toEqual(stayed.map((at) => entries[at]));
  });

  it('is wiped again when a crash came between bytes and headers', async () => {
    const places = await store.append(tenant, bodies(2));
    const { segment } = places[0]!;
    const entries = await store.segments.entries({ tenant, segment });
    const file = await open(pathOf(segment), 'r+');
    await file.write(Buffer.alloc(4_000), 0, 4_000, HEADER_BYTES);
    await file.close();
    expect(await store.segments.entries({ tenant, segment })).toEqual(entries);
    await store.segments.wipe({ tenant, segment }, [entries[0]!]);
    expect((await readFile(pathOf(segment))).subarray(HEADER_BYTES, entries[0]!.end)).toEqual(Buffer.alloc(5_000));
    expect(await store.segments.entries({ tenant, segment })).toEqual([entries[1]]);
  });

  it('is noted until it is forgotten; a note that a crash left incomplete is none', async () => {
    const [{ segment }] = (await store.append(tenant, bodies(1))) as [Place];
    const note = { tenant, segment, at: new Date(), positions: [0] };
    await store.segments.note(note);
    await writeFile(`${pathOf(segment)}.17.noted`, '[0, 50');
    const notes = [];
    for await (const one of store.segments.notes()) notes.push(one);
    expect(notes).toEqual([note]);
    await store.segments.forget(note);
    expect(await readdir(join(folder, tenant, 'segments'))).toEqual([segment]);
    await store.segments.drop({ tenant, segment });
    expect(await listed()).toEqual([]);
  });
});
