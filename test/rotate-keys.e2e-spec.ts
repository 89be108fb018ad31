// Keys are changed while messages come and receipts go, through two processes: every receipt can be checked, every id is
// known wherever it is asked for, and what is sent again is the same message as before.
import { administer } from '@fachwerk/hub/administer';
import { createHmac } from 'node:crypto';
import { compactVerify, createLocalJWKSet, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandLine } from './harness/command-line.js';
import { query } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { Receiver } from './harness/receiver.js';
import type { SetUp } from './harness/set-ups.js';
import { SignedIn } from './harness/signed-in.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';

const PASSWORD = 'correct horse battery';
const settings = { KEY_ANNOUNCE_SECONDS: '5' };

let setUp: SetUp;
let second: HubProcess;
/** The same procedure, through either process. */
let doors: readonly [Procedure, Procedure];
let provider: SignedIn;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq', settings);
  const shared = { DATABASE_URL: setUp.database.url, AMQP_URL: setUp.brokerUrl! };
  second = await HubProcess.start({ ...shared, ...settings, CONTENT_DIR: `${setUp.hub.dataDir}/content` });
  const key = await setUp.hub.keyOf('xrechnung');
  doors = [setUp.hub.procedureWith('xrechnung', key), second.procedureWith('xrechnung', key)];
  await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
    const tenant = (await administration.tenantId('demo'))!;
    await administration.createPerson(tenant, 'pia', PASSWORD, 'provider-administrator');
  });
  provider = await SignedIn.as(setUp.hub.baseUrl, 'pia@demo', PASSWORD);
});
afterAll(async () => {
  await second.remove();
  await setUp.remove();
});

interface Key {
  readonly kid: string;
  readonly purpose: string;
  readonly state: string;
  readonly usedFrom: string;
  readonly usedUntil?: string;
}

async function keysOf(purpose: string): Promise<readonly Key[]> {
  const { keys } = (await provider.get('/v1/keys')).body as { keys: readonly Key[] };
  return keys.filter((key) => key.purpose === purpose);
}

const kidOf = ({ receiptJws }: Answer['body']): string => decodeProtectedHeader(receiptJws as string).kid!;

describe('rotating under load', () => {
  it('loses no receipt, doubles no message, and forgets no id', { timeout: 120_000 }, async () => {
    const sent = new Map<string, string>();
    let over = false;
    const sending = doors.map(async (door, which) => {
      for (let number = 0; !over; number += 1) {
        const key = `R-${which}-${number}`;
        const id = await door.sendUntilAccepted(invoice(key), { key });
        sent.set(key, id);
        // Whoever is asked knows it, though no worker may have seen it: the id alone tells.
        const asked = await doors[1 - which]!.get(`/v1/messages/${id}`);
        expect(asked.status, key).toBe(200);
      }
    });
    const first = await until('something is filed', () => [...sent.values()][0]);
    const before = await doors[0].settled(first);
    expect(kidOf(before)).toBe('receipt-1');

    const rotated = await provider.post('/v1/keys/rotate', { purpose: 'receipt' });
    expect(rotated).toMatchObject({ status: 201, body: { kid: 'receipt-2', state: 'announced' } });
    expect(await provider.post('/v1/keys/rotate', { purpose: 'message-id' })).toMatchObject({
      status: 201,
      body: { kid: 'message-id-2', state: 'announced' },
    });
    const again = await provider.post('/v1/keys/rotate', { purpose: 'receipt' });
    expect(again).toMatchObject({ status: 409, body: { code: 'key.announced' } });
    // Whoever keeps the public keys has them before anything is signed with them.
    const announced = (await provider.get('/.well-known/jwks.json')).body.keys;
    expect(announced.map(({ kid }: { kid: string }) => kid)).toEqual(['receipt-2', 'receipt-1']);

    await until('the new key is in use', async () => (await keysOf('receipt'))[0]?.state === 'in-use');
    const count = sent.size;
    await until('some more are sent', () => sent.size >= count + 40);
    over = true;
    await Promise.all(sending);

    const keys = createLocalJWKSet((await provider.get('/.well-known/jwks.json')).body);
    const signedBy = new Set<string>();
    for (const id of sent.values()) {
      const message = await doors[0].settled(id);
      expect(message.state).toBe('filed');
      const { payload } = await compactVerify(message.receiptJws, keys);
      expect(JSON.parse(Buffer.from(payload).toString('utf8')).messageId).toBe(id);
      signedBy.add(kidOf(message));
      // A process knows of the new key long before it is to use it.
      const late = Date.parse(message.receipt.filedAt) - Date.parse(rotated.body.usedFrom);
      if (late >= 0) expect(kidOf(message), message.receipt.filedAt).toBe('receipt-2');
      if (late < -1_000) expect(kidOf(message), message.receipt.filedAt).toBe('receipt-1');
    }
    expect([...signedBy].toSorted()).toEqual(['receipt-1', 'receipt-2']);

    for (const [key, id] of [...sent].slice(0, 5)) {
      const repeated = await doors[1].sendUntilAccepted(invoice(key), { key });
      expect(repeated).not.toBe(id);
      expect(await doors[1].settled(repeated)).toMatchObject({ state: 'filed', duplicateOf: id });
    }
    const books = await doors[0].booksWhen('all is counted', ({ filed }) => filed === sent.size);
    expect(books).toMatchObject({ accepted: sent.size, duplicates: 5, balanced: true });
  });

  it('is in the lists, without a secret, and in the journal', async () => {
    const [used, old] = await keysOf('message-id');
    expect(used).toMatchObject({ kid: 'message-id-2', state: 'in-use' });
    expect(old).toMatchObject({ kid: 'message-id-1', state: 'checks', usedUntil: used!.usedFrom });
    const secrets = await query<{ secret: Record<string, string> }>(
      setUp.database.migrateUrl,
      `SELECT secret FROM key_ring`,
    );
    const listed = JSON.stringify((await provider.get('/v1/keys')).body);
    const log = setUp.hub.log.join('\n');
    const { entries } = (await provider.get('/v1/journal?action=key.rotated')).body;
    const told = secrets.map(({ secret }) => secret['key'] ?? secret['d']!);
    expect(told.map((value) => value.length > 40)).toEqual([true, true, true, true]);
    for (const value of told) {
      expect(listed).not.toContain(value);
      expect(log).not.toContain(value);
      expect(JSON.stringify(entries)).not.toContain(value);
    }
    expect(entries.map(({ actor, subject }: Answer['body']) => [actor, subject.id])).toEqual([
      ['pia', 'message-id-2'],
      ['pia', 'receipt-2'],
    ]);
  });
});

