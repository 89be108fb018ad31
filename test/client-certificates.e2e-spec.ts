// Procedures that say who they are with a certificate, in TLS to the hub itself and by a proxy that ends it.
import { once } from 'node:events';
import { request } from 'node:http';
import { Agent } from 'node:https';
import { text } from 'node:stream/consumers';
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandLine } from './harness/command-line.js';
import { identityOf, type Identity } from './harness/identities.js';
import type { Answer } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { MESSAGES, SecureClient, nextInvoice, refused, type Sent } from './harness/secure-client.js';
import type { SetUp } from './harness/set-ups.js';
import { SignedIn } from './harness/signed-in.js';
import { until } from './harness/wait.js';

const PASSWORD = 'correct horse battery';
const CERTIFICATES = '/v1/procedures/xrechnung/certificates';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let permits: Identity;
let stranger: Identity;
let client: SecureClient;
let setUp: SetUp;
let ada: SignedIn;
let demo: string;

beforeAll(async () => {
  permits = await identityOf('permits');
  stranger = await identityOf('stranger');
  client = await SecureClient.open(await identityOf('hub'));
  // Whatever comes from 127.0.0.2 comes from the proxy.
  const proxy = { CLIENT_CERTIFICATE_HEADER: 'X-Client-Certificate', TRUSTED_PROXIES: '127.0.0.2,fd00::/8' };
  setUp = await startSetUp('database', { ...client.settings, ...proxy, ALERT_LOOK_MS: '500' });
  demo = await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration, certificates }) => {
    const tenant = (await administration.tenantId('demo'))!;
    await administration.createPerson(tenant, 'ada', PASSWORD, 'tenant-administrator');
    await certificates.add({ tenant, name: 'test' }, 'xrechnung', permits.cert);
    return tenant;
  });
  ada = await SignedIn.as(setUp.hub.baseUrl, 'ada@demo', PASSWORD);
  await until('the hub knows it', () => setUp.hub.knows(permits.fingerprint));
});
afterAll(async () => {
  await setUp.remove();
  await client.remove();
});

const add = ({ cert }: Identity, path = CERTIFICATES): Promise<Answer> => ada.post(path, { certificate: cert });

/** Without TLS, from an address of this computer. */
async function sendFrom(localAddress: string, headers: Readonly<Record<string, string | string[]>>): Promise<Sent> {
  const { port } = new URL(setUp.hub.baseUrl);
  const options = { host: '127.0.0.1', port, path: MESSAGES, method: 'POST', localAddress };
  const call = request({ ...options, headers: { 'content-type': 'application/xml', ...headers } });
  call.end(nextInvoice());
  const [response] = await once(call, 'response');
  return { status: response.statusCode, body: JSON.parse(await text(response)) };
}

