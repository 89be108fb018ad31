import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HubConfig } from './hub-config.js';
import { loadConfig, variableOf } from './load-config.js';
import { SchemasFolder } from './schemas-folder.js';

const schemas = new SchemasFolder().path;
const load = (env: NodeJS.ProcessEnv): HubConfig => loadConfig(env, schemas);
/** The lines of the refusal, without its heading. */
function problems(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    load(env);
  } catch (error) {
    expect(error).toMatchObject({ kind: 'misconfigured', code: 'config.invalid' });
    return (error as Error).message.split('\n  ').slice(1);
  }
  return [];
}

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'config-'))));
afterAll(() => rmSync(folder, { recursive: true }));
const secretFile = (content: string): string => {
  const path = join(folder, 'secret');
  writeFileSync(path, content);
  return path;
};

describe('configuration', () => {
  it('has defaults for everything that is needed', () => {
    expect(load({ PATH: '/bin', FACHWERK_AMQP_URL: ' ' })).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      timeZone: 'Europe/Berlin',
      demo: false,
      roles: ['gateway', 'worker', 'records', 'operator'],
      dataDir: resolve('.fachwerk'),
      contentDir: resolve('.fachwerk/content'),
      schemaPackagesDir: resolve('.fachwerk/schemas'),
    });
    expect(load({})).not.toHaveProperty('amqpUrl');
  });

  it('reads numbers, switches, lists and folders', () => {
    const env = {
      FACHWERK_PORT: '0',
      FACHWERK_DEMO: 'true',
      FACHWERK_ROLES: ' gateway, worker ',
      FACHWERK_SNAPSHOT_HOURS_MAX: '0.5',
      FACHWERK_DATA_DIR: '/var/lib/fachwerk',
      FACHWERK_TIME_ZONE: 'America/New_York',
      FACHWERK_AMQP_URL: 'amqp://a,amqps://b',
    };
    expect(load(env)).toMatchObject({
      port: 0,
      demo: true,
      roles: ['gateway', 'worker'],
      snapshotHoursMax: 0.5,
      timeZone: 'America/New_York',
      dataDir: '/var/lib/fachwerk',
      contentDir: '/var/lib/fachwerk/content',
      schemaPackagesDir: '/var/lib/fachwerk/schemas',
      amqpUrl: 'amqp://a,amqps://b',
    });
    expect(load({ ...env, FACHWERK_CONTENT_DIR: '/mnt/content' }).contentDir).toBe('/mnt/content');
  });

  it('is frozen to the bottom, and its own for every call', () => {
    const config = load({});
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.roles)).toBe(true);
    expect(load({}).roles).not.toBe(config.roles);
  });

  it('names every variable as the schema names the property', () => {
    expect(['port', 'amqpUrl', 'translateHeapMib'].map(variableOf)).toEqual([
      'FACHWERK_PORT',
      'FACHWERK_AMQP_URL',
      'FACHWERK_TRANSLATE_HEAP_MIB',
    ]);
    const { properties } = JSON.parse(readFileSync(join(schemas, 'hub/config.json'), 'utf8')) as { properties: object };
    expect(new Set(Object.keys(properties).map(variableOf)).size).toBe(Object.keys(properties).length);
  });

  it('reads a secret from a file, without the line end', () => {
    const path = secretFile('postgresql://hub:geheim@db/fachwerk\n');
    expect(load({ FACHWERK_DATABASE_URL_FILE: path }).databaseUrl).toBe('postgresql://hub:geheim@db/fachwerk');
    expect(load({ FACHWERK_DATABASE_URL_FILE: ' ', FACHWERK_DATABASE_URL: 'postgres://x' }).databaseUrl).toBe(
      'postgres://x',
    );
  });

  it('lists every problem at once, by the name of its variable', () => {
    const found = problems({
      FACHWERK_PORT: 'http',
      FACHWERK_ROLES: 'gateway,clerk',
      FACHWERK_DEMO: 'yes',
      FACHWERK_LOG_LEVEL: 'loud',
      FACHWERK_TIME_ZONE: 'Leipzig',
      FACHWERK_AMQP_URL: 'http://broker',
      FACHWERK_PROT: '1',
      FACHWERK_XML_DEPTH_MAX: '999',
      FACHWERK_DATABASE_URL_FILE: join(folder, 'none'),
    });
    expect(found.map((line) => line.split(':')[0]).toSorted()).toEqual([
      'FACHWERK_AMQP_URL',
      'FACHWERK_DATABASE_URL_FILE',
      'FACHWERK_DEMO',
      'FACHWERK_LOG_LEVEL',
      'FACHWERK_PORT',
      'FACHWERK_PROT',
      'FACHWERK_ROLES',
      'FACHWERK_TIME_ZONE',
      'FACHWERK_XML_DEPTH_MAX',
    ]);
  });

  it.each([
    [{ FACHWERK_PORT: '70000' }, 'FACHWERK_PORT: it must be <= 65535'],
    [{ FACHWERK_PORT: '1.5' }, 'FACHWERK_PORT: it must be integer'],
    [{ FACHWERK_ROLES: 'clerk' }, 'FACHWERK_ROLES: it must be one of "gateway", "worker", "records", "operator"'],
    [{ FACHWERK_ROLES: 'worker,worker' }, /^FACHWERK_ROLES: it must NOT have duplicate items/],
    [{ FACHWERK_ROLES: 'worker,' }, /^FACHWERK_ROLES: it must be one of/],
    [{ FACHWERK_GATEWAY_NAME: 'Gateway 1' }, /^FACHWERK_GATEWAY_NAME: it must match pattern/],
    [{ FACHWERK_TIME_ZONE: 'Mars/Olympus' }, 'FACHWERK_TIME_ZONE: it must be an IANA time zone such as Europe/Berlin'],
    [{ FACHWERK_PORTS: '1' }, 'FACHWERK_PORTS: there is no such setting'],
    [{ FACHWERK_PORT_FILE: '/x' }, 'FACHWERK_PORT_FILE: there is no such setting'],
    [{ FACHWERK_CONSTRUCTOR: 'x' }, 'FACHWERK_CONSTRUCTOR: there is no such setting'],
    [{ FACHWERK_AMQP_URL_FILE: '/none/there' }, 'FACHWERK_AMQP_URL_FILE: /none/there cannot be read (ENOENT)'],
  ])('says what is wrong with %j', (env, problem) => {
    expect(problems(env)).toEqual([typeof problem === 'string' ? problem : expect.stringMatching(problem)]);
  });

  it('wants to know all about a provider of identities, and to speak to it in secret', () => {
    const provider = {
      FACHWERK_OPEN_ID_ISSUER: 'https://id.example',
      FACHWERK_OPEN_ID_CLIENT_ID: 'hub',
      FACHWERK_OPEN_ID_ROLES: 'ops=operator@leipzig, a=b=clerk@halle',
      FACHWERK_PUBLIC_URL: 'https://hub.example',
    };
    expect(load(provider)).toMatchObject({
      openIdRoles: ['ops=operator@leipzig', 'a=b=clerk@halle'],
      openIdRolesClaim: 'groups',
      openIdScope: 'openid profile',
    });
    expect(problems({ FACHWERK_OPEN_ID_ISSUER: 'https://id.example' })).toEqual([
      'FACHWERK_OPEN_ID_CLIENT_ID: it is needed with FACHWERK_OPEN_ID_ISSUER',
      'FACHWERK_OPEN_ID_ROLES: it is needed with FACHWERK_OPEN_ID_ISSUER',
      'FACHWERK_PUBLIC_URL: it is needed with FACHWERK_OPEN_ID_ISSUER',
    ]);
    for (const issuer of ['http://id.example', 'http://localhost.example', 'http://127.0.0.1.example/'])
      expect(problems({ ...provider, FACHWERK_OPEN_ID_ISSUER: issuer })).toEqual([
        'FACHWERK_OPEN_ID_ISSUER: it must be https, unless the provider is on this computer',
      ]);
    expect(problems({ ...provider, FACHWERK_OPEN_ID_ISSUER: 'http://localhost:3000/realm' })).toEqual([]);
    for (const rule of ['ops=king@leipzig', 'operator@leipzig', 'ops=operator'])
      expect(problems({ ...provider, FACHWERK_OPEN_ID_ROLES: rule })).toEqual([
        expect.stringMatching(/^FACHWERK_OPEN_ID_ROLES: it must match pattern/),
      ]);
  });

  it('wants to know who mails come from, and sends no password without protection', () => {
    expect(load({})).toMatchObject({ smtpPort: 587, smtpSecurity: 'starttls', alertLookMs: 30_000 });
    expect(problems({ FACHWERK_SMTP_HOST: 'mail.example' })).toEqual([
      'FACHWERK_MAIL_FROM: it is needed with FACHWERK_SMTP_HOST',
    ]);
    const mail = { FACHWERK_SMTP_HOST: 'mail.example', FACHWERK_MAIL_FROM: 'hub@city.example' };
    expect(problems({ ...mail, FACHWERK_SMTP_USER: 'hub' })).toEqual([
      'FACHWERK_SMTP_PASSWORD: it is needed with FACHWERK_SMTP_USER',
    ]);
    const login = { ...mail, FACHWERK_SMTP_USER: 'hub', FACHWERK_SMTP_PASSWORD_FILE: secretFile('geheim\n') };
    expect(load(login)).toMatchObject({ smtpPassword: 'geheim' });
    expect(problems({ ...login, FACHWERK_SMTP_SECURITY: 'none' })).toEqual([
      'FACHWERK_SMTP_SECURITY: no password is sent without protection',
    ]);
    for (const from of ['hub', 'Hub <hub@city.example>', 'a@b.example, c@d.example'])
      expect(problems({ ...mail, FACHWERK_MAIL_FROM: from })).toEqual([
        expect.stringMatching(/^FACHWERK_MAIL_FROM: it must match pattern/),
      ]);
  });

  it('wants to know all about TLS, and which proxies are believed', () => {
    expect(
      problems({ FACHWERK_HTTPS_PORT: '8443', FACHWERK_CLIENT_CERTIFICATE_HEADER: 'X-Client-Certificate' }),
    ).toEqual([
      'FACHWERK_TLS_CERT_FILE: it is needed with FACHWERK_HTTPS_PORT',
      'FACHWERK_TLS_KEY_FILE: it is needed with FACHWERK_HTTPS_PORT',
      'FACHWERK_TRUSTED_PROXIES: it is needed with FACHWERK_CLIENT_CERTIFICATE_HEADER',
    ]);
    expect(problems({ FACHWERK_TLS_CLIENT_CA_FILE: 'ca.pem', FACHWERK_TRUSTED_PROXIES: '10.0.0.0/8,proxy' })).toEqual([
      'FACHWERK_HTTPS_PORT: it is needed with FACHWERK_TLS_CLIENT_CA_FILE',
      'FACHWERK_CLIENT_CERTIFICATE_HEADER: it is needed with FACHWERK_TRUSTED_PROXIES',
      'FACHWERK_TRUSTED_PROXIES: it must be addresses and networks such as 10.1.0.0/16',
    ]);
    const proxies = { FACHWERK_CLIENT_CERTIFICATE_HEADER: 'X-Cert', FACHWERK_TRUSTED_PROXIES: '10.0.0.5, fd00::/8' };
    expect(load(proxies)).toMatchObject({ trustedProxies: ['10.0.0.5', 'fd00::/8'] });
  });

  it('does not take a secret twice, nor show it', () => {
    const env = { FACHWERK_AMQP_URL: 'amqp://u:geheim@b', FACHWERK_AMQP_URL_FILE: secretFile('amqp://u:geheim@c') };
    expect(problems(env)).toEqual(['FACHWERK_AMQP_URL: it is given twice, directly and by FACHWERK_AMQP_URL_FILE']);
    expect(problems({ FACHWERK_AMQP_URL: 'geheim' }).join()).not.toContain('geheim');
    expect(problems({ FACHWERK_AMQP_URL_FILE: secretFile('') })).toEqual([
      `FACHWERK_AMQP_URL_FILE: ${secretFile('')} is empty`,
    ]);
  });

  it('leaves the variables of the tests and of the command line alone', () => {
    expect(
      problems({ FACHWERK_TEST_DATA: '/data', FACHWERK_URL: 'http://x', FACHWERK_KEY: 'k', FACHWERK_USER: 'u' }),
    ).toEqual([]);
  });
});
