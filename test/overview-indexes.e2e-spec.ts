// The overview and its charts read what is open and what was counted, however many messages there are: no table of the
// ledger from one end to the other, and no row of what is filed. The database counts what a transaction reads.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemClock } from '../apps/hub/src/config/clock.js';
import { Database, type Transaction, type View } from '../apps/hub/src/database/database.js';
import { readSigns } from '../apps/hub/src/ledger/alerts/signs.js';
import { BooksLooks, type BooksLook } from '../apps/hub/src/operate/overview/books-look.js';
import { Series, type Span } from '../apps/hub/src/operate/overview/series.js';
import { UntouchedShares } from '../apps/hub/src/operate/overview/untouched.js';
import { query } from './harness/databases.js';
import { fillFlow } from './harness/flow-fill.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';

const SIZE = { procedures: 10, messages: 50_000, parked: 5_000, waiting: 250 };
const MINUTES_A_DAY = 1_440;
const WRITERS = 2;

interface Counted {
  readonly name: string;
  readonly whole: number;
  readonly fetched: number;
}

/** What was counted before may not have been written down yet. */
const COUNTED = `SELECT relname AS name, seq_tup_read::int AS whole, coalesce(idx_tup_fetch, 0)::int AS fetched
  FROM pg_stat_xact_user_tables`;

/** Remembers what the last transaction read: rows of tables that were read from one end to the other, and others. */
class ObservedDatabase extends Database {
  readonly whole = new Map<string, number>();
  readonly fetched = new Map<string, number>();

  override inTenant<T>(tenant: string, work: (transaction: Transaction) => Promise<T>, view?: View): Promise<T> {
    return super.inTenant(
      tenant,
      async (transaction) => {
        const before = new Map((await transaction.query<Counted>(COUNTED)).map((one) => [one.name, one]));
        const result = await work(transaction);
        for (const { name, whole, fetched } of await transaction.query<Counted>(COUNTED)) {
          this.whole.set(name, whole - (before.get(name)?.whole ?? 0));
          this.fetched.set(name, fetched - (before.get(name)?.fetched ?? 0));
        }
        return result;
      },
      view,
    );
  }

  rowsOf(table: RegExp): { readonly whole: number; readonly fetched: number } {
    const sum = (counts: ReadonlyMap<string, number>): number =>
      [...counts].filter(([name]) => table.test(name)).reduce((total, [, count]) => total + count, 0);
    return { whole: sum(this.whole), fetched: sum(this.fetched) };
  }
}

let setUp: SetUp;
let database: ObservedDatabase;
let tenant: string;
let procedures: readonly string[];
beforeAll(async () => {
  setUp = await startSetUp('database', { ROLES: 'gateway,operator' });
  await fillFlow(setUp.database.migrateUrl, SIZE);
  const rows = await query<{ tenant: string; id: string }>(
    setUp.database.migrateUrl,
    `SELECT tenant_id AS tenant, id FROM procedure WHERE name LIKE 'flow-%'`,
  );
  tenant = rows[0]!.tenant;
  procedures = rows.map(({ id }) => id);
  database = new ObservedDatabase({ url: setUp.database.url, connectionsMax: 1 });
}, 180_000);
afterAll(async () => {
  await database.close();
  await setUp.remove();
});

