// Who may come in: keys that open a procedure, keys that do not, and what an id tells to whom.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newMessageId } from '../apps/hub/src/ledger/message-id.js';
import { query } from './harness/databases.js';
import { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

let setUp: SetUp;
let invoices: Procedure;
let permits: Procedure;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq');
  invoices = await setUp.hub.procedure('xrechnung');
  permits = await setUp.hub.procedure('building-permits');
});
afterAll(() => setUp.remove());

/** A door of the demo tenant, and what somebody holds against it. */
function at(procedure: string, authorization: string): Procedure {
  return new Procedure(setUp.hub.baseUrl, procedure, authorization);
}

function onKeys<T>(
  work: (
    administration: Parameters<Parameters<typeof administer>[1]>[0]['administration'],
    tenant: string,
  ) => Promise<T>,
): Promise<T> {
  return administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) =>
    work(administration, (await administration.tenantId('demo'))!),
  );
}

/** Waits until the hub has heard of the key. */
async function newKey(label: string, expiresAt?: Date): Promise<string> {
  const key = await onKeys((administration, tenant) => administration.createKey(tenant, 'xrechnung', label, expiresAt));
  await until('the hub knows the key', () => setUp.hub.knowsKey(key));
  return key;
}

describe('keys at the front door', () => {
  it.each([
    ['no key', ''],
    ['an unknown key', `Bearer fw_${'A'.repeat(43)}`],
    ['an empty key', 'Bearer '],
    ['a scheme nobody speaks', 'Digest username="x"'],
    ['a password nobody has', `Basic ${Buffer.from('operator@demo:wrong').toString('base64')}`],
    ['a name without a tenant', `Basic ${Buffer.from('operator').toString('base64')}`],
  ])('%s is answered 401, whatever was asked for', async (_what, authorization) => {
    const answers = await Promise.all(
      ['xrechnung', 'no-such-procedure'].map((name) => at(name, authorization).send(invoice('K-1'))),
    );
    for (const path of [
      '/v1/messages',
      `/v1/messages/${'0'.repeat(8)}-0000-8000-8000-${'0'.repeat(12)}`,
      '/v1/case-files',
    ])
      answers.push(await at('', authorization).get(path));
    for (const { status, headers, body } of answers) {
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer realm="fachwerk", Basic realm="fachwerk", charset="UTF-8"');
      expect(body).toEqual(answers[0]!.body);
    }
  });

  it('says why in a problem document, in two languages', async () => {
    const answer = await at('xrechnung', '').send(invoice('K-1'));
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toEqual({
      type: 'urn:fachwerk:error:access.unauthorised',
      title: 'No valid key or password was given.',
      status: 401,
      detail: 'No valid key or password was given.',
      code: 'access.unauthorised',
      kind: 'rejected',
      sentence: {
        de: 'Es wurde kein gültiger Schlüssel und kein gültiges Passwort mitgesandt.',
        en: 'No valid key or password was given.',
      },
    });
  });

  it('answers a key at a strange door as at one that does not exist', async () => {
    const key = `Bearer ${await newKey('elsewhere')}`;
    const [there, nowhere] = await Promise.all([
      at('building-permits', key).send(permit('K-2'), { mime: 'application/json' }),
      at('no-such-procedure', key).send(permit('K-2'), { mime: 'application/json' }),
    ]);
    expect(there).toMatchObject({ status: 404, body: { code: 'procedure.not-found' } });
    const renamed = JSON.parse(JSON.stringify(there.body).replaceAll('building-permits', 'no-such-procedure'));
    expect(nowhere).toMatchObject({ status: 404, body: renamed });
    expect((await (await setUp.hub.operator()).send(invoice('K-2'))).status).toBe(404);
  });

  it('takes a key until it expires, and not a moment longer', async () => {
    const [past, soon] = await Promise.all(
      [-1_000, 5_000].map(async (ms) => at('xrechnung', `Bearer ${await newKey('short', new Date(Date.now() + ms))}`)),
    );
    expect((await past!.send(invoice('K-3'))).status).toBe(401);
    expect((await soon!.send(invoice('K-3'))).status).toBe(202);
    await until('it has expired', async () => (await soon!.get('/v1/messages')).status === 401, 8_000);
    expect((await soon!.send(invoice('K-3'))).status).toBe(401);
  });

  it('refuses a revoked key within five seconds, and the other keys of the procedure stay valid', async () => {
    const key = at('xrechnung', `bearer ${await newKey('leaked')}`);
    expect((await key.send(invoice('K-4'))).status).toBe(202);
    expect(await onKeys((keys, tenant) => keys.revokeKeys(tenant, 'xrechnung', 'leaked'))).toBe(1);
    await until('it is refused', async () => (await key.send(invoice('K-4'))).status === 401, 5_000);
    expect((await invoices.send(invoice('K-4'))).status).toBe(202);
  });
});

