// Random messages, filed while connections break at every step, in batches of any size, delivered again, by two workers
// at once: the archive and the books end as if each had been filed alone, once, in that order.
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { administer } from '@fachwerk/hub/administer';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HubError } from '../apps/hub/src/errors/hub-error.js';
import type { ReadMessage } from '../apps/hub/src/file/read-message.js';
import { query, type TestDatabase } from './harness/databases.js';
import { DirectFiling } from './harness/filing.js';
import { newDatabase } from './harness/provided.js';
import { bring, drawnMessages, type Drawn } from './property/messages.js';
import { stateOf } from './property/state.js';
import { WatchedDatabase } from './property/watched-database.js';

const RUNS = Number(process.env['FACHWERK_PROPERTY_RUNS'] ?? 2);
const SEED = Number(process.env['FACHWERK_PROPERTY_SEED'] ?? randomInt(2 ** 31));
/** For each run far more than it takes on a busy machine. */
const TIMEOUT_MS = 60_000 + RUNS * 60_000;

let database: TestDatabase;
let contentDir: string;
beforeAll(async () => {
  database = await newDatabase();
  contentDir = await mkdtemp(join(tmpdir(), 'fachwerk-property-'));
  console.log(`FACHWERK_PROPERTY_SEED=${SEED} FACHWERK_PROPERTY_RUNS=${RUNS}`);
});
afterAll(async () => {
  await database.drop();
  await rm(contentDir, { recursive: true, force: true });
});

let tenants = 0;
/** New tenants, for each as many workers as are asked for: they file messages of its procedure `invoices`, and are watched. */
async function inNewTenants<T>(
  workers: readonly number[],
  work: (filings: readonly DirectFiling<WatchedDatabase>[]) => Promise<T>,
): Promise<T> {
  const created = await administer({ FACHWERK_DATABASE_URL: database.url }, async (setup) => {
    const ids: string[] = [];
    for (const _ of workers) {
      const tenant = await setup.administration.createTenant(`city-${(tenants += 1)}`, 'A city');
      const entry = { code: '632.6', title: 'Files', referencePattern: '{plan}/{year}-{seq}' };
      await setup.filePlan.createEntry(tenant, entry);
      const settings = { filePlanCode: '632.6' };
      const procedure = { name: 'invoices', title: 'Invoices', connector: 'xrechnung', settings };
      await setup.administration.createProcedure(tenant, procedure);
      await setup.webhooks.set(tenant, 'invoices', 'http://127.0.0.1:9/', false);
      ids.push(tenant);
    }
    return ids;
  });
  const connect = (tenant: string): Promise<DirectFiling<WatchedDatabase>> =>
    DirectFiling.through(
      database,
      contentDir,
      tenant,
      'invoices',
      (options) => new WatchedDatabase(options, database.migrateUrl),
    );
  const filings = await Promise.all(
    created.flatMap((tenant, at) => Array.from({ length: workers[at]! }, () => connect(tenant))),
  );
  try {
    return await work(filings);
  } finally {
    await Promise.all(filings.map((filing) => filing.close()));
  }
}

const readBy = (filing: DirectFiling, drawn: readonly Drawn[]): Promise<readonly ReadMessage[]> =>
  Promise.all(drawn.map((message) => bring(filing, message)));

const isAway = (error: unknown): boolean => error instanceof HubError && error.code === 'database.unavailable';

/** Names messages by what they are in the list, whatever their ids. */
const namesOf = (messages: readonly ReadMessage[]): ReadonlyMap<string, string> =>
  new Map(messages.map(({ envelope }, at) => [envelope.id, `message ${at}`]));

async function oneByOne(filing: DirectFiling, messages: readonly ReadMessage[]): Promise<void> {
  for (const message of messages) await filing.stage.file(filing.tenant, [message]);
}

/** What the lists came to in all runs, so that it shows when they ask nothing. */
const seen = { submissions: 0, filed: 0, parked: 0, rejected: 0, duplicates: 0, breaks: 0 };

