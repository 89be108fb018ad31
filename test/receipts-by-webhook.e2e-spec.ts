// Receipts by webhook, with real hubs on RabbitMQ: signed, once for each submission, tried until they are taken, visible
// and releasable, and no receiver holds up another.
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { administer, type Setup } from '@fachwerk/hub/administer';
import { compactVerify, createRemoteJWKSet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Schemas } from '../apps/hub/src/json/schemas.js';
import { root } from './fixtures.js';
import { CommandLine, type CommandSettings } from './harness/command-line.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { Receiver, type Received } from './harness/receiver.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

const JSON_TYPE = 'application/json';
const isWebhook = new Schemas(join(root, 'schemas')).check('hub/webhook.json');
const PERMITS = ['--tenant', 'demo', '--procedure', 'building-permits'];

let setUp: SetUp;
let line: CommandLine;
let env: CommandSettings;
let permits: Procedure;
let operator: Procedure;
let receiver: Receiver;
const secrets: string[] = [];
beforeAll(async () => {
  // So long that whoever hangs does so until the end of the test.
  setUp = await startSetUp('rabbitmq', { WEBHOOK_TIMEOUT_MS: '60000', LOG_LEVEL: 'debug' });
  line = await CommandLine.open();
  env = { DATABASE_URL: setUp.database.url, WEBHOOK_LOOPBACK: 'true' };
  permits = await setUp.hub.procedure('building-permits');
  operator = await setUp.hub.operator();
  receiver = await Receiver.open();
});
afterAll(async () => {
  await receiver.down();
  await setUp.remove();
  await line.close();
});

const set = <T>(work: (setup: Setup, tenant: string) => Promise<T>): Promise<T> =>
  administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async (setup) =>
    work(setup, (await setup.administration.tenantId('demo'))!),
  );

/** Sends permits and waits until they are settled. @returns their states */
async function settled(procedure: Procedure, ...numbers: readonly string[]): Promise<readonly { id: string }[]> {
  const sent = await Promise.all(
    numbers.map((number) => procedure.sendUntilAccepted(permit(number), { mime: JSON_TYPE })),
  );
  return Promise.all(sent.map((id) => procedure.settled(id)));
}

const takenOf = (key: string): Received | undefined => receiver.taken.find(({ body }) => body.key === key);

/** As somebody would write it who has read the description alone. */
function isSignedBy(secret: string, { headers, text }: Received): boolean {
  const parts = String(headers['fachwerk-signature']).split(',');
  const t = parts.find((part) => part.startsWith('t='))!.slice(2);
  const mac = createHmac('sha256', secret).update(t).update('.').update(text, 'utf8').digest('hex');
  const fresh = Math.abs(Date.now() / 1000 - Number(t)) < 300;
  return fresh && t === headers['fachwerk-timestamp'] && parts.includes(`v1=${mac}`);
}

