// What became of a message is told to the procedure's own SOAP service: one that gSOAP made of the connector's WSDL, which knows
// nothing of the hub.
import { createHash } from 'node:crypto';
import { administer, type SoapTargetSecrets } from '@fachwerk/hub/administer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CommandLine, type CommandSettings } from './harness/command-line.js';
import { query } from './harness/databases.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { ReceiptsService, RECEIPTS_WSDL, type Call } from './harness/receipts-service.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

const JSON_TYPE = 'application/json';
const PERMITS = ['--tenant', 'demo', '--procedure', 'building-permits'];
const NAMESPACE = 'urn:fachwerk:building-permits:receipts';

let setUp: SetUp;
let line: CommandLine;
let env: CommandSettings;
let permits: Procedure;
let operator: Procedure;
let service: ReceiptsService;
beforeAll(async () => {
  setUp = await startSetUp('database', { LOG_LEVEL: 'debug', WEBHOOK_TIMEOUT_MS: '3000' });
  line = await CommandLine.open();
  env = { DATABASE_URL: setUp.database.url, DATA_DIR: setUp.hub.dataDir, WEBHOOK_LOOPBACK: 'true' };
  permits = await setUp.hub.procedure('building-permits');
  operator = await setUp.hub.operator();
  service = await ReceiptsService.open();
}, 600_000);
afterAll(async () => {
  await setUp.remove();
  await service.close();
  await line.close();
});
afterEach(() => service.answer('take'));

/** By the command line. */
async function set(...more: readonly string[]): Promise<Answer['body']> {
  const ran = await line.json(env, 'soap', 'target', 'set', ...PERMITS, '--wsdl', RECEIPTS_WSDL, ...more);
  expect(ran.error).toBeUndefined();
  return ran.answer;
}

/** The same without starting a process. */
function setNow(port: 'Receipts11' | 'Receipts12', secrets?: SoapTargetSecrets): Promise<unknown> {
  const target = { wsdl: RECEIPTS_WSDL, port, address: service.url, active: true };
  return administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration, soapTargets }) => {
    const tenant = await administration.tenantId('demo');
    return soapTargets.set(tenant!, 'building-permits', { ...target, ...(secrets === undefined ? {} : { secrets }) });
  });
}

/** Sends a permit and waits until it is settled. */
async function settled(number: string, text = permit(number)): Promise<Answer['body']> {
  const { body } = await permits.send(text, { mime: JSON_TYPE });
  return permits.settled(body.id);
}

const called = (number: string, count = 1): Promise<readonly Call[]> =>
  until(`${number} is told`, () => service.of(number).length >= count && service.of(number));

const confirmation = (id: string, state: string): Promise<Answer['body']> =>
  until(`the receipt of ${id} is ${state}`, async () => {
    const shown = (await permits.message(id))['confirmation'];
    return shown?.state === state && shown;
  });

describe('a target', () => {
  it('needs a port, where the WSDL has several, and a WSDL that is there', async () => {
    const args = ['--wsdl', RECEIPTS_WSDL, '--address', service.url];
    const several = await line.json(env, 'soap', 'target', 'set', ...PERMITS, ...args);
    expect(several.error).toMatchObject({
      code: 'soap-target.port-missing',
      message: expect.stringContaining('Receipts/Receipts11, Receipts/Receipts12'),
    });
    const unknown = await line.json(env, 'soap', 'target', 'set', ...PERMITS, ...args, '--port', 'Receipts13');
    expect(unknown.error).toMatchObject({ code: 'soap-target.port-unknown' });
    const missing = await line.json(env, 'soap', 'target', 'set', ...PERMITS, '--wsdl', 'nowhere.wsdl');
    expect(missing.error).toMatchObject({ code: 'soap.wsdl-missing' });
    const refused = ['--port', 'Receipts12', '--address', 'http://169.254.169.254/'];
    expect(
      (await line.json(env, 'soap', 'target', 'set', ...PERMITS, '--wsdl', RECEIPTS_WSDL, ...refused)).error,
    ).toMatchObject({ code: 'soap-target.invalid', message: expect.stringContaining('link-local') });
    expect((await line.json(env, 'soap', 'target', 'show', ...PERMITS)).error?.code).toBe('soap-target.not-set');
  });

  it('is refused for a connector that tells nothing', async () => {
    const args = ['--tenant', 'demo', '--procedure', 'xrechnung', '--wsdl', RECEIPTS_WSDL, '--port', 'Receipts12'];
    const { error } = await line.json(env, 'soap', 'target', 'set', ...args);
    expect(error).toMatchObject({ code: 'soap-target.no-tell', message: expect.stringContaining('xrechnung') });
  });

  it('has the address of the WSDL, unless another one is given', async () => {
    expect(await set('--port', 'Receipts11', '--inactive')).toMatchObject({
      address: 'http://localhost:8089/receipts',
      soapVersion: '1.1',
    });
    expect(await set('--port', 'Receipts12', '--address', service.url)).toMatchObject({
      service: 'Receipts',
      address: service.url,
      soapVersion: '1.2',
    });
    expect((await line.json(env, 'webhook', 'set', ...PERMITS, '--url', 'http://127.0.0.1:9/')).error?.code).toBe(
      'soap-target.set',
    );
  });
});