async function look(tenant: string): Promise<void> {
  const [counts] = await query<Record<Exclude<keyof typeof seen, 'breaks'>, number>>(
    database.migrateUrl,
    `SELECT count(*)::int AS submissions, count(*) FILTER (WHERE state = 'filed')::int AS filed,
       count(*) FILTER (WHERE state = 'parked')::int AS parked, count(*) FILTER (WHERE state = 'rejected')::int AS rejected,
       (SELECT count(*)::int FROM message WHERE tenant_id = $1 AND duplicate_of IS NOT NULL) AS duplicates
     FROM submission WHERE tenant_id = $1`,
    [tenant],
  );
  for (const [what, count] of Object.entries(counts!)) seen[what as keyof typeof seen] += count;
  const foreseen = await query(
    database.migrateUrl,
    `SELECT error FROM submission WHERE tenant_id = $1 AND state = 'parked' AND error->>'code' NOT LIKE 'archive.%'
       AND error->>'code' <> 'connector.threw'`,
    [tenant],
  );
  expect(foreseen).toEqual([]);
}

function report(): void {
  console.log(JSON.stringify(seen));
  expect(seen.filed + seen.parked).toBeGreaterThan(0);
  expect(seen.breaks).toBeGreaterThan(0);
  for (const what of Object.keys(seen)) seen[what as keyof typeof seen] = 0;
}

/** Files them in batches of these sizes; the connection breaks at the first step, then at the second one, and so on. */
async function brokenAtEveryStep(
  filing: DirectFiling<WatchedDatabase>,
  messages: readonly ReadMessage[],
  sizes: readonly number[],
): Promise<void> {
  let rest = messages;
  let step = 0;
  for (let tries = 0; rest.length > 0; tries += 1) {
    const batch = rest.slice(0, sizes[tries % sizes.length]);
    filing.database.breakAfter(step);
    try {
      await filing.stage.file(filing.tenant, batch);
      rest = rest.slice(batch.length);
      step = 0;
    } catch (error) {
      if (!isAway(error)) throw error;
      seen.breaks += 1;
      step += 1;
    }
  }
  filing.database.breakAfter(Number.POSITIVE_INFINITY);
}

describe('messages drawn at random', () => {
  it(
    'leave the same behind when the connection breaks at every step, in any batches, and all come again',
    async () => {
      const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });
      const property = fc.asyncProperty(drawnMessages, sizes, (drawn, batches) =>
        inNewTenants([1, 1], async ([plain, broken]) => {
          const [expected, messages] = [await readBy(plain!, drawn), await readBy(broken!, drawn)];
          await oneByOne(plain!, expected);
          await brokenAtEveryStep(broken!, messages, batches);
          const stateNow = (): Promise<readonly string[]> =>
            stateOf(database.migrateUrl, broken!.tenant, namesOf(messages));
          expect(await stateNow()).toEqual(await stateOf(database.migrateUrl, plain!.tenant, namesOf(expected)));
          await look(plain!.tenant);

          const before = await stateNow();
          await broken!.stage.file(broken!.tenant, messages.toReversed());
          expect(await stateNow()).toEqual(before);
        }),
      );
      await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
      report();
    },
    TIMEOUT_MS,
  );

  it(
    'leave behind what one worker would, when two of them file at once and break off, in the order of their commits',
    async () => {
      const batch = fc.integer({ min: 1, max: 4 });
      const plan = fc.record({
        sizes: fc.array(batch, { minLength: 1, maxLength: 4 }),
        breaks: fc.array(fc.option(fc.nat({ max: 40 })), { minLength: 1, maxLength: 4 }),
        pauses: fc.array(fc.tuple(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 12 })), { maxLength: 6 }),
      });
      const property = fc.asyncProperty(drawnMessages, drawnMessages, plan, plan, (left, right, planLeft, planRight) =>
        inNewTenants([2, 1], async ([one, two, alone]) => {
          const lists = [
            [...left, ...right.slice(0, 3)],
            [...right, ...left.slice(0, 3)],
          ] as const;
          const [first, second] = [await readBy(one!, lists[0]), await readBy(two!, lists[1])];
          pausing(one!.database, two!.database, planLeft.pauses);
          pausing(two!.database, one!.database, planRight.pauses);
          await Promise.all([
            asPlanned(one!, first, planLeft.sizes, planLeft.breaks),
            asPlanned(two!, second, planRight.sizes, planRight.breaks),
          ]);

          const drawn = new Map([...first, ...second].map((message, at) => [message, lists.flat()[at]!]));
          const ordered = await asCommitted([one!, two!], [...first, ...second]);
          const expected = await readBy(
            alone!,
            ordered.map((message) => drawn.get(message)!),
          );
          await oneByOne(alone!, expected);
          expect(exceptWhatIsMissing(await stateOf(database.migrateUrl, one!.tenant, namesOf(ordered)))).toEqual(
            exceptWhatIsMissing(await stateOf(database.migrateUrl, alone!.tenant, namesOf(expected))),
          );
          await look(one!.tenant);
        }),
      );
      await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
      report();
    },
    TIMEOUT_MS,
  );
});

