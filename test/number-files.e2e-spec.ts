// Two workers file new case files at the same time: every file reference is unique, and none is missing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { permit } from './permit.js';

const FILES = 300;

describe.each(exchanges)('file references with two workers and the exchange on %s', (exchange) => {
  let setUp: SetUp;
  let second: HubProcess;
  beforeAll(async () => {
    setUp = await startSetUp(exchange, { BATCH_MAX: '10', PREFETCH: '10' });
    second = await HubProcess.start({
      DATABASE_URL: setUp.database.url,
      ...(setUp.brokerUrl === undefined ? {} : { AMQP_URL: setUp.brokerUrl }),
      ROLES: 'worker',
      BATCH_MAX: '10',
      PREFETCH: '10',
    });
  });
  afterAll(async () => {
    await second.remove();
    await setUp.remove();
  });

  it('are unique and gapless, also where messages are refused in between', async () => {
    const sender = await setUp.hub.procedure('building-permits');
    const send = async (number: number): Promise<void> => {
      // Each file is opened by two messages at once; every tenth message is refused.
      const good = permit(`BG-${number}`, { parcel: `Flur ${Math.floor(number / 2)}` });
      const bad = JSON.stringify({ permit: { ...JSON.parse(good).permit, parcels: [] } });
      const answer = await sender.send(number % 10 === 9 ? bad : good, { mime: 'application/json' });
      expect(answer.status).toBe(202);
    };
    const numbers = Array.from({ length: 2 * FILES }, (_, number) => number);
    for (let from = 0; from < numbers.length; from += 40) await Promise.all(numbers.slice(from, from + 40).map(send));
    const books = await sender.booksWhen(
      'all are settled',
      (now) => now.accepted === 600 && now.inFlight === 0,
      50_000,
    );
    expect(books).toMatchObject({ filed: 540, rejected: 60, parked: 0, balanced: true });

    const rows = await query<{ number: number }>(
      setUp.database.migrateUrl,
      `SELECT split_part(reference, '-', 2)::int AS number FROM case_file ORDER BY 1`,
    );
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: FILES }, (_, index) => index + 1));
    const [cases] = await query<{ count: string }>(setUp.database.migrateUrl, 'SELECT count(*) FROM file_case');
    expect(cases?.count).toBe('540');
  });
});
