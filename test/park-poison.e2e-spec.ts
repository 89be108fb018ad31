// One message among 500 that workers have prefetched ends whoever reads it: the thread, or the whole process. The
// others are filed, it is parked, and it takes at most three crashes until then.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query, type TestDatabase } from './harness/databases.js';
import { HARMFUL, HubProcess } from './harness/hub-process.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { ExchangeKind, SetUp } from './harness/set-ups.js';
import { invoice } from './invoice.js';

const MESSAGES = 500;
const CRASHES_MAX = 3;
/** Each crash takes a start of a worker, which takes its time on a busy machine. */
const SETTLED_MS_MAX = 240_000;

const variants = {
  kill: 'read.process-ended',
  crash: 'read.crashed',
  hang: 'read.timeout',
  heap: 'read.heap',
} as const;
type Variant = keyof typeof variants;

interface Case {
  readonly exchange: ExchangeKind;
  readonly count: number;
  readonly names: readonly Variant[];
}
const cases: readonly Case[] = [
  { exchange: 'rabbitmq', count: 2, names: ['kill', 'crash', 'hang', 'heap'] },
  // Threads are the same on both. One worker: when it is dead, all leases are those of the dead.
  { exchange: 'database', count: 1, names: ['kill'] },
];
const table: object[] = [];
afterAll(() => console.table(table));

describe.each(cases)(
  'a message that harms its reader, with the exchange on $exchange',
  ({ exchange, count, names }) => {
    let setUp: SetUp;
    let sender: Procedure;
    let workers: readonly Worker[];
    let filed = 0;
    let parked = 0;
    beforeAll(async () => {
      const settings = { ROLES: 'gateway,records,operator', PROCEDURE_REQUESTS_MAX: String(MESSAGES) };
      setUp = await startSetUp(exchange, settings);
      sender = await setUp.hub.procedure('xrechnung');
      workers = await Promise.all(Array.from({ length: count }, () => Worker.start(setUp)));
    }, 180_000);
    afterAll(async () => {
      await Promise.all(workers.map((worker) => worker.remove()));
      await setUp.remove();
    });

    it.each(names)(
      '%s: is parked after three crashes, and harms no neighbour',
      async (name) => {
        const before = crashesOf(workers);
        // They have everything, and do nothing with it yet.
        for (const { hub } of workers) hub.signal('SIGSTOP');
        const numbers = Array.from({ length: MESSAGES }, (_, n) =>
          n === MESSAGES / 2 ? `POISON-${name}` : `${name}-${n}`,
        );
        const answers = await Promise.all(numbers.map((number) => sender.send(invoice(number))));
        expect(answers.every(({ status }) => status === 202)).toBe(true);
        const since = performance.now();
        for (const { hub } of workers) hub.signal('SIGCONT');

        [filed, parked] = [filed + MESSAGES - 1, parked + 1];
        const all = filed + parked;
        const books = await sender.booksWhen(
          'all is settled',
          ({ inFlight, accepted }) => inFlight === 0 && accepted === all,
          SETTLED_MS_MAX,
        );
        const seconds = ((performance.now() - since) / 1_000).toFixed(1);
        const { id } = answers[MESSAGES / 2]!.body;
        const { body } = await (await setUp.hub.operator()).get(`/v1/messages/${id}/attempts`);
        const outcomes: readonly string[] = body.attempts.map(({ outcome }: { outcome: string }) => outcome);
        // A thread that is lost is an attempt; a process that is lost writes nothing down.
        const crashes = name === 'kill' ? crashesOf(workers) - before : outcomes.length;
        table.push({ exchange, workers: count, variant: name, filed: MESSAGES - 1, parked: 1, crashes, seconds });

        expect(books).toMatchObject({
          filed,
          parked,
          rejected: 0,
          duplicates: 0,
          balanced: true,
          missing: { count: 0 },
        });
        expect(await sender.message(id)).toMatchObject({
          state: 'parked',
          error: { kind: 'defect', code: variants[name], stage: 'validate', whoActs: 'connector-author' },
        });
        expect(crashes).toBeGreaterThan(0);
        expect(crashes).toBeLessThanOrEqual(CRASHES_MAX);
        if (name !== 'kill') expect(outcomes).toEqual(['delayed', 'delayed', 'parked']);
        expect(crashesOf(workers) - before).toBe(name === 'kill' ? crashes : 0);
      },
      300_000,
    );
  },
);

/** A worker with the poisoned connector that somebody starts again whenever it ends. */
class Worker {
  crashes = 0;
  private watching = true;
  private watched: Promise<void> | undefined;

  private constructor(
    readonly hub: HubProcess,
    private readonly setUp: SetUp,
  ) {}

  static async start(setUp: SetUp): Promise<Worker> {
    const { hub, database, brokerUrl } = setUp;
    const settings = {
      DATABASE_URL: database.url,
      ...(brokerUrl === undefined ? {} : { AMQP_URL: brokerUrl }),
      ROLES: 'worker',
      CONTENT_DIR: join(hub.dataDir, 'content'),
      PREFETCH: String(MESSAGES / 2),
      DELAY_LADDER_MS: '200',
      TRANSLATE_TIMEOUT_MS: '2000',
      TRANSLATE_HEAP_MIB: '64',
      NEW_QUEUE_REST_MS: '0',
    };
    const worker = new Worker(await HubProcess.prepare(settings, HARMFUL), setUp);
    await worker.hub.start();
    worker.watched = worker.watch();
    return worker;
  }

  async remove(): Promise<void> {
    this.watching = false;
    await this.hub.remove();
    await this.watched;
  }

  private async watch(): Promise<void> {
    for (;;) {
      await this.hub.ended();
      if (!this.watching) return;
      this.crashes += 1;
      if (this.setUp.brokerUrl === undefined) await leasesEnd(this.setUp.database);
      await this.hub.start();
    }
  }
}

/** Time passes: what a dead process has is free again. */
async function leasesEnd({ url }: TestDatabase): Promise<void> {
  await query(url, 'UPDATE exchange_message SET held_until = now() WHERE held_by IS NOT NULL', [], 'fachwerk_system');
}

function crashesOf(workers: readonly Worker[]): number {
  return workers.reduce((sum, { crashes }) => sum + crashes, 0);
}
