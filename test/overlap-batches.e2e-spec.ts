// The next batch is read while one is filed: with filing held up, a worker has two batches in hand, and no third one.
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { query } from './harness/databases.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

const BATCH = 5;
const MESSAGES = 30;

let setUp: SetUp;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq', { BATCH_MAX: String(BATCH), PREFETCH: String(4 * BATCH) });
});
afterAll(() => setUp.remove());

it('has two batches in hand while filing is held up', async () => {
  const permits = await setUp.hub.procedure('building-permits');
  const count = async (table: string): Promise<number> =>
    (await query<{ count: number }>(setUp.database.migrateUrl, `SELECT count(*)::int FROM ${table}`))[0]!.count;
  const inHand = (): Promise<number> => count('in_hand');
  const holder = new pg.Client(setUp.database.migrateUrl);
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE document IN ACCESS EXCLUSIVE MODE');
  const ids: string[] = [];
  for (let number = 0; number < MESSAGES; number += 1) {
    const { status, body } = await permits.send(permit(`O-${number}`), { mime: 'application/json' });
    expect(status).toBe(202);
    ids.push(body.id);
  }
  // The first batch may be smaller: it begins with what is there.
  await until('a second batch is in hand', async () => (await inHand()) > BATCH);
  expect(await inHand()).toBeLessThanOrEqual(2 * BATCH);
  await holder.query('COMMIT');
  await holder.end();
  for (const id of ids) expect((await permits.settled(id)).state).toBe('filed');
  await until('nothing is in hand', async () => (await inHand()) === 0);
  expect(await count('document')).toBe(MESSAGES);
});
