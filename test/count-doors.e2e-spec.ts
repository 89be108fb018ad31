// Counts of doors on a real database: what is written again counts once, what cannot be written down is kept within bounds
// and loses no message, of errors and contacts the latest stays, and hours are added up and dropped as those of outcomes.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RandomIds, type Clock } from '../apps/hub/src/config/clock.js';
import { Database } from '../apps/hub/src/database/database.js';
import { DoorCounts, type Passed } from '../apps/hub/src/ledger/doors/counts.js';
import { readDoorContacts, readDoorRefusals } from '../apps/hub/src/ledger/doors/reading.js';
import { rollUpDoors } from '../apps/hub/src/ledger/doors/retention.js';
import { readHousekeepingLog } from '../apps/hub/src/ledger/housekeeping-log.js';
import { DoorSeries } from '../apps/hub/src/operate/doors/door-series.js';
import { createEmptyTenant } from './harness/cities.js';
import { query, type TestDatabase } from './harness/databases.js';
import { newDatabase } from './harness/provided.js';
import { TcpProxy } from './harness/tcp-proxy.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

let database: TestDatabase;
let line: TcpProxy;
let connected: Database;
let tenant: string;
beforeAll(async () => {
  database = await newDatabase();
  tenant = await createEmptyTenant(database.url, 'leerdorf');
  line = await TcpProxy.start(Number(new URL(database.url).port));
  connected = new Database({ url: line.through(database.url), connectionsMax: 2 });
});
afterAll(async () => {
  await connected.close();
  await line.stop();
  await database.drop();
});

/** A clock that stands until it is set. */
class StandingClock {
  constructor(private at: number) {}
  now(): Date {
    return new Date(this.at);
  }
  passes(ms: number): void {
    this.at += ms;
  }
}

const counter = (clock: Clock, problems: unknown[] = []): DoorCounts =>
  new DoorCounts(connected, clock, new RandomIds(), (error) => problems.push(error));
const sums = async (procedure: string): Promise<Record<string, number>> => {
  const [row] = await query<Record<string, number>>(
    database.migrateUrl,
    `SELECT count(*)::int AS rows, sum(accepted)::int AS accepted, sum(refused)::int AS refused, sum(bytes)::int AS bytes
     FROM door_tally WHERE procedure_id = $1`,
    [procedure],
  );
  return row!;
};
const passed = (procedure: string, rest: Partial<Passed>): Passed => ({ tenant, procedure, door: 'rest', ...rest });

it('counts once what is written down again, and goes on in the same minute', async () => {
  const procedure = randomUUID();
  const clock = new StandingClock(Date.now());
  const counts = counter(clock);
  const error = { code: 'json.not-well-formed', message: 'Not well-formed.', values: { line: 1 } };
  counts.note(passed(procedure, { accepted: 1, bytes: 10, contactAt: clock.now() }));
  await counts.stop();
  await counts.stop();
  counts.note(passed(procedure, { accepted: 1, bytes: 5 }));
  counts.note(passed(procedure, { error }));
  await counts.stop();
  expect(await sums(procedure)).toEqual({ rows: 1, accepted: 2, refused: 1, bytes: 15 });
  clock.passes(MINUTE_MS);
  counts.note(passed(procedure, { accepted: 1 }));
  await counts.stop();
  // A clock that is put back: the same minute begins anew, in a row of its own.
  clock.passes(-MINUTE_MS);
  counts.note(passed(procedure, { accepted: 1 }));
  await counts.stop();
  expect(await sums(procedure)).toEqual({ rows: 3, accepted: 4, refused: 1, bytes: 15 });
});

it('keeps an hour of minutes while the database is away, and no message is left out', async () => {
  const procedure = randomUUID();
  const clock = new StandingClock(Date.now() - 3 * HOUR_MS);
  const problems: unknown[] = [];
  const counts = counter(clock, problems);
  line.cut();
  for (let minute = 0; minute < 90; minute += 1) {
    counts.note(passed(procedure, { accepted: 2, bytes: 1 }));
    clock.passes(MINUTE_MS);
  }
  await counts.stop();
  expect(problems).toEqual([expect.objectContaining({ code: 'database.unavailable' })]);
  line.restore();
  await counts.stop();
  expect(await sums(procedure)).toEqual({ rows: 60, accepted: 180, refused: 0, bytes: 90 });
});

it('keeps the latest contact and the latest error, whichever process tells it, and cuts what a sender wrote', async () => {
  const procedure = randomUUID();
  const clock = new StandingClock(Date.now() - HOUR_MS);
  const earlier = clock.now();
  const [late, early] = [counter(new StandingClock(Date.now())), counter(clock)];
  const long = 'ü\0'.repeat(5_000);
  const later = new Date();
  late.note(
    passed(procedure, { error: { code: 'json.encoding', message: long, values: { name: long } }, contactAt: later }),
  );
  early.note(passed(procedure, { error: { code: 'xml.encoding', message: 'old' }, contactAt: earlier }));
  await late.stop();
  await early.stop();
  const contacts = await connected.inTenant(tenant, (transaction) => readDoorContacts(transaction, tenant));
  const contact = contacts.find((one) => one.procedure === procedure);
  expect(contact).toMatchObject({ contactAt: later, error: { code: 'json.encoding', message: 'ü'.repeat(300) } });
  const since = { hour: new Date(Date.now() - 30 * MINUTE_MS), day: new Date(Date.now() - 24 * HOUR_MS) };
  const refusals = await connected.inTenant(tenant, (transaction) => readDoorRefusals(transaction, tenant, since));
  expect(
    refusals
      .filter((one) => one.procedure === procedure)
      .map(({ code, lastHour, lastDay }) => [code, lastHour, lastDay]),
  ).toEqual([
    ['json.encoding', 1, 1],
    ['xml.encoding', 0, 1],
  ]);
});

it('adds hours up, shows them in a series, and drops what is old', async () => {
  await query(database.migrateUrl, 'DELETE FROM door_tally; DELETE FROM door_hour_tally');
  const procedure = randomUUID();
  const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 3 * HOUR_MS;
  const told = (at: number, accepted: number): Promise<unknown> =>
    query(database.migrateUrl, `INSERT INTO door_tally VALUES ($1, $2, 'soap', $3, $4, $5, 1, 2, 3, '{}')`, [
      tenant,
      procedure,
      new Date(at),
      randomUUID(),
      accepted,
    ]);
  await told(hour + MINUTE_MS, 5);
  await told(hour + MINUTE_MS, 6);
  await told(hour - 40 * 24 * HOUR_MS, 1);
  await query(
    database.migrateUrl,
    `INSERT INTO door_hour_tally VALUES ($1, $2, 'soap', date_trunc('hour', now() - interval '14 months'), 1, 1, 1, 1)`,
    [tenant, procedure],
  );
  expect(await rollUpDoors(connected, new Date())).toEqual({ minutes: 1, hours: 1 });
  // What is told late.
  await told(hour + 2 * MINUTE_MS, 7);
  await rollUpDoors(connected, new Date());
  const series = new DoorSeries(connected, { now: () => new Date() } as Clock);
  const { at, accepted, answered, refused } = await series.read(tenant, 'soap', '7d', procedure);
  const index = at.indexOf(hour / 1_000);
  expect([accepted[index], answered[index], refused[index]]).toEqual([18, 3, 6]);
  expect((await series.read(tenant, 'rest', '7d', procedure)).accepted.every((count) => count === 0)).toBe(true);
  const [entry] = await readHousekeepingLog(connected, 1);
  expect(entry).toMatchObject({ job: 'door-counts-dropped', facts: { minutes: 1, hours: 1 } });
});
