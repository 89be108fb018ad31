// People sign in with a password and work with the cookie of a session: what it opens, what it needs, and how it ends.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dropEndedSessions } from '../apps/hub/src/access/sessions.js';
import { Database } from '../apps/hub/src/database/database.js';
import { sha256 } from './fixtures.js';
import { query } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { Procedure, type Answer } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { SignedIn } from './harness/signed-in.js';

const PASSWORD = 'correct horse battery';
const SESSION = 'fachwerk_session';

let setUp: SetUp;
let baseUrl: string;
beforeAll(async () => {
  setUp = await startSetUp('database');
  ({ baseUrl } = setUp.hub);
  await onPeople(async (administration, tenant) => {
    for (const name of ['erika', 'max', 'guessed']) {
      await administration.createPerson(tenant, name, PASSWORD, 'operator', { title: `Frau ${name}` });
    }
    await administration.createPerson(tenant, 'new', PASSWORD, 'operator', { passwordChangeDue: true });
    await administration.createPerson(tenant, 'provider', PASSWORD, 'provider-administrator');
    const other = await administration.createTenant('halle', 'Stadt Halle');
    await administration.createPerson(other, 'provider', PASSWORD, 'operator');
    await administration.createPerson(other, 'ada', PASSWORD, 'tenant-administrator');
  });
});
afterAll(() => setUp.remove());

type Administration = Parameters<Parameters<typeof administer>[1]>[0]['administration'];

function onPeople<T>(work: (administration: Administration, tenant: string) => Promise<T>): Promise<T> {
  return administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) =>
    work(administration, (await administration.tenantId('demo'))!),
  );
}

const signedIn = (user: string, password = PASSWORD): Promise<SignedIn> => SignedIn.as(baseUrl, user, password);
const rows = <Row extends Record<string, unknown>>(
  statement: string,
  values: unknown[] = [],
): Promise<readonly Row[]> => query<Row>(setUp.database.migrateUrl, statement, values);
const journalOf = async (tenant: string, action: string): Promise<readonly Record<string, unknown>[]> =>
  rows(
    `SELECT actor, action, subject_kind AS kind, subject_id AS id, details FROM journal
     JOIN tenant ON tenant.id = tenant_id WHERE tenant.name = $1 AND action = $2 ORDER BY journal.id`,
    [tenant, action],
  );