describe('a certificate that is shown to the hub', () => {
  it('opens its procedure, without a key; and it is seen when it was last used', async () => {
    const answer = await client.send({ as: permits });
    expect(answer.status).toBe(202);
    const sender = await setUp.hub.procedure('xrechnung');
    expect(await sender.settled(answer.body.id)).toMatchObject({ state: 'filed' });
    await until('its use is written down', async () => {
      const { certificates } = (await ada.get(CERTIFICATES)).body;
      return certificates[0].lastUsedAt !== undefined;
    });
    // It sees the own messages, as a key does, and no others.
    const seen = await client.send({ as: permits, method: 'GET', path: `/v1/messages/${answer.body.id}` });
    expect(seen).toMatchObject({ status: 200, body: { state: 'filed' } });
    expect(await client.send({ as: permits, path: '/v1/procedures/xdomea/messages' })).toMatchObject({ status: 404 });
  });

  it('is not needed: a key does over TLS as well, and both together when they are of one procedure', async () => {
    const key = await setUp.hub.keyOf('xrechnung');
    expect((await client.send({ key })).status).toBe(202);
    expect((await client.send({ as: permits, key })).status).toBe(202);
    expect(await client.send()).toMatchObject(refused('access.unauthorised'));
  });

  it('does not help a key that is wrong, nor one of another procedure, nor a password', async () => {
    expect(await client.send({ as: permits, key: 'fw_wrong' })).toMatchObject(refused('access.unauthorised'));
    const other = await setUp.hub.keyOf('xdomea');
    expect(await client.send({ as: permits, key: other })).toMatchObject(refused('access.credentials-differ'));
    const basic = Buffer.from(`ada@demo:${PASSWORD}`).toString('base64');
    const headers = { authorization: `Basic ${basic}` };
    expect(await client.send({ as: permits, headers })).toMatchObject(refused('access.credentials-differ'));
  });

  it('is refused when nobody knows it, also beside a key that is valid', async () => {
    const key = await setUp.hub.keyOf('xrechnung');
    expect(await client.send({ as: stranger })).toMatchObject(refused('access.certificate-unknown'));
    expect(await client.send({ as: stranger, key })).toMatchObject(refused('access.certificate-unknown'));
    // The same name and the same authority are another certificate.
    const again = await identityOf('permits');
    expect(await client.send({ as: again })).toMatchObject(refused('access.certificate-unknown'));
  });

  it('is refused before and after its time', async () => {
    const late = await identityOf('late', { from: new Date(Date.now() + HOUR_MS) });
    const short = await identityOf('short', { until: new Date(Date.now() + 5_000) });
    for (const one of [late, short]) expect((await add(one)).status).toBe(201);
    const key = await setUp.hub.keyOf('xrechnung');
    expect(await client.send({ as: late, key })).toMatchObject(refused('access.certificate-not-yet-valid'));
    const ended = await until('it has ended', async () => {
      const answer = await client.send({ as: short, key });
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
    await until('the hub knows it', async () => (await client.send({ as: short, agent })).status === 202, 5_000);
    const session = await sessionOf(short);
    expect(await resumed(short, session)).toMatchObject({ isReused: true, status: 'HTTP/1.1 202 Accepted' });

    const shown = short.fingerprint
      .slice(0, 12)
      .toUpperCase()
      .replace(/(..)(?=.)/g, '$1:');
    expect(await cli.run(settings, 'certificate', 'revoke', shown, ...place)).toMatchObject({ code: 0 });
    const answer = await until(
      'the hub knows it',
      async () => {
        const one = await client.send({ as: short, key, agent });
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
    const forPeople = await client.send({ as: permits, method: 'GET', path: '/v1/people' });
    expect(forPeople).toMatchObject({ status: 403, body: { code: 'access.forbidden' } });
    // A browser offers certificates by itself.
    const headers = { cookie: `fachwerk_session=${ada.token}` };
    const asPerson = await client.send({ as: stranger, method: 'GET', path: '/v1/people', headers });
    expect(asPerson.status).toBe(200);
  });
});

/** The first line of the answer on a connection that takes a session up again. */
async function resumed(identity: Identity, session: Buffer): Promise<{ isReused: boolean; status: string }> {
  const socket = await client.connect(identity, session);
  const isReused = socket.isSessionReused();
  const body = nextInvoice();
  socket.write(
    `POST ${MESSAGES} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const answer = await text(socket);
  return { isReused, status: answer.slice(0, answer.indexOf('\r\n')) };
}

async function sessionOf(identity: Identity): Promise<Buffer> {
  const socket = await client.connect(identity);
  const session = socket.getSession()!;
  socket.destroy();
  return session;
}

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
    expect(await client.send({ headers: passed(permits) })).toMatchObject(refused('access.unauthorised'));
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
    expect(await client.send({ as: one })).toMatchObject(refused('access.certificate-revoked'));
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
    expect(await client.send({ as: stranger })).toMatchObject(refused('access.certificate-unknown'));
  });

  it('cannot take the certificate of another tenant, and learn no more than that somebody has it', async () => {
    await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration, certificates }) => {
      const tenant = await administration.createTenant('bedorf', 'Bedorf');
      const settings = { filePlanCode: '903.4' };
      const procedure = { name: 'xrechnung', title: 'X', connector: 'xrechnung', settings };
      await administration.createProcedure(tenant, procedure);
      const theirs = await certificates
        .add({ tenant, name: 'test' }, 'xrechnung', permits.cert)
        .catch((error) => error);
      const own = await certificates
        .add({ tenant: demo, name: 'test' }, 'xrechnung', permits.cert)
        .catch((error) => error);
      expect(theirs).toMatchObject({ code: 'certificate.exists', message: own.message });
    });
  });

  it('are told before the last one of a procedure ends', async () => {
    const path = '/v1/procedures/xdomea/certificates';
    const soon = await identityOf('soon', { until: new Date(Date.now() + 10.5 * DAY_MS) });
    expect((await add(soon, path)).status).toBe(201);
    const open = async (): Promise<readonly Answer['body'][]> =>
      (await ada.get('/v1/alerts?state=open&kind=key-expires')).body.alerts;
    const [alert] = await until('it is told', async () => {
      const alerts = await open();
      return alerts.length > 0 && alerts;
    });
    expect(alert).toMatchObject({
      procedure: 'xdomea',
      page: '/procedures/xdomea',
      sentence: { en: 'xdomea: the last key or certificate that it sends with ends in 10 days.' },
    });
    expect((await add(await identityOf('renewed'), path)).status).toBe(201);
    await until('it is over', async () => (await open()).length === 0);
  });
});
