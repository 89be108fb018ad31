// Procedures that say who they are with a certificate, in TLS to the hub itself and by a proxy that ends it.
import { once } from 'node:events';
import { rm, writeFile, mkdtemp } from 'node:fs/promises';
import { Agent, request as requestOver, type RequestOptions } from 'node:https';
import { request as requestOverHttp } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectOver } from 'node:tls';
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandLine } from './harness/command-line.js';
import { HubProcess } from './harness/hub-process.js';
import { identityOf, type Identity } from './harness/identities.js';
import { freePorts } from './harness/ports.js';
import type { Answer } from './harness/procedure.js';
import { newBroker, newDatabase, startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { SignedIn } from './harness/signed-in.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';

const PASSWORD = 'correct horse battery';
const PATH = '/v1/procedures/xrechnung/messages';
const CERTIFICATES = '/v1/procedures/xrechnung/certificates';
const HOUR_MS = 3_600_000;

let folder: string;
let server: Identity;
let permits: Identity;
let stranger: Identity;
let setUp: SetUp;
let tlsPort: number;
let ada: SignedIn;
let demo: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fachwerk-tls-'));
  [server, permits, stranger] = await Promise.all(['hub', 'permits', 'stranger'].map((name) => identityOf(name))) as [
    Identity,
    Identity,
    Identity,
  ];
  setUp = await startSetUp('database', await tlsSettings());
  demo = await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
    const tenant = (await administration.tenantId('demo'))!;
    await administration.createPerson(tenant, 'ada', PASSWORD, 'tenant-administrator');
    return tenant;
  });
  ada = await SignedIn.as(setUp.hub.baseUrl, 'ada@demo', PASSWORD);
  expect((await add(permits)).status).toBe(201);
});
afterAll(async () => {
  await setUp.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Whatever comes from 127.0.0.2 comes from the proxy. */
async function tlsSettings(): Promise<Readonly<Record<string, string>>> {
  await writeServer(server);
  tlsPort = (await freePorts(1))[0]!;
  return {
    HTTPS_PORT: String(tlsPort),
    TLS_CERT_FILE: join(folder, 'hub.pem'),
    TLS_KEY_FILE: join(folder, 'hub.key'),
    CLIENT_CERTIFICATE_HEADER: 'X-Client-Certificate',
    TRUSTED_PROXIES: '127.0.0.2,fd00::/8',
  };
}

async function writeServer({ cert, key }: Identity): Promise<void> {
  await writeFile(join(folder, 'hub.pem'), cert);
  await writeFile(join(folder, 'hub.key'), key);
}

const add = ({ cert }: Identity): Promise<Answer> => ada.post(CERTIFICATES, { certificate: cert });

interface Sent {
  readonly status: number;
  // oxlint-disable-next-line no-explicit-any -- answers are looked at by tests, which know what they expect
  readonly body: any;
}

interface Sending extends RequestOptions {
  readonly as?: Identity;
  readonly key?: string;
  readonly message?: string;
}

let sent = 0;
/** Sends an invoice over TLS. */
async function send({ as, key, message = `C-${(sent += 1)}`, ...options }: Sending = {}): Promise<Sent> {
  const call = requestOver({
    host: '127.0.0.1',
    servername: 'localhost',
    ca: server.cert,
    port: tlsPort,
    path: PATH,
    method: 'POST',
    agent: false,
    ...(as && { cert: as.cert, key: as.key }),
    ...options,
    headers: { 'content-type': 'application/xml', ...(key && { authorization: `Bearer ${key}` }), ...options.headers },
  });
  call.end(invoice(message));
  const [response] = await once(call, 'response');
  return { status: response.statusCode, body: JSON.parse(await text(response)) };
}

/** The same without TLS, from an address of this computer. */
async function sendFrom(localAddress: string, headers: Readonly<Record<string, string | string[]>>): Promise<Sent> {
  const { port } = new URL(setUp.hub.baseUrl);
  const options = { host: '127.0.0.1', port, path: PATH, method: 'POST', localAddress };
  const call = requestOverHttp({ ...options, headers: { 'content-type': 'application/xml', ...headers } });
  call.end(invoice(`P-${(sent += 1)}`));
  const [response] = await once(call, 'response');
  return { status: response.statusCode, body: JSON.parse(await text(response)) };
}

const refused = (code: string): object => ({ status: 401, body: { code } });

describe('a certificate that is shown to the hub', () => {
  it('opens its procedure, without a key; and it is seen when it was last used', async () => {
    const answer = await send({ as: permits });
    expect(answer.status).toBe(202);
    const sender = await setUp.hub.procedure('xrechnung');
    expect(await sender.settled(answer.body.id)).toMatchObject({ state: 'filed' });
    await until('its use is written down', async () => {
      const { certificates } = (await ada.get(CERTIFICATES)).body;
      return certificates[0].lastUsedAt !== undefined;
    });
    // It sees the own messages, as a key does, and no others.
    const seen = await send({ as: permits, method: 'GET', path: `/v1/messages/${answer.body.id}` });
    expect(seen).toMatchObject({ status: 200, body: { state: 'filed' } });
    expect(await send({ as: permits, path: '/v1/procedures/xdomea/messages' })).toMatchObject({ status: 404 });
  });

  it('is not needed: a key does over TLS as well, and both together when they are of one procedure', async () => {
    const key = await setUp.hub.keyOf('xrechnung');
    expect((await send({ key })).status).toBe(202);
    expect((await send({ as: permits, key })).status).toBe(202);
    expect(await send()).toMatchObject(refused('access.unauthorised'));
  });

  it('does not help a key that is wrong, nor one of another procedure, nor a password', async () => {
    expect(await send({ as: permits, key: 'fw_wrong' })).toMatchObject(refused('access.unauthorised'));
    const other = await setUp.hub.keyOf('xdomea');
    expect(await send({ as: permits, key: other })).toMatchObject(refused('access.credentials-differ'));
    const basic = Buffer.from(`ada@demo:${PASSWORD}`).toString('base64');
    const headers = { authorization: `Basic ${basic}` };
    expect(await send({ as: permits, headers })).toMatchObject(refused('access.credentials-differ'));
  });

  it('is refused when nobody knows it, also beside a key that is valid', async () => {
    const key = await setUp.hub.keyOf('xrechnung');
    expect(await send({ as: stranger })).toMatchObject(refused('access.certificate-unknown'));
    expect(await send({ as: stranger, key })).toMatchObject(refused('access.certificate-unknown'));
    // The same name and the same authority are another certificate.
    const again = await identityOf('permits');
    expect(await send({ as: again })).toMatchObject(refused('access.certificate-unknown'));
  });

  it('is refused before and after its time', async () => {
    const late = await identityOf('late', { from: new Date(Date.now() + HOUR_MS) });
    const short = await identityOf('short', { until: new Date(Date.now() + 5_000) });
    for (const one of [late, short]) expect((await add(one)).status).toBe(201);
    const key = await setUp.hub.keyOf('xrechnung');
    expect(await send({ as: late, key })).toMatchObject(refused('access.certificate-not-yet-valid'));
    const ended = await until('it has ended', async () => {
      const answer = await send({ as: short, key });
      return answer.status === 401 && answer;
    });
    expect(ended).toMatchObject(refused('access.certificate-expired'));
    const { certificates } = (await ada.get(CERTIFICATES)).body;
    const states = certificates.map(({ state }: { state: string }) => state);
    expect(states.toSorted()).toEqual(['expired', 'not-yet-valid', 'valid']);
  });

  it('is refused once it is revoked, within five seconds, on connections that are there, and on those taken up again', async () => {
    const short = await identityOf('revoked');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const cli = await CommandLine.open();
    const place = ['--tenant', 'demo', '--procedure', 'xrechnung'];
    const settings = { DATABASE_URL: setUp.database.url };
    const file = await cli.file('revoked.pem', short.cert);
    const added = await cli.json(settings, 'certificate', 'add', file, ...place);
    expect(added).toMatchObject({ code: 0, answer: { certificate: { fingerprint: short.fingerprint } } });
    const key = await setUp.hub.keyOf('xrechnung');
    await until('the hub knows it', async () => (await send({ as: short, agent })).status === 202, 5_000);
    const session = await sessionOf(short);
    expect(await resumed(short, session)).toMatchObject({ isReused: true, status: 'HTTP/1.1 202 Accepted' });

    const shown = short.fingerprint.slice(0, 12).toUpperCase().replace(/(..)(?=.)/g, '$1:');
    expect(await cli.run(settings, 'certificate', 'revoke', shown, ...place)).toMatchObject({ code: 0 });
    const answer = await until(
      'the hub knows it',
      async () => {
        const one = await send({ as: short, key, agent });
        return one.status === 401 && one;
      },
      5_000,
    );
    expect(answer).toMatchObject(refused('access.certificate-revoked'));
    expect(await resumed(short, session)).toMatchObject({ isReused: true, status: 'HTTP/1.1 401 Unauthorized' });
    const listed = await cli.run(settings, 'certificate', 'list', ...place);
    expect(listed.stdout).toMatch(/CN=revoked +revoked/);
    const again = await cli.json(settings, 'certificate', 'add', file, ...place);
    expect(again).toMatchObject({ code: 1, error: { code: 'certificate.exists' } });
    agent.destroy();
    await cli.close();
  });

  it('opens nothing that people do, and hinders nobody who is signed in', async () => {
    const forPeople = await send({ as: permits, method: 'GET', path: '/v1/people' });
    expect(forPeople).toMatchObject({ status: 403, body: { code: 'access.forbidden' } });
    // A browser offers certificates by itself.
    const headers = { cookie: `fachwerk_session=${ada.token}` };
    const asPerson = await send({ as: stranger, method: 'GET', path: '/v1/people', headers });
    expect(asPerson.status).toBe(200);
  });
});

/** Of TLS 1.2, where a session is there with the handshake. */
async function sessionOf({ cert, key }: Identity): Promise<Buffer> {
  const socket = connectOver({ port: tlsPort, servername: 'localhost', ca: server.cert, cert, key, maxVersion: 'TLSv1.2' });
  await once(socket, 'secureConnect');
  const session = socket.getSession()!;
  socket.destroy();
  return session;
}

/** The first line of the answer on a connection that takes a session up again. */
async function resumed({ cert, key }: Identity, session: Buffer): Promise<{ isReused: boolean; status: string }> {
  const options = { port: tlsPort, servername: 'localhost', ca: server.cert, cert, key, maxVersion: 'TLSv1.2' } as const;
  const socket = connectOver({ ...options, session });
  await once(socket, 'secureConnect');
  const body = invoice(`R-${(sent += 1)}`);
  socket.write(
    `POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const answer = await text(socket);
  return { isReused: socket.isSessionReused(), status: answer.slice(0, answer.indexOf('\r\n')) };
}

describe('the listener', () => {
  it('speaks no TLS below 1.2, and answers no HTTP without TLS', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(send({ as: permits, ...old })).rejects.toThrow(/protocol version|unsupported protocol|EPROTO/i);
    expect((await send({ as: permits, maxVersion: 'TLSv1.2' })).status).toBe(202);
    const plain = connect(tlsPort, '127.0.0.1');
    plain.write('GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await text(plain).catch(() => '')).toBe('');
    expect((await send({ method: 'GET', path: '/health/live' })).status).toBe(200);
  });

  it('answers what breaks HTTP, as the other one does', async () => {
    const socket = connectOver({ port: tlsPort, servername: 'localhost', ca: server.cert });
    await once(socket, 'secureConnect');
    socket.write('GET / HTTP/1.1\r\nno header\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 [^]*"request\.malformed"/);
  });

  it('takes another certificate of its own when the files change', async () => {
    const renewed = await identityOf('renewed');
    // For a moment they do not fit.
    await writeFile(join(folder, 'hub.pem'), renewed.cert);
    await until('it was looked at', () => setUp.hub.log.some((line) => line.includes('cannot be read anew')));
    expect((await send({ as: permits })).status).toBe(202);
    await writeServer(renewed);
    await until('it is shown', async () => (await send({ as: permits, ca: renewed.cert })).status === 202);
    server = renewed;
  });
});

describe('a proxy that ends TLS', () => {
  const passed = ({ cert }: Identity): Record<string, string> => ({ 'x-client-certificate': encodeURIComponent(cert) });

  it('passes the certificate on, with the same outcome', async () => {
    expect((await sendFrom('127.0.0.2', passed(permits))).status).toBe(202);
    expect(await sendFrom('127.0.0.2', passed(stranger))).toMatchObject(refused('access.certificate-unknown'));
    const other = { authorization: `Bearer ${await setUp.hub.keyOf('xdomea')}` };
    expect(await sendFrom('127.0.0.2', { ...passed(permits), ...other })).toMatchObject(
      refused('access.credentials-differ'),
    );
    const key = { authorization: `Bearer ${await setUp.hub.keyOf('xrechnung')}` };
    expect((await sendFrom('127.0.0.2', { ...key, 'x-client-certificate': '' })).status).toBe(202);
  });

  it('is believed alone: from elsewhere the header says nothing', async () => {
    expect(await sendFrom('127.0.0.1', passed(permits))).toMatchObject(refused('access.unauthorised'));
    expect(await send({ headers: passed(permits) })).toMatchObject(refused('access.unauthorised'));
    const forwarded = { ...passed(permits), 'x-forwarded-for': '127.0.0.2', forwarded: 'for=127.0.0.2' };
    expect(await sendFrom('127.0.0.1', forwarded)).toMatchObject(refused('access.unauthorised'));
    const key = { authorization: `Bearer ${await setUp.hub.keyOf('xrechnung')}` };
    expect((await sendFrom('127.0.0.1', { ...passed(stranger), ...key })).status).toBe(202);
  });

  it('that adds to what a sender wrote there is not believed', async () => {
    const two = [encodeURIComponent(permits.cert), encodeURIComponent(stranger.cert)];
    expect(await sendFrom('127.0.0.2', { 'x-client-certificate': two })).toMatchObject(
      refused('access.certificate-unreadable'),
    );
  });
});

describe('administrators', () => {
  it('add certificates, see when they end, and revoke them; the journal tells', async () => {
    const one = await identityOf('administered', { keyType: 'rsa' });
    const added = await add(one);
    expect(added).toMatchObject({
      status: 201,
      body: {
        certificate: {
          fingerprint: one.fingerprint,
          subject: 'CN=administered',
          issuer: 'CN=administered',
          state: 'valid',
          addedBy: 'ada',
          notAfter: new Date(one.certificate.validTo).toISOString(),
        },
      },
    });
    const { id } = added.body.certificate;
    const procedure = (await ada.get('/v1/procedures/xrechnung')).body;
    expect(procedure.certificates).toMatchObject({ valid: 2, nextEnd: expect.any(String) });
    const [first, ...others] = (await ada.get(`${CERTIFICATES}?limit=1`)).body.certificates;
    expect([first.id, others.length]).toEqual([id, 0]);
    const next = (await ada.get(`${CERTIFICATES}?limit=1&after=${id}`)).body;
    expect(next.certificates).toHaveLength(1);
    const revoked = await ada.request('DELETE', `${CERTIFICATES}/${id}`);
    expect(revoked).toMatchObject({ status: 200, body: { certificate: { state: 'revoked' } } });
    const again = await ada.request('DELETE', `${CERTIFICATES}/${id}`);
    expect(again.body).toEqual(revoked.body);
    expect(await send({ as: one })).toMatchObject(refused('access.certificate-revoked'));
    const { entries } = (await ada.get('/v1/journal?subject=procedure/xrechnung&actor=ada&limit=2')).body;
    expect(entries.map(({ action, details }: Answer['body']) => [action, details.fingerprint])).toEqual([
      ['certificate.revoked', one.fingerprint],
      ['certificate.added', one.fingerprint],
    ]);
  });

  it('are told what is none, and nothing of it is kept', async () => {
    const ended = await identityOf('ended', { until: new Date(Date.now() - HOUR_MS) });
    const cases: readonly (readonly [body: unknown, status: number, code: string])[] = [
      [{ certificate: `${stranger.cert}${stranger.key}` }, 422, 'certificate.private-key'],
      [{ certificate: 'none' }, 422, 'certificate.invalid'],
      [{ certificate: ended.cert }, 422, 'certificate.ended'],
      [{ certificate: permits.cert }, 409, 'certificate.exists'],
      [{ certificate: stranger.cert, label: 'x' }, 400, 'request.invalid'],
      [{}, 400, 'request.invalid'],
    ];
    for (const [body, status, code] of cases) {
      expect(await ada.post(CERTIFICATES, body), code).toMatchObject({ status, body: { code } });
    }
    expect(await ada.request('DELETE', `${CERTIFICATES}/none`)).toMatchObject({ status: 404 });
    expect((await ada.post('/v1/procedures/none/certificates', { certificate: stranger.cert })).status).toBe(404);
    expect(setUp.hub.log.join('\n')).not.toContain('PRIVATE KEY');
    expect(await send({ as: stranger })).toMatchObject(refused('access.certificate-unknown'));
  });

  it('cannot take the certificate of another tenant, and learn no more than that somebody has it', async () => {
    await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration, certificates }) => {
      const tenant = await administration.createTenant('bedorf', 'Bedorf');
      const settings = { filePlanCode: '903.4' };
      const procedure = { name: 'xrechnung', title: 'X', connector: 'xrechnung', settings };
      await administration.createProcedure(tenant, procedure);
      const theirs = await certificates.add({ tenant, name: 'test' }, 'xrechnung', permits.cert).catch((error) => error);
      const own = await certificates.add({ tenant: demo, name: 'test' }, 'xrechnung', permits.cert).catch((error) => error);
      expect(theirs).toMatchObject({ code: 'certificate.exists', message: own.message });
    });
  });
});

describe('authorities', () => {
  it('that a hub knows have to vouch for a certificate, which has to be registered all the same', async () => {
    const authority = await identityOf('authority', { isAuthority: true });
    const vouched = await identityOf('vouched', { by: authority });
    const unregistered = await identityOf('unregistered', { by: authority });
    await writeFile(join(folder, 'clients.pem'), authority.cert);
    const database = await newDatabase();
    const port = String((await freePorts(1))[0]);
    const settings = { ...(await tlsSettings()), HTTPS_PORT: port, TLS_CLIENT_CA_FILE: join(folder, 'clients.pem') };
    const hub = await HubProcess.start({ ...settings, DATABASE_URL: database.url, DEMO: 'true' });
    try {
      await administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration, certificates }) => {
        const by = { tenant: (await administration.tenantId('demo'))!, name: 'test' };
        for (const one of [vouched, permits]) await certificates.add(by, 'xrechnung', one.cert);
      });
      await until('the hub knows', async () => (await send({ as: vouched, port })).status === 202, 5_000);
      expect(await send({ as: permits, port })).toMatchObject(refused('access.certificate-untrusted'));
      expect(await send({ as: unregistered, port })).toMatchObject(refused('access.certificate-unknown'));
      expect((await send({ key: await hub.keyOf('xrechnung'), port })).status).toBe(202);
    } finally {
      await hub.remove();
      await database.drop();
    }
  });
});

describe('a gateway without the database', () => {
  it('knows certificates, also one that was started meanwhile', async () => {
    const database = await newDatabase();
    const line = await TcpProxy.start(Number(new URL(database.url).port || 5432));
    const settings = { ...(await tlsSettings()), DATABASE_URL: line.through(database.url), AMQP_URL: await newBroker() };
    const revoked = await identityOf('revoked before');
    const hub = await HubProcess.start({ ...settings, DEMO: 'true' });
    try {
      await administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration, certificates }) => {
        const by = { tenant: (await administration.tenantId('demo'))!, name: 'test' };
        await certificates.add(by, 'xrechnung', permits.cert);
        const { id } = await certificates.add(by, 'xrechnung', revoked.cert);
        await certificates.revoke(by, 'xrechnung', id);
      });
      await until('the hub knows', async () => (await send({ as: permits })).status === 202, 5_000);
      line.cut();
      await hub.kill();
      await hub.start();
      const { status, body } = await send({ as: permits, message: 'W-1' });
      expect(status).toBe(202);
      expect(await send({ as: revoked })).toMatchObject(refused('access.certificate-revoked'));
      expect(await send({ as: stranger })).toMatchObject(refused('access.certificate-unknown'));
      line.restore();
      const sender = await hub.procedure('xrechnung');
      expect(await sender.settled(body.id)).toMatchObject({ state: 'filed' });
    } finally {
      await hub.remove();
      await line.stop();
      await database.drop();
    }
  });
});

describe('a hub that stops', () => {
  it('takes what comes over TLS to its end, and does not wait for who says nothing', async () => {
    const database = await newDatabase();
    const settings = { ...(await tlsSettings()), DATABASE_URL: database.url, DEMO: 'true' };
    const hub = await HubProcess.start(settings);
    const key = await hub.keyOf('xrechnung');
    const silent = connect(tlsPort, '127.0.0.1').on('error', () => undefined);
    await once(silent, 'connect');
    const idle = connectOver({ port: tlsPort, servername: 'localhost', ca: server.cert }).on('error', () => undefined);
    await once(idle, 'secureConnect');
    const ends = Promise.all([silent, idle].map((socket) => once(socket, 'close')));

    const body = Buffer.from(invoice('D-1'));
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/xml', 'content-length': body.length };
    const target = { host: '127.0.0.1', servername: 'localhost', ca: server.cert, port: tlsPort, path: PATH };
    const call = requestOver({ ...target, method: 'POST', agent: false, headers });
    call.write(body.subarray(0, 100));
    const answered = once(call, 'response');
    await until('it has begun', async () => (await send({ key })).status === 202);
    const stopped = hub.stop();
    await ends;
    call.end(body.subarray(100));
    const [response] = await answered;
    expect(response.statusCode).toBe(202);
    expect(response.headers.connection).toBe('close');
    await stopped;
    expect(hub.log.at(-1)).toContain('"stopped"');
    await hub.remove();
    await database.drop();
  });
});

describe('settings that do not fit', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['a file that is missing', { TLS_KEY_FILE: '/nowhere/hub.key' }, /FACHWERK_TLS_KEY_FILE: \/nowhere\/hub.key .*ENOENT/],
    ['a key of another certificate', { TLS_KEY_FILE: 'other.key' }, /FACHWERK_TLS_CERT_FILE and FACHWERK_TLS_KEY_FILE/],
    ['authorities that are none', { TLS_CLIENT_CA_FILE: 'hub.key' }, /FACHWERK_TLS_CLIENT_CA_FILE/],
  ])('%s stops the start', async (_what, changed, sentence) => {
    await writeFile(join(folder, 'other.key'), stranger.key);
    const database = await newDatabase();
    const files = Object.entries(changed).map(([name, file]) => [name, file.startsWith('/') ? file : join(folder, file)]);
    const settings = { ...(await tlsSettings()), DATABASE_URL: database.url, ...Object.fromEntries(files) };
    await expect(HubProcess.start(settings)).rejects.toThrow(sentence);
    await database.drop();
  });
});
