// The broker goes while procedures send: they are told to send again, and in the end everything is filed once.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { root } from './fixtures.js';
import type { TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import type { Procedure } from './harness/procedure.js';
import { privateRabbitMq } from './harness/rabbitmq-packages.js';
import { RabbitNode } from './harness/rabbitmq.js';
import { newBroker, newDatabase } from './harness/provided.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';

interface Outage {
  readonly url: string;
  begin(): Promise<void>;
  end(): Promise<void>;
  remove(): Promise<void>;
}

async function cutLine(): Promise<Outage> {
  const url = await newBroker();
  const line = await TcpProxy.start(Number(new URL(url).port || 5672));
  return {
    url: line.through(url),
    begin: async () => line.cut(),
    end: async () => line.restore(),
    remove: () => line.stop(),
  };
}

async function killedNode(): Promise<Outage> {
  const home = await privateRabbitMq(join(root, '.cache'), () => undefined);
  const node = await RabbitNode.start(home);
  return { url: node.url(), begin: () => node.kill(), end: () => node.boot(), remove: () => node.stop() };
}

/** A broker that was given cannot be killed; its line can be cut. */
const outages = 'url' in inject('servers').broker ? { cutLine } : { cutLine, killedNode };

describe.each(Object.entries(outages))('broker outage: %s', (_name, prepare) => {
  let outage: Outage;
  let database: TestDatabase;
  let hub: HubProcess;
  let sender: Procedure;
  beforeAll(async () => {
    outage = await prepare();
    database = await newDatabase();
    hub = await HubProcess.start({
      DEMO: 'true',
      DATABASE_URL: database.url,
      AMQP_URL: outage.url,
      NEW_QUEUE_REST_MS: '4000',
    });
    sender = await hub.procedure('xrechnung');
  });
  afterAll(async () => {
    await hub.remove();
    await outage.remove();
    await database.drop();
  });

  it('answers 503 with Retry-After while it lasts, loses nothing and doubles nothing', async () => {
    const statuses: number[] = [];
    const retryAfter = new Set<string | null>();
    let sent = 0;
    let stop = false;
    const ids = new Map<string, string>();
    const send = async (): Promise<void> => {
      while (!stop) {
        const number = `R-${(sent += 1)}`;
        for (;;) {
          const answer = await sender.send(invoice(number), { key: number });
          statuses.push(answer.status);
          if (answer.status === 202) {
            ids.set(number, answer.body.id);
            break;
          }
          retryAfter.add(answer.headers.get('retry-after'));
          expect(answer.body).toMatchObject({ code: 'exchange.unavailable', kind: 'unavailable-shared' });
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
    };
    const senders = Array.from({ length: 4 }, send);
    await until('messages flow', () => ids.size > 100);
    await outage.begin();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await sender.get('/health/ready')).status).toBe(503);
    await outage.end();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    stop = true;
    await Promise.all(senders);

    expect(statuses).toContain(503);
    expect([...retryAfter]).toEqual(['5']);
    const books = await sender.booksWhen('all is filed', ({ filed, inFlight }) => filed === sent && inFlight === 0);
    expect(books).toMatchObject({ accepted: sent, filed: sent, balanced: true, missing: { count: 0 } });
    const documents = new Set<string>();
    for (const id of ids.values()) {
      const { state, receipt } = await sender.message(id);
      expect(state).toBe('filed');
      for (const document of receipt.documents) documents.add(document.id);
    }
    expect(documents.size).toBe(sent);
    expect((await sender.get('/health/ready')).body).toMatchObject({ ready: true, checks: { consumers: 'ok' } });
  });
});