/** Lets one worker wait at some of its steps until the other one has gone on, unless that one is waiting itself. */
function pausing(own: WatchedDatabase, other: WatchedDatabase, pauses: readonly (readonly [number, number])[]): void {
  const at = new Map(pauses);
  own.onStep = async (step) => {
    const goal = other.steps + (at.get(step) ?? 0);
    for (let looks = 0; other.steps < goal && looks < 10; looks += 1) await delay(2);
  };
}

async function asPlanned(
  filing: DirectFiling<WatchedDatabase>,
  messages: readonly ReadMessage[],
  sizes: readonly number[],
  breaks: readonly (number | null)[],
): Promise<void> {
  let rest = messages;
  for (let tries = 0; rest.length > 0; tries += 1) {
    const batch = rest.slice(0, sizes[tries % sizes.length]);
    filing.database.breakAfter(breaks[tries] ?? Number.POSITIVE_INFINITY);
    try {
      await filing.stage.file(filing.tenant, batch);
      rest = rest.slice(batch.length);
    } catch (error) {
      if (!isAway(error)) throw error;
      seen.breaks += 1;
    }
  }
}

/**
 * The messages in the order in which the transactions that settled them were committed. Nobody can lock a record that is
 * not there: a message that is parked because of that may have been overtaken by the one that opens the record, and
 * stands before it. It changes nothing but the books, so it stands before all.
 */
async function asCommitted(
  workers: readonly DirectFiling<WatchedDatabase>[],
  messages: readonly ReadMessage[],
): Promise<readonly ReadMessage[]> {
  const rows = await query<{ id: string; at: string; overtaken: boolean }>(
    database.migrateUrl,
    `SELECT message.id, message.xmin::text AS at, coalesce(error->>'code', '') = 'archive.record-unknown' AS overtaken
     FROM message JOIN submission ON submission.tenant_id = message.tenant_id AND submission.id = submission_id
     WHERE message.tenant_id = $1 AND message.settled_at IS NOT NULL`,
    [workers[0]!.tenant],
  );
  const committed = new Map(rows.map((row) => [row.id, row]));
  const order = workers.flatMap(({ database: { commits } }) => commits).toSorted((a, b) => a.turn - b.turn);
  return messages.toSorted((a, b) => place(a) - place(b));

  function place({ envelope }: ReadMessage): number {
    const found = committed.get(envelope.id);
    const at = order.findIndex(({ id }) => id === found?.at);
    if (found === undefined || at < 0) throw new Error(`No transaction settled message ${envelope.id}.`);
    return found.overtaken ? at - order.length : at;
  }
}

/** What is missing is another record when others are missing, too. */
const exceptWhatIsMissing = (state: readonly string[]): readonly string[] =>
  state
    .map((line) => line.replaceAll(/"values": \{"key": "[^"]*"\}, "message": "There is no [^"]*"/g, '"missing"'))
    .toSorted();
