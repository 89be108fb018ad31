// The database goes: messages are still accepted, also by a gateway started meanwhile, and filed when it is back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { Procedure } from './harness/procedure.js';
import { newBroker, newDatabase } from './harness/provided.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { invoice } from './invoice.js';

describe('database outage with RabbitMQ', () => {
  let database: TestDatabase;
  let line: TcpProxy;
  let hub: HubProcess;
  let sender: Procedure;
  beforeAll(async () => {
    database = await newDatabase();
    line = await TcpProxy.start(Number(new URL(database.url).port || 5432));
    const settings = { DATABASE_URL: line.through(database.url), AMQP_URL: await newBroker() };
    const first = await HubProcess.start({ ...settings, DEMO: 'true' });
    await first.stop();
    hub = await HubProcess.prepare({ ...settings, DATA_DIR: first.dataDir });
    await hub.start();
    sender = await hub.procedure('xrechnung');
  });
  afterAll(async () => {
    await hub.remove();
    await line.stop();
    await database.drop();
  });

  it('accepts all the same, and files everything once the database is back', async () => {
    const ids = new Map<string, string>();
    const send = async (from: number, to: number): Promise<void> => {
      for (let number = from; number < to; number += 1) {
        const answer = await sender.send(invoice(`A-${number}`), { key: `A-${number}` });
        expect(answer.status).toBe(202);
        ids.set(`A-${number}`, answer.body.id);
      }
    };
    await send(0, 30);
    line.cut();
    await send(30, 60);
    const away = await sender.get(`/v1/messages/${ids.get('A-59')}`);
    expect(away).toMatchObject({ status: 503, body: { code: 'database.unavailable' } });
    expect(away.headers.get('retry-after')).not.toBeNull();
    expect((await sender.get('/health/ready')).body).toMatchObject({ ready: true, checks: { database: 'away' } });

    await hub.kill();
    await hub.start();
    await send(60, 90);
    const stranger = new Procedure(hub.baseUrl, 'xrechnung', 'Bearer fw_unknown');
    expect((await stranger.send(invoice('X'))).status).toBe(401);
    line.restore();

    const states = await Promise.all([...ids.values()].map((id) => sender.settled(id)));
    expect(states.map(({ state }) => state)).toEqual(states.map(() => 'filed'));
    const books = await sender.booksWhen(
      'everything is counted',
      ({ accepted, inFlight }) => accepted === 90 && inFlight === 0,
    );
    expect(books).toMatchObject({ received: 90, filed: 90, duplicates: 0, balanced: true, missing: { count: 0 } });
  });
});