describe('signing in', () => {
  it('begins a session that says who it is and what that person may do', async () => {
    const erika = new SignedIn(baseUrl);
    const { status, headers, body } = await erika.signIn('erika@demo', PASSWORD);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        person: { name: 'erika', title: 'Frau erika' },
        tenant: { name: 'demo', title: 'Musterstadt' },
        roles: ['operator'],
        permissions: ['state.read', 'content.read', 'message.decide', 'procedure.pause', 'record.read'],
        csrf: expect.stringMatching(/^[\w-]{43}$/),
        passwordChangeDue: false,
        contentHidden: false,
      },
    });
    expect(body).not.toHaveProperty('tenants');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.getSetCookie()).toEqual([`${SESSION}=${erika.token}; Path=/; HttpOnly; SameSite=Lax`]);
    expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(29 * 60_000);
    expect(Date.parse(body.expiresAt) - Date.now()).toBeLessThan(31 * 60_000);
    expect((await erika.get('/v1/session')).body).toMatchObject({ person: { name: 'erika' }, csrf: erika.csrf });
    expect((await erika.get('/v1/messages')).status).toBe(200);
    expect((await erika.get('/v1/people')).status).toBe(403);
  });

  it('says before how it is possible', async () => {
    expect(await (await fetch(`${baseUrl}/v1/sign-in`)).json()).toEqual({ local: true, firstSteps: true });
  });

  it('leaves nothing behind that another could use: the hash of the token, and an entry of the journal', async () => {
    const max = await signedIn('max@demo');
    const hashes = await rows<{ hash: string }>(`SELECT encode(token_hash, 'hex') AS hash FROM session`);
    expect(hashes.map(({ hash }) => hash)).toContain(sha256(Buffer.from(max.token)));
    const [all] = await rows<{ text: string }>(`SELECT string_agg(session::text, ' ') AS text FROM session`);
    const [, secret = ''] = max.token.split('.');
    for (const text of [all!.text, ...setUp.hub.log]) {
      for (const hidden of [secret, max.csrf, PASSWORD]) expect(text).not.toContain(hidden);
    }
    expect(await journalOf('demo', 'session.started')).toContainEqual(
      expect.objectContaining({ actor: 'max', details: { with: 'password' } }),
    );
  });

  it('takes another token each time, and ends the session that the browser had', async () => {
    const max = await signedIn('max@demo');
    const before = max.token;
    await max.signIn('max@demo', PASSWORD);
    expect(max.token).not.toBe(before);
    max.browser.setCookie('127.0.0.1', SESSION, before);
    expect((await max.get('/v1/session')).status).toBe(401);
  });

  it('answers a wrong password, an unknown name and an unknown tenant alike', async () => {
    const tries = ['erika@demo', 'nobody@demo', 'erika@nowhere', 'erika', '@demo', "x'--@demo", 'new@halle'];
    const answers: Answer[] = [];
    for (const user of tries) answers.push(await new SignedIn(baseUrl).signIn(user, 'a password that is wrong'));
    for (const { status, headers, body } of answers) {
      expect({ status, body }).toEqual({ status: 401, body: answers[0]!.body });
      expect(body.code).toBe('access.sign-in-failed');
      // With Basic a browser would ask for a password itself.
      expect(headers.get('www-authenticate')).toBe('Bearer realm="fachwerk"');
      expect(headers.getSetCookie()).toEqual([]);
    }
    const refused = await journalOf('demo', 'session.refused');
    expect(refused).toContainEqual({
      actor: '(unknown)',
      action: 'session.refused',
      kind: 'person',
      id: 'erika',
      details: { address: '127.0.0.1' },
    });
    // What nobody is called may be a password in the wrong field.
    expect(JSON.stringify(refused)).not.toContain('nobody');
  });

  it('is for those who say it in JSON, so that no form of another site can', async () => {
    const as = (type: string, body: string): Promise<Response> =>
      fetch(`${baseUrl}/v1/session`, { method: 'POST', body, headers: { 'content-type': type } });
    const right = JSON.stringify({ user: 'erika@demo', password: PASSWORD });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])
      expect((await as(type, right)).status).toBe(415);
    for (const body of ['', '[]', 'null', '{"user":"erika@demo"}', '{"user":["erika@demo"],"password":"x"}', '{'])
      expect((await as('application/json', body)).status, body).toBe(400);
    expect((await as('application/json; charset=utf-8', right)).status).toBe(200);
  });

  it('lets nobody guess: after ten wrong passwords of a name the next one has to wait', async () => {
    const guess = (): Promise<Answer> => new SignedIn(baseUrl).signIn('guessed@demo', 'a password that is wrong');
    // In another way it is the same name.
    const alike = (): Promise<Answer> => new SignedIn(baseUrl).signIn('GUESSED@demo', PASSWORD);
    const statuses: number[] = [];
    for (let time = 0; time < 10; time += 1) statuses.push((await guess()).status);
    expect(new Set(statuses)).toEqual(new Set([401]));
    for (const answer of [await guess(), await alike(), await new SignedIn(baseUrl).signIn('guessed@demo', PASSWORD)]) {
      expect(answer).toMatchObject({ status: 429, body: { code: 'access.too-many-failures' } });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    }
    expect((await signedIn('max@demo')).token).not.toBe('');
    // A script of that person goes on: others who guess do not keep it out.
    const basic = `Basic ${Buffer.from(`guessed@demo:${PASSWORD}`).toString('base64')}`;
    expect((await new Procedure(baseUrl, '', basic).get('/v1/messages')).status).toBe(200);
  }, 60_000);
});