describe('in a ledger with many messages', () => {
  const MESSAGES = /^(submission|message_.*|attempt_.*|payload_.*)$/;
  const read = (looks: BooksLooks): Promise<BooksLook> => looks.look(tenant, procedures);

  it('the overview reads the rows of no message that is filed, and what it counts is right', async () => {
    const looks = new BooksLooks(database, new SystemClock(), new UntouchedShares());
    const books = await read(looks);
    expect(database.rowsOf(MESSAGES).whole).toBe(0);
    // Pages that were written since the last VACUUM are looked at; only open messages are in those indexes.
    expect(database.rowsOf(MESSAGES).fetched).toBeLessThanOrEqual(SIZE.waiting + 20 * procedures.length);
    const sum = (valueOf: (procedure: string) => number): number =>
      procedures.reduce((total, procedure) => total + valueOf(procedure), 0);
    expect(sum((id) => books.of(id).standing.parked)).toBe(SIZE.parked);
    expect(sum((id) => books.of(id).standing.waiting)).toBe(SIZE.waiting);
    expect(sum((id) => books.of(id).standing.delayed)).toBe(SIZE.waiting);
    const [first] = procedures;
    expect(books.of(first!).lastHour).toEqual({
      accepted: expect.any(Number),
      filed: expect.any(Number),
      rejected: 0,
      parked: expect.any(Number),
    });
    // Each minute has six that were accepted, and two writers who each filed two and parked one.
    expect(books.of(first!).lastHour.accepted % 6).toBe(0);
    expect(books.of(first!).lastHour.accepted).toBeGreaterThanOrEqual(6 * 59);
    expect(books.of(first!).lastHour.filed).toBe((books.of(first!).lastHour.accepted / 6) * 4);
    expect(books.of(first!).untouched!.untouched / books.of(first!).untouched!.filed).toBe(0.5);
  });

  it('the overview reads hours that are over once, not with each look', async () => {
    const looks = new BooksLooks(database, new SystemClock(), new UntouchedShares());
    const hours = (): number => {
      const { whole, fetched } = database.rowsOf(/^hour_tally$/);
      return whole + fetched;
    };
    await read(looks);
    expect(hours()).toBeGreaterThan(30 * 24 * procedures.length);
    await read(looks);
    expect(hours()).toBeLessThan(5);
    expect(database.rowsOf(/^(outcome|intake)_tally$/).whole).toBe(0);
  });

  it('what alerts look at besides reads what is open and some minutes, and what it counts is right', async () => {
    const now = Date.now();
    const ago = (minutes: number): Date => new Date(now - minutes * 60_000);
    const week = 7 * MINUTES_A_DAY;
    const since = { window: ago(15), parked: ago(0), receipts: ago(60), week: ago(week), certificates: ago(-week) };
    const signs = await database.inTenant(tenant, (transaction) => readSigns(transaction, tenant, since));
    expect(database.rowsOf(MESSAGES)).toEqual({ whole: 0, fetched: 0 });
    const { whole, fetched } = database.rowsOf(/^stopped_message$/);
    expect(whole + fetched).toBeLessThanOrEqual(SIZE.parked + SIZE.waiting);
    const tallies = database.rowsOf(/^outcome_tally$/);
    expect(tallies.whole).toBe(0);
    expect(tallies.fetched).toBeLessThanOrEqual(17 * procedures.length * WRITERS);
    expect(signs.parked.reduce((sum, { count }) => sum + count, 0)).toBe(SIZE.parked);
    expect(signs.settled.map(({ settled, parked }) => parked / settled)).toEqual(procedures.map(() => 1 / 3));
    expect(signs.receipts).toEqual([]);
  });

  it.each<[Span, number]>([
    ['1h', 60],
    ['6h', 360],
    ['24h', MINUTES_A_DAY],
    ['7d', 2 * 60],
    ['30d', 5 * 60],
  ])('a chart of %s reads no message, and not more minutes than it shows', async (span, minutes) => {
    const series = await new Series(database, new SystemClock()).read(tenant, span, undefined);
    expect(database.rowsOf(MESSAGES)).toEqual({ whole: 0, fetched: 0 });
    const { whole, fetched } = database.rowsOf(/^(outcome|intake)_tally$/);
    expect(whole).toBe(0);
    expect(fetched).toBeLessThanOrEqual((minutes + 16) * procedures.length * (WRITERS + 1));
    const middle = series.accepted[Math.floor(series.accepted.length / 2)]!;
    expect(middle).toBe(procedures.length * 6 * (series.stepSeconds / 60));
    expect(series.filed[Math.floor(series.filed.length / 2)]).toBe((middle / 6) * 4);
  });
});