describe('a procedure with a webhook', () => {
  it('is told nothing of what was settled before', async () => {
    await settled(permits, 'W-0');
    const made = await line.reveal(env, 'webhook', 'set', ...PERMITS, '--url', receiver.url);
    expect(made.stdout).toMatch(/^fwh_[\w-]{43}\n$/);
    secrets.push(made.stdout.trim());
    expect(made.stderr).not.toContain(secrets[0]);
    expect(await line.json(env, 'webhook', 'test', ...PERMITS)).toMatchObject({
      code: 0,
      answer: { delivered: true, status: 204 },
    });
    expect(receiver.requests).toHaveLength(1);
    expect(receiver.taken).toMatchObject([{ body: { state: 'test', procedure: 'building-permits' } }]);
    expect(isWebhook(receiver.taken[0]!.body)).toEqual([]);
    expect(isSignedBy(secrets[0]!, receiver.taken[0]!)).toBe(true);
  });

  it('gets the receipt of what is filed, signed twice over', async () => {
    const [message] = await settled(permits, 'W-1');
    const received = await until('the receipt comes', () => takenOf('W-1'));
    expect(isWebhook(received.body)).toEqual([]);
    expect(received.body).toMatchObject({ messageId: message!.id, state: 'filed', delivery: received.delivery });
    expect(isSignedBy(secrets[0]!, received)).toBe(true);
    expect(isSignedBy('fwh_another', received)).toBe(false);
    expect(isSignedBy(secrets[0]!, { ...received, text: received.text.replace('W-1', 'W-2') })).toBe(false);
    const keys = createRemoteJWKSet(new URL(`${setUp.hub.baseUrl}/.well-known/jwks.json`));
    const { payload } = await compactVerify(received.body.receiptJws, keys);
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual(received.body.receipt);

    const shown = await until('it is written down', async () => {
      const { confirmation } = await permits.message(message!.id);
      return confirmation.state === 'delivered' && confirmation;
    });
    expect(shown).toEqual({
      state: 'delivered',
      attempts: 1,
      lastError: null,
      nextAt: null,
      endedAt: expect.any(String),
    });
  });

  it('gets the reason of what is rejected, and nothing of what is parked or comes again', async () => {
    const parcels = JSON.stringify({
      permit: { number: 'W-2', project: 'Carport', parcels: [], appliedOn: '2026-02-02', grantedOn: '2026-05-18' },
    });
    const { body } = await permits.send(parcels, { mime: JSON_TYPE });
    const rejected = await permits.settled(body.id);
    const received = await until('the reason comes', () =>
      receiver.taken.find((one) => one.body.messageId === body.id),
    );
    expect(isWebhook(received.body)).toEqual([]);
    expect(received.body).toMatchObject({ state: 'rejected', error: { code: rejected.error.code } });
    expect(received.body.error.sentence).toEqual(rejected.error.sentence);
    expect(received.body).not.toHaveProperty('receipt');

    const [again] = await settled(permits, 'W-1');
    expect(again).toMatchObject({ state: 'filed', confirmation: { state: 'delivered' } });
    const parked = await permits.send(permit('W-1', { project: 'Tower' }), { mime: JSON_TYPE });
    expect((await permits.settled(parked.body.id)).state).toBe('parked');
    expect(await permits.message(parked.body.id)).not.toHaveProperty('confirmation');
    const { deliveries } = (await operator.get('/v1/outbox')).body;
    expect(deliveries.map(({ key, outcome }: Record<string, string>) => [key, outcome])).toEqual([
      [received.body.key, 'rejected'],
      ['W-1', 'filed'],
    ]);
  });

  it('changes its secret without missing a receipt', async () => {
    const made = await line.reveal(env, 'webhook', 'rotate', ...PERMITS);
    secrets.push(made.stdout.trim());
    expect((await line.json(env, 'webhook', 'rotate', ...PERMITS)).error?.code).toBe('webhook.rotating');
    await settled(permits, 'W-3');
    const both = await until('a receipt comes', () => takenOf('W-3'));
    expect(secrets.map((secret) => isSignedBy(secret, both))).toEqual([true, true]);

    expect((await line.json(env, 'webhook', 'rotate', ...PERMITS, '--retire-old')).code).toBe(0);
    expect((await line.json(env, 'webhook', 'rotate', ...PERMITS, '--retire-old')).error?.code).toBe(
      'webhook.not-rotating',
    );
    await settled(permits, 'W-4');
    const one = await until('a receipt comes', () => takenOf('W-4'));
    expect(secrets.map((secret) => isSignedBy(secret, one))).toEqual([false, true]);
    expect(String(one.headers['fachwerk-signature']).match(/v1=/g)).toHaveLength(1);
  });
});

