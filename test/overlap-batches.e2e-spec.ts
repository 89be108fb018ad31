// The next batch is read while one is filed: with filing held up, a worker has two batches in hand, and no third one.
import { setTimeout as delay } from 'node:timers/promises';
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
  const counted = async (select: string): Promise<number> =>
    (await query<{ count: number }>(setUp.database.migrateUrl, select))[0]!.count;
  // Those of a batch are taken in one transaction.
  const inHand = (): Promise<number> => counted('SELECT count(DISTINCT taken_at)::int FROM in_hand');
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
  await until('a second batch is in hand', async () => (await inHand()) === 2);
  await delay(500);
  expect(await inHand()).toBe(2);
  await holder.query('COMMIT');
  await holder.end();
  for (const id of ids) expect((await permits.settled(id)).state).toBe('filed');
  await until('nothing is in hand', async () => (await inHand()) === 0);
  expect(await counted('SELECT count(*)::int FROM document')).toBe(MESSAGES);
});