describe('an id', () => {
  it('of a message tells nothing to another procedure, nor when a digit is changed', async () => {
    const { body, headers } = await invoices.send(invoice('K-5'));
    expect(headers.get('location')).toBe(`/v1/messages/${body.id}`);
    const traceId = body.id.replaceAll('-', '');
    expect(body).toEqual({ id: body.id, state: 'accepted', href: `/v1/messages/${body.id}`, traceId });
    await invoices.settled(body.id);
    const unknown = await permits.get('/v1/messages/nonsense');
    expect(unknown).toMatchObject({ status: 404, body: { code: 'message.not-found' } });
    for (const path of [`/v1/messages/${body.id}`, `/v1/messages/${body.id}/attempts`]) {
      expect((await invoices.get(path)).status).toBe(200);
      expect(await permits.get(path)).toMatchObject({ status: 404, body: unknown.body });
    }
    for (const place of [0, 10, 16, 21, 35]) {
      const digit = body.id[place] === '0' ? '1' : '0';
      const changed = `${body.id.slice(0, place)}${digit}${body.id.slice(place + 1)}`;
      expect(await invoices.get(`/v1/messages/${changed}`)).toMatchObject({ status: 404, body: unknown.body });
    }
  });

  it('is accepted while no worker has written it down, and gone when the ledger no longer reaches back', async () => {
    const [key] = await query<{ secret: string }>(
      setUp.database.migrateUrl,
      `SELECT secret->>'key' AS secret FROM key_ring WHERE purpose = 'message-id'`,
    );
    const [owner] = await query<{ tenant: string; procedure: string }>(
      setUp.database.migrateUrl,
      `SELECT tenant_id AS tenant, id AS procedure FROM procedure WHERE name = 'xrechnung'`,
    );
    const idOf = (monthsAgo: number): string => {
      const at = new Date();
      at.setUTCMonth(at.getUTCMonth() - monthsAgo);
      return newMessageId(at, Buffer.from('random'), owner!, { name: '', secret: Buffer.from(key!.secret, 'base64') });
    };
    expect(await invoices.get(`/v1/messages/${idOf(1)}`)).toMatchObject({
      status: 200,
      body: { state: 'accepted', procedure: 'xrechnung' },
    });
    expect(await invoices.get(`/v1/messages/${idOf(14)}`)).toMatchObject({
      status: 410,
      body: { code: 'message.gone' },
    });
    expect(await permits.get(`/v1/messages/${idOf(14)}`)).toMatchObject({ status: 404 });
  });
});

describe('guessing passwords', () => {
  it('is turned away when too many are checked, and locks nobody out', async () => {
    const guess = (number: number): Procedure =>
      at('', `Basic ${Buffer.from(`operator@demo:guess-${number}`).toString('base64')}`);
    const answers = await Promise.all(Array.from({ length: 40 }, (_, number) => guess(number).get('/v1/messages')));
    const turnedAway = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 401).length + turnedAway.length).toBe(40);
    expect(turnedAway.length).toBeGreaterThan(0);
    expect(turnedAway[0]).toMatchObject({ body: { code: 'access.busy' } });
    expect(turnedAway[0]!.headers.get('retry-after')).toBe('5');
    expect((await (await setUp.hub.operator()).get('/v1/messages')).status).toBe(200);
  });
});