describe('a session', () => {
  let erika: SignedIn;
  beforeEach(async () => {
    erika = await signedIn('erika@demo');
  });
  const changes = (path: string, headers: Record<string, string>): Promise<Answer> =>
    erika.request('POST', path, { reason: 'x' }, headers);

  it('changes nothing without its own token', async () => {
    const other = await signedIn('max@demo');
    const id = '018f3c2a-0000-8000-8000-000000000001';
    for (const token of [undefined, '', 'x', other.csrf, `${erika.csrf}x`]) {
      const headers: Record<string, string> = token === undefined ? {} : { 'x-csrf-token': token };
      for (const path of [`/v1/messages/${id}/discard`, '/v1/session/password', '/v1/procedures/xrechnung/messages']) {
        expect(await changes(path, headers), path).toMatchObject({ status: 403, body: { code: 'access.csrf' } });
      }
      const end = await erika.request('DELETE', '/v1/session', undefined, headers);
      expect(end).toMatchObject({ status: 403, body: { code: 'access.csrf' } });
    }
    expect((await changes(`/v1/messages/${id}/discard`, { 'x-csrf-token': erika.csrf })).status).toBe(404);
    expect((await erika.get('/v1/session')).status).toBe(200);
  });

  it('is not asked for where a key or a password is given, whatever a browser adds', async () => {
    const operator = await setUp.hub.operator();
    const headers = { ...operator.headers, cookie: `${SESSION}=${erika.token}` };
    const id = '018f3c2a-0000-8000-8000-000000000001';
    const answer = await fetch(`${baseUrl}/v1/messages/${id}/release`, { method: 'POST', headers });
    expect(answer.status).toBe(404);
    const wrong = { authorization: 'Basic x', cookie: `${SESSION}=${erika.token}` };
    expect((await fetch(`${baseUrl}/v1/messages`, { headers: wrong })).status).toBe(401);
  });

  it('is one cookie that looks as the hub made it', async () => {
    const { token } = erika;
    const [tenant = '', secret = ''] = token.split('.');
    const [halle] = await rows<{ id: string }>(`SELECT id FROM tenant WHERE name = 'halle'`);
    const cookies = [
      `${SESSION}=${token}; ${SESSION}=${token}`,
      `${SESSION}=${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      `${SESSION}="${token}"`,
      `${SESSION}=${halle!.id}.${secret}`,
      `${SESSION}=${tenant}`,
      `${SESSION}=`,
      `${SESSION}=' OR 1=1 --`,
    ];
    for (const cookie of cookies) {
      const answer = await fetch(`${baseUrl}/v1/messages`, { headers: { cookie } });
      expect(answer.status, cookie).toBe(401);
      expect(await answer.json()).toMatchObject({ code: 'access.not-signed-in' });
    }
    const answer = await fetch(`${baseUrl}/v1/messages`, { headers: { cookie: `a=b;${SESSION}=${token};c=d` } });
    expect(answer.status).toBe(200);
  });

  it('ends for everybody when the person signs out', async () => {
    const { token } = erika;
    const { status, body, headers } = await erika.request('DELETE', '/v1/session');
    expect({ status, body }).toEqual({ status: 200, body: {} });
    expect(headers.getSetCookie()).toEqual([`${SESSION}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`]);
    expect(erika.token).toBe('');
    erika.browser.setCookie('127.0.0.1', SESSION, token);
    expect(await erika.get('/v1/messages')).toMatchObject({ status: 401, body: { code: 'access.not-signed-in' } });
    expect(await rows('SELECT FROM session WHERE token_hash = $1', [hashed(token)])).toEqual([]);
    expect(await journalOf('demo', 'session.ended')).toContainEqual(expect.objectContaining({ actor: 'erika' }));
  });

  it('ends when nobody uses it, and at the latest after its hours; then housekeeping drops it', async () => {
    const idle = async (minutes: number): Promise<number> => {
      const back = `now() - make_interval(mins => $2)`;
      await rows(`UPDATE session SET last_used_at = ${back} WHERE token_hash = $1`, [hashed(erika.token), minutes]);
      return (await erika.get('/v1/session')).status;
    };
    expect(await idle(29)).toBe(200);
    // To look at it was to use it.
    const [used] = await rows<{ ago: number }>(
      'SELECT extract(epoch FROM now() - last_used_at)::int AS ago FROM session WHERE token_hash = $1',
      [hashed(erika.token)],
    );
    expect(used!.ago).toBeLessThan(30);
    expect(await idle(31)).toBe(401);
    await rows('UPDATE session SET last_used_at = now(), expires_at = now() WHERE token_hash = $1', [
      hashed(erika.token),
    ]);
    expect((await erika.get('/v1/session')).status).toBe(401);

    const max = await signedIn('max@demo');
    const database = new Database({ url: setUp.database.url, connectionsMax: 1 });
    expect(await dropEndedSessions(database, new Date(), { idleMinutes: 30, hoursMax: 12 })).toBeGreaterThan(0);
    await database.close();
    expect(await rows('SELECT FROM session WHERE token_hash = $1', [hashed(erika.token)])).toEqual([]);
    expect((await max.get('/v1/session')).status).toBe(200);
  });

  it('is asked with a challenge that makes no browser ask for a password', async () => {
    for (const path of ['/v1/session', '/v1/messages']) {
      const answer = await fetch(baseUrl + path, { headers: { cookie: `${SESSION}=gone` } });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="fachwerk"');
    }
    const bare = await fetch(`${baseUrl}/v1/session`);
    expect(bare.status).toBe(401);
    expect(bare.headers.get('www-authenticate')).toBe('Bearer realm="fachwerk"');
  });
});

