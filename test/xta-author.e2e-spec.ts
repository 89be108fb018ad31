// The hub sends by an XTA server that was written for this: message files of an operator, and receipts of a procedure. Each
// arrives once, under one MessageID however often it is tried, and a receipt is delivered when its report is green.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Schemas } from '../apps/hub/src/json/schemas.js';
import { join } from 'node:path';
import { root } from './fixtures.js';
import { CommandLine, type CommandSettings, type RanAsJson } from './harness/command-line.js';
import { query } from './harness/databases.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { XtaServer, type Taken } from './harness/xta-server.js';
import { permit } from './permit.js';

const isWebhook = new Schemas(join(root, 'schemas')).check('hub/webhook.json');
const PERMITS = ['--tenant', 'demo', '--procedure', 'building-permits'];
const TO = ['--reader', 'archive-of-the-county', '--service', 'urn:county:archive'];

let setUp: SetUp;
let line: CommandLine;
let env: CommandSettings;
let permits: Procedure;
let operator: Procedure;
let server: XtaServer;
beforeAll(async () => {
  setUp = await startSetUp('database', { LOG_LEVEL: 'debug', WEBHOOK_TIMEOUT_MS: '3000' });
  line = await CommandLine.open();
  env = { DATABASE_URL: setUp.database.url, WEBHOOK_LOOPBACK: 'true', WEBHOOK_TIMEOUT_MS: '3000' };
  permits = await setUp.hub.procedure('building-permits');
  operator = await setUp.hub.operator();
  server = await XtaServer.open();
  const password = await line.file('password', 'only for tests\n');
  const args = [...PERMITS, '--url', server.url, '--party', 'city', '--user', 'city', '--password-file', password];
  const ran = await line.json(env, 'xta', 'source', 'set', ...args, '--no-fetch');
  if (ran.code !== 0) throw new Error(JSON.stringify(ran.error));
});
afterAll(async () => {
  await setUp.remove();
  await server.close();
  await line.close();
});
afterEach(() => {
  server.mishap = () => undefined;
  server.refusesKnown = false;
  server.onTaken = () => undefined;
  server.taken.clear();
  server.asked.length = 0;
});

/** `fachwerk xta send`. */
const send = (file: string, ...more: readonly string[]): Promise<RanAsJson> =>
  line.json(env, 'xta', 'send', file, '--tenant', 'demo', '--source', 'building-permits', ...TO, ...more);

describe('a message file', () => {
  it('is sent with its attachments, and its report is waited for', async () => {
    const file = await line.file('message.xml', '<a/>');
    const plan = await line.file('plan.pdf', '%PDF-1.7 plan');
    const ran = await send(file, '--attach', plan, '--subject', 'Über <alles>', '--wait');
    expect(ran).toMatchObject({ code: 0, answer: { messages: [{ state: 'green' }] } });
    const [taken] = [...server.taken.values()] as [Taken];
    expect(ran.answer.messages[0].messageId).toBe(taken.messageId);
    expect(taken).toMatchObject({
      times: 1,
      message: { contentType: 'application/xml', fileName: 'message.xml', bytes: Buffer.from('<a/>') },
      attachments: [{ contentType: 'application/pdf', fileName: 'plan.pdf', bytes: Buffer.from('%PDF-1.7 plan') }],
    });
    expect(taken.metaData).toContain('archive-of-the-county');
    expect(taken.metaData).toContain('Über &lt;alles&gt;');
    const [asked] = server.asked;
    expect(asked!.authorization).toBe(`Basic ${Buffer.from('city:only for tests').toString('base64')}`);
    expect(line.written).not.toContain('only for tests');
  });

  it.each(['cut-before', 'cut-after', 'cut-within'] as const)(
    'is sent again under the same MessageID when the connection breaks: %s',
    async (how) => {
      let left = 2;
      server.mishap = ({ operation }) => (operation === 'sendMessage' && left-- > 0 ? how : undefined);
      const ran = await send(await line.file('message.xml', '<a/>'));
      expect(ran, JSON.stringify(ran)).toMatchObject({ code: 0, answer: { messages: [{ state: 'sent' }] } });
      expect(server.times('createMessageId')).toBe(1);
      expect(server.times('sendMessage')).toBe(3);
      expect([...server.taken.values()]).toMatchObject([{ times: how === 'cut-before' ? 1 : 3 }]);
    },
  );

  it('counts as sent when the server says that it knows the MessageID from a try before', async () => {
    server.refusesKnown = true;
    let left = 1;
    server.mishap = ({ operation }) => (operation === 'sendMessage' && left-- > 0 ? 'cut-after' : undefined);
    expect(await send(await line.file('message.xml', '<a/>'), '--wait')).toMatchObject({ code: 0 });
  });

  it('that is refused is told so, and not repeated', async () => {
    server.mishap = ({ operation }) =>
      operation === 'sendMessage' ? { fault: 'MessageSchemaViolationException', number: '9050' } : undefined;
    const ran = await send(await line.file('message.xml', '<a/>'));
    expect(ran).toMatchObject({ code: 1, error: { code: 'xta-client.schema-violation' } });
    expect(server.times('sendMessage')).toBe(1);
  });
});

