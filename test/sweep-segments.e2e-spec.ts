// Bodies share segment files. A sweep wipes those that nobody needs, a day after it noted them, and nothing else.
import { readdir, readFile, rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DiskContentStore } from '../apps/hub/src/archive/disk-content-store.js';
import { HEADER_BYTES } from '../apps/hub/src/archive/segment-format.js';
import type { SegmentSweep } from '../apps/hub/src/archive/sweep-segments.js';
import type { Entry } from '../apps/hub/src/archive/segments.js';
import { verifyContent } from '../apps/hub/src/archive/verify.js';
import { SystemClock, type Clock } from '../apps/hub/src/config/clock.js';
import { Database } from '../apps/hub/src/database/database.js';
import { sweepOnce } from '../apps/hub/src/sweeping.js';
import { sha256 } from './fixtures.js';
import { createCity, openCity, type City } from './harness/cities.js';
import { query, type TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { newDatabase } from './harness/provided.js';

const DAY_MS = 86_400_000;

let database: TestDatabase;
let connection: Database;
let hub: HubProcess;
let city: City;
let store: DiskContentStore;
let segments: string;
/** Of the hub: the bodies of what was filed, and that of a message that was parked. */
let own: string;
/** Nobody needs anything in the first; to the second something was appended just now. */
let [garbage, young] = ['', ''];
beforeAll(async () => {
  database = await newDatabase();
  const access = await createCity(database.url, 'adorf');
  hub = await HubProcess.start({ DATABASE_URL: database.url });
  city = await openCity(hub.baseUrl, access);
  connection = new Database({ url: database.url, connectionsMax: 2 });
  store = new DiskContentStore(join(hub.dataDir, 'content'));
  segments = join(hub.dataDir, 'content', city.tenant, 'segments');
  own = (await readdir(segments))[0]!;
  [garbage, young] = [await newSegment(), await newSegment()];
  for (const segment of [own, garbage]) await age(segment);
});
afterAll(async () => {
  await connection.close();
  await hub.remove();
  await database.drop();
});

async function newSegment(): Promise<string> {
  const bytes = Buffer.from('nobody needs this');
  const another = new DiskContentStore(join(hub.dataDir, 'content'));
  const [place] = await another.append(city.tenant, [{ sha256: sha256(bytes), bytes }]);
  return place!.segment;
}

function age(segment: string): Promise<void> {
  const then = new Date(Date.now() - 8 * DAY_MS);
  return utimes(join(segments, segment), then, then);
}

async function sweep(dryRun = false, clock: Clock = new SystemClock()): Promise<SegmentSweep> {
  return (await sweepOnce(connection, store, clock, dryRun))!.segments;
}

const entriesOf = (segment: string): Promise<readonly Entry[]> =>
  store.segments.entries({ tenant: city.tenant, segment });

async function named(): Promise<readonly number[]> {
  const rows = await query<{ position: number }>(
    database.migrateUrl,
    `SELECT segment_position::int AS position FROM document_version WHERE segment IS NOT NULL
     UNION SELECT segment_position::int FROM payload WHERE segment IS NOT NULL ORDER BY 1`,
  );
  return rows.map(({ position }) => position);
}

it('notes what nobody needs, and nothing happens to it for a day, also when the clock of the process is ahead', async () => {
  const before = await entriesOf(own);
  expect(await named()).toHaveLength(2);
  expect(before).toHaveLength(3);
  expect(await sweep(true)).toMatchObject({ looked: { count: 3 }, noted: { count: 2 } });
  expect(await sweep()).toMatchObject({ looked: { count: 3 }, noted: { count: 2 }, wiped: { count: 0 } });
  const ahead: Clock = { now: () => new Date(Date.now() + 400 * DAY_MS) };
  for (const clock of [new SystemClock(), ahead])
    expect(await sweep(false, clock)).toMatchObject({ noted: { count: 0 }, wiped: { count: 0 }, erased: { count: 0 } });
  expect(await entriesOf(own)).toEqual(before);
  expect((await readdir(segments)).filter((name) => name.endsWith('.noted'))).toHaveLength(2);
});

it('wipes it a day later, leaves its neighbours, and erases a segment in which nobody needs anything', async () => {
  const before = await entriesOf(own);
  const longAgo = Math.round(Date.now() - 1.1 * DAY_MS);
  for (const name of await readdir(segments))
    await rename(join(segments, name), join(segments, name.replace(/[.]\d+[.]/, `.${longAgo}.`)));
  // As if nobody had needed any of these when they were noted.
  const at = new Date(Date.now() - 2 * DAY_MS);
  await store.segments.note({
    tenant: city.tenant,
    segment: own,
    at,
    positions: before.map(({ position }) => position),
  });
  expect(await sweep()).toMatchObject({ wiped: { count: 1 }, erased: { count: 1 } });
  expect((await readdir(segments)).toSorted()).toEqual([own, young].toSorted());
  const after = await entriesOf(own);
  expect(after.map(({ position }) => position)).toEqual(await named());
  const [gone] = before.filter(({ position }) => !after.some((one) => one.position === position));
  const bytes = (await readFile(join(segments, own))).subarray(gone!.position + HEADER_BYTES, gone!.end);
  expect(bytes).toEqual(Buffer.alloc(bytes.length));
  expect(await verifyContent({ database: connection, store, onProgress: () => undefined }, 1)).toMatchObject({
    versions: 3,
    checked: 3,
    bad: [],
  });
  await age(own);
  expect(await sweep()).toMatchObject({ noted: { count: 0 }, wiped: { count: 0 } });
});

it('keeps what was noted when something was appended since', async () => {
  await store.segments.note({
    tenant: city.tenant,
    segment: young,
    at: new Date(Date.now() - 2 * DAY_MS),
    positions: [0],
  });
  expect(await sweep()).toMatchObject({ wiped: { count: 0 }, erased: { count: 0 } });
  expect((await readdir(segments)).toSorted()).toEqual([own, young].toSorted());
  expect(await entriesOf(young)).toHaveLength(1);
});

it('lets a message be released whose body was wiped from its segment', async () => {
  const { id } = city.parked;
  const { status } = await city.operator.request(`/v1/messages/${id}/release`, { method: 'POST' });
  expect(status).toBe(202);
  expect((await city.permits.settled(id)).state).toBe('parked');
});
