// People are told when they do not look: each kind of rule opens an alert and ends it, two processes look and one mail
// comes, and a mail server that is away is told later. Nobody is told more than once, and no line of a mail can be forged.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../apps/hub/src/database/database.js';
import { dropOldAlerts } from '../apps/hub/src/ledger/alerts/deliveries.js';
import { signedHeaders } from '../apps/hub/src/confirm/webhook-signature.js';
import { certificateUntil, type Certificate } from './harness/certificate.js';
import { createCity, openCity, type City, type CityAccess } from './harness/cities.js';
import { query, type TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { MailServer } from './harness/mail-server.js';
import { Procedure, type Answer } from './harness/procedure.js';
import { newBroker, newDatabase } from './harness/provided.js';
import { Receiver } from './harness/receiver.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

const LOOK_MS = 200;
const CONSOLE = 'http://hub.city.example';
const PASSWORD = 'correct horse battery';
const AT_ONCE = { enabled: true, severity: 'warning', forMinutes: 0 };

let database: TestDatabase;
let access: CityAccess;
let city: City;
let mail: MailServer;
let toBroker: TcpProxy;
let toDatabase: TcpProxy;
let certificate: Certificate;
let hubs: HubProcess[];
let boss: Procedure;
beforeAll(async () => {
  database = await newDatabase();
  access = await createCity(database.url, 'adorf');
  const brokerUrl = await newBroker();
  toBroker = await TcpProxy.start(Number(new URL(brokerUrl).port));
  toDatabase = await TcpProxy.start(Number(new URL(database.url).port || 5432));
  mail = await MailServer.open();
  const settings = {
    DATABASE_URL: toDatabase.through(database.url),
    AMQP_URL: toBroker.through(brokerUrl),
    ALERT_LOOK_MS: String(LOOK_MS),
    PROBE_MS: '100',
    PUBLIC_URL: CONSOLE,
    ...mail.settings,
  };
  certificate = await certificateUntil(new Date(Date.now() + 9.5 * 86_400_000));
  const env = { NODE_EXTRA_CA_CERTS: certificate.file };
  hubs = [await HubProcess.start(settings, { env }), await HubProcess.start({ ...settings, ROLES: 'operator' })];
  const basic = Buffer.from(`boss@adorf:${PASSWORD}`).toString('base64');
  boss = new Procedure(hubs[0]!.baseUrl, '', `Basic ${basic}`);
});
afterAll(async () => {
  for (const hub of hubs) await hub.remove();
  await Promise.all([toBroker.stop(), toDatabase.stop(), mail.down(), certificate.remove()]);
  await database.drop();
});

async function rule(kind: string, change: object = {}): Promise<Answer['body']> {
  const body = JSON.stringify({ ...AT_ONCE, ...change });
  const headers = { 'content-type': 'application/json' };
  const answer = await boss.request(`/v1/alert-rules/${kind}`, { method: 'PUT', body, headers });
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function off(kind: string): Promise<void> {
  const { rules } = (await boss.get('/v1/alert-rules')).body;
  const { threshold, minimum } = rules.find((one: { kind: string }) => one.kind === kind);
  await rule(kind, { enabled: false, threshold, minimum });
}

async function channel(given: object): Promise<Answer['body']> {
  const { status, body } = await boss.post('/v1/alert-channels', given);
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

async function alerts(query = ''): Promise<Answer['body'][]> {
  const { status, body } = await boss.get(`/v1/alerts${query}`);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.alerts;
}

const opened = (kind: string, part?: string): Promise<Answer['body']> =>
  until(`${kind} is open`, async () =>
    (await alerts(`?state=open&kind=${kind}`)).find((alert) => part === undefined || alert.part === part),
  );
const over = ({ id, kind }: { id: string; kind: string }): Promise<Answer['body']> =>
  until(`${kind} is over`, async () => (await alerts('?state=resolved')).find((alert) => alert.id === id));
const delivered = ({ id }: { id: string }): Promise<unknown> =>
  until('everything of it is told', async () => {
    const { notices } = (await alerts()).find((alert) => alert.id === id)!;
    return notices.every(({ state }: { state: string }) => state === 'delivered');
  });
/** Until every process has looked some more times. */
async function looksLater(id: string): Promise<void> {
  const seen = async (): Promise<number> => Date.parse((await alerts()).find((alert) => alert.id === id)!.lastSeenAt);
  const before = await seen();
  await until('some looks are over', async () => (await seen()) - before > 10 * LOOK_MS);
}

const set = <T>(work: (setup: Parameters<Parameters<typeof administer>[1]>[0]) => Promise<T>): Promise<T> =>
  administer({ FACHWERK_DATABASE_URL: database.url }, work);

describe('what happens at once', () => {
  it('is told in one mail, though two processes look, with links to the pages that explain it', async () => {
    await channel({ kind: 'mail', title: 'Leitstelle', address: 'ops@city.example' });
    const all = await boss.get('/v1/alert-rules');
    expect(all.body.rules).toHaveLength(10);
    await rule('parked-rate', { threshold: 0, minimum: 1 });
    await rule('parked-unattended', { threshold: 0, severity: 'critical' });
    city = await openCity(hubs[0]!.baseUrl, access);
    const alert = await opened('parked-unattended');
    await opened('parked-rate');
    const told = await until('the mail is there', () => mail.taken[0]);
    expect(told).toMatchObject({ to: 'ops@city.example', subject: '[Fachwerk adorf] 2 Meldungen' });
    expect(told.text).toMatch(/^Neu \(kritisch\): permits: 1 Nachricht ist seit über 0 min geparkt\.\nSeit /);
    expect(told.text).toMatch(/Neu \(Warnung\): permits: \d+ % der Nachrichten der letzten 15 Minuten sind geparkt\./);
    expect(told.text).toContain(`\n${CONSOLE}/parked?procedure=permits\n`);
    expect(told.head).toContain('Auto-Submitted: auto-generated');
    await looksLater(alert.id);
    expect(mail.taken).toHaveLength(1);
    expect(await opened('parked-unattended')).toMatchObject({
      id: alert.id,
      procedure: 'permits',
      severity: 'critical',
      page: '/parked?procedure=permits',
      notices: [{ what: 'opened', channel: 'Leitstelle', state: 'delivered', attempts: 1 }],
    });
  });

  it('is over when it is gone, and people are told', async () => {
    const [rate, unattended] = [await opened('parked-rate'), await opened('parked-unattended')];
    await rule('parked-rate', { threshold: 100, minimum: 1 });
    await city.operator.post(`/v1/messages/${city.parked.id}/discard`, { reason: 'by the test' });
    for (const alert of [rate, unattended]) {
      const { notices } = await until('the end is told', async () => {
        const found = await over(alert);
        return found.notices.at(-1)?.state === 'delivered' ? found : undefined;
      });
      expect(notices.map(({ what }: { what: string }) => what)).toEqual(['opened', 'resolved']);
    }
    expect(mail.taken.some(({ subject }) => subject.startsWith('[Fachwerk adorf] Vorbei: permits: 1 Nachricht'))).toBe(
      true,
    );
    await off('parked-rate');
    await off('parked-unattended');
  });
});

describe('a rule finds', () => {
  const settings = (filePlanCode: string): Promise<void> =>
    set(({ administration }) => administration.changeSettings(access.tenant, 'permits', { filePlanCode }));

  it('a procedure whose settings are wrong, and the messages that wait for it', async () => {
    await rule('misconfigured');
    await rule('messages-wait', { threshold: 0 });
    await settings('999.9');
    // The hub knows of changed settings within two seconds.
    let number = 0;
    const sent = await until('a message waits', async () => {
      number += 1;
      const another = permit(`W-${number}`, { parcel: `Wahren ${number}` });
      const { id } = (await city.permits.send(another, { mime: 'application/json' })).body;
      const seen = async (): Promise<Answer['body']> => {
        const message = await city.permits.message(id);
        return message.state !== 'accepted' || message.waiting !== undefined ? message : undefined;
      };
      const message = await until('it waits, or is filed', seen);
      return message.state === 'accepted' && message;
    });
    const found = [await opened('misconfigured'), await opened('messages-wait')];
    expect(found).toMatchObject([
      {
        sentence: { en: 'permits: a setting is missing or wrong, nothing is filed.' },
        page: '/parked?procedure=permits&tab=waiting',
      },
      {
        sentence: { en: 'permits: a message has been waiting for 0 min.' },
        page: '/messages?procedure=permits&state=accepted',
      },
    ]);
    await settings('632.6');
    await city.permits.settled(sent.id, 45_000);
    for (const alert of found) await over(alert);
    await off('messages-wait');
  }, 90_000);

  it('a procedure that an operator has paused for long', async () => {
    await rule('paused-long', { threshold: 0 });
    await city.operator.post('/v1/procedures/invoices/pause', { reason: 'by the test' });
    const alert = await opened('paused-long');
    expect(alert).toMatchObject({ procedure: 'invoices', page: '/queues' });
    await city.operator.post('/v1/procedures/invoices/resume');
    await over(alert);
  });

  it('receipts that nobody takes; then by somebody whose certificate ends soon', async () => {
    await rule('receipts-wait', { threshold: 0 });
    const alert = await opened('receipts-wait');
    expect(alert).toMatchObject({ procedure: 'permits', page: '/receipts?procedure=permits' });
    const receiver = await Receiver.open(204, certificate);
    await set(({ webhooks }) => webhooks.set(access.tenant, 'permits', receiver.url, true));
    await over(alert);
    const ends = await opened('certificate-expires');
    expect(ends).toMatchObject({ procedure: 'permits', page: '/procedures/permits?tab=webhook' });
    expect(ends.sentence.en).toBe('permits: the certificate of the receiver of receipts ends in 9 days.');
    await set(({ webhooks }) => webhooks.set(access.tenant, 'permits', 'http://127.0.0.1:9/', true));
    await over(ends);
    await receiver.down();
    await off('receipts-wait');
  });

  it('a procedure whose last key ends soon', async () => {
    await set(async ({ administration }) => {
      const procedure = { name: 'third', title: 'Third', connector: 'xrechnung', settings: { filePlanCode: '632.6' } };
      await administration.createProcedure(access.tenant, procedure);
      await administration.createKey(access.tenant, 'third', 'first', new Date(Date.now() + 10.5 * 86_400_000));
    });
    const alert = await until('its name is known', async () => {
      const one = await opened('key-expires');
      return one.procedure === 'third' && one;
    });
    expect(alert.page).toBe('/procedures/third');
    expect(alert.sentence).toEqual({
      de: 'third: Der letzte Schlüssel oder das letzte Zertifikat, mit dem gesendet wird, läuft in 10 Tagen ab.',
      en: 'third: the last key or certificate that it sends with ends in 10 days.',
    });
    await set(({ administration }) => administration.createKey(access.tenant, 'third', 'second'));
    await over(alert);
  });

  it('a disk that is nearly full', async () => {
    await rule('disk-full', { threshold: 100 });
    const alert = await opened('disk-full');
    expect(alert).toMatchObject({ page: '/' });
    expect(alert.procedure).toBeUndefined();
    await rule('disk-full', { threshold: 0 });
    await over(alert);
  });

  it('a broker that is away, and, once it is back, a database that was', async () => {
    await rule('part-away');
    toBroker.cut();
    const away = await opened('part-away', 'exchange');
    expect(away.sentence.de).toBe('Die Warteschlangen sind nicht erreichbar.');
    toBroker.restore();
    await over(away);
    toDatabase.cut();
    await until('a look was in vain', () => toDatabase.refused > 20);
    toDatabase.restore();
    const outage = await until('the outage is told', async () =>
      (await alerts('?kind=part-away')).find(({ part }) => part === 'database'),
    );
    await over(outage);
    await off('part-away');
  });
});

describe('people are told', () => {
  it('later when the mail server is away, and not at all when it does not know them', async () => {
    const before = mail.taken.length;
    await mail.down();
    await rule('disk-full', { threshold: 100 });
    const alert = await opened('disk-full');
    const [notice] = await until('it was tried', async () => {
      const { notices } = (await alerts()).find(({ id }) => id === alert.id);
      return notices[0].error !== undefined ? notices : undefined;
    });
    expect(notice).toMatchObject({ state: 'pending', error: { code: 'mail.unreachable' } });
    await mail.up();
    const subject = /^\[Fachwerk adorf\] Neu: Im Inhaltsspeicher sind noch \d+ % frei\.$/;
    await until('the mail is there', () => mail.taken.slice(before).some((one) => subject.test(one.subject)));
    await delivered(alert);
    mail.refusing = { status: 550 };
    await rule('disk-full', { threshold: 0 });
    await until('it was refused', async () => {
      const { notices } = await over(alert);
      return notices[1].state === 'stopped' && notices[1].error.code === 'mail.refused';
    });
    mail.refusing = undefined;
  });

  it('by a signed webhook, whose address only those see who may change it; a test says what came back', async () => {
    const receiver = await Receiver.open();
    const url = `${receiver.url}?token=secret-path`;
    const { channel: made, secret } = await channel({ kind: 'webhook', title: 'Chat', address: url });
    expect(await boss.post(`/v1/alert-channels/${made.id}/test`)).toMatchObject({ body: { delivered: true } });
    expect(receiver.taken[0]!.body).toMatchObject({ version: 1, tenant: 'adorf', state: 'test', notices: [] });
    await rule('disk-full', { threshold: 100, channels: [made.id] });
    const alert = await opened('disk-full');
    const { body, text, headers } = await until('it is told', () => receiver.taken[1]);
    expect(body.notices).toMatchObject([{ what: 'opened', alert: alert.id, kind: 'disk-full', page: `${CONSOLE}/` }]);
    const at = new Date(Number(headers['fachwerk-timestamp']) * 1_000);
    const expected = signedHeaders(body.delivery, text, [secret], at);
    expect(headers['fachwerk-signature']).toBe(expected['Fachwerk-Signature']);

    receiver.answering = 500;
    expect(await boss.post(`/v1/alert-channels/${made.id}/test`)).toMatchObject({
      status: 200,
      body: { delivered: false, error: { code: 'webhook.status' } },
    });
    const seen = (await city.operator.get('/v1/alert-channels')).body;
    expect(JSON.stringify(seen)).not.toContain('secret-path');
    expect(JSON.stringify((await boss.get('/v1/journal?limit=500')).body)).not.toMatch(/secret-path|fwh_/);
    const gone = await boss.request(`/v1/alert-channels/${made.id}`, { method: 'DELETE' });
    expect(gone.status).toBe(204);
    const { rules } = (await boss.get('/v1/alert-rules')).body;
    expect(rules.find((one: { kind: string }) => one.kind === 'disk-full').channels).toBeUndefined();
    await receiver.down();
    await over((await rule('disk-full', { threshold: 0 })) && alert);
  });
});

describe('an alert', () => {
  it('is taken on by an operator, once, and the journal says so', async () => {
    await rule('disk-full', { threshold: 100 });
    const { id } = await opened('disk-full');
    const acknowledged = await city.operator.post(`/v1/alerts/${id}/acknowledge`);
    expect(acknowledged).toMatchObject({ status: 200, body: { acknowledgedBy: 'erika' } });
    expect(await boss.post(`/v1/alerts/${id}/acknowledge`)).toMatchObject({
      status: 409,
      body: { code: 'alert.over' },
    });
    const entries = (await boss.get('/v1/journal?action=alert.acknowledged')).body.entries;
    expect(entries).toMatchObject([{ actor: 'erika', subject: { kind: 'alert', id, title: 'disk-full' } }]);
    await off('disk-full');
  });

  it('is read page by page', async () => {
    const first = (await boss.get('/v1/alerts?limit=2')).body;
    const second = (await boss.get(`/v1/alerts?limit=2&after=${first.after}`)).body;
    const ids = [...first.alerts, ...second.alerts].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(ids).toEqual((await alerts('?limit=4')).map(({ id }) => id));
  });
});

describe('what is over', () => {
  it('is dropped once it is old, with what was told of it; what is open and what is younger stays', async () => {
    const days = (count: number): Date => new Date(Date.now() - count * 86_400_000);
    const ids = ['1', '2', '3'].map((digit) => `00000000-0000-7000-8000-00000000000${digit}`);
    const times = [days(401), days(399), null];
    for (const [index, id] of ids.entries()) {
      const resolved = times[index];
      await query(
        database.migrateUrl,
        `INSERT INTO alert (tenant_id, id, kind, subject, severity, opened_at, last_seen_at, resolved_at, told_at)
         VALUES ($1, $2::uuid, 'parked-rate', $2::text, 'warning', $3, $3, $4, $3)`,
        [access.tenant, id, days(500), resolved],
      );
      await query(
        database.migrateUrl,
        `INSERT INTO alert_delivery (tenant_id, id, channel_id, channel_title, state, created_at, next_at, ended_at)
         VALUES ($1, $2, $2, 'gone', 'delivered', $3, $3, $4)`,
        [access.tenant, id, days(500), resolved ?? days(1)],
      );
      await query(database.migrateUrl, `INSERT INTO alert_notice VALUES ($1, $2, $2, 'opened')`, [access.tenant, id]);
    }
    const hub = new Database({ url: database.url, connectionsMax: 1 });
    const left = async (table: string): Promise<readonly unknown[]> => {
      const column = table === 'alert_notice' ? 'alert_id' : 'id';
      const rows = await query<{ id: string }>(
        database.migrateUrl,
        `SELECT ${column} AS id FROM ${table} WHERE ${column} = ANY ($1) ORDER BY 1`,
        [ids],
      );
      return rows.map(({ id }) => id);
    };
    expect(await dropOldAlerts(hub, new Date(), 400)).toBe(1);
    for (const table of ['alert', 'alert_delivery', 'alert_notice']) expect(await left(table)).toEqual(ids.slice(1));
    await expect(dropOldAlerts(hub, new Date(), 1)).rejects.toThrow(/not old enough/);
    await hub.close();
  });

  it('does not change, whoever tries', async () => {
    for (const change of [
      `resolved_at = NULL`,
      `opened_at = now()`,
      `acknowledged_by = 'nobody', acknowledged_at = now()`,
    ])
      await expect(
        query(database.migrateUrl, `UPDATE alert SET ${change} WHERE resolved_at IS NOT NULL`),
        change,
      ).rejects.toMatchObject({ code: '42501' });
  });
});

it.each([
  ['part-away', { channels: ['9c1f7d52-3a80-4b6e-8f21-0d4c5b6a7e8f'] }, 'alert-channel.not-found'],
  ['nothing', {}, 'alert.kind-unknown'],
])('there is no rule %s %j', async (kind, change, code) => {
  await expect(rule(kind, change)).rejects.toThrow(code);
});
