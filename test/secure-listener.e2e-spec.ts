// The hub listens with TLS beside HTTP: what it speaks, whom it believes, how it stops, and what stops its start.
import { once } from 'node:events';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from './harness/databases.js';
import { HubProcess, type HubSettings } from './harness/hub-process.js';
import { identityOf, type Identity } from './harness/identities.js';
import { newBroker, newDatabase } from './harness/provided.js';
import { MESSAGES, SecureClient, refused } from './harness/secure-client.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';

let permits: Identity;
let stranger: Identity;
let client: SecureClient;
let database: TestDatabase;
/** With a demo tenant; each hub below goes on where the one before stopped. */
let hub: HubProcess;

beforeAll(async () => {
  permits = await identityOf('permits');
  stranger = await identityOf('stranger');
  client = await SecureClient.open(await identityOf('hub'));
  database = await newDatabase();
  hub = await HubProcess.start({ DATABASE_URL: database.url, ...client.settings, DEMO: 'true' });
  await register(permits);
  await until('the hub knows it', () => hub.knows(permits.fingerprint));
});
afterAll(async () => {
  await hub.remove();
  await client.remove();
  await database.drop();
});

const goOn = async (settings: HubSettings): Promise<void> => {
  await hub.stop();
  hub = await HubProcess.start({ DATABASE_URL: database.url, ...client.settings, DATA_DIR: hub.dataDir, ...settings });
};

/** With the procedure `xrechnung` of the demo tenant. */
function register(identity: Identity, isRevoked = false): Promise<void> {
  return administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration, certificates }) => {
    const by = { tenant: (await administration.tenantId('demo'))!, name: 'test' };
    const { id } = await certificates.add(by, 'xrechnung', identity.cert);
    if (isRevoked) await certificates.revoke(by, 'xrechnung', id);
  });
}

describe('the listener', () => {
  it('speaks no TLS below 1.2, and answers no HTTP without TLS', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(client.send({ as: permits, ...old })).rejects.toThrow(/protocol version|unsupported protocol|EPROTO/i);
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      expect((await client.send({ as: permits, maxVersion })).status).toBe(202);
    }
    const plain = connect(client.port, '127.0.0.1');
    plain.write('GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await text(plain).catch(() => '')).toBe('');
    expect((await client.send({ method: 'GET', path: '/health/live' })).status).toBe(200);
  });

  it('answers what breaks HTTP, as the other one does', async () => {
    const socket = await client.connect();
    socket.write('GET / HTTP/1.1\r\nno header\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 [^]*"request\.malformed"/);
  });

  it('takes another certificate of its own when the files change', async () => {
    const renewed = await identityOf('renewed');
    // For a moment they do not fit.
    await client.file('hub.pem', renewed.cert);
    await until('it was looked at', () => hub.log.some((line) => line.includes('cannot be read anew')));
    expect((await client.send({ as: permits })).status).toBe(202);
    await client.file('hub.key', renewed.key);
    await until('it is shown', async () => (await client.send({ as: permits, ca: renewed.cert })).status === 202);
    client.expects(renewed);
  });
});

describe('a hub that stops', () => {
  it('takes what comes over TLS to its end, and does not wait for who says nothing', async () => {
    const key = await hub.keyOf('xrechnung');
    const silent = connect(client.port, '127.0.0.1').on('error', () => undefined);
    await once(silent, 'connect');
    const idle = await client.connect();
    idle.on('error', () => undefined);
    const ends = Promise.all([silent, idle].map((socket) => once(socket, 'close')));

    const body = Buffer.from(invoice('D-1'));
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/xml',
      'content-length': body.length,
    };
    const call = request({ ...client.target, path: MESSAGES, method: 'POST', agent: false, headers });
    call.write(body.subarray(0, 100));
    const answered = once(call, 'response');
    await until('it has begun', async () => (await client.send({ key })).status === 202);
    const stopped = hub.stop();
    await ends;
    call.end(body.subarray(100));
    const [response] = await answered;
    expect(response.statusCode).toBe(202);
    expect(response.headers.connection).toBe('close');
    await stopped;
    expect(hub.log.join('\n')).not.toContain('requests were cut off');
    expect(hub.log.at(-1)).toContain('"stopped"');
  });
});

describe('authorities', () => {
  it('that a hub knows have to vouch for a certificate, which has to be registered all the same', async () => {
    const authority = await identityOf('authority', { isAuthority: true });
    const vouched = await identityOf('vouched', { by: authority });
    const unregistered = await identityOf('unregistered', { by: authority });
    await register(vouched);
    await goOn({ TLS_CLIENT_CA_FILE: await client.file('clients.pem', authority.cert) });
    expect((await client.send({ as: vouched })).status).toBe(202);
    expect(await client.send({ as: permits })).toMatchObject(refused('access.certificate-untrusted'));
    expect(await client.send({ as: unregistered })).toMatchObject(refused('access.certificate-unknown'));
    expect((await client.send({ key: await hub.keyOf('xrechnung') })).status).toBe(202);
  });
});

describe('a gateway without the database', () => {
  it('knows certificates, also one that was started meanwhile', async () => {
    const line = await TcpProxy.start(Number(new URL(database.url).port || 5432));
    const revoked = await identityOf('revoked before');
    await register(revoked, true);
    await goOn({ DATABASE_URL: line.through(database.url), AMQP_URL: await newBroker() });
    line.cut();
    await hub.kill();
    await hub.start();
    const { status, body } = await client.send({ as: permits, message: 'W-1' });
    expect(status).toBe(202);
    expect(await client.send({ as: revoked })).toMatchObject(refused('access.certificate-revoked'));
    expect(await client.send({ as: stranger })).toMatchObject(refused('access.certificate-unknown'));
    line.restore();
    const sender = await hub.procedure('xrechnung');
    expect(await sender.settled(body.id)).toMatchObject({ state: 'filed' });
    await hub.stop();
    await line.stop();
  });
});

describe('settings that do not fit', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['a file that is missing', { TLS_KEY_FILE: 'none.key' }, /FACHWERK_TLS_KEY_FILE: .*none.key .*ENOENT/],
    ['a key of another certificate', { TLS_KEY_FILE: 'other.key' }, /FACHWERK_TLS_CERT_FILE and FACHWERK_TLS_KEY_FILE/],
    ['authorities that are none', { TLS_CLIENT_CA_FILE: 'hub.key' }, /FACHWERK_TLS_CLIENT_CA_FILE/],
  ])('%s stops the start', async (_what, changed, sentence) => {
    await client.file('other.key', stranger.key);
    const files = Object.entries(changed).map(([name, file]) => [name, join(client.folder, file)]);
    await expect(goOn(Object.fromEntries(files) as HubSettings)).rejects.toThrow(sentence);
  });
});
