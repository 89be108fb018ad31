// The command `fachwerk` on an empty database: from nothing to a hub that files, without a secret in what it writes.
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { CommandLine } from './harness/command-line.js';
import { createDatabase, type TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { freePorts } from './harness/ports.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

const PASSWORD = 'a long password nobody sees';

let line: CommandLine;
let database: TestDatabase;
let env: { DATABASE_URL: string };
let hub: HubProcess | undefined;
let key: string;
/** The first password of somebody. */
let hans: string;
const permits = ['--tenant', 'musterstadt', '--procedure', 'permits'];
beforeAll(async () => {
  line = await CommandLine.open();
  const { databaseUrl, hubLogin } = inject('servers');
  database = await createDatabase(databaseUrl, hubLogin);
  env = { DATABASE_URL: database.url };
});
afterAll(async () => {
  await hub?.remove();
  await database.drop();
  await line.close();
});

it('says in a sentence what is missing', async () => {
  expect(await line.json(env, 'tenant', 'list')).toMatchObject({
    code: 1,
    answer: undefined,
    error: { code: 'database.too-old', message: expect.stringContaining('fachwerk migrate') },
  });
  expect(await line.json({}, 'tenant', 'list')).toMatchObject({ code: 2, error: { code: 'config.invalid' } });
  const [closedPort] = await freePorts(1);
  const away = { DATABASE_URL: `postgres://hub:fw_secret@127.0.0.1:${closedPort}/fachwerk` };
  expect(await line.json(away, 'tenant', 'list')).toMatchObject({ code: 3, error: { code: 'database.unavailable' } });
  const refused = new URL(database.url);
  refused.password = 'fw_secret';
  expect(await line.json({ DATABASE_URL: refused.href }, 'tenant', 'list')).toMatchObject({
    code: 2,
    answer: undefined,
  });
});

it('migrates it, once', async () => {
  const both = { ...env, MIGRATE_DATABASE_URL: database.migrateUrl };
  const { code, answer, error } = await line.json(both, 'migrate');
  expect({ code, error }).toEqual({ code: 0, error: undefined });
  expect(answer.migrations.length).toBeGreaterThan(3);
  expect(await line.run(both, 'migrate')).toEqual({ code: 0, stdout: 'The database is up to date.\n', stderr: '' });
});

it('creates a tenant, its file plan, a procedure and people, and nothing twice', async () => {
  const tenant = ['tenant', 'create', 'musterstadt', '--title', 'Stadt Musterstadt'];
  expect(await line.json(env, ...tenant)).toMatchObject({ code: 0, answer: { name: 'musterstadt' } });
  expect(await line.json(env, ...tenant)).toMatchObject({ code: 1, error: { code: 'access.exists' } });
  expect((await line.json(env, 'tenant', 'create', 'Großstadt', '--title', 'x')).error?.code).toBe(
    'access.name-invalid',
  );
  expect((await line.json(env, 'tenant', 'list')).answer.tenants).toMatchObject([{ title: 'Stadt Musterstadt' }]);

  const entry = ['file-plan', 'add', '632.6', '--tenant', 'musterstadt', '--title', 'Baugenehmigungen'];
  expect((await line.json(env, ...entry)).answer).toMatchObject({
    code: '632.6',
    referencePattern: '{plan}/{year}-{seq}',
  });
  expect((await line.json(env, ...entry)).error?.code).toBe('access.exists');

  const procedure = ['procedure', 'create', 'permits', '--tenant', 'musterstadt', '--title', 'Bauamt', '--connector'];
  const settings = ['--settings', await line.file('settings.json', '{ "filePlanCode": "632.6" }')];
  expect(await line.json(env, ...procedure, 'building-permits')).toMatchObject({
    code: 1,
    error: { code: 'settings.invalid' },
  });
  expect((await line.json(env, ...procedure, 'no-such-connector', ...settings)).error?.code).toBe('connector.unknown');
  expect((await line.json(env, ...procedure, 'building-permits', ...settings)).code).toBe(0);
  expect((await line.run(env, 'procedure', 'list', '--tenant', 'musterstadt')).stdout).toMatch(
    /permits +building-permits/,
  );

  const set = ['procedure', 'set', 'permits', '--tenant', 'musterstadt', '--validation'];
  const modes = { name: 'permits', validation: 'required', order: 'by-key' };
  expect((await line.json(env, ...set, 'required', '--order', 'by-key')).answer).toMatchObject(modes);
  expect((await line.json(env, 'procedure', 'list', '--tenant', 'musterstadt')).answer.procedures).toMatchObject([
    modes,
  ]);
  expect((await line.json(env, ...set, 'sometimes')).code).toBe(2);
  expect((await line.json(env, ...set.with(2, 'nobody'), 'required')).error?.code).toBe('access.unknown');

  const person = ['person', 'create', 'erika', '--tenant', 'musterstadt', '--role', 'operator'];
  const given = { ...env, NEW_PASSWORD_FILE: await line.file('password', `${PASSWORD}\n`) };
  expect(await line.json(given, ...person)).toMatchObject({
    code: 0,
    answer: { user: 'erika@musterstadt', role: 'operator' },
  });
  expect((await line.json(given, ...person)).error?.code).toBe('access.exists');
  expect((await line.json({ ...env, NEW_PASSWORD_FILE: await line.file('short', 'short') }, ...person)).code).toBe(2);
}, 120_000);

it('creates people with one role or several, and with a first password that opens nothing but its change', async () => {
  const person = (name: string, ...roles: string[]): string[] =>
    ['person', 'create', name, '--tenant', 'musterstadt'].concat(roles.flatMap((role) => ['--role', role]));
  const made = await line.reveal(env, ...person('hans', 'clerk'));
  expect(made.stdout).toMatch(/^[\w-]{20}\n$/);
  expect(made.stderr).not.toContain(made.stdout.trim());
  hans = made.stdout.trim();

  const given = { ...env, NEW_PASSWORD_FILE: await line.file('password', `${PASSWORD}\n`) };
  const several = [...person('ada', 'approver', 'operator', 'approver'), '--title', 'Ada A.'];
  expect((await line.json(given, ...several)).answer).toEqual({
    user: 'ada@musterstadt',
    roles: ['approver', 'operator'],
  });
  expect((await line.json(given, ...person('eve', 'king'))).code).toBe(2);
  expect((await line.json(given, ...person('eve'))).code).toBe(2);
}, 120_000);

it('limits what a procedure may send', async () => {
  const set = ['procedure', 'set', 'permits', '--tenant', 'musterstadt'];
  const limited = { name: 'permits', tenant: 'musterstadt', rate: '50/s' };
  expect((await line.json(env, ...set, '--rate', '50/s')).answer).toEqual(limited);
  expect((await line.run(env, 'procedure', 'list', '--tenant', 'musterstadt')).stdout).toMatch(/required +\S+ +50\/s/);
  expect((await line.json(env, ...set)).error?.code).toBe('usage');
}, 120_000);

it('shows a key where it is made, alone on stdout', async () => {
  const made = await line.reveal(env, 'key', 'create', ...permits, '--label', 'first');
  expect(made.stdout).toMatch(/^fw_[\w-]{43}\n$/);
  key = made.stdout.trim();
  expect(made.stderr).not.toContain(key);
  const expired = await line.json(env, 'key', 'create', ...permits, '--expires', '2020-01-01');
  expect(expired).toMatchObject({ code: 2, error: { code: 'usage' } });
  expect((await line.json(env, 'key', 'create', '--tenant', 'nobody', '--procedure', 'permits')).error?.code).toBe(
    'access.unknown',
  );
});

it('changes a key with an overlap, and says whom to call', async () => {
  await line.reveal(env, 'key', 'create', ...permits, '--label', 'old');
  const rotate = ['key', 'rotate', ...permits, '--label'];
  const made = await line.reveal(env, ...rotate, 'old', '--new-label', 'new', '--overlap-days', '2');
  expect(made.stdout).toMatch(/^fw_[\w-]{43}\n$/);
  expect(made.stderr).toContain('The old one ends');
  expect(made.stderr).not.toContain(made.stdout.trim());
  expect((await line.json(env, ...rotate, 'none')).error?.code).toBe('access.unknown');
  expect((await line.json(env, ...rotate, 'new', '--overlap-days', '1.5')).code).toBe(2);
  const { keys } = (await line.json(env, 'key', 'list', ...permits)).answer;
  expect(keys).toMatchObject([
    { label: 'new', expiresAt: null },
    { label: 'old', revokedAt: null },
    { label: 'first' },
  ]);
  expect((Date.parse(keys[1].expiresAt) - Date.now()) / 86_400_000).toBeCloseTo(2, 1);

  const contact = ['procedure', 'contact', 'permits', '--tenant', 'musterstadt'];
  expect((await line.json(env, ...contact)).code).toBe(2);
  expect((await line.json(env, ...contact, '--name', 'Bauamt', '--phone', '1234')).answer).toMatchObject({
    contact: { name: 'Bauamt', phone: '1234' },
  });
  const { procedures } = (await line.json(env, 'procedure', 'list', '--tenant', 'musterstadt')).answer;
  expect(procedures).toMatchObject([{ contact: { name: 'Bauamt' }, order: 'by-key', rate: '50/s' }]);
  expect((await line.json(env, ...contact, '--none')).answer).toMatchObject({ contact: null });
}, 120_000);

it('what it set up is a hub that files what is sent with the new key, until that is revoked', async () => {
  hub = await HubProcess.start(env);
  const client = { URL: hub.baseUrl, KEY_FILE: await line.file('permits.key', `${key}\n`) };
  const send = ['messages', 'send', await line.file('first.json', permit('F-1')), '--procedure', 'permits', '--wait'];
  const { code, answer } = await line.json(client, ...send);
  expect({ code, state: answer.messages[0].state }).toEqual({ code: 0, state: 'filed' });
  const erika = { URL: hub.baseUrl, USER: 'erika@musterstadt', PASSWORD_FILE: await line.file('password', PASSWORD) };
  expect((await line.json(erika, 'messages', 'list')).answer.messages).toMatchObject([{ key: 'F-1', state: 'filed' }]);
  const first = { ...erika, USER: 'hans@musterstadt', PASSWORD_FILE: await line.file('hans', hans) };
  expect((await line.json(first, 'messages', 'list')).error?.code).toBe('access.password-change-due');

  expect((await line.json(env, 'key', 'revoke', ...permits, '--label', 'first')).answer).toMatchObject({ revoked: 1 });
  expect((await line.json(env, 'key', 'revoke', ...permits, '--label', 'first')).error?.code).toBe('access.unknown');
  const refused = await until('the key is refused', async () => {
    const sent = await line.json(client, ...send.slice(0, -1));
    return sent.code === 1 && sent;
  });
  expect(refused.error?.code).toBe('access.unauthorised');
  for (const secret of [
    key,
    PASSWORD,
    'fw_secret',
    new URL(database.url).password,
    new URL(database.migrateUrl).password,
  ])
    expect(line.written).not.toContain(secret);
});
