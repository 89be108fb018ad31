/** Hubs to measure, in the forms in which they run: one process, or a gateway and workers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestDatabase } from '../harness/databases.js';
import { HubProcess, type HubSettings } from '../harness/hub-process.js';
import { requireOfficial } from '../harness/official.js';
import type { Servers } from '../harness/servers.js';
import type { ExchangeKind } from '../harness/set-ups.js';
import { brokerOn, databaseOn } from '../harness/services.js';
import { officialSchemasMissing, packageFolders } from '../schemas.js';

/** How many workers there are beside a gateway; 0: one process does everything. */
export type Workers = 0 | 1 | 2;

export class Hubs {
  private constructor(
    readonly gateway: HubProcess,
    readonly workers: readonly HubProcess[],
    readonly database: TestDatabase,
    readonly contentDir: string,
    private readonly folder: string,
  ) {}

  /** With a database, a virtual host and a content store of their own; invoices are validated by the official schema. */
  static async start(servers: Servers, count: Workers, exchange: ExchangeKind = 'rabbitmq'): Promise<Hubs> {
    const folder = await mkdtemp(join(tmpdir(), 'fachwerk-bench-'));
    const database = await databaseOn(servers);
    const settings: HubSettings = {
      DATABASE_URL: database.url,
      ...(exchange === 'rabbitmq' ? { AMQP_URL: await brokerOn(servers) } : {}),
      CONTENT_DIR: join(folder, 'content'),
      SCHEMA_PACKAGES_DIR: join(folder, 'gateway', 'schemas'),
      LOG_LEVEL: 'error',
      // What comes is to be filed, however much it is.
      BACKLOG_MAX: '10000000',
    };
    const gateway = await HubProcess.start({
      ...settings,
      DATA_DIR: join(folder, 'gateway'),
      DEMO: 'true',
      ...(count === 0 ? {} : { ROLES: 'gateway,operator,records' }),
    });
    if (officialSchemasMissing === undefined) {
      await requireOfficial({ hub: gateway, database }, 'xrechnung', [packageFolders.ubl]);
    }
    const workers: HubProcess[] = [];
    for (let number = 1; number <= count; number += 1) {
      workers.push(
        await HubProcess.prepare({ ...settings, DATA_DIR: join(folder, `worker-${number}`), ROLES: 'worker' }),
      );
    }
    const hubs = new Hubs(gateway, workers, database, join(folder, 'content'), folder);
    await hubs.startWorkers();
    return hubs;
  }

  get pids(): Readonly<Record<string, number>> {
    if (this.workers.length === 0) return { hub: this.gateway.pid };
    const workers = this.workers.map((worker, at) => [`worker-${at + 1}`, worker.pid] as const);
    return { gateway: this.gateway.pid, ...Object.fromEntries(workers) };
  }

  async startWorkers(): Promise<void> {
    for (const worker of this.workers) await worker.start();
  }

  async stopWorkers(): Promise<void> {
    for (const worker of this.workers) await worker.stop();
  }

  async remove(): Promise<void> {
    await this.stopWorkers();
    await this.gateway.remove();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
