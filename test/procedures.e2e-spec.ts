// Administrators set procedures up over HTTP: settings, keys, webhook. What they do holds at once, and is in the journal.
import { administer } from '@fachwerk/hub/administer';
import { catalogue } from '@fachwerk/connectors/catalogue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedHeaders } from '../apps/hub/src/confirm/webhook-signature.js';
import { query } from './harness/databases.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { Receiver } from './harness/receiver.js';
import type { SetUp } from './harness/set-ups.js';
import { SignedIn } from './harness/signed-in.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';

const PASSWORD = 'correct horse battery';
const INVOICES = '/v1/procedures/xrechnung';
const DAY_MS = 86_400_000;

let setUp: SetUp;
let ada: SignedIn;
let viewer: SignedIn;
beforeAll(async () => {
  setUp = await startSetUp('database');
  await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
    const tenant = (await administration.tenantId('demo'))!;
    await administration.createPerson(tenant, 'ada', PASSWORD, 'tenant-administrator');
    await administration.createPerson(tenant, 'vera', PASSWORD, 'viewer');
  });
  ada = await SignedIn.as(setUp.hub.baseUrl, 'ada@demo', PASSWORD);
  viewer = await SignedIn.as(setUp.hub.baseUrl, 'vera@demo', PASSWORD);
});
afterAll(() => setUp.remove());

const patch = (path: string, body: object): Promise<Answer> => ada.request('PATCH', path, body);
const revisionOf = async (path: string): Promise<string> => (await ada.get(path)).body.revision;
/** Whatever it is now. */
const change = async (path: string, body: object): Promise<Answer> =>
  patch(path, { revision: await revisionOf(path), ...body });

/** What the journal says of a procedure, oldest first; by people alone. */
async function journal(procedure: string): Promise<readonly Record<string, unknown>[]> {
  const { body } = await ada.get(`/v1/journal?subject=procedure/${procedure}&actor=ada&limit=500`);
  return body.entries.toReversed();
}

