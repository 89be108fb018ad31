// What a hub depends on is away for a while: intake goes on or is refused, nothing is dead-lettered, and afterwards
// everything is filed once. Time is in probe cycles, which are short here: a worker that waits does nothing else.
import { connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query, queuesOf, type TestDatabase } from './harness/databases.js';
import { HubProcess, type HubSettings } from './harness/hub-process.js';
import type { Procedure } from './harness/procedure.js';
import { newBroker, newDatabase } from './harness/provided.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';

const PROBE_MS = 10;
const CYCLES = 200;
/** Of a database that answers and files nothing: each time everything is taken and handed back. */
const SUSPENSIONS = 10;
/** A worker's consumptions (messages, tallies, dead letters) look for themselves. */
const CONSUMPTIONS = 3;
/** Of messages, when nothing is said: as many as a worker has in hand when the outage begins. */
const PREFETCH = 200;

interface Row {
  readonly away: string;
  readonly cycles: number | '';
  readonly accepted: number;
  readonly refused: number;
  /** Most deliveries of one message that the broker counted meanwhile. */
  readonly deliveriesMost: number | '';
  readonly deadLettered: number;
  readonly lost: number;
  readonly doubled: number;
  readonly drainedS: string;
}
const rows: Row[] = [];

describe('a hub with RabbitMQ', () => {
  let database: TestDatabase;
  let brokerUrl: string;
  let toDatabase: TcpProxy;
  let toBroker: TcpProxy;
  let settings: HubSettings;
  let ofWorkers: HubSettings;
  let gateway: HubProcess;
  let worker: HubProcess;
  let sender: Procedure;
  let queue: string;
  /** Every number that was accepted since the hub began. */
  const accepted: string[] = [];

  beforeAll(async () => {
    database = await newDatabase();
    brokerUrl = await newBroker();
    toDatabase = await TcpProxy.start(Number(new URL(database.url).port || 5432));
    toBroker = await TcpProxy.start(Number(new URL(brokerUrl).port || 5672));
    settings = { AMQP_URL: toBroker.through(brokerUrl), PROBE_MS: String(PROBE_MS) };
    gateway = await HubProcess.start({
      ...settings,
      DEMO: 'true',
      DATABASE_URL: database.url,
      ROLES: 'gateway,records,operator',
      PROCEDURE_REQUESTS_MAX: '1000',
    });
    ofWorkers = {
      DATABASE_URL: toDatabase.through(database.url),
      ROLES: 'worker',
      CONTENT_DIR: `${gateway.dataDir}/content`,
    };
    worker = await HubProcess.start({ ...settings, ...ofWorkers });
    sender = await gateway.procedure('xrechnung');
    queue = (await queuesOf(database.url))['xrechnung']!;
  }, 180_000);
  afterAll(async () => {
    console.table(rows);
    await worker.remove();
    await gateway.remove();
    await toDatabase.stop();
    await toBroker.stop();
    await database.drop();
  });

  /** @returns how many were accepted, and how many refused */
  async function send(count: number): Promise<{ accepted: number; refused: number }> {
    const numbers = Array.from({ length: count }, (_, n) => `O-${accepted.length + n}`);
    const answers = await Promise.all(numbers.map((number) => sender.send(invoice(number), { key: number })));
    const taken = numbers.filter((_, position) => answers[position]!.status === 202);
    const refused = answers.filter(({ status, body }) => status === 503 && body.code === 'exchange.unavailable');
    expect(taken.length + refused.length).toBe(count);
    accepted.push(...taken);
    return { accepted: taken.length, refused: refused.length };
  }

  /** Waits until all is filed, and compares it with what was accepted. */
  async function drained(
    facts: Pick<Row, 'away' | 'cycles' | 'accepted' | 'refused' | 'deliveriesMost'>,
  ): Promise<Row> {
    const since = performance.now();
    const books = await sender.booksWhen(
      'all is filed',
      ({ filed, inFlight }) => filed === accepted.length && inFlight === 0,
      240_000,
    );
    const drainedS = ((performance.now() - since) / 1_000).toFixed(1);
    expect(books).toMatchObject({ accepted: accepted.length, parked: 0, rejected: 0, balanced: true });
    const documents = await query<{ number: string; count: number }>(
      database.migrateUrl,
      `SELECT key AS number, count(*)::int AS count FROM submission
       JOIN attempt USING (tenant_id) WHERE submission_id = submission.id AND outcome = 'filed' GROUP BY key`,
    );
    const filed = new Map(documents.map(({ number, count }) => [number, count]));
    const [versions] = await query<{ count: number }>(
      database.migrateUrl,
      'SELECT count(*)::int AS count FROM document_version',
    );
    const row = {
      ...facts,
      deadLettered: await waitingIn(brokerUrl, 'fw1.dead'),
      lost: accepted.filter((number) => !filed.has(number)).length,
      doubled: versions!.count - accepted.length,
      drainedS,
    };
    rows.push(row);
    expect(row).toMatchObject({ deadLettered: 0, lost: 0, doubled: 0 });
    return row;
  }

  it('accepts while the database is away for 200 probe cycles, and counts one delivery for it', async () => {
    await send(20);
    await sender.booksWhen('they are filed', ({ filed }) => filed === accepted.length);
    toDatabase.cut();
    const before = await send(600);
    await until('the worker has given them back', () => worker.log.some((line) => line.includes('suspended')));
    const from = toDatabase.refused;
    await until('200 probe cycles', () => toDatabase.refused - from >= CYCLES * CONSUMPTIONS, 60_000);
    const cycles = Math.floor((toDatabase.refused - from) / CONSUMPTIONS);
    const later = await send(200);
    const deliveriesMost = await deliveriesIn(brokerUrl, queue);
    expect(deliveriesMost).toBeLessThanOrEqual(3);
    toDatabase.restore();
    const sums = { accepted: before.accepted + later.accepted, refused: before.refused + later.refused };
    await drained({ away: 'database', cycles, ...sums, deliveriesMost });
    expect(sums).toEqual({ accepted: 800, refused: 0 });
  }, 300_000);

  it('tries ever more rarely while the database answers and files nothing', async () => {
    await query(database.migrateUrl, FULL);
    const suspended = (): number => worker.log.filter((line) => line.includes('suspended')).length;
    const from = suspended();
    const sums = await send(250);
    await until('it was tried again and again', () => suspended() - from >= SUSPENSIONS, 60_000);
    // Away altogether, so that the worker leaves them alone while they are looked at.
    const refusedFrom = toDatabase.refused;
    toDatabase.cut();
    await until('it probes in vain', () => toDatabase.refused - refusedFrom >= 4 * CONSUMPTIONS);
    const cycles = suspended() - from;
    const deliveriesMost = await deliveriesIn(brokerUrl, queue);
    expect(deliveriesMost).toBeLessThanOrEqual(cycles + 2);
    await query(database.migrateUrl, EMPTIED);
    toDatabase.restore();
    await drained({ away: 'room in the database', cycles, ...sums, deliveriesMost });
    expect(sums).toEqual({ accepted: 250, refused: 0 });
  }, 300_000);

  it('takes no worker for dead that lives and hands back', async () => {
    const second = await HubProcess.start({ ...settings, ...ofWorkers });
    try {
      await query(database.migrateUrl, FULL);
      const suspended = ({ log }: HubProcess): number => log.filter((line) => line.includes('suspended')).length;
      const from = suspended(worker);
      const sums = await send(100);
      const both = (): number => Math.min(suspended(worker) - from, suspended(second));
      await until('both tried again and again', () => both() >= SUSPENSIONS / 2, 120_000);
      const cycles = both();
      await query(database.migrateUrl, EMPTIED);
      await drained({ away: 'room in the database, two workers', cycles, ...sums, deliveriesMost: '' });
    } finally {
      await second.remove();
    }
  }, 300_000);

  it('refuses while the broker is away, and is complete afterwards', async () => {
    toBroker.cut();
    const sums = await send(100);
    expect(sums).toEqual({ accepted: 0, refused: 100 });
    toBroker.restore();
    const numbers = Array.from({ length: 100 }, (_, n) => `O-${accepted.length + n}`);
    await Promise.all(numbers.map((number) => sender.sendUntilAccepted(invoice(number), { key: number })));
    accepted.push(...numbers);
    await drained({ away: 'broker', cycles: '', ...sums, deliveriesMost: '' });
  }, 300_000);
});

/** What the server says when its disk is full. */
const FULL = `
  CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$;
  CREATE TRIGGER full_disk BEFORE INSERT ON submission FOR EACH ROW EXECUTE FUNCTION full_disk();`;

const EMPTIED = 'DROP TRIGGER full_disk ON submission';

async function waitingIn(brokerUrl: string, queue: string): Promise<number> {
  const connection = await connect(brokerUrl);
  const channel = await connection.createChannel();
  const { messageCount } = await channel.checkQueue(queue);
  await connection.close();
  return messageCount;
}

/** Looks at what would be delivered next, and gives it back. @returns the most deliveries of one message before */
async function deliveriesIn(brokerUrl: string, queue: string): Promise<number> {
  const connection = await connect(brokerUrl);
  const channel = await connection.createChannel();
  await channel.prefetch(PREFETCH);
  const counts: number[] = [];
  await channel.consume(queue, (message) => {
    counts.push(Number(message?.properties.headers?.['x-delivery-count'] ?? 0));
  });
  await until('they came', () => counts.length === PREFETCH);
  await connection.close();
  return Math.max(...counts);
}
