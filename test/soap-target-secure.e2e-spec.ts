// Receipts by SOAP over TLS on both sides, to a service that gSOAP made; and a hub that is killed while it sends them.
import { administer, type SoapTargetSecrets } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { certificateUntil, type Certificate } from './harness/certificate.js';
import { CommandLine, type CommandSettings } from './harness/command-line.js';
import { HubProcess } from './harness/hub-process.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { ReceiptsService, RECEIPTS_WSDL } from './harness/receipts-service.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

const PERMITS = ['--tenant', 'demo', '--procedure', 'building-permits'];
const settings = { WEBHOOK_TIMEOUT_MS: '4000', LOG_LEVEL: 'debug' };
/** How long a worker that died keeps its rows: the time of one try, and a margin. */
const LEASE_MS = 34_000;

let setUp: SetUp;
let line: CommandLine;
let env: CommandSettings;
let permits: Procedure;
let service: ReceiptsService;
let ours: Certificate;
let theirs: Certificate;
beforeAll(async () => {
  setUp = await startSetUp('database', settings);
  line = await CommandLine.open();
  env = { DATABASE_URL: setUp.database.url, DATA_DIR: setUp.hub.dataDir, WEBHOOK_LOOPBACK: 'true' };
  permits = await setUp.hub.procedure('building-permits');
  const nextYear = new Date(Date.now() + 365 * 86_400_000);
  [ours, theirs] = await Promise.all([certificateUntil(nextYear), certificateUntil(nextYear)]);
  const server = await line.file('service.pem', theirs.key + theirs.cert);
  service = await ReceiptsService.open({ server, clientCa: ours.file });
}, 600_000);
afterAll(async () => {
  await setUp.remove();
  await service.close();
  await line.close();
  await Promise.all([ours.remove(), theirs.remove()]);
});

function set(secrets: SoapTargetSecrets, serverCa?: string): Promise<unknown> {
  const target = { wsdl: RECEIPTS_WSDL, port: 'Receipts12', address: service.url, active: true, secrets };
  return administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration, soapTargets }) => {
    const tenant = await administration.tenantId('demo');
    const more = serverCa === undefined ? {} : { serverCa };
    return soapTargets.set(tenant!, 'building-permits', { ...target, ...more });
  });
}

async function settled(number: string): Promise<Answer['body']> {
  const id = await permits.sendUntilAccepted(permit(number), { mime: 'application/json' });
  return permits.settled(id);
}

const lastError = (id: string, code: string): Promise<unknown> =>
  until(`${id} waits with ${code}`, async () => (await permits.message(id))['confirmation']?.lastError?.code === code);
const delivered = (id: string, deadlineMs?: number): Promise<unknown> =>
  until(
    `${id} is delivered`,
    async () => (await permits.message(id))['confirmation']?.state === 'delivered',
    deadlineMs,
  );

it('reaches nobody whose certificate it does not trust, nor without its own', async () => {
  await set({ certificate: ours.cert, privateKey: ours.key });
  const message = await settled('M-1');
  await lastError(message.id, 'soap-target.unreachable');
  await set({}, theirs.cert);
  await until('it is refused again', async () => (await permits.message(message.id))['confirmation'].attempts >= 2);
  expect(service.calls).toEqual([]);
});

it('shows its certificate, and keeps when that of the service ends', async () => {
  const key = await line.file('client.key', ours.key);
  const secrets = ['--certificate', ours.file, '--key', key, '--ca', theirs.file];
  const args = ['--wsdl', RECEIPTS_WSDL, '--port', 'Receipts12', '--address', service.url];
  const ran = await line.json(env, 'soap', 'target', 'set', ...PERMITS, ...args, ...secrets);
  expect(ran.error).toBeUndefined();
  await until('what waited is told', () => service.of('M-1').length === 1);
  const test = await line.json(env, 'soap', 'target', 'test', ...PERMITS);
  const { contact } = test.answer.test;
  expect(contact).toMatchObject({ reached: true });
  expect(Date.parse(contact.certificateEndsAt) - Date.now()).toBeGreaterThan(300 * 86_400_000);
  const { target } = (await line.json(env, 'soap', 'target', 'show', ...PERMITS)).answer;
  expect(target).toMatchObject({ certificate: 'CN=localhost', userName: null, failures: 0, pending: 0 });
  const secret = ours.key.split('\n')[1]!;
  for (const text of [line.written, setUp.hub.log.join('\n')]) expect(text).not.toContain(secret);
});

it('tells again what was under way when it was killed, under the same MessageID', { timeout: 180_000 }, async () => {
  await service.answer('slow');
  const message = await settled('K-1');
  await until('the service has it', () => service.of('K-1').length === 1);
  await setUp.hub.kill();
  await service.answer('take');
  const { dataDir } = setUp.hub;
  const again = await HubProcess.start({ DATABASE_URL: setUp.database.url, DATA_DIR: dataDir, ...settings });
  try {
    permits = await again.procedure('building-permits');
    await delivered(message.id, LEASE_MS + 60_000);
    const [first, second, ...more] = service.of('K-1');
    expect(second!.messageId).toBe(first!.messageId);
    expect(more).toEqual([]);
  } finally {
    await again.stop();
  }
});
