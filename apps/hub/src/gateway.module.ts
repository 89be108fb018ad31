import {
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { AnswerReader } from './answer-reader.js';
import { ContentStore } from './archive/content-store.js';
import { ArchiveQuestions } from './archive/questions.js';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { ConnectorOutcomes } from './connector-outcomes.js';
import { ReadersDatabase } from './database/database.js';
import { ErrorTexts } from './errors/codes.js';
import { HubError } from './errors/hub-error.js';
import { Exchange } from './exchange/exchange.js';
import { DoorWork, gatewayDoorProviders } from './gateway-doors.js';
import { Messages } from './ledger/messages.js';
import { Settlements } from './ledger/settlements.js';
import { Metrics } from './operate/metrics.js';
import { Refusing } from './operate/health.js';
import { Acceptance, type AcceptanceEvents } from './receive/acceptance.js';
import { Admission } from './receive/admission.js';
import { Containers } from './receive/containers.js';
import { Marks, type MarkEvents } from './receive/marks.js';
import { MessagesController } from './receive/rest/messages.controller.js';
import { RestBody } from './receive/rest/rest-body.js';
import { SoapAnswers } from './receive/soap/answers.js';
import { SoapController } from './receive/soap/soap.controller.js';
import { Stamps } from './receive/stamps.js';
import { ConnectorAnswers } from './soap-answers.js';
import { soapDoor } from './soap-door.js';
import { TallySender } from './receive/tally-sender.js';
import { XtaReader } from './receive/xta-source/xta-reader.js';
import { Tracing } from './tracing/tracing.js';
import { InstalledConnectors } from './translate/installed.js';
import { xtaReadingProviders } from './xta-reading.js';
import { XtaController } from './receive/xta/xta.controller.js';
import { xtaProviders } from './xta-door.js';

/** Root module of the role `gateway`: takes messages in. */
@Module({
  controllers: [MessagesController, SoapController, XtaController],
  providers: [
    {
      provide: Stamps,
      useFactory: (config: HubConfig, clock: Clock, ids: Ids) => new Stamps(config.gatewayName, clock, ids),
      inject: [HubConfig, Clock, Ids],
    },
    {
      provide: Acceptance,
      useFactory: (
        exchange: Exchange,
        stamps: Stamps,
        ids: Ids,
        directory: AccessDirectory,
        metrics: Metrics,
        tracing: Tracing | null,
      ) =>
        new Acceptance(
          exchange,
          stamps,
          ids,
          () => directory.messageIdKeys(),
          acceptanceEvents(directory, metrics, tracing),
        ),
      inject: [Exchange, Stamps, Ids, AccessDirectory, Metrics, Tracing],
    },
    {
      provide: Marks,
      useFactory: (
        exchange: Exchange,
        store: ContentStore,
        config: HubConfig,
        metrics: Metrics,
        refusing: Refusing,
        log: Log,
      ) => new Marks(exchange, store, config, markEvents(metrics, refusing, log), () => process.memoryUsage.rss()),
      inject: [Exchange, ContentStore, HubConfig, Metrics, Refusing, Log],
    },
    {
      provide: Admission,
      useFactory: (marks: Marks, config: HubConfig) => new Admission(marks, config.procedureRequestsMax),
      inject: [Marks, HubConfig],
    },
    {
      provide: RestBody,
      useFactory: (store: ContentStore, marks: Marks, config: HubConfig) =>
        new RestBody(marks.withSpace(store), config),
      inject: [ContentStore, Marks, HubConfig],
    },
    {
      provide: Containers,
      useFactory: (connectors: InstalledConnectors) =>
        new Containers((name, version) => connectors.find(name, version)?.manifest),
      inject: [InstalledConnectors],
    },
    {
      provide: SoapAnswers,
      useFactory: (
        config: HubConfig,
        connectors: InstalledConnectors,
        database: ReadersDatabase,
        store: ContentStore,
        texts: ErrorTexts,
      ) => {
        const reader = new AnswerReader(config, connectors);
        const questions = new ArchiveQuestions(database);
        const settlements = new Settlements(new Messages(database));
        const outcomes = new ConnectorOutcomes({ reader, questions, store, texts });
        return new ConnectorAnswers(connectors, outcomes, settlements, config.filedWaitMs);
      },
      inject: [HubConfig, InstalledConnectors, ReadersDatabase, ContentStore, ErrorTexts],
    },
    ...soapDoor,
    {
      provide: TallySender,
      useFactory: (exchange: Exchange, stamps: Stamps, ids: Ids, config: HubConfig, log: Log) =>
        new TallySender(exchange, stamps, ids, config.tallyMs, (error) =>
          log.warn('tally not published, kept', { error }),
        ),
      inject: [Exchange, Stamps, Ids, HubConfig, Log],
    },
    ...xtaProviders,
    ...xtaReadingProviders,
    ...gatewayDoorProviders,
  ],
})
export class GatewayModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly tally: TallySender,
    private readonly marks: Marks,
    private readonly xtaReader: XtaReader,
    private readonly config: HubConfig,
    private readonly doors: DoorWork,
  ) {}

  onApplicationBootstrap(): void {
    this.tally.start();
    this.marks.start();
    this.xtaReader.start();
    this.doors.start();
  }

  /** What is fetched is counted in the last tally. */
  beforeApplicationShutdown(): Promise<void> {
    return this.xtaReader.stop(this.config.drainTimeoutMs);
  }

  /** The last of the hooks: the HTTP server has answered its last request by now. */
  async onApplicationShutdown(): Promise<void> {
    this.marks.stop();
    await Promise.all([this.tally.stop(), this.doors.stop()]);
  }
}

function acceptanceEvents(directory: AccessDirectory, metrics: Metrics, tracing: Tracing | null): AcceptanceEvents {
  const onAccepted = (procedure: string): void => metrics.onAccepted(procedure);
  if (tracing === null) return { onAccepted };
  return {
    onAccepted,
    onPublishing: ({ procedure, traceParent: parent }, id) => {
      const destination = directory.nameOf(procedure);
      const span = tracing.begin({
        name: `publish ${destination}`,
        role: 'producer',
        parent,
        facts: {
          'messaging.operation.name': 'publish',
          'messaging.operation.type': 'send',
          'messaging.destination.name': destination,
          'messaging.message.id': id,
        },
      });
      const end = (error?: unknown): void =>
        span.end(error === undefined ? {} : { problem: error instanceof HubError ? error.code : 'unknown' });
      return { traceParent: span.traceParent, end };
    },
  };
}

function markEvents(metrics: Metrics, refusing: Refusing, log: Log): MarkEvents {
  return {
    onDepth: (procedure, waiting) => metrics.waiting(procedure, waiting),
    onSpace: (freeBytes, totalBytes) => metrics.space(freeBytes, totalBytes),
    onMark: (mark, reached, fields) => {
      refusing.onMark(mark, reached);
      log.warn(reached ? 'a mark is reached, messages are refused' : 'a mark is not reached any more', {
        stage: 'receive',
        mark,
        ...fields,
      });
    },
    onProblem: (what, error) => log.warn(what, { stage: 'receive', error }),
  };
}
