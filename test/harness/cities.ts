/** Tenants that are set up alike: names of procedures and people, labels of keys, file plan. */
import { administer } from '@fachwerk/hub/administer';
import { invoice } from '../invoice.js';
import { permit } from '../permit.js';
import { identityOf } from './identities.js';
import { Procedure, type Answer } from './procedure.js';
import { query } from './databases.js';
import { SignedIn } from './signed-in.js';
import { until } from './wait.js';

const PASSWORD = 'correct horse battery';

export interface CityAccess {
  readonly tenant: string;
  readonly name: string;
  readonly permitsKey: string;
  readonly invoicesKey: string;
}

export interface City {
  readonly tenant: string;
  readonly permits: Procedure;
  readonly invoices: Procedure;
  readonly operator: Procedure;
  /** Messages of the procedure `permits`. */
  readonly filed: Answer['body'];
  readonly parked: Answer['body'];
}

/** @param url of the hub's database */
export async function createCity(url: string, name: string): Promise<CityAccess> {
  const { cert } = await identityOf(`permits of ${name}`);
  return administer({ FACHWERK_DATABASE_URL: url }, async ({ administration, certificates, filePlan, webhooks }) => {
    const tenant = await administration.createTenant(name, `Stadt ${name}`);
    await filePlan.createEntry(tenant, { code: '632.6', title: 'Akten', referencePattern: '{plan}/{year}-{seq}' });
    await administration.createPerson(tenant, 'erika', PASSWORD, 'operator');
    await administration.createPerson(tenant, 'boss', PASSWORD, 'tenant-administrator');
    const keyOf = async (procedure: string, connector: string): Promise<string> => {
      const settings = { filePlanCode: '632.6' };
      await administration.createProcedure(tenant, { name: procedure, title: procedure, connector, settings });
      return administration.createKey(tenant, procedure, 'first');
    };
    const permitsKey = await keyOf('permits', 'building-permits');
    await administration.createKey(tenant, 'permits', 'spare');
    // Nobody shows it.
    await certificates.add({ tenant, name: 'test' }, 'permits', cert);
    // Nobody listens there: its receipts stay in the outbox.
    await webhooks.set(tenant, 'permits', 'http://127.0.0.1:9/', true);
    return { tenant, name, permitsKey, invoicesKey: await keyOf('invoices', 'xrechnung') };
  });
}

export async function createEmptyTenant(url: string, name: string): Promise<string> {
  return administer({ FACHWERK_DATABASE_URL: url }, ({ administration }) => administration.createTenant(name, name));
}

/** Sends what every city sends: a permit that is filed, another one of its number that is parked, an invoice. */
export async function openCity(baseUrl: string, { tenant, name, permitsKey, invoicesKey }: CityAccess): Promise<City> {
  const permits = new Procedure(baseUrl, 'permits', `Bearer ${permitsKey}`);
  const invoices = new Procedure(baseUrl, 'invoices', `Bearer ${invoicesKey}`);
  const basic = Buffer.from(`erika@${name}:${PASSWORD}`).toString('base64');
  const operator = new Procedure(baseUrl, '', `Basic ${basic}`);
  const plan = { name: 'plan.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.7 plan') };
  const options = { mime: 'application/json', attachments: [plan] };
  const filed = await permits.settled((await permits.send(permit('T-1'), options)).body.id);
  const parked = await permits.settled((await permits.send(permit('T-1', { project: 'Tower' }), options)).body.id);
  await invoices.settled((await invoices.send(invoice('T-2'), { key: 'T-2' })).body.id);
  // Somebody is signed in, and the tenant has decided how its people work: as it was.
  const boss = await SignedIn.as(baseUrl, `boss@${name}`, PASSWORD);
  const settings = { hideContent: false, fourEyes: { discard: false, correct: false } };
  const decided = await boss.post('/v1/tenant-settings', settings);
  if (decided.status !== 200) throw new Error(`${decided.status} ${JSON.stringify(decided.body)}`);
  return { tenant, permits, invoices, operator, filed, parked };
}

