// What became of messages is counted by the minute, in the transaction that settles them: one that is repeated counts
// once. Hours are added up from it and from what gateways tell, and old rows go.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../apps/hub/src/config/clock.js';
import { Database, type DatabaseOptions, type Transaction } from '../apps/hub/src/database/database.js';
import { rollUpOutcomes } from '../apps/hub/src/ledger/outcome-retention.js';
import { readHousekeepingLog } from '../apps/hub/src/ledger/housekeeping-log.js';
import { Series } from '../apps/hub/src/operate/overview/series.js';
import { createCity } from './harness/cities.js';
import { query, type TestDatabase } from './harness/databases.js';
import { DirectFiling } from './harness/filing.js';
import { HubProcess } from './harness/hub-process.js';
import { newDatabase, startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

interface Counts {
  readonly filed: number;
  readonly untouched: number;
  readonly rejected: number;
  readonly parked: number;
}

/** Of a procedure, in all minutes. */
async function countsOf(database: TestDatabase, procedure: string): Promise<Counts> {
  const [counts] = await query<Counts>(
    database.migrateUrl,
    `SELECT coalesce(sum(filed), 0)::int AS filed, coalesce(sum(filed_untouched), 0)::int AS untouched,
       coalesce(sum(rejected), 0)::int AS rejected, coalesce(sum(parked), 0)::int AS parked
     FROM outcome_tally JOIN procedure ON procedure.tenant_id = outcome_tally.tenant_id AND procedure.id = procedure_id
     WHERE name = $1`,
    [procedure],
  );
  return counts!;
}

describe.each(exchanges)('outcomes, with the exchange on %s', (exchange) => {
  let setUp: SetUp;
  beforeAll(async () => {
    setUp = await startSetUp(exchange);
  });
  afterAll(() => setUp.remove());

  it('are counted when they are there, and a person who has a hand in it is remembered', async () => {
    const permits = await setUp.hub.procedure('building-permits');
    const operator = await setUp.hub.operator();
    const send = async (text: string): Promise<string> => {
      const { body } = await permits.send(text, { mime: 'application/json' });
      await permits.settled(body.id);
      return body.id as string;
    };
    await send(permit('C-1', { project: 'Carport' }));
    // The same again is no outcome of its own; other content of the same key is parked.
    await send(permit('C-1', { project: 'Carport' }));
    const discarded = await send(permit('C-1', { project: 'Tower' }));
    const released = await send(permit('C-1', { project: 'Bridge' }));
    await send('{"permit":{"number":"C-2"}}');
    expect(await countsOf(setUp.database, 'building-permits')).toEqual({
      filed: 1,
      untouched: 1,
      rejected: 1,
      parked: 2,
    });

    const reason = JSON.stringify({ reason: 'sent by mistake' });
    const json = { 'content-type': 'application/json' };
    const post = { method: 'POST', body: reason, headers: json };
    expect((await operator.request(`/v1/messages/${discarded}/discard`, post)).status).toBe(200);
    expect((await operator.request(`/v1/messages/${released}/release`, { method: 'POST' })).status).toBe(202);
    const expected = { filed: 1, untouched: 1, rejected: 2, parked: 3 };
    await until('it is parked again', async () => {
      const counts = await countsOf(setUp.database, 'building-permits');
      return counts.parked === 3 ? counts : undefined;
    });
    expect(await countsOf(setUp.database, 'building-permits')).toEqual(expected);
  });

  it('tell what was filed without an operator from what was not: parked, rejected, or waiting before', async () => {
    const invoices = await setUp.hub.procedure('xrechnung');
    const operator = await setUp.hub.operator();
    const send = async (text: string): Promise<string> => (await invoices.send(text)).body.id as string;
    const again = (id: string, verb: 'release' | 'rerun', body?: object): Promise<{ status: number }> =>
      operator.request(`/v1/messages/${id}/${verb}`, {
        method: 'POST',
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
    // One that waits has no submission yet; who releases it has a hand in it all the same.
    await setUp.changeSettings('xrechnung', { filePlanCode: '999' });
    const waiting = await send(invoice('C-9'));
    await until('it waits', async () => (await invoices.message(waiting)).waiting !== undefined);
    expect((await again(waiting, 'release')).status).toBe(202);
    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4' });
    expect(await invoices.settled(waiting)).toMatchObject({ state: 'filed' });
    expect(await countsOf(setUp.database, 'xrechnung')).toEqual({ filed: 1, untouched: 0, rejected: 0, parked: 0 });

    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4', repeatedNumber: 'conflict' });
    await invoices.settled(await send(invoice('C-8', { note: 'first' })));
    const parked = await send(invoice('C-8', { note: 'second' }));
    expect(await invoices.settled(parked)).toMatchObject({ state: 'parked' });
    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4' });
    expect((await again(parked, 'release')).status).toBe(202);
    expect(
      await until('it is filed', async () => {
        const message = await invoices.message(parked);
        return message.state === 'filed' ? message : undefined;
      }),
    ).toMatchObject({ state: 'filed' });
    expect(await countsOf(setUp.database, 'xrechnung')).toEqual({ filed: 3, untouched: 1, rejected: 0, parked: 1 });
  });
});

/** Fails to commit as often as it is told to, as when two transactions were in each other's way. */
class ObstructedDatabase extends Database {
  failures = 0;
  repeated = 0;

  override inTenant<T>(tenant: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return super.inTenant(tenant, async (transaction) => {
      const result = await work(transaction);
      await transaction.sent();
      if (this.failures === 0) return result;
      this.failures -= 1;
      this.repeated += 1;
      throw Object.assign(new Error('could not serialize access'), { code: '40001' });
    });
  }
}

describe('in the database', () => {
  const HOUR_MS = 3_600_000;
  let database: TestDatabase;
  let hub: HubProcess;
  let filing: DirectFiling<ObstructedDatabase>;
  beforeAll(async () => {
    database = await newDatabase();
    const { tenant } = await createCity(database.url, 'adorf');
    hub = await HubProcess.start({ DATABASE_URL: database.url });
    const connect = (options: DatabaseOptions): ObstructedDatabase => new ObstructedDatabase(options);
    filing = await DirectFiling.through(database, `${hub.dataDir}/content`, tenant, 'invoices', connect);
  });
  afterAll(async () => {
    await filing.close();
    await hub.remove();
    await database.drop();
  });
  const run = <Row extends object>(statement: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
    query(database.migrateUrl, statement, values);
  const opened = (key: string): Parameters<DirectFiling['file']>[0] => ({
    commands: [{ do: 'open-file', filePlanCode: '632.6', key, subject: key }],
  });

  it('a transaction that is repeated counts once, and two processes have rows of their own', async () => {
    filing.database.failures = 3;
    await filing.file(opened('K-1'));
    expect(filing.database.repeated).toBe(3);
    const other = await DirectFiling.on(database, `${hub.dataDir}/content`, filing.tenant, 'invoices');
    await other.file(opened('K-2'));
    await other.file(opened('K-3'));
    await other.close();
    expect(await countsOf(database, 'invoices')).toEqual({ filed: 3, untouched: 3, rejected: 0, parked: 0 });
    const writers = await run<{ filed: number }>(
      'SELECT sum(filed)::int AS filed FROM outcome_tally GROUP BY writer ORDER BY 1',
    );
    expect(writers).toEqual([{ filed: 1 }, { filed: 2 }]);
  });

  it('adds hours up as soon as they are over, and again what gateways tell late', async () => {
    const { tenant } = filing;
    const [procedure] = await run<{ id: string }>(`SELECT id FROM procedure WHERE name = 'invoices'`);
    await run('DELETE FROM outcome_tally; DELETE FROM intake_tally; DELETE FROM hour_tally');
    const hour = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 3 * HOUR_MS);
    const told = async (at: Date, first: number, last: number, voided: string): Promise<unknown> =>
      run(`INSERT INTO intake_tally VALUES ($1, $2, 'gateway-1', $3, $4, $5, $6, $4, $4, $7)`, [
        tenant,
        procedure!.id,
        randomUUID(),
        at,
        first,
        last,
        voided,
      ]);
    const settled = async (at: Date, filed: number, untouched: number): Promise<unknown> =>
      run('INSERT INTO outcome_tally VALUES ($1, $2, $3, $4, $5, $6, 1, 2)', [
        tenant,
        procedure!.id,
        at,
        randomUUID(),
        filed,
        untouched,
      ]);
    const hours = (): Promise<readonly object[]> =>
      run(`SELECT hour, accepted::int, filed::int, filed_untouched::int AS untouched, rejected::int, parked::int
        FROM hour_tally ORDER BY hour`);
    const minute = (minutes: number): Date => new Date(hour.getTime() + minutes * 60_000);
    await told(minute(1), 1, 10, '{[4,5]}');
    await settled(minute(1), 5, 4);
    await settled(minute(1), 1, 1);
    await settled(minute(59), 10, 0);
    await settled(minute(-40 * 24 * 60), 100, 100);
    // The hour that is not over.
    await settled(new Date(Math.floor(Date.now() / 60_000) * 60_000), 1, 1);
    expect(await rollUpOutcomes(filing.database, new Date())).toEqual({ minutes: 1, hours: 0 });
    const older = { hour: minute(-40 * 24 * 60), accepted: 0, filed: 100, untouched: 100, rejected: 1, parked: 2 };
    const first = { hour, accepted: 8, filed: 16, untouched: 5, rejected: 3, parked: 6 };
    expect(await hours()).toEqual([older, first]);

    await told(minute(2), 11, 12, '{}');
    expect(await rollUpOutcomes(filing.database, new Date())).toEqual({ minutes: 0, hours: 0 });
    expect(await hours()).toEqual([older, { ...first, accepted: 10 }]);
    const series = await new Series(filing.database, { now: () => new Date() } as Clock).read(tenant, '7d', undefined);
    const at = series.at.indexOf(hour.getTime() / 1_000);
    expect({ accepted: series.accepted[at], filed: series.filed[at], parked: series.parked[at] }).toEqual({
      accepted: 10,
      filed: 16,
      parked: 6,
    });
    expect(series.filed.at(-1)).toBe(1);
  });

  it('drops hours after 13 months, by no clock that is ahead, and writes down what it dropped', async () => {
    const [known] = await run<{ tenant: string; procedure: string }>(
      'SELECT tenant_id AS tenant, procedure_id AS procedure FROM hour_tally LIMIT 1',
    );
    const hour = (months: number): Promise<unknown> =>
      run(
        `INSERT INTO hour_tally VALUES ($1, $2, date_trunc('hour', now() - make_interval(months => $3)), 1, 1, 1, 0, 0)`,
        [known!.tenant, known!.procedure, months],
      );
    await hour(12);
    await hour(14);
    const tomorrow = new Date(Date.now() + 400 * 24 * HOUR_MS);
    expect(await rollUpOutcomes(filing.database, tomorrow)).toEqual({ minutes: 0, hours: 1 });
    const log = await readHousekeepingLog(filing.database, 10);
    expect(log.map(({ job, facts }) => ({ job, facts }))).toEqual([
      { job: 'outcomes-dropped', facts: { minutes: 0, hours: 1 } },
      { job: 'outcomes-dropped', facts: { minutes: 1, hours: 0 } },
    ]);
  });
});
