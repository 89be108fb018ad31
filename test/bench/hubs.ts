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
import { profileIn, type Profile } from './profile.js';

export interface Form {
  /** How many workers there are beside a gateway; 0: one process does everything. */
  readonly workers: 0 | 1 | 2;
  readonly exchange?: ExchangeKind;
  /** Each process writes down where its time goes. */
  readonly profile?: boolean;
  /** Folders of connectors that are not in the catalogue. */
  readonly connectors?: readonly string[];
}

export class Hubs {
  /** Of all processes there were: name by id. */
  private readonly known = new Map<number, string>();

  private constructor(
    readonly gateway: HubProcess,
    readonly workers: readonly HubProcess[],
    readonly database: TestDatabase,
    readonly contentDir: string,
    private readonly folder: string,
  ) {}

  /** With a database, a virtual host and a content store of their own; invoices are validated by the official schema. */
  static async start(servers: Servers, form: Form): Promise<Hubs> {
    const { workers: count, exchange = 'rabbitmq', profile = false, connectors = [] } = form;
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
      ...(connectors.length === 0 ? {} : { CONNECTORS: connectors.join(',') }),
    };
    const execArgv = profile ? ['--cpu-prof', `--cpu-prof-dir=${join(folder, 'profiles')}`] : [];
    const gateway = await HubProcess.start(
      {
        ...settings,
        DATA_DIR: join(folder, 'gateway'),
        DEMO: 'true',
        ...(count === 0 ? {} : { ROLES: 'gateway,operator,records' }),
      },
      { execArgv },
    );
    if (officialSchemasMissing === undefined) {
      await requireOfficial({ hub: gateway, database }, 'xrechnung', [packageFolders.ubl]);
    }
    const workers: HubProcess[] = [];
    for (let number = 1; number <= count; number += 1) {
      workers.push(
        await HubProcess.prepare(
          { ...settings, DATA_DIR: join(folder, `worker-${number}`), ROLES: 'worker' },
          { execArgv },
        ),
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
    this.remember();
  }

  async stopWorkers(): Promise<void> {
    for (const worker of this.workers) await worker.stop();
  }

  /** Of everything since the start: stops all processes, which write their profiles then. */
  async profile(): Promise<Profile> {
    await this.stopWorkers();
    await this.gateway.stop();
    return profileIn(join(this.folder, 'profiles'), this.known);
  }

  async remove(): Promise<void> {
    await this.stopWorkers();
    await this.gateway.remove();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private remember(): void {
    for (const [name, pid] of Object.entries(this.pids)) this.known.set(pid, name);
  }
}