describe('the secret of a webhook', () => {
  it('changes with both signatures until the old one is retired', async () => {
    const receiver = await Receiver.open();
    const env = { FACHWERK_DATABASE_URL: setUp.database.url };
    const old = await administer(env, async ({ administration, webhooks }) => {
      const tenant = (await administration.tenantId('demo'))!;
      return webhooks.set(tenant, 'xrechnung', receiver.url, true);
    });
    const cli = await CommandLine.open();
    const login = { URL: setUp.hub.baseUrl, USER: 'pia@demo', PASSWORD };
    const ran = await cli.json(login, 'keys', 'rotate', 'webhook', '--procedure', 'xrechnung');
    expect(ran).toMatchObject({ code: 0, answer: { purpose: 'webhook', procedure: 'xrechnung' } });
    const { secret } = ran.answer as { secret: string };
    await doors[0].settled(await doors[0].sendUntilAccepted(invoice('W-1'), { key: 'W-1' }));
    const received = await until('the receipt came', () => receiver.taken.find(({ body }) => body.key === 'W-1'));
    const timestamp = received.headers['fachwerk-timestamp'];
    const signatures = String(received.headers['fachwerk-signature']).split(',').slice(1);
    const by = (key: string): string =>
      `v1=${createHmac('sha256', key)
        .update(`${String(timestamp)}.${received.text}`)
        .digest('hex')}`;
    expect(signatures).toEqual([by(old!), by(secret)]);

    const listed = await cli.run(login, 'keys', 'list');
    expect(listed.stdout).toMatch(/xrechnung 1 +webhook[^]*xrechnung 2 +webhook/);
    const more = await provider.post('/v1/procedures/xrechnung/webhook/rotate');
    expect(more).toMatchObject({ status: 409, body: { code: 'webhook.rotating' } });
    expect(
      await cli.json(login, 'keys', 'rotate', 'webhook', '--procedure', 'xrechnung', '--retire-old'),
    ).toMatchObject({ code: 0 });
    const { webhooks } = (await provider.get('/v1/keys')).body;
    expect(webhooks).toEqual([{ procedure: 'xrechnung', generation: 2, createdAt: expect.any(String) }]);
    const { entries } = (await provider.get('/v1/journal?subject=procedure/xrechnung')).body;
    expect(entries.map(({ action }: Answer['body']) => action).slice(0, 3)).toEqual([
      'webhook.secret-retired',
      'webhook.secret-rotated',
      'webhook.set',
    ]);
    await cli.close();
    await receiver.down();
  });

  it.each([
    [{ purpose: 'webhook' }, 400, 'request.invalid'],
    [{ purpose: 'receipt', procedure: 'xrechnung' }, 400, 'request.invalid'],
    [{ purpose: 'other' }, 400, 'request.invalid'],
  ])('is not made for %j', async (asked, status, code) => {
    expect(await provider.post('/v1/keys/rotate', asked)).toMatchObject({ status, body: { code } });
  });
});