describe('a first password', () => {
  it('opens nothing but its change, and ends with it, everywhere', async () => {
    const fresh = await signedIn('new@demo');
    const elsewhere = await signedIn('new@demo');
    expect((await fresh.get('/v1/session')).body).toMatchObject({ passwordChangeDue: true });
    const due = { status: 403, body: { code: 'access.password-change-due' } };
    const basic = `Basic ${Buffer.from(`new@demo:${PASSWORD}`).toString('base64')}`;
    for (const path of ['/v1/messages', '/v1/people', '/v1/case-files']) {
      expect(await fresh.get(path), path).toMatchObject(due);
      expect(await new Procedure(baseUrl, '', basic).get(path), path).toMatchObject(due);
    }
    expect(await fresh.post('/v1/session/tenant', { tenant: 'halle' })).toMatchObject(due);

    const to = (current: string, next: string): Promise<Answer> =>
      fresh.session('POST', '/v1/session/password', { current, next });
    const next = 'my own long password';
    expect(await to('not the present one', next)).toMatchObject({
      status: 422,
      body: { code: 'access.password-wrong' },
    });
    for (const weak of ['short', PASSWORD, 'x'.repeat(11)])
      expect(await to(PASSWORD, weak)).toMatchObject({ status: 422, body: { code: 'access.password-weak' } });

    const before = fresh.token;
    expect(await to(PASSWORD, next)).toMatchObject({ status: 200, body: { passwordChangeDue: false } });
    expect(fresh.token).not.toBe(before);
    expect((await fresh.get('/v1/messages')).status).toBe(200);
    expect((await elsewhere.get('/v1/session')).status).toBe(401);
    expect((await new SignedIn(baseUrl).signIn('new@demo', PASSWORD)).status).toBe(401);
    expect((await new Procedure(baseUrl, '', basic).get('/v1/messages')).status).toBe(401);
    expect((await signedIn('new@demo', next)).token).not.toBe('');
    expect(await journalOf('demo', 'person.password-changed')).toMatchObject([{ actor: 'new' }]);
  });
});

