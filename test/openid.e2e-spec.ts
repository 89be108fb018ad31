// People sign in at a real OpenID provider: there and back with code and PKCE, with the roles that the provider says, and
// out again at both. What comes back to another browser, twice, or changed, signs nobody in.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query, type TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { CLIENT, OpenIdServer } from './harness/openid-server.js';
import { freePorts } from './harness/ports.js';
import { newDatabase } from './harness/provided.js';
import { SignedIn } from './harness/signed-in.js';
import type { Page } from './harness/browser.js';

const SESSION = 'fachwerk_session';
const TICKET = 'fachwerk_sign_in';

describe.each(['id-token', 'userinfo'] as const)('a provider that tells groups in the %s', (rolesIn) => {
  let database: TestDatabase;
  let server: OpenIdServer;
  let hub: HubProcess;
  beforeAll(async () => {
    database = await newDatabase();
    await administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration }) => {
      for (const name of ['leipzig', 'halle']) {
        const tenant = await administration.createTenant(name, `Stadt ${name}`);
        // Somebody with a password of the hub, who is called like somebody at the provider.
        await administration.createPerson(tenant, 'erika', 'correct horse battery', 'clerk');
      }
    });
    const [port] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    server = await OpenIdServer.open(url, rolesIn);
    hub = await HubProcess.start({
      DATABASE_URL: database.url,
      PORT: String(port),
      PUBLIC_URL: url,
      OPEN_ID_ISSUER: server.issuer,
      OPEN_ID_CLIENT_ID: CLIENT.id,
      OPEN_ID_CLIENT_SECRET: CLIENT.secret,
      OPEN_ID_TITLE: 'Stadt-Konto',
      OPEN_ID_ROLES: 'ops=operator@leipzig,ops=approver@leipzig,boss=tenant-administrator@leipzig,ops=viewer@halle',
    });
    server.accounts.set('erika', { name: 'Erika Muster', groups: ['ops', 'choir'] });
    server.accounts.set('boss', { name: 'Bea Boss', groups: ['boss'] });
    server.accounts.set('guest', { name: 'Gast', groups: ['choir'] });
  });
  afterAll(async () => {
    await hub.remove();
    await server.close();
    await database.drop();
  });

  /** The last redirect back to the hub is not followed. */
  async function toTheDoor(person: SignedIn, account: string): Promise<string> {
    const hops: string[] = [];
    let page = await person.browser.visit(`${hub.baseUrl}/v1/sign-in/openid`, hops);
    expect(hops[1]).toMatch(/code_challenge_method=S256/);
    // Sign in, then consent; later the provider knows both already.
    for (const typed of [{ login: account, password: 'any' }, {}]) {
      if (page.status === 200) page = await person.browser.submit(page, typed, `${hub.baseUrl}/v1/`);
    }
    return new URL(page.headers.get('location')!, page.url).href;
  }

  const comeBack = (person: SignedIn, url: string): Promise<Page> => person.browser.request(url);

  async function signedIn(account: string): Promise<SignedIn> {
    const person = new SignedIn(hub.baseUrl);
    const back = await comeBack(person, await toTheDoor(person, account));
    expect({ status: back.status, to: back.headers.get('location') }).toEqual({ status: 302, to: `${hub.baseUrl}/` });
    await person.session('GET', '/v1/session');
    return person;
  }

  it('says where it is, and signs in whoever has a group that counts', async () => {
    const ways = await (await fetch(`${hub.baseUrl}/v1/sign-in`)).json();
    expect(ways).toEqual({ local: true, openId: { title: 'Stadt-Konto', href: '/v1/sign-in/openid' } });

    const erika = await signedIn('erika');
    const { body } = await erika.get('/v1/session');
    expect(body).toMatchObject({
      // Not the one with the password.
      person: { name: 'erika-2', title: 'Erika Muster' },
      tenant: { name: 'leipzig' },
      roles: ['operator', 'approver'],
      passwordChangeDue: false,
    });
    expect((await erika.get('/v1/messages')).status).toBe(200);
    expect((await erika.get('/v1/people')).status).toBe(403);
    expect(erika.browser.cookie('127.0.0.1', TICKET)).toBeUndefined();
    // The same person again, not another one.
    expect((await (await signedIn('erika')).get('/v1/session')).body.person.name).toBe('erika-2');
  });

  it('has no password here: none opens anything, and none can be made', async () => {
    await signedIn('erika');
    const basic = `Basic ${Buffer.from('erika-2@leipzig:').toString('base64')}`;
    expect((await fetch(`${hub.baseUrl}/v1/messages`, { headers: { authorization: basic } })).status).toBe(401);
    expect((await new SignedIn(hub.baseUrl).signIn('erika-2@leipzig', 'any')).status).toBe(401);
    const boss = await signedIn('boss');
    const refused = (path: string, body?: unknown): Promise<unknown> => boss.post(`/v1/people/erika-2/${path}`, body);
    expect(await refused('password')).toMatchObject({ status: 409, body: { code: 'access.no-password' } });
    expect(await refused('roles', { roles: ['viewer'] })).toMatchObject({
      status: 409,
      body: { code: 'access.roles-from-provider' },
    });
    const own = await boss.post('/v1/session/password', { current: 'any', next: 'a long password of my own' });
    expect(own).toMatchObject({ status: 409, body: { code: 'access.no-password' } });
  });

  it('takes roles away with the next sign-in, and the journal says so', async () => {
    server.accounts.set('moved', { name: 'Mo', groups: ['ops', 'boss'] });
    expect((await (await signedIn('moved')).get('/v1/session')).body.roles).toEqual([
      'operator',
      'approver',
      'tenant-administrator',
    ]);
    server.accounts.set('moved', { name: 'Mo', groups: ['boss'] });
    const moved = await signedIn('moved');
    expect((await moved.get('/v1/session')).body.roles).toEqual(['tenant-administrator']);
    const { entries } = (await moved.get('/v1/journal?subject=person/moved')).body;
    expect(entries).toMatchObject([
      {
        actor: '(identity provider)',
        action: 'person.roles-changed',
        details: { before: ['operator', 'approver', 'tenant-administrator'], after: ['tenant-administrator'] },
      },
      { actor: '(identity provider)', action: 'person.created' },
    ]);
    const started = (await moved.get('/v1/journal?actor=moved&action=session.started')).body.entries;
    expect(started).toMatchObject([{ details: { with: 'openid' } }, { details: { with: 'openid' } }]);
  });

  it('admits nobody without such a group, nor who is locked out here', async () => {
    const refused = { status: 302, to: `${hub.baseUrl}/?signInError=access.openid-not-admitted` };
    const tried = async (account: string): Promise<unknown> => {
      const person = new SignedIn(hub.baseUrl);
      const page = await comeBack(person, await toTheDoor(person, account));
      expect(person.token).toBe('');
      return { status: page.status, to: page.headers.get('location') };
    };
    expect(await tried('guest')).toEqual(refused);
    server.accounts.set('locked', { name: 'Lo', groups: ['ops'] });
    const locked = await signedIn('locked');
    const boss = await signedIn('boss');
    expect((await boss.post('/v1/people/locked/disable')).body.person).toMatchObject({
      name: 'locked',
      signsInWith: 'openid',
      disabled: true,
    });
    expect((await locked.get('/v1/session')).status).toBe(401);
    expect(await tried('locked')).toEqual(refused);
    await boss.post('/v1/people/locked/enable');
    await signedIn('locked');
  });

  it('signs nobody in but the browser that asked, once, with what the provider said', async () => {
    const error = `${hub.baseUrl}/?signInError=access.openid-refused`;
    const refusedTo = async (person: SignedIn, url: string): Promise<void> => {
      const page = await comeBack(person, url);
      expect(page.headers.get('location'), url).toBe(error);
      expect(person.browser.cookie('127.0.0.1', SESSION)).toBeUndefined();
    };
    const asked = new SignedIn(hub.baseUrl);
    const door = await toTheDoor(asked, 'erika');
    // Somebody else's browser: without a ticket, and with its own.
    await refusedTo(new SignedIn(hub.baseUrl), door);
    const other = new SignedIn(hub.baseUrl);
    await toTheDoor(other, 'boss');
    await refusedTo(other, door);

    const ticket = asked.browser.cookie('127.0.0.1', TICKET)!;
    const [state = '', nonce = '', verifier = ''] = ticket.split('.');
    const flipped = (text: string): string => text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A');
    const wrong = [
      `${flipped(state)}.${nonce}.${verifier}`,
      `${state}.${flipped(nonce)}.${verifier}`,
      `${state}.${nonce}.${flipped(verifier)}`,
      `${state}.${nonce}`,
      '',
    ];
    for (const changed of wrong) {
      const person = new SignedIn(hub.baseUrl);
      const own = await toTheDoor(person, 'erika');
      const parts = changed.split('.');
      const mine = person.browser.cookie('127.0.0.1', TICKET)!.split('.');
      // Of each ticket the part that was changed; the rest is right.
      const mixed = changed === '' ? '' : parts.map((part, at) => (part === ticket.split('.')[at] ? mine[at] : part));
      person.browser.setCookie('127.0.0.1', TICKET, [mixed].flat().join('.'));
      await refusedTo(person, own);
    }
    for (const query of ['?error=access_denied&state=x', '', '?code=x', `?code=x&state=${state}&state=${state}`]) {
      const person = new SignedIn(hub.baseUrl);
      person.browser.setCookie('127.0.0.1', TICKET, ticket);
      await refusedTo(person, `${hub.baseUrl}/v1/sign-in/openid/callback${query}`);
    }

    const late = new SignedIn(hub.baseUrl);
    const once = await toTheDoor(late, 'erika');
    const kept = late.browser.cookie('127.0.0.1', TICKET)!;
    expect((await comeBack(late, once)).headers.get('location')).toBe(`${hub.baseUrl}/`);
    const again = new SignedIn(hub.baseUrl);
    again.browser.setCookie('127.0.0.1', TICKET, kept);
    await refusedTo(again, once);
  });

  it('ends the session at both: here at once, there where it leads to', async () => {
    const erika = await signedIn('erika');
    const token = erika.token;
    const { body } = await erika.request('DELETE', '/v1/session');
    const url = new URL(body.signOut as string);
    expect(url.origin).toBe(server.issuer);
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${hub.baseUrl}/`);
    expect(url.searchParams.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    erika.browser.setCookie('127.0.0.1', SESSION, token);
    expect((await erika.get('/v1/session')).status).toBe(401);

    const asks = await erika.browser.visit(url.href);
    const ended = await erika.browser.submit(asks, { logout: 'yes' }, hub.baseUrl);
    expect(ended.headers.get('location')).toMatch(new RegExp(`^${hub.baseUrl}/`));
    // Who comes again is asked again.
    const page = await erika.browser.visit(`${hub.baseUrl}/v1/sign-in/openid`);
    expect(page.text).toContain('name="password"');
  });

  it('keeps secrets to itself', async () => {
    const erika = await signedIn('erika');
    const [, secret = ''] = erika.token.split('.');
    const ids = await query<{ token: string }>(
      database.migrateUrl,
      'SELECT id_token AS token FROM session WHERE id_token IS NOT NULL',
    );
    expect(ids.length).toBeGreaterThan(0);
    const log = hub.log.join('\n');
    for (const hidden of [CLIENT.secret, secret, ...ids.map(({ token }) => token)]) expect(log).not.toContain(hidden);
    expect(log).toContain('nobody was signed in by the OpenID provider');
    expect(log).not.toMatch(/code=|state=/);
  });
});

describe('a provider that is away', () => {
  it('is told to whoever wants to sign in there, and passwords go on', async () => {
    const database = await newDatabase();
    await administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration }) => {
      const tenant = await administration.createTenant('leipzig', 'Leipzig');
      await administration.createPerson(tenant, 'erika', 'correct horse battery', 'clerk');
    });
    const [port, closed] = await freePorts(2);
    const url = `http://127.0.0.1:${port}`;
    const hub = await HubProcess.start({
      DATABASE_URL: database.url,
      PORT: String(port),
      PUBLIC_URL: url,
      OPEN_ID_ISSUER: `http://localhost:${closed}`,
      OPEN_ID_CLIENT_ID: CLIENT.id,
      OPEN_ID_ROLES: 'ops=operator@leipzig',
    });
    try {
      const page = await fetch(`${url}/v1/sign-in/openid`, { redirect: 'manual' });
      expect(page.headers.get('location')).toBe(`${url}/?signInError=access.openid-away`);
      expect((await SignedIn.as(url, 'erika@leipzig', 'correct horse battery')).token).not.toBe('');
      // Once it is there, it is found.
      const later = await OpenIdServer.open(url, 'id-token', closed);
      const found = await fetch(`${url}/v1/sign-in/openid`, { redirect: 'manual' });
      await later.close();
      expect(found.headers.get('location')).toMatch(new RegExp(`^http://localhost:${closed}/auth[?]`));
    } finally {
      await hub.remove();
      await database.drop();
    }
  });
});