describe('a procedure', () => {
  it('is created, seen by everybody, and changed by those who may', async () => {
    const given = {
      name: 'dogs',
      title: 'Hundesteuer',
      connector: 'xrechnung',
      settings: { filePlanCode: '903.4' },
      contact: { name: 'Steueramt', mail: 'steueramt@musterstadt.example' },
    };
    expect((await viewer.post('/v1/procedures', given)).status).toBe(403);
    const created = await ada.post('/v1/procedures', given);
    expect(created).toMatchObject({
      status: 201,
      body: {
        ...given,
        connector: { name: 'xrechnung', version: expect.stringMatching(/^\d/) },
        validation: 'when-installed',
        order: 'none',
        rate: null,
        keys: { valid: 0 },
        webhook: null,
        settingsSchema: { required: ['filePlanCode'] },
      },
    });
    expect(await ada.post('/v1/procedures', given)).toMatchObject({ status: 409, body: { code: 'access.exists' } });
    expect((await ada.post('/v1/procedures', { ...given, name: 'Hunde' })).body.code).toBe('access.name-invalid');
    expect((await ada.post('/v1/procedures', { ...given, contact: { mail: 'nobody' } })).status).toBe(400);

    const { procedures, connectors } = (await viewer.get('/v1/procedures')).body;
    const names = catalogue.map(({ manifest }) => manifest.name);
    expect(procedures.map(({ name }: { name: string }) => name)).toEqual([...names, 'dogs'].toSorted());
    expect(connectors.map(({ name }: { name: string }) => name)).toEqual(names);
    expect((await viewer.get('/v1/procedures/cats')).body.code).toBe('access.unknown');

    const limited = { rate: '50/s', order: 'by-key', validation: 'required', contact: null };
    const changed = await change('/v1/procedures/dogs', limited);
    expect(changed).toMatchObject({ status: 200, body: { rate: '50/s', order: 'by-key', validation: 'required' } });
    expect(changed.body.contact).toBeUndefined();
    expect((await change('/v1/procedures/dogs', { rate: '1/h' })).body.code).toBe('access.rate-invalid');
    expect(await journal('dogs')).toMatchObject([
      { action: 'procedure.created', details: { settings: { filePlanCode: '903.4' } } },
      {
        action: 'procedure.changed',
        details: {
          before: { rate: null, order: 'none' },
          after: { rate: '50/s', order: 'by-key' },
          contact: 'changed',
        },
      },
    ]);
    expect(JSON.stringify(await journal('dogs'))).not.toContain('steueramt@');
  });

  it('keeps what somebody else has changed meanwhile', async () => {
    const revision = await revisionOf('/v1/procedures/xdomea');
    expect((await patch('/v1/procedures/xdomea', { revision, title: 'Akten' })).status).toBe(200);
    const late = await patch('/v1/procedures/xdomea', { revision, title: 'E-Akten' });
    expect(late).toMatchObject({ status: 409, body: { code: 'procedure.changed' } });
    expect((await ada.get('/v1/procedures/xdomea')).body.title).toBe('Akten');
    expect((await patch('/v1/procedures/xdomea', { title: 'E-Akten' })).body.code).toBe('request.invalid');
    const read = await revisionOf('/v1/procedures/xdomea');
    const both = await Promise.all(
      ['A', 'B'].map((title) => patch('/v1/procedures/xdomea', { revision: read, title })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('takes no settings that its connector cannot use, and says what is wrong where', async () => {
    const settings = { filePlanCode: '', repeatedNumber: 'perhaps', colour: 'red' };
    const refused = await change(INVOICES, { settings });
    expect(refused).toMatchObject({ status: 422, body: { code: 'settings.invalid' } });
    const { problems } = refused.body;
    expect(problems.map(({ path }: { path: string }) => path).toSorted()).toEqual([
      '/colour',
      '/filePlanCode',
      '/repeatedNumber',
    ]);
    const [short] = problems.filter(({ path }: { path: string }) => path === '/filePlanCode');
    expect(short.sentence.de).toMatch(/^Darf nicht kürzer als 1 Zeichen/);
    expect(short.sentence.en).toMatch(/^Must NOT be shorter than 1 character/);
    expect((await change(INVOICES, { connector: 'gone' })).body.code).toBe('connector.unknown');
    expect((await change(INVOICES, { settings: { filePlanCode: 'a\u0000' } })).status).toBe(400);
    expect((await ada.get(INVOICES)).body.settings).toEqual({ filePlanCode: '903.4' });
  });

  it('that waits for a setting goes on when it is put right', async () => {
    const invoices = await setUp.hub.procedure('xrechnung');
    expect((await change(INVOICES, { settings: { filePlanCode: '999' } })).status).toBe(200);
    const { id } = (await invoices.send(invoice('W-1'))).body;
    const waiting = await until('it is shown', async () => {
      const { body } = await viewer.get(INVOICES);
      return body.cause === undefined ? undefined : body.cause;
    });
    expect(waiting).toMatchObject({ code: 'archive.file-plan-code-unknown', whoActs: 'operator' });
    expect((await change(INVOICES, { settings: { filePlanCode: '903.4' } })).status).toBe(200);
    expect((await invoices.settled(id)).state).toBe('filed');
  });

  it('keeps for a person what was accepted for the connector it had before', async () => {
    const invoices = await setUp.hub.procedure('xrechnung');
    const operator = await setUp.hub.operator();
    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4', repeatedNumber: 'perhaps' });
    const { id } = (await invoices.send(invoice('C-1'))).body;
    await until('it waits', async () => (await invoices.message(id)).waiting !== undefined);
    const { settings } = (await ada.get('/v1/procedures/building-permits')).body;
    expect((await change(INVOICES, { connector: 'building-permits', settings })).status).toBe(200);
    // Refused for good it would be by the new one, though its sender made no mistake.
    const parked = await invoices.settled(id);
    expect(parked).toMatchObject({
      state: 'parked',
      error: { code: 'procedure.connector-changed', whoActs: 'operator' },
    });
    expect(parked.error.sentence.en).toContain('accepted for the connector xrechnung');
    const back = await change(INVOICES, { connector: 'xrechnung', settings: { filePlanCode: '903.4' } });
    expect(back.status).toBe(200);
    await until('the hub knows', () => setUp.hub.knows('"903.4"'));
    await operator.post(`/v1/messages/${id}/release`);
    expect((await invoices.settled(id)).state).toBe('filed');
  });
});

describe('keys', () => {
  const KEYS = `${INVOICES}/keys`;
  const known = async (id: string): Promise<Record<string, string>> =>
    (await viewer.get(`${KEYS}?limit=500`)).body.keys.find((key: { id: string }) => key.id === id);
  /** Whether messages are taken with it. */
  const opens = async (secret: string): Promise<boolean> =>
    (await setUp.hub.procedureWith('xrechnung', secret).send(invoice('K-1'), { key: 'K-1' })).status === 202;

  it('are shown once, and tell when they were used', async () => {
    expect((await viewer.post(KEYS, { label: '2026' })).status).toBe(403);
    const expiresAt = new Date(Date.now() + DAY_MS).toISOString();
    const made = await ada.post(KEYS, { label: '2026', expiresAt });
    expect(made).toMatchObject({ status: 201, body: { key: { label: '2026', state: 'valid', expiresAt } } });
    expect(made.headers.get('cache-control')).toBe('no-store');
    const { key, secret } = made.body;
    expect(secret).toMatch(/^fw_[\w-]{43}$/);
    expect((await known(key.id))['lastUsedAt']).toBeUndefined();
    const before = Date.now();
    expect(await opens(secret)).toBe(true);
    const used = await until('its use is known', async () => (await known(key.id))['lastUsedAt']);
    expect(Date.parse(used)).toBeGreaterThanOrEqual(before);
    expect(JSON.stringify((await viewer.get(KEYS)).body)).not.toContain(secret);
    expect((await viewer.get(INVOICES)).body.keys).toEqual({ valid: 2, nextEnd: expiresAt });

    const past = new Date(Date.now() - 1).toISOString();
    expect((await ada.post(KEYS, { label: 'x', expiresAt: past })).body.code).toBe('request.invalid');
    expect((await ada.post('/v1/procedures/cats/keys', { label: 'x' })).status).toBe(404);
  });

  it('are changed with an overlap: the old one opens until it ends, the new one at once', async () => {
    const old = (await ada.post(KEYS, { label: 'spring' })).body;
    const rotated = await ada.post(`${KEYS}/${old.key.id}/rotate`, { overlapSeconds: 4, label: 'summer' });
    expect(rotated).toMatchObject({
      status: 201,
      body: { key: { label: 'summer' }, old: { id: old.key.id, label: 'spring', state: 'valid' } },
    });
    const { key, secret } = rotated.body;
    expect([await opens(old.secret), await opens(secret)]).toEqual([true, true]);
    await until('the old one has ended', async () => !(await opens(old.secret)), 8_000);
    expect(await opens(secret)).toBe(true);
    expect((await known(old.key.id))['state']).toBe('expired');
    const again = await ada.post(`${KEYS}/${old.key.id}/rotate`, {});
    expect(again).toMatchObject({ status: 409, body: { code: 'key.ended' } });

    // Without a word, a week.
    const week = (await ada.post(`${KEYS}/${key.id}/rotate`, {})).body;
    const days = (Date.parse(week.old.expiresAt) - Date.now()) / DAY_MS;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7);
    const atOnce = (await ada.post(`${KEYS}/${week.key.id}/rotate`, { overlapSeconds: 0 })).body;
    expect(atOnce.old.state).toBe('revoked');
    await until('it is refused', async () => !(await opens(week.secret)), 5_000);
  });

  it('are refused once they are revoked, and cannot be had back', async () => {
    const { key, secret } = (await ada.post(KEYS, { label: 'leaked' })).body;
    expect(await opens(secret)).toBe(true);
    expect(await ada.request('DELETE', `${KEYS}/${key.id}`)).toMatchObject({
      status: 200,
      body: { key: { state: 'revoked' } },
    });
    await until('it is refused', async () => !(await opens(secret)), 5_000);
    const { revokedAt } = await known(key.id);
    expect((await ada.request('DELETE', `${KEYS}/${key.id}`)).body.key.revokedAt).toBe(revokedAt);
    expect((await ada.request('DELETE', `${KEYS}/${key.id.replace(/.$/, 'x')}`)).status).toBe(404);
    // Of another procedure.
    expect((await ada.request('DELETE', `/v1/procedures/xdomea/keys/${key.id}`)).status).toBe(404);

    const entries = (await journal('xrechnung')).filter(({ action }) => String(action).startsWith('key.'));
    expect(entries.map(({ action }) => action)).toEqual(
      ['created', 'created', 'rotated', 'rotated', 'rotated', 'created', 'revoked'].map((done) => `key.${done}`),
    );
    const text = await query(setUp.database.migrateUrl, `SELECT string_agg(journal::text, ' ') AS text FROM journal`);
    expect(JSON.stringify(text)).not.toMatch(/fw_[\w-]{43}/);
  });

  it('are listed page by page', async () => {
    const all: string[] = [];
    let after = '';
    do {
      const { keys, after: next = '' } = (await viewer.get(`${KEYS}?limit=2${after && `&after=${after}`}`)).body;
      all.push(...keys.map(({ id }: { id: string }) => id));
      after = next;
    } while (after !== '');
    const { keys } = (await viewer.get(`${KEYS}?limit=500`)).body;
    expect(all).toEqual(keys.map(({ id }: { id: string }) => id));
  });
});

describe('a webhook', () => {
  const WEBHOOK = '/v1/procedures/building-permits/webhook';
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await Receiver.open(204);
  });
  afterAll(() => receiver.down());
  const signatureOf = ({ delivery, headers, text }: Receiver['requests'][number], secret: string): string => {
    const at = new Date(Number(headers['fachwerk-timestamp']) * 1_000);
    return signedHeaders(delivery, text, [secret], at)['Fachwerk-Signature']!.split(',')[1]!;
  };

  it('is set up with a secret that is shown once, and tried: the answer says what came back', async () => {
    expect((await viewer.post(WEBHOOK, { url: receiver.url })).status).toBe(403);
    expect((await ada.post(`${WEBHOOK}/test`)).body.code).toBe('webhook.not-set');
    const refused = await ada.post(WEBHOOK, { url: 'http://169.254.169.254/' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'webhook.url-invalid' } });
    const set = await ada.post(WEBHOOK, { url: `${receiver.url}?token=hidden` });
    expect(set).toMatchObject({ status: 200, body: { webhook: { active: true, secrets: 1, pending: 0 } } });
    const { secret } = set.body;
    const seen = (person: SignedIn): Promise<Answer> => person.get('/v1/procedures/building-permits');
    expect((await seen(ada)).body).toMatchObject({
      receiptsBy: 'webhook',
      webhook: { url: `${receiver.url}?token=hidden` },
    });
    expect((await seen(viewer)).body.webhook.url).toBe(`${new URL(receiver.url).origin}/…`);

    const test = await ada.post(`${WEBHOOK}/test`);
    expect(test).toMatchObject({ status: 200, body: { delivered: true, status: 204, durationMs: expect.any(Number) } });
    const [got] = receiver.requests.splice(0);
    expect(got!.body).toMatchObject({ state: 'test', procedure: 'building-permits', delivery: test.body.delivery });
    expect(String(got!.headers['fachwerk-signature']).split(',')).toContain(signatureOf(got!, secret));

    receiver.answering = 500;
    expect((await ada.post(`${WEBHOOK}/test`)).body).toMatchObject({
      delivered: false,
      status: 500,
      error: { code: 'webhook.status', sentence: { de: expect.stringContaining('500') } },
    });
    await receiver.down();
    const away = (await ada.post(`${WEBHOOK}/test`)).body;
    expect(away).toMatchObject({ delivered: false, error: { code: 'webhook.unreachable' } });
    expect(away.status).toBeUndefined();
    await receiver.up();
    receiver.answering = 204;
    const changed = await ada.post(WEBHOOK, { url: receiver.url, active: false });
    expect(changed.body).toMatchObject({ webhook: { active: false } });
    expect(changed.body.secret).toBeUndefined();
  });

  it('changes its secret with an overlap, and is removed', async () => {
    receiver.requests.splice(0);
    const { secret, webhook } = (await ada.post(`${WEBHOOK}/rotate`)).body;
    expect(webhook.secrets).toBe(2);
    expect((await ada.post(`${WEBHOOK}/rotate`)).body.code).toBe('webhook.rotating');
    await ada.post(`${WEBHOOK}/test`);
    const [got] = receiver.requests.splice(0);
    const signatures = String(got!.headers['fachwerk-signature']).split(',').slice(1);
    expect(signatures).toHaveLength(2);
    expect(signatures).toContain(signatureOf(got!, secret));
    expect((await ada.post(`${WEBHOOK}/retire`)).body.webhook.secrets).toBe(1);
    expect((await ada.post(`${WEBHOOK}/retire`)).body.code).toBe('webhook.not-rotating');
    expect((await ada.request('DELETE', WEBHOOK)).body).toEqual({ stopped: 0 });
    expect((await ada.request('DELETE', WEBHOOK)).body).toEqual({ stopped: 0 });
    expect((await viewer.get('/v1/procedures/building-permits')).body.webhook).toBeNull();

    const entries = await journal('building-permits');
    const actions = entries.map(({ action }) => action);
    const tested = 'webhook.tested';
    const secrets = ['webhook.secret-rotated', tested, 'webhook.secret-retired'];
    expect(actions).toEqual(
      ['webhook.set', tested, tested, tested, 'webhook.set'].concat(secrets, ['webhook.removed']),
    );
    expect(JSON.stringify(entries)).not.toMatch(/hidden|fwh_/);
  });
});

it('no key of a procedure sees how any is set up', async () => {
  const invoices: Procedure = await setUp.hub.procedure('xrechnung');
  for (const path of ['/v1/procedures', INVOICES, `${INVOICES}/keys`])
    expect((await invoices.get(path)).status, path).toBe(403);
});
