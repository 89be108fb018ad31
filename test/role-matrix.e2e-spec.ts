// Who may do what, route by route: every role in its own tenant, with what belongs to another tenant, and as a visitor.
// The table below is the promise; docs/console/role-matrix.md is printed from it. To print it anew:
// FACHWERK_TEST_PRINT=true npx vitest run --project system test/role-matrix.e2e-spec.ts
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../apps/hub/src/operate/openapi/document.js';
import { root } from './fixtures.js';
import { createCity, decideAboutParked, openCity, raiseAlert, type City } from './harness/cities.js';
import type { TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { newDatabase } from './harness/provided.js';
import { SignedIn } from './harness/signed-in.js';
import { actors, outcomesOf, roles, table, type Actor, type Asked, type Example } from './role-matrix.js';
import { printed } from './role-matrix-document.js';

const FILE = join(root, 'docs/console/role-matrix.md');
const PASSWORD = 'correct horse battery';

let database: TestDatabase;
let hub: HubProcess;
let home: City;
let examples: Record<'own' | 'foreign', Example>;
/** Of the first city; `visitor` is of a third tenant and acts in it. */
const people = new Map<Actor, SignedIn>();

beforeAll(async () => {
  database = await newDatabase();
  const [first, second] = [await createCity(database.url, 'adorf'), await createCity(database.url, 'bedorf')];
  await administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration }) => {
    for (const { tenant, name } of [first, second]) {
      await administration.createPerson(tenant, `only-${name}`, PASSWORD, 'viewer');
    }
    for (const role of roles) await administration.createPerson(first.tenant, role, PASSWORD, role);
    const provider = await administration.createTenant('provider', 'Provider');
    await administration.createPerson(provider, 'visitor', PASSWORD, 'provider-administrator');
  });
  hub = await HubProcess.start({ DATABASE_URL: database.url, ALERT_LOOK_MS: '500' });
  home = await openCity(hub.baseUrl, first);
  const away = await openCity(hub.baseUrl, second);
  for (const city of [home, away]) await decideAboutParked(city);
  examples = { own: await exampleOf(home, 'adorf'), foreign: await exampleOf(away, 'bedorf') };
  for (const role of roles) people.set(role, await SignedIn.as(hub.baseUrl, `${role}@adorf`, PASSWORD));
  const visitor = await SignedIn.as(hub.baseUrl, 'visitor@provider', PASSWORD);
  await visitor.session('POST', '/v1/session/tenant', { tenant: 'adorf' });
  people.set('visitor', visitor);
}, 120_000);
afterAll(async () => {
  await hub.remove();
  await database.drop();
});

async function exampleOf({ filed, parked, operator }: City, name: string): Promise<Example> {
  const [delivery] = (await operator.get('/v1/outbox')).body.deliveries;
  const [job] = (await operator.get('/v1/jobs')).body.jobs;
  const { alert, channel, others } = await raiseAlert(hub.baseUrl, name);
  const { causes } = (await operator.get('/v1/causes')).body;
  const { keys } = (await operator.get('/v1/procedures/permits/keys')).body;
  const { certificates } = (await operator.get('/v1/procedures/permits/certificates')).body;
  return {
    message: filed.id,
    caseFile: filed.receipt.caseFiles[0].id,
    document: filed.receipt.documents[0].id,
    delivery: delivery.id,
    person: `only-${name}`,
    parked: parked.id,
    cause: causes[0].id,
    job: job.id,
    key: keys.find(({ label }: { label: string }) => label === 'spare').id,
    certificate: certificates[0].id,
    alert,
    channel,
    channels: others,
  };
}

async function statusOf(actor: Actor, { method, path, body }: Asked): Promise<number> {
  const person = people.get(actor);
  if (person !== undefined) return (await person.request(method, path, body)).status;
  const headers = { ...(actor === 'key' ? home.permits.headers : {}), 'content-type': 'application/json' };
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  return (await fetch(hub.baseUrl + path, { method, headers, ...json })).status;
}

const described = Object.entries(openApiDocument.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([, operation]) => !operation.tags.includes('service'))
    .map(([method]) => `${method.toUpperCase()} ${path}`),
);

describe('the table', () => {
  it('has every route of the hub that is not about the process itself', () => {
    expect(Object.keys(table).toSorted()).toEqual(described.toSorted());
  });

  it('is printed in the documentation', async () => {
    if (process.env['FACHWERK_TEST_PRINT'] === 'true') await writeFile(FILE, printed());
    expect(await readFile(FILE, 'utf8')).toBe(printed());
  });
});

// Signing out is the last thing anybody does.
const last = (route: string): number => Number(route === 'DELETE /v1/session');
const routes = Object.keys(table).toSorted((a, b) => last(a) - last(b));

describe.each(routes)('%s', (route) => {
  const row = table[route]!;
  const outcomes = outcomesOf(row);

  it.each(actors)('of the own tenant, asked by %s', async (actor) => {
    const status = await statusOf(actor, row.ask(examples.own));
    expect(status).toBeLessThan(500);
    expect(seen(status)).toBe(outcomes.own[actor]);
  });

  const { foreign } = outcomes;
  if (foreign === undefined) return;
  it.each(actors)('of another tenant, asked by %s', async (actor) => {
    expect(seen(await statusOf(actor, row.ask(examples.foreign)))).toBe(foreign[actor]);
  });
});

/** Whatever else is answered, whoever asked was let in: what was asked for may not be possible all the same. */
function seen(status: number): string {
  return [401, 403, 404].includes(status) ? String(status) : 'yes';
}
