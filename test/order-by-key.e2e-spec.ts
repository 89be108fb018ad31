// `order: by-key`: whatever happens on the way, messages of an order key are filed in the order in which they were accepted.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query, type TestDatabase } from './harness/databases.js';
import { HubProcess, type HubSettings } from './harness/hub-process.js';
import type { Procedure } from './harness/procedure.js';
import { newBroker, newDatabase } from './harness/provided.js';
import { RulesService } from './harness/rules-service.js';
import { exchanges } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';

const KEYS = 20;
const EACH = 10;
const ALL = KEYS * EACH;
const WORKERS = ['worker-1', 'worker-2'] as const;
type Worker = (typeof WORKERS)[number];
const SETTLED_MS_MAX = 180_000;
const TEST_MS_MAX = 400_000;

/** Of the even order keys every sixth message cannot be checked at first, and is delayed. */
const isDelayedAtFirst = (document: string): boolean => {
  const [, key, version] = /<cbc:Note>(\d+) (\d+)</.exec(document) ?? [];
  return Number(key) % 2 === 0 && Number(version) % 6 === 2;
};

describe.each(exchanges)('order by key with the exchange on %s', (exchange) => {
  let database: TestDatabase;
  let contentDir: string;
  let rules: RulesService;
  let front: HubProcess;
  let workers: Readonly<Record<Worker, HubProcess>>;
  let sender: Procedure;
  let operator: Procedure;

  beforeAll(async () => {
    database = await newDatabase();
    contentDir = await mkdtemp(join(tmpdir(), 'fachwerk-order-'));
    rules = await RulesService.open(isDelayedAtFirst);
    const settings: HubSettings = {
      DATABASE_URL: database.url,
      CONTENT_DIR: contentDir,
      DELAY_LADDER_MS: '300,600',
      RULES_TIMEOUT_MS: '60000',
      // The broker gives up on a process that is frozen after two of these.
      ...(exchange === 'rabbitmq' ? { AMQP_URL: `${await newBroker()}?heartbeat=2` } : {}),
    };
    front = await HubProcess.start({ ...settings, DEMO: 'true', ROLES: 'gateway,records,operator' });
    sender = await front.procedure('xrechnung');
    operator = await front.operator();
    await change({ filePlanCode: '903.4', repeatedNumber: 'conflict' }, 'by-key');
    await until('the gateway knows', () => front.knows('"by-key"'));
    const [one, two] = await Promise.all(
      WORKERS.map((name) =>
        HubProcess.start({ ...settings, ROLES: 'worker', RULES_VALIDATOR_URL: rules.urlFor(name) }),
      ),
    );
    workers = { 'worker-1': one!, 'worker-2': two! };
  }, TEST_MS_MAX);
  afterAll(async () => {
    for (const worker of Object.values(workers ?? {})) worker.signal('SIGCONT');
    await Promise.all([front, ...Object.values(workers ?? {})].map((hub) => hub.remove()));
    await rules.close();
    await database.drop();
    await rm(contentDir, { recursive: true, force: true });
  }, TEST_MS_MAX);

  function change(settings: object, order: 'none' | 'by-key'): Promise<void> {
    return administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration }) => {
      const tenant = await administration.tenantId('demo');
      await administration.changeSettings(tenant!, 'xrechnung', settings);
      await administration.changeOrder(tenant!, 'xrechnung', order);
    });
  }

  const accept = async (body: string, orderKey?: string): Promise<string> =>
    sender.sendUntilAccepted(body, orderKey === undefined ? {} : { orderKey });

  /** The lease of a process on the database would be over in half a minute. */
  async function endLeases(): Promise<void> {
    if (exchange === 'rabbitmq') return;
    await query(
      database.url,
      `UPDATE exchange_message SET held_until = now() WHERE lane LIKE 'ordered.%' AND held_by IS NOT NULL`,
      [],
      'fachwerk_system',
    );
  }

  let parked: readonly string[];

  it(
    'holds what comes behind a parked message, says so, and lets others pass',
    async () => {
      const first = await accept(invoice('P', { note: 'first' }));
      expect(await sender.settled(first, SETTLED_MS_MAX)).toMatchObject({ state: 'filed' });
      const second = await accept(invoice('P', { note: 'second' }));
      expect(await sender.settled(second, SETTLED_MS_MAX)).toMatchObject({
        state: 'parked',
        error: { code: 'archive.content-differs' },
      });

      const third = await accept(invoice('P', { note: 'third' }));
      const fourth = await accept(invoice('P', { note: 'fourth' }));
      const repeated = await accept(invoice('P', { note: 'third' }));
      const other = await accept(invoice('Q'));
      expect(await sender.settled(other, SETTLED_MS_MAX)).toMatchObject({ state: 'filed' });
      for (const id of [third, fourth]) {
        const held = await until('it is held', async () => {
          const message = await sender.message(id);
          return message.waitsFor === undefined ? undefined : message;
        });
        expect(held).toMatchObject({ state: 'accepted', waitsFor: second, waiting: { code: 'order.held' } });
      }
      expect(await sender.message(repeated)).toMatchObject({ state: 'accepted', duplicateOf: third });
      const { body } = await operator.get('/v1/messages?state=held');
      expect(body.messages.map(({ id }: { id: string }) => id)).toEqual([fourth, third]);
      const books = await sender.booksWhen('all are counted', ({ received }) => received === 6);
      expect(books).toMatchObject({
        accepted: 5,
        duplicates: 1,
        filed: 2,
        parked: 1,
        inFlight: 2,
        held: 2,
        balanced: true,
      });
      expect((await sender.send(invoice('P'), { orderKey: '\t' })).body.code).toBe('message.order-key-invalid');
      parked = [first, second, third, fourth];
    },
    TEST_MS_MAX,
  );

  it(
    'goes on when an operator discards the parked message',
    async () => {
      const [first, second, third] = [
        await accept(invoice('D', { note: 'first' })),
        await accept(invoice('D', { note: 'second' })),
        await accept(invoice('D', { note: 'third' })),
      ];
      await until('it is held', async () => (await sender.message(third)).waitsFor === second, SETTLED_MS_MAX);
      await change({ filePlanCode: '903.4' }, 'by-key');
      await until('the workers know', async () => {
        const stale = await Promise.all(Object.values(workers).map((worker) => worker.knows('conflict')));
        return !stale.includes(true);
      });
      const { status } = await operator.request(`/v1/messages/${second}/discard`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ reason: 'sent by mistake' }),
      });
      expect(status).toBe(200);
      expect(await sender.settled(third, SETTLED_MS_MAX)).toMatchObject({ state: 'filed' });
      expect((await versionsOf(database)).get(first)).toEqual([first, third]);
      expect(await sender.message(second)).toMatchObject({ state: 'rejected', error: { code: 'message.discarded' } });
    },
    TEST_MS_MAX,
  );

  it(
    'files in order under delays, SIGSTOP and SIGKILL, and holds no other order key up',
    async () => {
      const accepted = new Map(Array.from({ length: KEYS }, (_, key) => [key, [] as string[]]));
      const count = (): number => [...accepted.values()].flat().length;
      let rejected = '';
      const send = async (key: number): Promise<void> => {
        // A quarter says what it concerns, the others leave it to the connector.
        const orderKey = key % 4 === 0 ? `Vorgang ${key} Ü` : undefined;
        for (let version = 0; version < EACH; version += 1) {
          if (key === 4 && version === 5) rejected = await accept(invoice(''), orderKey);
          accepted.get(key)!.push(await accept(invoice(`K-${key}`, { note: `${key} ${version}` }), orderKey));
        }
      };
      const senders = Promise.all([...accepted.keys()].map(send));
      senders.catch(() => undefined); // told below

      await until('a quarter is accepted', () => count() >= ALL / 4, SETTLED_MS_MAX);
      rules.letWait(() => true);
      const frozen = await until(
        'a worker has messages in its hands',
        () => [...rules.keptBack.keys()][0] as Worker,
        SETTLED_MS_MAX,
      );
      workers[frozen].signal('SIGSTOP');
      const other = WORKERS.find((name) => name !== frozen)!;
      rules.letWait((user) => user === frozen);
      const before = rules.answered.get(other) ?? 0;
      await endLeases();
      await until('the other one took over', () => (rules.answered.get(other) ?? 0) >= before + 60, SETTLED_MS_MAX);
      rules.goOn();
      workers[frozen].signal('SIGCONT');

      await until('almost all are accepted', () => count() >= ALL * 0.8, SETTLED_MS_MAX);
      await workers[other].kill();
      await endLeases();
      await senders;

      const books = await sender.booksWhen(
        'all but the held ones are settled',
        ({ filed, inFlight }) => filed === 4 + ALL && inFlight === 2,
        SETTLED_MS_MAX,
      );
      expect(books).toMatchObject({ accepted: 8 + ALL + 1, rejected: 2, parked: 1, held: 2, balanced: true });
      expect(await sender.message(rejected)).toMatchObject({ state: 'rejected' });
      const filed = await versionsOf(database);
      for (const ids of accepted.values()) expect(filed.get(ids[0]!)).toEqual(ids);

      const tries = await query<{ message: string; outcome: string }>(
        database.migrateUrl,
        `SELECT DISTINCT message_id AS message, outcome FROM attempt WHERE outcome IN ('held', 'delayed')`,
      );
      const those = (outcome: string): readonly string[] =>
        tries.filter((one) => one.outcome === outcome).map(({ message }) => message);
      // What a killed worker was about to delay may be filed at once by the next one.
      expect(those('delayed').length).toBeGreaterThan(0);
      expect(those('held').length).toBeGreaterThan(2);
      const untroubled = new Set([...accepted].flatMap(([key, ids]) => (key % 2 === 1 ? ids : [])));
      expect(those('held').filter((id) => untroubled.has(id))).toEqual([]);
      process.stdout.write(
        `order by key on ${exchange}: ${ALL} messages of ${KEYS} order keys, ${those('delayed').length} delayed, ${those('held').length} held, 0 overtaken\n`,
      );
    },
    TEST_MS_MAX,
  );

  it(
    'goes on in order when the parked message is released',
    async () => {
      const [first, second, third, fourth] = parked;
      expect((await operator.request(`/v1/messages/${second}/release`, { method: 'POST' })).status).toBe(202);
      expect(await sender.settled(fourth!, SETTLED_MS_MAX)).toMatchObject({ state: 'filed' });
      expect((await versionsOf(database)).get(first!)).toEqual([first, second, third, fourth]);
      expect(await sender.books()).toMatchObject({ filed: 7 + ALL, parked: 0, inFlight: 0, held: 0, balanced: true });
      expect(await query(database.migrateUrl, 'SELECT FROM turn')).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    'strands nothing when a gateway hears late that the order was changed',
    async () => {
      for (const order of ['none', 'by-key'] as const) {
        await change({ filePlanCode: '903.4' }, order);
        // At once: the gateway does not know yet.
        const late = await accept(invoice(`late for ${order}`));
        await until('the gateway knows', async () => (await front.knows('"by-key"')) === (order === 'by-key'));
        const inTime = await accept(invoice(`in time for ${order}`));
        for (const id of [late, inTime])
          expect(await sender.settled(id, SETTLED_MS_MAX)).toMatchObject({ state: 'filed' });
      }
      expect(await sender.books()).toMatchObject({ filed: 11 + ALL, inFlight: 0, balanced: true });
    },
    TEST_MS_MAX,
  );
});

/** First message of each document → the messages of its versions, in the order of these. */
async function versionsOf({ migrateUrl }: TestDatabase): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await query<{ ids: readonly string[] }>(
    migrateUrl,
    'SELECT array_agg(message_id::text ORDER BY number) AS ids FROM document_version GROUP BY document_id',
  );
  return new Map(rows.map(({ ids }) => [ids[0]!, ids]));
}