describe('a receiver that is down', () => {
  it('gets everything once when it is back', async () => {
    await receiver.down();
    const numbers = Array.from({ length: 30 }, (_, number) => `D-${number}`);
    const messages = await settled(permits, ...numbers);
    const shown = await until('it is shown', async () => {
      const { confirmation } = await permits.message(messages[0]!.id);
      return confirmation.attempts > 0 && confirmation.lastError !== null && confirmation;
    });
    expect(shown).toMatchObject({ state: 'pending', lastError: { code: 'webhook.unreachable' } });
    expect(shown.lastError.sentence.de).toContain('ECONNREFUSED');
    expect(new Date(shown.nextAt).getTime()).toBeGreaterThan(Date.now() - 60_000);
    const pending = (await operator.get('/v1/outbox?state=pending&procedure=building-permits')).body.deliveries;
    expect(pending).toHaveLength(30);
    await until('metrics tell', async () => {
      const { body } = await operator.get('/metrics');
      return (
        /fachwerk_receipts_pending\{procedure="building-permits"\} 30\n/.test(body) &&
        /oldest_seconds\{.*\} \d/.test(body)
      );
    });

    await receiver.up();
    await until('all have come', () => numbers.every((number) => takenOf(number) !== undefined), 60_000);
    await until('all is written down', async () => {
      return (await operator.get('/v1/outbox?state=pending')).body.deliveries.length === 0;
    });
    expect([...receiver.counts().values()].every((count) => count === 1)).toBe(true);
  });

  it('can be asked at once by an operator, and nobody else', async () => {
    receiver.answering = 410;
    const [message] = await settled(permits, 'S-1');
    const [stopped] = await until('it is stopped', async () => {
      const { deliveries } = (await operator.get('/v1/outbox?state=stopped')).body;
      return deliveries.length > 0 && deliveries;
    });
    expect(stopped).toMatchObject({
      messageId: message!.id,
      attempts: 1,
      nextAt: null,
      lastError: { code: 'webhook.gone' },
    });
    receiver.answering = 302;
    const release = `/v1/outbox/${stopped.id}/release`;
    expect((await permits.request(release, { method: 'POST' })).status).toBe(403);
    expect((await permits.get('/v1/outbox')).status).toBe(403);
    expect(await operator.request(release, { method: 'POST' })).toMatchObject({
      status: 202,
      body: { state: 'pending' },
    });
    await until('a redirect is no success', async () => {
      const { confirmation } = await permits.message(message!.id);
      return confirmation.lastError?.code === 'webhook.status' && confirmation.state === 'pending';
    });
    const demo = ['--demo', setUp.hub.dataDir];
    const listed = await line.json({}, 'webhooks', 'list', '--state', 'pending', ...demo);
    expect(listed.answer.deliveries).toMatchObject([{ id: stopped.id, key: 'S-1', releasedBy: 'operator' }]);
    const freed = await line.json({}, 'webhooks', 'release', stopped.id, ...demo);
    expect(freed.answer).toEqual({ deliveries: [{ id: stopped.id, released: true }] });
    // Only now: on a busy machine the next try would come before the command line does.
    receiver.answering = 204;
    const received = await until('it comes', () => takenOf('S-1'));
    expect(received.delivery).toBe(stopped.id);
    const again = await until('it is delivered', async () => {
      const answer = await line.json({}, 'webhooks', 'release', stopped.id, ...demo);
      return answer.code === 1 && answer.answer.deliveries[0].error.code === 'outbox.delivered' && answer;
    });
    expect(again.error?.code).toBe('deliveries.not-released');
    const unknown = await operator.request(`/v1/outbox/${message!.id}/release`, { method: 'POST' });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'outbox.not-found' } });
  });
});

