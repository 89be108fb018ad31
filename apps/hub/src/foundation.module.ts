import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { join } from 'node:path';
import { AccessGuard } from './access/access.guard.js';
import { Authentication } from './access/authentication.js';
import { ContentLooks } from './access/content-looks.js';
import { ClientCertificates } from './access/client-certificates.js';
import { AccessDirectory } from './access/directory.js';
import { Journal } from './access/journal.js';
import { KeyUses } from './access/key-uses.js';
import { PasswordDoor } from './access/password-door.js';
import { People } from './access/people.js';
import { ProcedureCredentials } from './access/procedure-credentials.js';
import { Replays } from './access/replays.js';
import { SessionGuard } from './access/session.guard.js';
import { Sessions } from './access/sessions.js';
import { ContentStore } from './archive/content-store.js';
import { DiskContentStore } from './archive/disk-content-store.js';
import { Clock, Ids, RandomIds, SystemClock } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { SchemasFolder } from './config/schemas-folder.js';
import { ReceiptSigner } from './confirm/receipt-signer.js';
import { Database, ReadersDatabase, type DatabaseOptions } from './database/database.js';
import { ErrorTexts } from './errors/codes.js';
import { DatabaseExchange, type DatabaseExchangeOptions } from './exchange/database-exchange.js';
import { Exchange } from './exchange/exchange.js';
import { RabbitExchange } from './exchange/rabbitmq/rabbit-exchange.js';
import { Draining } from './operate/draining.js';
import { Consuming, Refusing } from './operate/health.js';
import { Metrics } from './operate/metrics.js';
import { ReadingJobs } from './reading-job.js';
import { Tracing } from './tracing/tracing.js';
import { InstalledConnectors } from './translate/installed.js';

/** What the roles stand on: settings, clock, database, exchange, content store, who may do what. */
@Module({})
export class FoundationModule {
  static for(config: HubConfig, log: Log, alone: boolean, connectors: InstalledConnectors): DynamicModule {
    const providers: Provider[] = [
      { provide: HubConfig, useValue: config },
      { provide: Log, useValue: log },
      { provide: Clock, useClass: SystemClock },
      { provide: Ids, useClass: RandomIds },
      SchemasFolder,
      ErrorTexts,
      { provide: Database, useFactory: () => new Database(databaseOptions(config)) },
      { provide: ReadersDatabase, useFactory: () => new ReadersDatabase(databaseOptions(config)) },
      {
        provide: Exchange,
        useFactory: (database: Database, ids: Ids) => exchangeFor(config, log, { database, ids, soleConsumer: alone }),
        inject: [Database, Ids],
      },
      { provide: ContentStore, useFactory: () => new DiskContentStore(config.contentDir!) },
      { provide: InstalledConnectors, useValue: connectors },
      {
        provide: ReadingJobs,
        useFactory: (store: ContentStore) => new ReadingJobs(store, connectors),
        inject: [ContentStore],
      },
      {
        provide: KeyUses,
        useFactory: (database: ReadersDatabase, clock: Clock) =>
          new KeyUses(database, clock, (error) => log.warn('when keys were used is not written down yet', { error })),
        inject: [ReadersDatabase, Clock],
      },
      {
        provide: AccessDirectory,
        useFactory: (database: Database, clock: Clock, uses: KeyUses) =>
          new AccessDirectory(database, clock, {
            file: join(config.dataDir, 'access-snapshot.json'),
            hoursMax: config.snapshotHoursMax,
            onProblem: (error) => log.warn('access snapshot not refreshed', { error }),
            onKeyUsed: (tenant, key) => uses.note(tenant, key),
            onCertificateUsed: (tenant, certificate) => uses.note(tenant, certificate, 'certificate'),
          }),
        inject: [Database, Clock, KeyUses],
      },
      // Null when no collector is set.
      { provide: Tracing, useFactory: (ids: Ids) => tracingFor(config, ids, log), inject: [Ids] },
      ...accessProviders(config),
      Consuming,
      Draining,
      Refusing,
      {
        provide: ReceiptSigner,
        useFactory: (database: Database, clock: Clock, directory: AccessDirectory) => {
          const signer = new ReceiptSigner(database, clock);
          const failed = (error: unknown): void => log.warn('keys of receipts were not read anew', { error });
          // The ring of keys is among what raises the revision of access.
          directory.onChange(() => void signer.refresh().catch(failed));
          return signer;
        },
        inject: [Database, Clock, AccessDirectory],
      },
      {
        provide: Metrics,
        useFactory: (directory: AccessDirectory, clock: Clock) => new Metrics(directory, clock),
        inject: [AccessDirectory, Clock],
      },
    ];
    return { module: FoundationModule, global: true, providers, exports: providers.map(tokenOf) };
  }
}

