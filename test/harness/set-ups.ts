/** The two ways to run a hub: with RabbitMQ, and with the exchange on the database. */
import type { TestDatabase } from './databases.js';
import { HubProcess, type HubSettings } from './hub-process.js';
import { newBroker, newDatabase } from './services.js';

export const exchanges = ['rabbitmq', 'database'] as const;
export type ExchangeKind = (typeof exchanges)[number];

export interface SetUp {
  readonly hub: HubProcess;
  readonly database: TestDatabase;
  /** Undefined when the exchange runs on the database. */
  readonly brokerUrl: string | undefined;
  remove(): Promise<void>;
}

/** A hub with the demo tenant, a database and a virtual host of its own. */
export async function startSetUp(exchange: ExchangeKind, settings: HubSettings = {}): Promise<SetUp> {
  const database = await newDatabase();
  const brokerUrl = exchange === 'rabbitmq' ? await newBroker() : undefined;
  const hub = await HubProcess.start({
    DEMO: 'true',
    DATABASE_URL: database.url,
    ...(brokerUrl === undefined ? {} : { AMQP_URL: brokerUrl }),
    ...settings,
  });
  return {
    hub,
    database,
    brokerUrl,
    remove: async () => {
      await hub.remove();
      await database.drop();
    },
  };
}