describe('one receiver that is dead and one that hangs', () => {
  const NAMES = ['dead', 'hanging', 'well'] as const;
  const own = {} as Record<(typeof NAMES)[number], { procedure: Procedure; receiver: Receiver }>;
  beforeAll(async () => {
    let lastKey = '';
    await set(async ({ administration, webhooks }, tenant) => {
      for (const name of NAMES) {
        const facts = { name, title: name, connector: 'building-permits', settings: { filePlanCode: '632.6' } };
        await administration.createProcedure(tenant, facts);
        const key = await administration.createKey(tenant, name, 'first');
        const end = await Receiver.open(name === 'hanging' ? 'hang' : 204);
        await webhooks.set(tenant, name, end.url, true);
        own[name] = { procedure: setUp.hub.procedureWith(name, key), receiver: end };
        lastKey = key;
        if (name === 'dead') await end.down();
      }
    });
    await until('the hub knows the last of their keys', () => setUp.hub.knowsKey(lastKey));
  });
  afterAll(() => Promise.all(NAMES.map((name) => own[name].receiver.down())));

  it('delay nobody', async () => {
    const count = 40;
    const numbersOf = (name: string): string[] => Array.from({ length: count }, (_, number) => `${name}-${number}`);
    await Promise.all([
      settled(own.dead.procedure, ...numbersOf('dead')),
      settled(own.hanging.procedure, ...numbersOf('hanging')),
    ]);
    await until('four hang', () => own.hanging.receiver.hanging === 4);
    const states = await settled(own.well.procedure, ...numbersOf('well'));
    const since = performance.now();
    await until('all receipts of the third have come', () => own.well.receiver.taken.length >= count);
    const tookMs = performance.now() - since;
    expect(tookMs).toBeLessThan(10_000);
    // The same four still hang, no fifth was sent there, and the dead one rests.
    expect(own.hanging.receiver.hanging).toBe(4);
    expect(own.hanging.receiver.requests).toHaveLength(4);
    expect(own.well.receiver.keys().size).toBe(count);
    expect(own.well.receiver.taken).toHaveLength(states.length);
    const rows = await set(({ webhooks }, tenant) => webhooks.list(tenant));
    const dead = rows.find(({ procedure }) => procedure === 'dead')!;
    expect(dead.pending).toBe(count);
    expect(dead.failures).toBeGreaterThanOrEqual(5);
    expect(dead.restUntil).toBeInstanceOf(Date);
  });

  it('what waits is stopped when the webhook is removed, and goes on when there is one again', async () => {
    const removed = await line.json(env, 'webhook', 'remove', '--tenant', 'demo', '--procedure', 'dead');
    expect(removed.answer).toMatchObject({ stopped: 40 });
    const [first] = (await operator.get('/v1/outbox?state=stopped&procedure=dead')).body.deliveries;
    expect(first.lastError.code).toBe('webhook.removed');
    const release = (): Promise<{ status: number; body: { code: string } }> =>
      operator.request(`/v1/outbox/${first.id}/release`, { method: 'POST' });
    expect(await release()).toMatchObject({ status: 404, body: { code: 'webhook.not-set' } });
    await own.dead.receiver.up();
    await set(({ webhooks }, tenant) => webhooks.set(tenant, 'dead', own.dead.receiver.url, true));
    expect((await release()).status).toBe(202);
    await until('it comes', () => own.dead.receiver.counts().get(first.id) === 1);
    expect(own.dead.receiver.taken).toHaveLength(1);
  });

  it('a webhook that is switched off keeps what it has to send', async () => {
    const { url } = own.well.receiver;
    await set(({ webhooks }, tenant) => webhooks.set(tenant, 'well', url, false));
    const [message] = await settled(own.well.procedure, 'later');
    const { confirmation } = await own.well.procedure.message(message!.id);
    expect(confirmation).toEqual({ state: 'pending', attempts: 0, lastError: null, nextAt: null, endedAt: null });
    await set(({ webhooks }, tenant) => webhooks.set(tenant, 'well', url, true));
    await until('it comes', () => own.well.receiver.keys().has('later'));
  });

  it('pages through the outbox without missing or repeating one', async () => {
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = (await operator.get(`/v1/outbox?limit=7${after === undefined ? '' : `&after=${after}`}`)).body;
      ids.push(...page.deliveries.map(({ id }: { id: string }) => id));
      after = page.after;
    } while (after !== undefined);
    const all = (await operator.get('/v1/outbox?limit=500')).body.deliveries.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(all);
    expect(new Set(ids).size).toBe(ids.length);
    for (const wrong of ['state=lost', 'after=1', 'limit=0']) {
      expect((await operator.get(`/v1/outbox?${wrong}`)).body.code).toBe('request.invalid');
    }
    expect((await operator.get('/v1/outbox?procedure=nobody')).body.code).toBe('procedure.not-found');
  });
});

it('neither logs nor shows a secret, a body or an address', async () => {
  const hooks = await line.run(env, 'webhook', 'list', '--tenant', 'demo');
  expect(hooks.stdout).toContain(receiver.url);
  const log = setUp.hub.log.join('\n');
  expect(log).toContain('receipt delivered');
  expect(log).toContain('webhook.unreachable');
  for (const text of [...secrets, '/receipts', 'Carport', 'W-1"']) expect(log).not.toContain(text);
  for (const secret of secrets) expect(line.written).not.toContain(secret);
});