/** What is parked gets a note, is released in vain, and gets a correction that nobody decides about. */
export async function decideAboutParked({ operator, parked: { id: parked } }: City): Promise<void> {
  const post = async (path: string, body: object): Promise<Answer['body']> => {
    const answer = await operator.post(path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const [cause] = (await operator.get('/v1/causes')).body.causes;
  await post(`/v1/causes/${cause.id}/notes`, { text: 'The sender knows.' });
  const job = await post('/v1/jobs', { action: 'release', selection: { messages: [parked] } });
  await until('the job has stopped', async () => (await operator.get(`/v1/jobs/${job.id}`)).body.state === 'stopped');
  await post(`/v1/messages/${parked}/corrections`, { body: '{}', reason: 'a try' });
  await until('it is known when a key was used', async () => {
    const { keys } = (await operator.get('/v1/procedures/permits/keys')).body;
    return keys.some(({ lastUsedAt }: { lastUsedAt?: string }) => lastUsedAt !== undefined);
  });
}

/** What came in by which door is written down every 10 s. */
export async function doorsAreCounted({ operator }: City): Promise<void> {
  await until('it is written down what came in', async () => {
    const { doors } = (await operator.get('/v1/doors')).body;
    return doors.some(({ door, lastHour }: Answer['body']) => door === 'rest' && lastHour.accepted === 3);
  });
}

export interface CityAlerts {
  readonly alert: string;
  /** Where the alert is told, in vain. */
  readonly channel: string;
  /** Told of nothing. */
  readonly others: string[];
}

/**
 * One alert is open and told where nobody listens; another one has been seen and not lasted yet. The hub has to look often:
 * ALERT_LOOK_MS.
 */
export async function raiseAlert(baseUrl: string, city: string): Promise<CityAlerts> {
  const basic = Buffer.from(`boss@${city}:${PASSWORD}`).toString('base64');
  const boss = new Procedure(baseUrl, '', `Basic ${basic}`);
  const ask = async (method: string, path: string, body: object): Promise<Answer['body']> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await boss.request(path, { method, headers, body: JSON.stringify(body) });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const createChannel = async (title: string): Promise<string> => {
    const given = { kind: 'webhook', title, address: 'http://127.0.0.1:9/' };
    return (await ask('POST', '/v1/alert-channels', given)).channel.id;
  };
  const channel = await createChannel('first');
  const others = await Promise.all(Array.from({ length: 9 }, (_, index) => createChannel(`other ${index}`)));
  const rule = { enabled: true, severity: 'warning', channels: [channel] };
  await ask('PUT', '/v1/alert-rules/disk-full', { ...rule, threshold: 100, forMinutes: 0 });
  await ask('PUT', '/v1/alert-rules/receipts-wait', { ...rule, threshold: 0, forMinutes: 600 });
  const [alert] = await until('an alert is open', async () => {
    const { alerts } = (await boss.get('/v1/alerts?state=open&kind=disk-full')).body;
    return alerts.length > 0 && alerts;
  });
  return { alert: alert.id, channel, others };
}

/** An XTA message from `permits` in the mailbox of `invoices`, which nobody has fetched. Its content is nowhere. */
export async function leaveInMailbox(migrateUrl: string, tenant: string): Promise<void> {
  await query(
    migrateUrl,
    `INSERT INTO xta_party (tenant_id, id, procedure_id, type, identifier, services, created_at)
     SELECT $1, gen_random_uuid(), id, 'test', name, '{}', now() FROM procedure WHERE tenant_id = $1 AND name = 'invoices'`,
    [tenant],
  );
  const part = { role: 'message', attributes: { contentType: 'text/xml' }, sha256: '00'.repeat(32), sizeBytes: 1 };
  await query(
    migrateUrl,
    `INSERT INTO xta_message (tenant_id, id, message_id, procedure_id, reader_id, reader_type, reader_identifier, content_hash,
       metadata, relates_to, parts, size_bytes, created_at, accepted_at, visible_from)
     SELECT $1, gen_random_uuid(), 'urn:test:1', sender.id, reader.id, 'test', 'invoices', sha256('1'), '{}', '{}', $2, 1,
       now(), now(), now()
     FROM procedure AS sender, procedure AS reader
     WHERE sender.tenant_id = $1 AND sender.name = 'permits' AND reader.tenant_id = $1 AND reader.name = 'invoices'`,
    [tenant, JSON.stringify([part])],
  );
}
