// Two workers send receipts and are killed in the middle of it: every receipt arrives; what comes again is what nobody
// had written down, under the id it had before.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { query } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { Receiver } from './harness/receiver.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

const MESSAGES = 300;
const SLOTS_OF_BOTH = 8;
const settings = { WEBHOOK_TIMEOUT_MS: '1000' };

let setUp: SetUp;
let second: HubProcess;
let permits: Procedure;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.open();
  setUp = await startSetUp('rabbitmq', settings);
  await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration, webhooks }) => {
    const tenant = await administration.tenantId('demo');
    await webhooks.set(tenant!, 'building-permits', receiver.url, true);
  });
  permits = await setUp.hub.procedure('building-permits');
  const shared = { DATABASE_URL: setUp.database.url, AMQP_URL: setUp.brokerUrl! };
  // The content store is shared, as in production.
  const contentDir = `${setUp.hub.dataDir}/content`;
  second = await HubProcess.start({ ...shared, ...settings, ROLES: 'worker', CONTENT_DIR: contentDir });
});
afterAll(async () => {
  await receiver.down();
  await second.remove();
  await setUp.remove();
});

it('loses no receipt, and repeats only what was under way', { timeout: 180_000 }, async () => {
  // Between the receiver's yes and the worker's hearing of it: the receiver has it, and nobody else knows.
  let cut: Promise<unknown> | undefined;
  receiver.answering = (received, response) => {
    receiver.taken.push(received);
    if (receiver.taken.length >= MESSAGES / 3) cut ??= Promise.all([setUp.hub.kill(), second.kill()]);
    if (cut === undefined) response.writeHead(204).end();
    else response.destroy();
  };
  const keys = Array.from({ length: MESSAGES }, (_, number) => `K-${number}`);
  const send = async (key: string): Promise<void> => {
    const options = { key, mime: 'application/json' };
    await until(`${key} is accepted`, () =>
      permits.send(permit(key), options).then(
        ({ status }) => status === 202,
        () => false,
      ),
    );
  };
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let key = keys[next++]; key !== undefined; key = keys[next++]) await send(key);
  };
  const senders = Promise.all(Array.from({ length: 8 }, sender));

  await until('it is the moment', () => cut !== undefined);
  await cut;
  const { url } = setUp.database;
  const delivered = await deliveredIn(url);
  const before = receiver.taken.length;
  expect(delivered.length).toBeGreaterThan(0);
  receiver.answering = 204;
  await Promise.all([setUp.hub.start(), second.start()]);
  await senders;
  await permits.booksWhen('everything is settled', ({ filed }) => filed === MESSAGES, 60_000);
  await until('everything is delivered', async () => (await deliveredIn(url)).length === MESSAGES, 90_000);

  expect([...receiver.keys()].toSorted()).toEqual(keys.toSorted());
  const counts = receiver.counts();
  expect(counts.size).toBe(MESSAGES);
  const repeated = [...counts].filter(([, count]) => count > 1);
  expect(repeated.length).toBeGreaterThan(0);
  expect(repeated.length).toBeLessThanOrEqual(SLOTS_OF_BOTH);
  expect(receiver.taken.length - MESSAGES).toBe(repeated.length);
  for (const id of delivered) expect(counts.get(id)).toBe(1);
  expect(before).toBeLessThan(MESSAGES);
});

async function deliveredIn(url: string): Promise<readonly string[]> {
  const statement = `SELECT id FROM outbox WHERE state = 'delivered'`;
  return (await query<{ id: string }>(url, statement, [], 'fachwerk_system')).map(({ id }) => id);
}
