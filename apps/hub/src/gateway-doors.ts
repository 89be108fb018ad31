/** Part of the role `gateway`: counts what comes in by which door, and tells what only gateways know of their doors. */
import type { Provider } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { ReadersDatabase } from './database/database.js';
import { DoorCounts } from './ledger/doors/counts.js';
import { GatewayBook, type GatewayFacts, type GatewayService } from './ledger/doors/gateways.js';
import { Metrics } from './operate/metrics.js';
import { watchPassages, type Passed } from './receive/passage.js';
import { XTA_SCHEMAS } from './receive/xta/official.js';
import { InstalledPackages } from './schema-packages/installed-packages.js';
import { InstalledConnectors } from './translate/installed.js';

/** Whoever looks takes a gateway that was silent for some of these for gone. */
const TELL_MS = 15_000;
/** Codes of refusals of strangers that are told apart. */
const CODES_MAX = 100;

/** Tells now and then what this gateway knows of its doors: it is written down, because whoever shows it is another process. */
export class GatewayTeller {
  private readonly unknown = new Map<string, Map<string, number>>();
  private readonly packages: InstalledPackages;
  private readonly startedAt: Date;
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> = Promise.resolve();
  private failing = false;

  constructor(
    private readonly book: GatewayBook,
    private readonly config: HubConfig,
    private readonly connectors: InstalledConnectors,
    private readonly clock: Clock,
    private readonly onProblem: (error: unknown) => void,
  ) {
    this.packages = new InstalledPackages(config.schemaPackagesDir!);
    this.startedAt = clock.now();
  }

  start(): void {
    const tell = (): void => void (this.telling = this.telling.then(() => this.tell()));
    this.timer = setInterval(tell, TELL_MS);
    tell();
  }

  /** It is not there any more from here on. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.telling;
    await this.book.leave(this.config.gatewayName).catch(this.onProblem);
  }

  /** Somebody was refused before it was known who that is. */
  onStranger(door: string, code: string): void {
    const codes = this.unknown.get(door) ?? new Map<string, number>();
    this.unknown.set(door, codes);
    if (codes.has(code) || codes.size < CODES_MAX) codes.set(code, (codes.get(code) ?? 0) + 1);
  }

  private async tell(): Promise<void> {
    try {
      await this.book.tell(this.config.gatewayName, await this.facts(), this.clock.now());
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.onProblem(error);
      this.failing = true;
    }
  }

  private async facts(): Promise<GatewayFacts> {
    const { publicUrl, host, port } = this.config;
    this.packages.look(performance.now());
    const tls = await this.certificate();
    const name = ['0.0.0.0', '::'].includes(host) ? hostname() : host;
    return {
      address: publicUrl?.replace(/\/+$/, '') ?? `http://${name.includes(':') ? `[${name}]` : name}:${port}`,
      isPublic: publicUrl !== undefined,
      ...(tls === undefined ? {} : { tls }),
      services: this.services(),
      xta: this.packages.find(XTA_SCHEMAS) !== undefined,
      unknown: Object.fromEntries([...this.unknown].map(([door, codes]) => [door, Object.fromEntries(codes)])),
      startedAt: this.startedAt.toISOString(),
    };
  }

  /** Of the file: the listener reads it anew within seconds. */
  private async certificate(): Promise<GatewayFacts['tls']> {
    const { httpsPort: port, tlsCertFile: file } = this.config;
    if (port === undefined || file === undefined) return undefined;
    const { subject, validTo } = new X509Certificate(await readFile(file));
    return { port, subject: subject.replaceAll('\n', ', '), endsAt: new Date(validTo).toISOString() };
  }

  private services(): readonly GatewayService[] {
    return this.connectors.all.flatMap(({ manifest, package: from }) => {
      const { name: connector, version, soap = [] } = manifest;
      const folder = from?.schemasFolder ?? this.connectors.schemasFolder;
      return soap.map(({ name, title, wsdl }) => {
        const installed = existsSync(join(folder, wsdl)) || this.packages.findWsdl(wsdl) !== undefined;
        return { connector, version, name, title, wsdl, installed };
      });
    });
  }
}

/** What goes on as long as the gateway does. */
export class DoorWork {
  constructor(
    private readonly counts: DoorCounts,
    private readonly teller: GatewayTeller,
  ) {}

  start(): void {
    this.counts.start();
    this.teller.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.counts.stop(), this.teller.stop()]);
  }
}

export const gatewayDoorProviders: Provider[] = [
  {
    provide: DoorCounts,
    useFactory: (database: ReadersDatabase, clock: Clock, ids: Ids, log: Log) =>
      new DoorCounts(database, clock, ids, (error) =>
        log.warn('what came in by which door is not written down yet', { error }),
      ),
    inject: [ReadersDatabase, Clock, Ids, Log],
  },
  {
    provide: GatewayTeller,
    useFactory: (
      database: ReadersDatabase,
      config: HubConfig,
      connectors: InstalledConnectors,
      clock: Clock,
      log: Log,
    ) =>
      new GatewayTeller(new GatewayBook(database), config, connectors, clock, (error) =>
        log.warn('what this gateway knows of its doors is not written down', { error }),
      ),
    inject: [ReadersDatabase, HubConfig, InstalledConnectors, Clock, Log],
  },
  {
    provide: DoorWork,
    useFactory: (counts: DoorCounts, teller: GatewayTeller) => new DoorWork(counts, teller),
    inject: [DoorCounts, GatewayTeller],
  },
];

/** Before it listens: hooks come before the first request. */
export function watchDoors(app: NestFastifyApplication): void {
  const [counts, teller] = [app.get(DoorCounts, { strict: false }), app.get(GatewayTeller, { strict: false })];
  const [metrics, clock] = [app.get(Metrics), app.get(Clock)];
  watchPassages(app.getHttpAdapter().getInstance(), (passed) => {
    const { door, outcome, error, bytes, seconds, procedure } = passed;
    metrics.onPassed({ door, outcome, code: error?.code, bytes, seconds });
    if (procedure !== undefined)
      counts.note({ ...countOf(passed, clock), tenant: procedure.tenant, procedure: procedure.id });
    else if (error !== undefined) teller.onStranger(door, error.code);
  });
}

/** Who is refused was there as well; but a contact is what went well. */
function countOf(
  { door, outcome, error, bytes }: Passed,
  clock: Clock,
): Omit<Parameters<DoorCounts['note']>[0], 'tenant' | 'procedure'> {
  if (outcome === 'refused') return { door, bytes, ...(error === undefined ? {} : { error }) };
  return { door, bytes, [outcome]: 1, contactAt: clock.now() };
}
