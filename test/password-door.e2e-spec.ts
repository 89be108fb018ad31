// Guessing at passwords: what is counted, by whom, and who is never kept waiting. Limits are smaller than in a hub, because
// each check is slow on purpose.
import { administer } from '@fachwerk/hub/administer';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { AccessDirectory } from '../apps/hub/src/access/directory.js';
import { PasswordDoor } from '../apps/hub/src/access/password-door.js';
import { People } from '../apps/hub/src/access/people.js';
import { SystemClock } from '../apps/hub/src/config/clock.js';
import { Database } from '../apps/hub/src/database/database.js';
import type { HubError } from '../apps/hub/src/errors/hub-error.js';
import type { TestDatabase } from './harness/databases.js';
import { newDatabase } from './harness/provided.js';

const RIGHT = 'correct horse battery';
const HOUR_MS = 3_600_000;
const limits = {
  perUser: { max: 2, forgottenAfterMs: HOUR_MS },
  perAddress: { max: 4, forgottenAfterMs: HOUR_MS },
};

let folder: string;
let given: TestDatabase;
let database: Database;
let directory: AccessDirectory;
let door: PasswordDoor;
beforeAll(async () => {
  given = await newDatabase();
  await administer({ FACHWERK_DATABASE_URL: given.url }, async ({ administration }) => {
    const tenant = await administration.createTenant('leipzig', 'Leipzig');
    for (const name of ['anna', 'ben']) await administration.createPerson(tenant, name, RIGHT, 'viewer');
  });
  folder = await mkdtemp(join(tmpdir(), 'fachwerk-door-'));
  database = new Database({ url: given.url, connectionsMax: 2 });
  const options = { file: join(folder, 'snapshot.json'), hoursMax: 1, onProblem: () => undefined };
  directory = new AccessDirectory(database, new SystemClock(), options);
  await directory.start();
});
beforeEach(() => {
  door = new PasswordDoor(new People(database, directory, new SystemClock()), Buffer.from('secret'), limits);
});
afterAll(async () => {
  await directory.stop();
  await database.close();
  await rm(folder, { recursive: true });
  await given.drop();
});

const HERE = '192.0.2.7';
const THERE = '192.0.2.8';

/** What came of it: the name, nobody, or seconds to wait. */
async function outcome(way: 'signIn' | 'withRequest', user: string, password: string, from: string): Promise<unknown> {
  try {
    return (await door[way](`${user}@leipzig`, password, from))?.name;
  } catch (error) {
    return error;
  }
}
const wait = expect.objectContaining({ code: 'access.too-many-failures' });

it('a name waits after its failures, from wherever it is tried, and the right password waits with it', async () => {
  for (const from of [HERE, THERE]) expect(await outcome('signIn', 'anna', 'wrong', from)).toBeUndefined();
  for (const password of ['wrong', RIGHT])
    expect(await outcome('signIn', 'anna', password, '198.51.100.1')).toEqual(wait);
  const refused = (await outcome('signIn', 'anna', RIGHT, HERE)) as HubError;
  expect(refused.details.retryAfterSeconds).toBeGreaterThan(3_500);
  expect(refused.details.retryAfterSeconds).toBeLessThanOrEqual(3_600);
  expect(await outcome('signIn', 'ben', RIGHT, HERE)).toBe('ben');
  // What had to wait was not counted for the address: three more fit.
  expect(await outcome('signIn', 'nobody', 'wrong', HERE)).toBeUndefined();
});

it('an address waits after its failures, whatever the names, at sign-in and with requests; others do not', async () => {
  for (const user of ['a', 'b']) expect(await outcome('signIn', user, 'wrong', HERE)).toBeUndefined();
  for (const user of ['a', 'anna']) expect(await outcome('withRequest', user, 'wrong', HERE)).toBeUndefined();
  for (const way of ['signIn', 'withRequest'] as const) expect(await outcome(way, 'c', 'wrong', HERE)).toEqual(wait);
  expect(await outcome('signIn', 'anna', RIGHT, HERE)).toEqual(wait);
  expect(await outcome('signIn', 'anna', RIGHT, THERE)).toBe('anna');
});

it('a script whose password was right goes on, beside others who guess at its name and from its address', async () => {
  expect(await outcome('withRequest', 'anna', RIGHT, HERE)).toBe('anna');
  for (const password of ['1', '2', '3', '4']) {
    expect(await outcome('withRequest', 'anna', password, HERE)).toBeUndefined();
  }
  expect(await outcome('withRequest', 'anna', '5', HERE)).toEqual(wait);
  expect(await outcome('withRequest', 'anna', RIGHT, HERE)).toBe('anna');
  // Whoever was not right yet has to wait.
  expect(await outcome('withRequest', 'ben', RIGHT, HERE)).toEqual(wait);
});

it('many tries at once are not more than one after the other', async () => {
  const outcomes = await Promise.all(
    ['1', '2', '3', '4', '5'].map((password) => outcome('signIn', 'anna', password, HERE)),
  );
  expect(outcomes.filter((one) => one === undefined)).toHaveLength(2);
  expect(outcomes.filter((one) => one !== undefined)).toEqual([wait, wait, wait]);
});

it('who is right is never counted', async () => {
  for (let time = 0; time < 4; time += 1) expect(await outcome('signIn', 'anna', RIGHT, HERE)).toBe('anna');
});