describe('what became of a message', () => {
  it('is told once, when it is filed: SOAP 1.2', async () => {
    const plan = { name: 'plan.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.7 a plan') };
    const { body } = await permits.send(permit('S-1'), { mime: JSON_TYPE, attachments: [plan] });
    const message = await permits.settled(body.id);
    const [call, ...more] = await called('S-1');
    expect(more).toEqual([]);
    const { id: delivery } = (await operator.get('/v1/outbox')).body.deliveries[0];
    expect(call).toMatchObject({
      operation: 'PermitFiled',
      soapVersion: '1.2',
      action: `${NAMESPACE}:PermitFiled`,
      wsaAction: `${NAMESPACE}:PermitFiled`,
      to: service.url,
      messageId: `urn:uuid:${delivery}`,
      message: message.id,
      fileReference: message['receipt'].caseFiles[0].reference,
      caseNumber: String(message['receipt'].cases[0].number),
    });
    const hash = createHash('sha256').update(plan.bytes).digest('hex');
    expect(call!.documents).toContainEqual(['plan.pdf', hash]);
    expect(await confirmation(message.id, 'delivered')).toMatchObject({ attempts: 1, lastError: null });
  });

  it('is told when it is rejected, with the reason, by an operation without an answer', async () => {
    const message = await settled('S-2', permit('S-2').replace('2026-05-18', '2020-01-01'));
    expect(message.state).toBe('rejected');
    const [call] = await called('S-2');
    expect(call).toMatchObject({
      operation: 'PermitRefused',
      message: message.id,
      code: 'building-permits.granted-too-early',
      reason: message['error'].sentence.de,
    });
    await confirmation(message.id, 'delivered');
  });

  it('is told in SOAP 1.1, with the action as a header', async () => {
    await setNow('Receipts11');
    const message = await settled('S-3');
    const [call] = await called('S-3');
    expect(call).toMatchObject({ soapVersion: '1.1', action: `${NAMESPACE}:PermitFiled`, user: null });
    await confirmation(message.id, 'delivered');
  });

  it('cannot be told when the message could not be read: that is seen', async () => {
    const { body } = await permits.send('{"permit":{"number":"S-4"}}', { mime: JSON_TYPE });
    const message = await permits.settled(body.id);
    expect(message.state).toBe('rejected');
    expect(await confirmation(message.id, 'stopped')).toMatchObject({
      lastError: {
        code: 'soap-target.message-unread',
        sentence: { en: expect.stringContaining(message['error'].code) },
      },
    });
  });
});

describe('the service says', () => {
  it('a fault of Client: it is stopped with its text, and told when somebody releases it', async () => {
    await service.answer('client');
    const message = await settled('F-1');
    expect(await confirmation(message.id, 'stopped')).toMatchObject({
      attempts: 1,
      lastError: { code: 'soap-target.refused', sentence: { en: expect.stringContaining('This permit is not ours') } },
    });
    await service.answer('take');
    const { deliveries } = (await operator.get('/v1/outbox?state=stopped')).body;
    const { id } = deliveries.find((row: Answer['body']) => row.messageId === message.id);
    await operator.post(`/v1/outbox/${id}/release`, {});
    await confirmation(message.id, 'delivered');
    const [first, second] = await called('F-1', 2);
    expect(second!.messageId).toBe(first!.messageId);
  });

  it('a fault of Server: it is told again under the same MessageID', async () => {
    await service.answer('server');
    const message = await settled('F-2');
    await called('F-2', 2);
    const waiting = await permits.message(message.id);
    expect(waiting['confirmation'].lastError).toMatchObject({
      code: 'soap-target.fault',
      sentence: { en: expect.stringContaining('The database is away') },
    });
    await service.answer('take');
    await confirmation(message.id, 'delivered');
    const ids = new Set(service.of('F-2').map(({ messageId }) => messageId));
    expect(ids.size).toBe(1);
    expect(service.of('F-2').at(-1)).toMatchObject({ answer: 'take' });
  });

  it('nothing, because it is away: the target rests, and all arrive when it is back', async () => {
    await service.down();
    const numbers = Array.from({ length: 12 }, (_, index) => `A-${index + 1}`);
    const messages = await Promise.all(numbers.map((number) => settled(number)));
    await until('the target rests', async () => {
      const { target } = (await line.json(env, 'soap', 'target', 'show', ...PERMITS)).answer;
      return target.failures >= 5 && target.restUntil !== null;
    });
    await service.up();
    for (const { id } of messages) await confirmation(id, 'delivered');
    expect(numbers.map((number) => service.of(number).length)).toEqual(numbers.map(() => 1));
  }, 120_000);

  it('nothing more, because it ends once it has taken it: it is told again under the same MessageID', async () => {
    await service.answer('end');
    const message = await settled('E-1');
    await called('E-1');
    await service.answer('take');
    await service.down();
    await service.up();
    await confirmation(message.id, 'delivered');
    const [first, second] = await called('E-1', 2);
    expect(first!.messageId).toBe(second!.messageId);
  }, 60_000);
});

