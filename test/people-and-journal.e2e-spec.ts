// Administrators look after people; a tenant decides how they work; and the journal says who did what, for good.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from './harness/databases.js';
import { Procedure, type Answer } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { SignedIn } from './harness/signed-in.js';
import { invoice } from './invoice.js';

const PASSWORD = 'correct horse battery';

let setUp: SetUp;
let baseUrl: string;
let boss: SignedIn;
let provider: SignedIn;
beforeAll(async () => {
  setUp = await startSetUp('database');
  ({ baseUrl } = setUp.hub);
  await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
    const tenant = (await administration.tenantId('demo'))!;
    await administration.createPerson(tenant, 'boss', PASSWORD, 'tenant-administrator', { title: 'Bea Boss' });
    await administration.createPerson(tenant, 'prov', PASSWORD, 'provider-administrator');
    await administration.createPerson(tenant, 'olga', PASSWORD, 'operator');
    await administration.createPerson(tenant, 'ada', PASSWORD, 'approver');
    await administration.createPerson(tenant, 'carl', PASSWORD, ['clerk', 'operator']);
  });
  boss = await SignedIn.as(baseUrl, 'boss@demo', PASSWORD);
  provider = await SignedIn.as(baseUrl, 'prov@demo', PASSWORD);
});
afterAll(() => setUp.remove());