describe('receipts', () => {
  /** The state of one receipt, with what was taken of it. */
  const confirmation = async (id: string): Promise<Answer['body']> => (await permits.message(id)).confirmation;
  const settled = async (number: string, options: { key?: string } = {}): Promise<string> => {
    const id = await permits.sendUntilAccepted(permit(number), { mime: 'application/json', ...options });
    await permits.settled(id);
    return id;
  };
  const takenOf = (key: string): Promise<Taken> =>
    until(`the receipt of ${key} comes`, () =>
      [...server.taken.values()].find(({ message }) => JSON.parse(message.bytes.toString()).key === key),
    );

  it('need a source and no webhook', async () => {
    const invoices = ['--tenant', 'demo', '--procedure', 'xrechnung'];
    expect(await line.json(env, 'xta', 'target', 'set', ...invoices, ...TO)).toMatchObject({
      error: { code: 'xta-client.source-not-set' },
    });
    expect(await line.json(env, 'xta', 'target', 'set', ...PERMITS, ...TO)).toMatchObject({ code: 0 });
    expect(await line.json(env, 'webhook', 'set', ...PERMITS, '--url', 'http://127.0.0.1:9/')).toMatchObject({
      error: { code: 'xta-client.target-set' },
    });
    expect(await line.json(env, 'xta', 'source', 'remove', ...PERMITS)).toMatchObject({
      error: { code: 'xta-client.source-in-use' },
    });
    expect((await line.json(env, 'webhook', 'list', '--tenant', 'demo')).answer.webhooks).toEqual([]);
  });

  it('arrive once, as answers to the message', async () => {
    const key = 'urn:de:test:messageid:of-the-sender';
    const id = await settled('A-1', { key });
    const { message, metaData, messageId } = await takenOf(key);
    const body = JSON.parse(message.bytes.toString()) as Answer['body'];
    expect(isWebhook(body)).toEqual([]);
    expect(body).toMatchObject({ state: 'filed', messageId: id });
    expect(metaData).toContain(`>${key}<`);
    expect(metaData).toContain('archive-of-the-county');
    await until('it is delivered', async () => (await confirmation(id)).state === 'delivered');
    expect(server.taken.get(messageId)).toMatchObject({ times: 1 });
  });

  it('leave the outbox one day, with their MessageIDs', async () => {
    const { url, migrateUrl } = setUp.database;
    expect(await query(migrateUrl, 'SELECT FROM xta_delivery WHERE sent_at IS NOT NULL')).toHaveLength(1);
    await query(migrateUrl, `UPDATE outbox SET ended_at = now() - interval '10 days' WHERE state = 'delivered'`);
    const drop = `SELECT fachwerk_drop_deliveries(now() - interval '8 days', 10) AS dropped`;
    expect(await query(url, drop, [], 'fachwerk_system')).toEqual([{ dropped: 1 }]);
    expect(await query(migrateUrl, 'SELECT FROM xta_delivery')).toEqual([]);
  });

  it('wait until the report is green', async () => {
    server.mishap = ({ operation }) => (operation === 'getTransportReport' ? 'hang' : undefined);
    const id = await settled('A-2');
    const { messageId } = await takenOf('A-2');
    server.reports.set(messageId, { status: 0 });
    server.mishap = () => undefined;
    await until('its report was asked for twice', () => server.times('getTransportReport') > 2, 60_000);
    expect(await confirmation(id)).toMatchObject({ state: 'pending' });
    server.reports.set(messageId, { status: 2, reason: 'slow' });
    await until(
      'the warning is shown',
      async () => (await confirmation(id)).lastError?.code === 'xta-client.report-yellow',
    );
    server.reports.set(messageId, { status: 1 });
    await until('it is delivered', async () => (await confirmation(id)).state === 'delivered', 60_000);
    expect(server.taken.get(messageId)).toMatchObject({ times: 1 });
    expect(server.times('createMessageId')).toBe(1);
  }, 150_000);

  it('that do not arrive are stopped with the reason; released, they are another message', async () => {
    server.onTaken = ({ messageId }) => {
      if (server.taken.size === 1) server.reports.set(messageId, { status: 3, reason: 'mailbox is full' });
    };
    const id = await settled('A-3');
    const stopped = await until('it is stopped', async () => {
      const now = await confirmation(id);
      return now.state === 'stopped' && now;
    });
    expect(stopped.lastError).toMatchObject({ code: 'xta-client.report-red' });
    expect(JSON.stringify(stopped.lastError)).toContain('mailbox is full');
    const { deliveries } = (await operator.get('/v1/outbox?state=stopped')).body;
    await operator.post(`/v1/outbox/${deliveries[0].id}/release`);
    await until('it is delivered', async () => (await confirmation(id)).state === 'delivered');
    expect(server.taken.size).toBe(2);
  });

  it('are not sent again when their report cannot be had, and open no circuit', async () => {
    server.mishap = ({ operation }) =>
      operation === 'getTransportReport' ? { fault: 'XTAWSTechnicalProblemException', number: '9030' } : undefined;
    const id = await settled('A-4');
    await until(
      'that is shown',
      async () => (await confirmation(id)).lastError?.code === 'xta-client.technical-problem',
    );
    expect(await query(setUp.database.migrateUrl, 'SELECT failures FROM webhook')).toEqual([{ failures: 0 }]);
    server.mishap = () => undefined;
    await until('it is delivered', async () => (await confirmation(id)).state === 'delivered', 60_000);
    expect(server.times('sendMessage')).toBe(1);
  }, 90_000);

  it.each(['9021', '9024'])(
    'get another MessageID when the server refuses theirs with %s and knows nothing of it',
    async (number) => {
      let left = 1;
      server.mishap = ({ operation }) => {
        if (operation === 'sendMessage' && server.times('createMessageId') === 1)
          return { fault: 'ParameterIsNotValidException', number };
        if (operation === 'getTransportReport' && left-- > 0)
          return { fault: 'XTAWSTechnicalProblemException', number: '9030' };
        return undefined;
      };
      const id = await settled(`I-${number}`);
      await until('it is delivered', async () => (await confirmation(id)).state === 'delivered', 60_000);
      expect(server.times('createMessageId')).toBe(2);
      expect([...server.taken.values()]).toMatchObject([{ times: 1 }]);
    },
    90_000,
  );

  it('stay told when they are refusals that are looked at again while their report is open', async () => {
    server.onTaken = ({ messageId }) => void server.reports.set(messageId, { status: 0 });
    const id = await permits.sendUntilAccepted('{"permit":{"number":"W-1"}}', { mime: 'application/json', key: 'W-1' });
    expect(await permits.settled(id)).toMatchObject({ state: 'rejected' });
    const { messageId } = await takenOf('W-1');
    await until('its report was asked for', () => server.times('getTransportReport') > 0);
    const rerun = await operator.request(`/v1/messages/${id}/rerun`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'looked at again' }),
    });
    expect(rerun.status).toBe(202);
    const row = `SELECT outcome, state FROM outbox JOIN xta_delivery ON outbox_id = outbox.id WHERE message_id = $1`;
    expect(await query(setUp.database.migrateUrl, row, [messageId])).toEqual([
      { outcome: 'rejected', state: 'pending' },
    ]);
    server.reports.set(messageId, { status: 1 });
    await until('it is delivered', async () => {
      const [told] = await query(setUp.database.migrateUrl, row, [messageId]);
      return told?.state === 'delivered';
    });
  }, 90_000);

  it('are stopped when the server does not know them days after it took them', async () => {
    server.onTaken = ({ messageId }) => void server.reports.set(messageId, { status: -1 });
    const id = await settled('L-1');
    await until('that is shown', async () => (await confirmation(id)).lastError?.code === 'xta-client.message-unknown');
    await query(setUp.database.migrateUrl, `UPDATE xta_delivery SET sent_at = sent_at - interval '8 days'`);
    const stopped = await until('it is stopped', async () => {
      const now = await confirmation(id);
      return now.state === 'stopped' && now;
    });
    expect(stopped.lastError).toMatchObject({ code: 'xta-client.report-missing' });
  }, 90_000);

  it.each(['cut-before', 'cut-after', 'cut-within'] as const)(
    'keep their MessageID when the connection breaks: %s',
    async (how) => {
      server.refusesKnown = true;
      const left = new Map([
        ['sendMessage', 1],
        ['createMessageId', 1],
        ['getTransportReport', 1],
      ]);
      server.mishap = ({ operation }) => {
        const times = left.get(operation) ?? 0;
        left.set(operation, times - 1);
        return times > 0 ? how : undefined;
      };
      const id = await settled(`B-${how}`);
      await until('it is delivered', async () => (await confirmation(id)).state === 'delivered', 60_000);
      expect(server.taken.size).toBe(1);
      expect(server.times('createMessageId')).toBe(2);
    },
    90_000,
  );

  it('wait for a server that is away, for as long as it takes, and go when it is back', async () => {
    server.mishap = () => ({ status: 503 });
    const ids: string[] = [];
    for (const number of ['D-1', 'D-2', 'D-3']) ids.push(await settled(number));
    await until(
      'the failure is shown',
      async () => (await confirmation(ids[0]!)).lastError?.code === 'xta-client.status',
    );
    server.mishap = () => undefined;
    for (const id of ids) {
      await until('it is delivered', async () => (await confirmation(id)).state === 'delivered', 90_000);
    }
    expect(server.taken.size).toBe(3);
  }, 200_000);

  it('go to the new reader, as another message, when the target is changed before they have arrived', async () => {
    server.onTaken = ({ messageId }) => void server.reports.set(messageId, { status: 0 });
    const id = await settled('N-1');
    const { messageId } = await takenOf('N-1');
    server.onTaken = () => undefined;
    const other = ['--reader', 'another-county', '--service', 'urn:county:archive'];
    expect(await line.json(env, 'xta', 'target', 'set', ...PERMITS, ...other)).toMatchObject({ code: 0 });
    server.reports.set(messageId, { status: 1 });
    await until('it is delivered', async () => (await confirmation(id)).state === 'delivered', 60_000);
    const sent = [...server.taken.values()];
    expect(sent.map(({ metaData }) => /archive-of-the-county|another-county/.exec(metaData)?.[0])).toEqual([
      'archive-of-the-county',
      'another-county',
    ]);
    expect(await line.json(env, 'xta', 'target', 'set', ...PERMITS, ...TO)).toMatchObject({ code: 0 });
  }, 90_000);

  it('are stopped when the target is removed', async () => {
    server.mishap = () => ({ fault: 'PermissionDeniedException', number: '9010' });
    const id = await settled('E-1');
    await until('it was tried', async () => (await confirmation(id)).lastError !== null);
    expect(await line.json(env, 'xta', 'target', 'remove', ...PERMITS)).toMatchObject({ answer: { stopped: 1 } });
    expect(await confirmation(id)).toMatchObject({
      state: 'stopped',
      lastError: { code: 'xta-client.target-removed' },
    });
    expect(await line.json(env, 'xta', 'source', 'remove', ...PERMITS)).toMatchObject({ code: 0 });
  });
});
