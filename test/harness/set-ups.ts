/** The two ways to run a hub: with RabbitMQ, and with the exchange on the database. */
import { administer } from '@fachwerk/hub/administer';
import type { TestDatabase } from './databases.js';
import { HubProcess, type HubSettings, type Program } from './hub-process.js';
import type { Servers } from './servers.js';
import { brokerOn, databaseOn } from './services.js';
import { until } from './wait.js';

export const exchanges = ['rabbitmq', 'database'] as const;
export type ExchangeKind = (typeof exchanges)[number];

export interface SetUp {
  readonly hub: HubProcess;
  readonly database: TestDatabase;
  /** Undefined when the exchange runs on the database. */
  readonly brokerUrl: string | undefined;
  /** Changes the settings of a procedure of the demo tenant, as an operator does. */
  changeSettings(procedure: string, settings: unknown): Promise<void>;
  remove(): Promise<void>;
}

/** A hub with the demo tenant, a database and a virtual host of its own. */
export async function startSetUpOn(
  servers: Servers,
  exchange: ExchangeKind,
  settings: HubSettings = {},
  program: Partial<Program> = {},
): Promise<SetUp> {
  const database = await databaseOn(servers);
  const brokerUrl = exchange === 'rabbitmq' ? await brokerOn(servers) : undefined;
  const own = { DEMO: 'true', DATABASE_URL: database.url, ...(brokerUrl === undefined ? {} : { AMQP_URL: brokerUrl }) };
  const hub = await HubProcess.start({ ...own, ...settings }, program);
  return {
    hub,
    database,
    brokerUrl,
    changeSettings: async (procedure, changed) => {
      const env = { FACHWERK_DATABASE_URL: database.url };
      await administer(env, async ({ administration }) => {
        const tenant = await administration.tenantId('demo');
        await administration.changeSettings(tenant!, procedure, changed);
      });
      await until('the hub knows', () => hub.knowsSettings(procedure, changed));
    },
    remove: async () => {
      await hub.remove();
      await database.drop();
    },
  };
}