const basicOf = (user: string, password: string): Procedure =>
  new Procedure(baseUrl, '', `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
const refusal = (status: number, code: string): object => ({ status, body: { code } });

describe('people', () => {
  it('are created with a password that is shown once and has to be changed', async () => {
    const roles = ['operator', 'approver'];
    const { status, headers, body } = await boss.post('/v1/people', { name: 'erika', title: 'Erika Muster', roles });
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      person: {
        name: 'erika',
        title: 'Erika Muster',
        roles,
        signsInWith: 'password',
        disabled: false,
        passwordChangeDue: true,
        createdAt: expect.any(String),
      },
      password: expect.stringMatching(/^[\w-]{20}$/),
    });
    expect((await SignedIn.as(baseUrl, 'erika@demo', body.password)).csrf).not.toBe('');
    expect(await basicOf('erika@demo', body.password).get('/v1/messages')).toMatchObject(
      refusal(403, 'access.password-change-due'),
    );
    const listed = JSON.stringify((await boss.get('/v1/people')).body);
    expect(listed).toContain('Erika Muster');
    for (const hidden of [body.password, 'scrypt', 'hash']) expect(listed).not.toContain(hidden);

    const given = await boss.post('/v1/people', { name: 'hans', roles: ['viewer'], password: 'a first long password' });
    expect(given.body).not.toHaveProperty('password');
    expect(given.body.person.passwordChangeDue).toBe(true);
  });

  it('are listed page by page', async () => {
    const names: string[] = [];
    let after: string | undefined = '';
    while (after !== undefined) {
      const { body }: Answer = await boss.get(`/v1/people?limit=2${after && `&after=${after}`}`);
      names.push(...body.people.map(({ name }: { name: string }) => name));
      after = body.after;
    }
    expect(names).toEqual(['ada', 'boss', 'carl', 'erika', 'hans', 'olga', 'operator', 'prov']);
    for (const page of ['limit=0', 'limit=501', 'after=%00', 'after=A'])
      expect((await boss.get(`/v1/people?${page}`)).status, page).toBe(400);
  });

  it('are what names and roles can be', async () => {
    const wrong: readonly [unknown, number, string][] = [
      [{ name: 'erika', roles: ['viewer'] }, 409, 'access.exists'],
      [{ name: 'Erika', roles: ['viewer'] }, 422, 'access.name-invalid'],
      [{ name: 'e@rika', roles: ['viewer'] }, 422, 'access.name-invalid'],
      [{ name: 'x', roles: ['viewer'], password: 'short' }, 422, 'access.password-weak'],
      [{ name: 'x', roles: [] }, 400, 'request.invalid'],
      [{ name: 'x', roles: ['viewer', 'viewer'] }, 400, 'request.invalid'],
      [{ name: 'x', roles: ['king'] }, 400, 'request.invalid'],
      [{ name: 'x', roles: 'viewer' }, 400, 'request.invalid'],
      [{ name: 'x' }, 400, 'request.invalid'],
      [{ roles: ['viewer'] }, 400, 'request.invalid'],
    ];
    for (const [body, status, code] of wrong)
      expect(await boss.post('/v1/people', body), JSON.stringify(body)).toMatchObject(refusal(status, code));
    for (const name of ['nobody', '%00', "x'--", 'E'])
      expect(await boss.post(`/v1/people/${name}/disable`)).toMatchObject(refusal(404, 'access.unknown'));
  });

  it('may do at once what their roles say from now on', async () => {
    const olga = await SignedIn.as(baseUrl, 'olga@demo', PASSWORD);
    expect((await olga.get('/v1/journal')).status).toBe(403);
    const roles = ['viewer', 'tenant-administrator'];
    const { body } = await boss.post('/v1/people/olga/roles', { roles });
    expect(body.person.roles).toEqual(roles);
    expect((await olga.get('/v1/journal')).status).toBe(200);
    expect((await olga.get('/v1/session')).body.roles).toEqual(roles);
    await boss.post('/v1/people/olga/roles', { roles: ['operator'] });
    expect(await olga.get('/v1/journal')).toMatchObject({
      status: 403,
      body: {
        code: 'access.forbidden',
        detail: expect.stringMatching(/journal\.read.*tenant-administrator, provider-administrator/),
      },
    });
  });

  it('are out at once when they are locked or get a new password, and know it nowhere else', async () => {
    const olga = await SignedIn.as(baseUrl, 'olga@demo', PASSWORD);
    expect((await boss.post('/v1/people/olga/disable')).body.person.disabled).toBe(true);
    expect((await olga.get('/v1/session')).status).toBe(401);
    expect(await new SignedIn(baseUrl).signIn('olga@demo', PASSWORD)).toMatchObject(
      refusal(401, 'access.sign-in-failed'),
    );
    expect((await basicOf('olga@demo', PASSWORD).get('/v1/messages')).status).toBe(401);
    // Said twice, it is in the journal once.
    await boss.post('/v1/people/olga/disable');
    expect((await boss.post('/v1/people/olga/enable')).body.person.disabled).toBe(false);
    const again = await SignedIn.as(baseUrl, 'olga@demo', PASSWORD);
    const { body } = await boss.post('/v1/people/olga/password');
    expect((await again.get('/v1/session')).status).toBe(401);
    const fresh = await SignedIn.as(baseUrl, 'olga@demo', body.password);
    expect((await fresh.get('/v1/session')).body.passwordChangeDue).toBe(true);
    const changed = { current: body.password, next: PASSWORD };
    expect((await fresh.session('POST', '/v1/session/password', changed)).status).toBe(200);

    const { entries } = (await boss.get('/v1/journal?subject=person/olga')).body;
    expect(entries.slice(0, 3)).toMatchObject([
      { actor: 'boss', action: 'person.password-reset' },
      { actor: 'boss', action: 'person.enabled' },
      // Somebody tried in between, and did not prove to be anybody.
      { actor: '(unknown)', action: 'session.refused' },
    ]);
    const disabled = entries.filter(({ action }: { action: string }) => action === 'person.disabled');
    expect(disabled).toHaveLength(1);
  });

  it('do not change the own login, and only providers make and touch providers', async () => {
    for (const [what, body] of [
      ['roles', { roles: ['tenant-administrator', 'operator'] }],
      ['disable', undefined],
      ['password', undefined],
    ] as const)
      expect(await boss.post(`/v1/people/boss/${what}`, body)).toMatchObject(refusal(409, 'access.own-login'));

    const forbidden = refusal(403, 'access.forbidden');
    const roles = ['provider-administrator'];
    expect(await boss.post('/v1/people', { name: 'evil', roles })).toMatchObject(forbidden);
    expect(await boss.post('/v1/people/olga/roles', { roles })).toMatchObject(forbidden);
    for (const what of ['disable', 'enable', 'password'])
      expect(await boss.post(`/v1/people/prov/${what}`)).toMatchObject(forbidden);
    expect(await boss.post('/v1/people/prov/roles', { roles: ['viewer'] })).toMatchObject(forbidden);

    expect((await provider.post('/v1/people', { name: 'second', roles })).status).toBe(201);
    expect((await provider.post('/v1/people/second/roles', { roles: ['viewer'] })).status).toBe(200);
    expect((await boss.post('/v1/people/second/disable')).status).toBe(200);
  });
});

describe('a tenant that hides contents', () => {
  const settings = (hideContent: boolean): object => ({ hideContent, fourEyes: { discard: true, correct: false } });
  let content: string;
  let messageId: string;
  beforeAll(async () => {
    const invoices = await setUp.hub.procedure('xrechnung');
    const filed = await invoices.settled((await invoices.send(invoice('H-1'))).body.id);
    messageId = filed.id;
    content = filed.receipt.documents[0].content;
  });

  it('is decided by its administrators, with all of it at once', async () => {
    const olga = await SignedIn.as(baseUrl, 'olga@demo', PASSWORD);
    const none = { hideContent: false, fourEyes: { discard: false, correct: false } };
    expect((await olga.get('/v1/tenant-settings')).body).toEqual(none);
    expect((await olga.post('/v1/tenant-settings', settings(true))).status).toBe(403);
    for (const body of [{}, { hideContent: true }, { ...settings(true), fourEyes: { discard: 1, correct: true } }])
      expect((await boss.post('/v1/tenant-settings', body)).status).toBe(400);
    expect((await olga.get('/v1/tenant-settings')).body).toEqual(none);

    expect((await boss.post('/v1/tenant-settings', settings(true))).body).toEqual(settings(true));
    expect((await olga.get('/v1/tenant-settings')).body).toEqual(settings(true));
    const { entries } = (await boss.get('/v1/journal?action=tenant.settings-changed')).body;
    expect(entries).toMatchObject([{ actor: 'boss', details: { before: none, after: settings(true) } }]);
  });

  it('lets operators move messages without reading them, and writes down who reads by duty', async () => {
    const olga = await SignedIn.as(baseUrl, 'olga@demo', PASSWORD);
    const { body } = await olga.get('/v1/session');
    expect(body).toMatchObject({ contentHidden: true, roles: ['operator'] });
    expect(body.permissions).toEqual(['state.read', 'message.decide', 'procedure.pause']);
    expect((await olga.get(`/v1/messages/${messageId}`)).status).toBe(200);
    for (const path of [content, '/v1/case-files', '/v1/search?q=H-1'])
      expect(await olga.get(path), path).toMatchObject(refusal(403, 'access.forbidden'));
    // The same holds for a password that is brought along, and not for the procedure that filed it.
    expect((await basicOf('olga@demo', PASSWORD).get(content)).status).toBe(403);
    expect((await (await setUp.hub.procedure('xrechnung')).get(content)).status).toBe(200);

    const ada = await SignedIn.as(baseUrl, 'ada@demo', PASSWORD);
    expect((await ada.get('/v1/session')).body).toMatchObject({ contentHidden: false });
    const carl = await SignedIn.as(baseUrl, 'carl@demo', PASSWORD);
    expect((await carl.get(content)).status).toBe(200);
    const { entries } = (await boss.get('/v1/journal?action=content.read')).body;
    expect(entries).toMatchObject([
      { actor: 'carl', subject: { kind: 'document', id: content.split('/')[3] }, details: {} },
    ]);
  });

  it('shows them again as soon as it wants to, and then nobody is written down', async () => {
    const olga = await SignedIn.as(baseUrl, 'olga@demo', PASSWORD);
    expect((await olga.get(content)).status).toBe(403);
    await boss.post('/v1/tenant-settings', settings(false));
    expect((await olga.get(content)).status).toBe(200);
    expect((await boss.get('/v1/journal?action=content.read')).body.entries).toHaveLength(1);
  });
});

describe('the journal', () => {
  it('is read newest first, page by page, by actor, by action and by what it is about', async () => {
    const all: { id: string; actor: string; action: string; subject?: { kind: string; id: string } }[] = [];
    let after = '';
    do {
      const { body }: Answer = await boss.get(`/v1/journal?limit=7${after && `&after=${after}`}`);
      all.push(...body.entries);
      after = body.after ?? '';
    } while (after !== '');
    const [counted] = await query<{ count: number }>(
      setUp.database.migrateUrl,
      'SELECT count(*)::int AS count FROM journal',
    );
    expect(all).toHaveLength(counted!.count);
    expect(all.map(({ id }) => id)).toEqual(
      all
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );

    const read = async (filter: string): Promise<unknown> =>
      (await boss.get(`/v1/journal?limit=500&${filter}`)).body.entries;
    expect(await read('actor=boss')).toEqual(all.filter(({ actor }) => actor === 'boss'));
    expect(await read('action=person.created')).toEqual(all.filter(({ action }) => action === 'person.created'));
    expect(await read('subject=person')).toEqual(all.filter(({ subject }) => subject?.kind === 'person'));
    expect(await read('subject=person/hans&actor=boss')).toEqual(
      all.filter(({ subject, actor }) => subject?.id === 'hans' && actor === 'boss'),
    );
    expect(await read(`actor=${encodeURIComponent("boss' OR '1'='1")}`)).toEqual([]);
    for (const page of ['after=x', 'limit=501', 'actor=a&actor=b', 'actor=%00'])
      expect((await boss.get(`/v1/journal?${page}`)).status, page).toBe(400);
  });

  it('tells what the command line did as well, and no secret', async () => {
    const { entries } = (await boss.get('/v1/journal?actor=(command line)&limit=500')).body;
    expect(entries.map(({ subject }: { subject: { id: string } }) => subject.id)).toContain('boss');
    const [all] = await query<{ text: string }>(
      setUp.database.migrateUrl,
      `SELECT string_agg(journal::text, ' ') AS text FROM journal`,
    );
    for (const hidden of [PASSWORD, 'scrypt', boss.csrf, boss.token.split('.')[1]!])
      expect(all!.text).not.toContain(hidden);
  });
});
