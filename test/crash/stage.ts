/** A hub with everything it needs, each part a process that can be killed, frozen and cut off. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@fachwerk/hub/embedded';
import { prepareDatabase } from '@fachwerk/hub/prepare';
import { HubProcess, type HubSettings } from '../harness/hub-process.js';
import { privateRabbitMq } from '../harness/rabbitmq-packages.js';
import { RabbitNode, startCluster } from '../harness/rabbitmq.js';
import { clockLibrary, shiftableClock, type ShiftableClock } from '../harness/shiftable-clock.js';
import { TcpProxy } from '../harness/tcp-proxy.js';
import { contentDisk, type ContentDisk } from './content-disk.js';

const CONTENT_MIB = 2_048;

export const stageKinds = ['single', 'separate', 'cluster', 'database'] as const;
/** One process and one broker; roles as processes; three brokers; no broker. */
export type StageKind = (typeof stageKinds)[number];

export const stageTitles: Readonly<Record<StageKind, string>> = {
  single: 'one hub, one RabbitMQ node',
  separate: 'two gateways, two workers and an operator as processes, one RabbitMQ node',
  cluster: 'one hub, three RabbitMQ nodes in a cluster',
  database: 'one hub with the exchange on the database',
};

export interface Part {
  readonly name: string;
  readonly process: HubProcess;
  /** Between senders and this process. */
  readonly proxy: TcpProxy;
  /** By way of the proxy. */
  readonly address: string;
  /** undefined where nothing can shift it. */
  readonly clock: ShiftableClock | undefined;
}

export interface Stage {
  readonly kind: StageKind;
  /** Where senders send; one process may be in more than one list. */
  readonly gateways: readonly Part[];
  readonly workers: readonly Part[];
  /** Where states and books are read. */
  readonly operator: Part;
  readonly database: DatabasePart;
  readonly brokers: readonly BrokerPart[];
  /** How many queues had no leader after each kill of the only broker, until somebody had one elected. */
  readonly elections: number[];
  /** Of the content store. */
  readonly disk: ContentDisk;
  stop(): Promise<void>;
}

export interface BrokerPart {
  readonly node: RabbitNode;
  readonly proxy: TcpProxy;
}

/** The PostgreSQL, behind a proxy that keeps its address. */
export class DatabasePart {
  private constructor(
    private readonly dataDir: string,
    private postgres: EmbeddedPostgres,
    readonly proxy: TcpProxy,
  ) {}

  static async start(): Promise<DatabasePart> {
    const dataDir = await mkdtemp(join(tmpdir(), 'fachwerk-crash-postgres-'));
    // When root runs it, PostgreSQL runs under another account and has to get through.
    await chmod(dataDir, 0o711);
    const postgres = await startEmbeddedPostgres({ dataDir });
    await prepareDatabase(postgres.migrateUrl, postgres.url);
    return new DatabasePart(dataDir, postgres, await TcpProxy.start(Number(new URL(postgres.url).port)));
  }

  /** For the hub, by way of the proxy. */
  get settings(): HubSettings {
    return { DATABASE_URL: this.proxy.through(this.postgres.url) };
  }

  /** Not by way of the proxy, for those who look at the result. */
  get directUrl(): string {
    return this.postgres.migrateUrl;
  }

  /** To the server and all that it started. */
  signal(signal: NodeJS.Signals): void {
    process.kill(-this.postgres.pid, signal);
  }

  /** After SIGKILL; it recovers from its log. */
  async startAgain(): Promise<void> {
    this.postgres = await startEmbeddedPostgres({ dataDir: this.dataDir });
    this.proxy.restore(Number(new URL(this.postgres.url).port));
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await this.postgres.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/**
 * @param cache folder that is kept between runs
 * @param more settings of all processes
 */
export async function startStage(kind: StageKind, cache: string, more: HubSettings = {}): Promise<Stage> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const database = await DatabasePart.start();
    undo.push(() => database.stop());
    const brokers = kind === 'database' ? [] : await startBrokers(kind === 'cluster' ? 3 : 1, cache, undo);
    const disk = await contentDisk(CONTENT_MIB);
    undo.push(() => disk.remove());
    const settings: HubSettings = {
      ...database.settings,
      ...(brokers.length === 0
        ? {}
        : { AMQP_URL: brokers.map(({ node, proxy }) => proxy.through(node.url())).join(',') }),
      CONTENT_DIR: disk.folder,
      // As in production: a broker may be killed at any moment.
      NEW_QUEUE_REST_MS: '4000',
      LOG_LEVEL: 'warn',
      ...more,
    };
    const clocks = await mkdtemp(join(tmpdir(), 'fachwerk-crash-clocks-'));
    undo.push(() => rm(clocks, { recursive: true, force: true }));
    const library = await clockLibrary(cache).catch(() => undefined);
    const start = async (name: string, own: HubSettings): Promise<Part> => {
      const clock = library === undefined ? undefined : await shiftableClock(library, join(clocks, name));
      const process = await HubProcess.start(
        { ...settings, GATEWAY_NAME: name, ...own },
        clock === undefined ? {} : { env: clock.env },
      );
      undo.push(() => process.remove());
      const proxy = await TcpProxy.start(Number(new URL(process.baseUrl).port));
      undo.push(() => proxy.stop());
      return { name, process, proxy, address: proxy.through(process.baseUrl), clock };
    };
    const parts = kind === 'separate' ? await separate(start) : await together(start);
    return { kind, ...parts, database, brokers, elections: [], disk, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type StartPart = (name: string, settings: HubSettings) => Promise<Part>;

async function together(start: StartPart): Promise<Pick<Stage, 'gateways' | 'workers' | 'operator'>> {
  const hub = await start('hub', { DEMO: 'true' });
  return { gateways: [hub], workers: [hub], operator: hub };
}

async function separate(start: StartPart): Promise<Pick<Stage, 'gateways' | 'workers' | 'operator'>> {
  const operator = await start('operator', { DEMO: 'true', ROLES: 'operator,records' });
  const gateways = [await start('gateway-1', { ROLES: 'gateway' }), await start('gateway-2', { ROLES: 'gateway' })];
  const workers = [await start('worker-1', { ROLES: 'worker' }), await start('worker-2', { ROLES: 'worker' })];
  return { gateways, workers, operator };
}

async function startBrokers(
  count: number,
  cache: string,
  undo: (() => Promise<unknown>)[],
): Promise<readonly BrokerPart[]> {
  const home = await privateRabbitMq(cache, (line) => process.stderr.write(`${line}\n`));
  const { nodes, stop } = await startCluster(home, count);
  undo.push(stop);
  const brokers: BrokerPart[] = [];
  for (const node of nodes) {
    const proxy = await TcpProxy.start(node.facts.port);
    undo.push(() => proxy.stop());
    brokers.push({ node, proxy });
  }
  return brokers;
}