describe('who the hub is', () => {
  const secret = 'correct horse & <battery>';

  it('is said in HTTP', async () => {
    const file = await line.file('password.txt', `${secret}\n`);
    await set('--port', 'Receipts12', '--address', service.url, '--user', 'hub', '--password-file', file);
    await settled('C-1');
    expect((await called('C-1'))[0]).toMatchObject({ user: 'hub', password: secret });
  });

  it('stays when the target is changed without saying it', async () => {
    await setNow('Receipts11');
    await settled('C-2');
    expect((await called('C-2'))[0]).toMatchObject({ soapVersion: '1.1', user: 'hub', password: secret });
  });

  it.each([
    ['text', 'Receipts11'],
    ['digest', 'Receipts12'],
  ] as const)('is said in the envelope, as %s', async (way, port) => {
    await setNow(port, { userName: 'hub', password: secret, passwordAs: way });
    await settled(`C-${way}`);
    const [call] = await called(`C-${way}`);
    expect(call).toMatchObject({
      user: null,
      tokenUser: 'hub',
      tokenType: expect.stringMatching(/#Password(Text|Digest)$/),
    });
    if (way === 'text') {
      expect(call!.tokenPassword).toBe(secret);
      return;
    }
    // WS-Security UsernameToken Profile 1.0, 3.1.
    const digest = createHash('sha1')
      .update(Buffer.concat([Buffer.from(call!.tokenNonce!, 'base64'), Buffer.from(call!.tokenCreated! + secret)]))
      .digest('base64');
    expect(call!.tokenPassword).toBe(digest);
    expect(Math.abs(Date.now() - Date.parse(call!.tokenCreated!))).toBeLessThan(60_000);
  });

  it('is shown to nobody: not in answers, the journal, the log or a table that tenants read', async () => {
    const journal = JSON.stringify(await query(setUp.database.migrateUrl, 'SELECT action, details FROM journal'));
    expect(journal).toContain('soap-target.set');
    for (const text of [line.written, setUp.hub.log.join('\n'), journal]) expect(text).not.toContain('correct horse');
    const read = query(setUp.database.url, 'SELECT password FROM soap_target_secret', [], 'fachwerk_app');
    await expect(read).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a test', () => {
  it('connects without calling, and shows what would be told', async () => {
    const before = service.calls.length;
    const message = await settled('T-1');
    await called('T-1');
    const { answer, error } = await line.json(env, 'soap', 'target', 'test', ...PERMITS, '--message', message.id);
    expect(error).toBeUndefined();
    expect(answer.test).toMatchObject({
      soapVersion: '1.2',
      operations: [
        { name: 'PermitFiled', isOneWay: false },
        { name: 'PermitRefused', isOneWay: true },
      ],
      contact: { reached: true, status: expect.any(Number) },
      tells: { operation: 'PermitFiled', contents: 0, xml: expect.stringContaining('<permit>T-1</permit>') },
    });
    expect(service.calls).toHaveLength(before + 1);
  });

  it('says why the service is not reached', async () => {
    await service.down();
    const { code, error } = await line.json(env, 'soap', 'target', 'test', ...PERMITS);
    expect([code, error?.code]).toEqual([1, 'soap-target.unreachable']);
    await service.up();
  });
});

describe('a target that is removed', () => {
  it('stops what has not arrived; that is told when there is one again', async () => {
    await service.answer('server');
    const message = await settled('R-1');
    await called('R-1');
    const removed = await line.json(env, 'soap', 'target', 'remove', ...PERMITS);
    expect(removed.answer).toMatchObject({ stopped: 1 });
    expect(await confirmation(message.id, 'stopped')).toMatchObject({ lastError: { code: 'soap-target.removed' } });
    expect((await line.json(env, 'soap', 'target', 'remove', ...PERMITS)).error?.code).toBe('soap-target.not-set');
  });
});
