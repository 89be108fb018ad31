// What a restored hub says is missing, worked out by hand for every way in which a number can be lost.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database } from '../apps/hub/src/database/database.js';
import { encodeEnvelope, type Envelope } from '../apps/hub/src/ledger/envelope.js';
import { listToRepeat } from '../apps/hub/src/ledger/to-repeat.js';
import { oldestUnsettled } from '../apps/hub/src/ledger/unsettled.js';
import { createCity } from './harness/cities.js';
import { query, type TestDatabase } from './harness/databases.js';
import { newDatabase } from './harness/provided.js';

const DAY = '2026-11-02';
const at = (time: string): string => `${DAY}T${time}.000Z`;
const TAKEN_AT = at('12:00:00');

let database: TestDatabase;
let app: Database;
let tenant: string;
const procedures: Record<string, string> = {};
beforeAll(async () => {
  database = await newDatabase();
  ({ tenant } = await createCity(database.url, 'adorf'));
  const rows = await query<{ id: string; name: string }>(database.migrateUrl, 'SELECT id, name FROM procedure');
  for (const { id, name } of rows) procedures[name] = id;
  app = new Database({ url: database.url, connectionsMax: 2 });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const tally = (
  procedure: string,
  gateway: string,
  epoch: string,
  first: number,
  last: number,
  time: string,
): Promise<unknown> =>
  query(
    database.migrateUrl,
    `INSERT INTO intake_tally VALUES ($1, $2, $3, $4, date_trunc('minute', $7::timestamptz), $5, $6, $7, $7, '{}')`,
    [tenant, procedures[procedure], gateway, epoch, first, last, at(time)],
  );

async function seen(
  procedure: string,
  gateway: string,
  epoch: string,
  seqs: readonly number[],
  time: string,
  settled = true,
): Promise<void> {
  for (const seq of seqs) {
    await query(
      database.migrateUrl,
      `INSERT INTO message (tenant_id, id, accepted_at, procedure_id, gateway, epoch, seq, envelope, seen_at, tried_at, settled_at)
       VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, $6, '{}', $2, $2, CASE WHEN $7 THEN $2::timestamptz END)`,
      [tenant, at(time), procedures[procedure], gateway, epoch, seq, settled],
    );
  }
}

async function waits(procedure: string, gateway: string, epoch: string, seq: number): Promise<void> {
  const envelope = { version: 1, stamp: { gateway, epoch, seq }, body: { inline: false, sizeBytes: 0 } };
  const bytes = encodeEnvelope({ envelope: envelope as unknown as Envelope });
  const lane = `in.${tenant}.${procedures[procedure]}`;
  await query(
    database.migrateUrl,
    `INSERT INTO exchange_message (lane, id, bytes, visible_at) VALUES ($1, $2, $3, now())`,
    [lane, randomUUID(), bytes],
  );
}

it('names numbers that nobody saw, that were not told yet, and that come behind the last one', async () => {
  const [old, current, other] = [randomUUID(), randomUUID(), randomUUID()];
  // Another gateway whose last start ended long ago: only what came behind its end.
  await tally('permits', 'g2', other, 1, 2, '08:00:00');
  await seen('permits', 'g2', other, [1, 2], '08:00:00');
  // An earlier start of the first gateway ended a moment before its next one began.
  await tally('permits', 'g1', old, 1, 3, '11:58:30');
  await seen('permits', 'g1', old, [1, 2, 3], '11:58:30');
  // Told up to 6: 4 was not seen, 5 waits in the exchange. Seen up to 9: 7 and 8 are not told, 8 waits.
  await tally('permits', 'g1', current, 1, 6, '11:59:00');
  await seen('permits', 'g1', current, [1, 2, 3, 6], '11:59:00');
  await seen('permits', 'g1', current, [9], '11:59:10', false);
  await waits('permits', 'g1', current, 5);
  await waits('permits', 'g1', current, 8);
  // The same start has the same numbers for another procedure.
  await tally('invoices', 'g1', current, 4, 5, '11:59:20');
  await seen('invoices', 'g1', current, [4], '11:59:20', false);
  await waits('invoices', 'g1', current, 4);

  const [invoices, permits] = await listToRepeat(app, TAKEN_AT);
  const range = (
    gateway: string,
    epoch: string,
    numbers: readonly [number, number | null],
    from: string,
    to: string | null,
  ): object => ({
    gateway,
    epoch,
    firstSeq: numbers[0],
    lastSeq: numbers[1],
    from: at(from),
    to: to === null ? null : at(to),
  });
  expect(permits).toEqual({
    tenant: 'adorf',
    procedure: 'permits',
    from: at('08:00:00'),
    waiting: 2,
    unsettled: 1,
    ranges: [
      range('g2', other, [3, null], '08:00:00', null),
      range('g1', old, [4, null], '11:58:30', null),
      range('g1', current, [4, 4], '11:59:00', '11:59:00'),
      range('g1', current, [7, 7], '11:59:00', '11:59:10'),
      range('g1', current, [10, null], '11:59:10', null),
    ],
  });
  expect(invoices).toMatchObject({
    procedure: 'invoices',
    from: at('11:59:20'),
    waiting: 1,
    unsettled: 0,
    ranges: [range('g1', current, [5, 5], '11:59:20', '11:59:20'), range('g1', current, [6, null], '11:59:20', null)],
  });
  expect(await oldestUnsettled(app)).toEqual(new Date(at('11:59:00')));
});