/** Who asks, and what is written down about it. */
function accessProviders(config: HubConfig): Provider[] {
  const { sessionIdleMinutes: idleMinutes, sessionHoursMax: hoursMax } = config;
  return [
    {
      provide: People,
      useFactory: (database: ReadersDatabase, directory: AccessDirectory, clock: Clock) =>
        new People(database, directory, clock),
      inject: [ReadersDatabase, AccessDirectory, Clock],
    },
    {
      provide: PasswordDoor,
      useFactory: (people: People, ids: Ids) => new PasswordDoor(people, ids.bytes(32)),
      inject: [People, Ids],
    },
    {
      provide: Sessions,
      useFactory: (database: ReadersDatabase, clock: Clock, ids: Ids) =>
        new Sessions(database, clock, ids, { idleMinutes, hoursMax }),
      inject: [ReadersDatabase, Clock, Ids],
    },
    {
      provide: ProcedureCredentials,
      useFactory: (directory: AccessDirectory, clock: Clock) =>
        new ProcedureCredentials(directory, new ClientCertificates(config), new Replays(clock), clock),
      inject: [AccessDirectory, Clock],
    },
    {
      provide: Authentication,
      useFactory: (
        directory: AccessDirectory,
        passwords: PasswordDoor,
        sessions: Sessions,
        procedures: ProcedureCredentials,
      ) => new Authentication(directory, passwords, sessions, procedures, config),
      inject: [AccessDirectory, PasswordDoor, Sessions, ProcedureCredentials],
    },
    {
      provide: Journal,
      useFactory: (database: ReadersDatabase, clock: Clock, ids: Ids) => new Journal(database, clock, ids),
      inject: [ReadersDatabase, Clock, Ids],
    },
    {
      provide: ContentLooks,
      useFactory: (database: ReadersDatabase, journal: Journal) => new ContentLooks(database, journal),
      inject: [ReadersDatabase, Journal],
    },
    AccessGuard,
    SessionGuard,
  ];
}

async function tracingFor(config: HubConfig, ids: Ids, log: Log): Promise<Tracing | null> {
  const { otlpEndpoint: endpoint, traceRatio: ratio, roles } = config;
  if (endpoint === undefined) return null;
  const onProblem = (problem: string): void => log.warn('traces are not told', { problem });
  return Tracing.start({ endpoint, ratio, roles, instance: ids.uuid(), onProblem });
}

/** Half of the connections each. */
function databaseOptions(config: HubConfig): DatabaseOptions {
  return {
    url: config.databaseUrl!,
    connectionsMax: Math.ceil(config.databaseConnectionsMax / 2),
    statementMsMax: config.databaseStatementMsMax,
  };
}

function exchangeFor(
  config: HubConfig,
  log: Log,
  twin: Pick<DatabaseExchangeOptions, 'database' | 'ids' | 'soleConsumer'>,
): Exchange {
  const onProblem = (message: string, error: unknown): void => log.warn(message, { error });
  const { amqpUrl, delayLadderMs, rabbitmqManagementUrl: managementUrl } = config;
  if (amqpUrl === undefined) return new DatabaseExchange({ ...twin, delayLadderMs, onProblem });
  return new RabbitExchange({ ...config, urls: amqpUrl.split(','), managementUrl, onProblem });
}

function tokenOf(provider: Provider): NonNullable<DynamicModule['exports']>[number] {
  return (typeof provider === 'function' ? provider : provider.provide) as NonNullable<
    DynamicModule['exports']
  >[number];
}