describe('a provider administrator', () => {
  it('acts in another tenant as its administrator, without seeing what is in it, and both journals say so', async () => {
    const provider = await signedIn('provider@demo');
    const { body: home } = await provider.get('/v1/session');
    expect(home.tenants).toEqual([
      { name: 'demo', title: 'Musterstadt' },
      { name: 'halle', title: 'Stadt Halle' },
    ]);
    const visit = (tenant: string): Promise<Answer> => provider.session('POST', '/v1/session/tenant', { tenant });
    const { body } = await visit('halle');
    expect(body).toMatchObject({
      person: { name: 'provider@demo' },
      tenant: { name: 'halle' },
      roles: ['provider-administrator'],
      contentHidden: true,
    });
    for (const none of ['content.read', 'record.read', 'message.decide', 'message.approve'])
      expect(body.permissions).not.toContain(none);
    expect((await provider.get('/v1/people')).body.people.map(({ name }: { name: string }) => name)).toEqual([
      'ada',
      'provider',
    ]);
    expect((await provider.get('/v1/case-files')).status).toBe(403);

    // Not the one of the same name who is at home there.
    const created = await provider.post('/v1/people', { name: 'hans', roles: ['viewer'] });
    expect(created.status).toBe(201);
    const own = await provider.post('/v1/people/provider/roles', { roles: ['viewer'] });
    expect(own.status).toBe(200);
    const ada = await signedIn('ada@halle');
    const { entries } = (await ada.get('/v1/journal?actor=provider@demo')).body;
    expect(entries.map(({ action }: { action: string }) => action)).toEqual([
      'person.roles-changed',
      'person.created',
      'session.tenant-entered',
    ]);
    expect(await visit('nowhere')).toMatchObject({ status: 404, body: { code: 'access.unknown' } });
    expect((await visit('demo')).body).toMatchObject({ person: { name: 'provider' }, tenant: { name: 'demo' } });
    expect(await journalOf('halle', 'session.tenant-left')).toMatchObject([{ actor: 'provider@demo' }]);
    expect(await journalOf('demo', 'session.tenant-changed')).toMatchObject([
      { actor: 'provider', kind: 'tenant', id: 'halle' },
      { actor: 'provider', kind: 'tenant', id: 'demo' },
    ]);
  });

  it('is back at home as soon as the role is taken away', async () => {
    const provider = await signedIn('provider@demo');
    await provider.session('POST', '/v1/session/tenant', { tenant: 'halle' });
    await rows(
      `UPDATE person SET roles = ARRAY['viewer'] FROM tenant
       WHERE tenant.id = tenant_id AND tenant.name = 'demo' AND person.name = 'provider'`,
    );
    const { body } = await provider.get('/v1/session');
    expect(body).toMatchObject({ tenant: { name: 'demo' }, roles: ['viewer'] });
    expect(body).not.toHaveProperty('tenants');
    const away = await provider.post('/v1/session/tenant', { tenant: 'halle' });
    expect(away).toMatchObject({ status: 403, body: { code: 'access.forbidden' } });
  });
});

describe('behind a proxy with https', () => {
  let hub: HubProcess;
  beforeAll(async () => {
    hub = await HubProcess.start({ DATABASE_URL: setUp.database.url, PUBLIC_URL: 'https://hub.example' });
  });
  afterAll(() => hub.remove());

  const signIn = (password: string): Promise<Response> =>
    fetch(`${hub.baseUrl}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '10.9.9.9, 192.0.2.7' },
      body: JSON.stringify({ user: 'max@demo', password }),
    });

  it('an address is what the proxy wrote, not what the asking one wrote before it', async () => {
    expect((await signIn('a password that is wrong')).status).toBe(401);
    const refused = await journalOf('demo', 'session.refused');
    expect(refused.at(-1)).toMatchObject({ id: 'max', details: { address: '192.0.2.7' } });
  });

  it('the cookie is for this host and for encrypted connections alone', async () => {
    const [cookie = ''] = (await signIn(PASSWORD)).headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-fachwerk_session=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    const [pair = ''] = cookie.split(';');
    const read = async (header: string): Promise<number> =>
      (await fetch(`${hub.baseUrl}/v1/session`, { headers: { cookie: header } })).status;
    expect(await read(pair)).toBe(200);
    expect(await read(pair.replace('__Host-', ''))).toBe(401);
  });
});

function hashed(token: string): Buffer {
  return Buffer.from(sha256(Buffer.from(token)), 'hex');
}
