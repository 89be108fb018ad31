import { Module } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { ContentStore } from './archive/content-store.js';
import { Clock } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { ReadersDatabase } from './database/database.js';
import { ErrorTexts } from './errors/codes.js';
import { Exchange } from './exchange/exchange.js';
import { Draining } from './operate/draining.js';
import { FlowMetrics } from './operate/flow-metrics.js';
import { Consuming } from './operate/health.js';
import { EventStreams } from './operate/live/event-streams.js';
import { EventsController } from './operate/live/events.controller.js';
import type { LiveSource } from './operate/live/live-source.js';
import { AlertsSource } from './operate/live/alerts-source.js';
import { JobsSource } from './operate/live/jobs-source.js';
import { OverviewSource } from './operate/live/overview-source.js';
import { Metrics } from './operate/metrics.js';
import { Backlogs } from './operate/overview/backlogs.js';
import { BooksLooks } from './operate/overview/books-look.js';
import { Conditions } from './operate/overview/condition.js';
import { OverviewController } from './operate/overview/overview.controller.js';
import { Overview } from './operate/overview/overview.js';
import { Series } from './operate/overview/series.js';
import { UntouchedShares } from './operate/overview/untouched.js';
import { ProcedurePauseController } from './operate/procedure-pause.controller.js';
import { QueuesController } from './operate/queues.controller.js';

/** A browser opens one for each tab. */
const STREAMS = { perPerson: 10, inAll: 500 };

const LIVE_SOURCES = Symbol('live sources');

/** What is told live; whatever is to be told as well is one more of them. */
function liveSources(
  overview: Overview,
  database: ReadersDatabase,
  directory: AccessDirectory,
  texts: ErrorTexts,
): readonly LiveSource[] {
  return [
    new OverviewSource(overview),
    new JobsSource(database, directory, texts),
    new AlertsSource(database, directory),
  ];
}

/** Part of the role `operator`: how messages flow, at a glance and live, in which queues they wait, and pausing a procedure. */
@Module({
  controllers: [OverviewController, EventsController, QueuesController, ProcedurePauseController],
  providers: [
    {
      provide: Backlogs,
      useFactory: (exchange: Exchange, directory: AccessDirectory) => new Backlogs(exchange, directory),
      inject: [Exchange, AccessDirectory],
    },
    {
      provide: BooksLooks,
      useFactory: (database: ReadersDatabase, clock: Clock) => new BooksLooks(database, clock, new UntouchedShares()),
      inject: [ReadersDatabase, Clock],
    },
    {
      provide: Conditions,
      useFactory: (exchange: Exchange, store: ContentStore, config: HubConfig, consuming: Consuming) =>
        new Conditions(exchange, store, {
          exchangeKind: config.amqpUrl === undefined ? 'database' : 'rabbitmq',
          consuming: config.roles.includes('worker') ? consuming : undefined,
        }),
      inject: [Exchange, ContentStore, HubConfig, Consuming],
    },
    {
      provide: Overview,
      useFactory: (
        directory: AccessDirectory,
        backlogs: Backlogs,
        books: BooksLooks,
        conditions: Conditions,
        texts: ErrorTexts,
      ) => new Overview(directory, backlogs, books, conditions, texts),
      inject: [AccessDirectory, Backlogs, BooksLooks, Conditions, ErrorTexts],
    },
    {
      provide: Series,
      useFactory: (database: ReadersDatabase, clock: Clock) => new Series(database, clock),
      inject: [ReadersDatabase, Clock],
    },
    {
      provide: LIVE_SOURCES,
      useFactory: liveSources,
      inject: [Overview, ReadersDatabase, AccessDirectory, ErrorTexts],
    },
    {
      provide: EventStreams,
      useFactory: (sources: readonly LiveSource[], draining: Draining, log: Log) =>
        new EventStreams(sources, draining, STREAMS, (error) =>
          log.warn('what people look at was not refreshed', { error }),
        ),
      inject: [LIVE_SOURCES, Draining, Log],
    },
    {
      provide: FlowMetrics,
      useFactory: (metrics: Metrics, directory: AccessDirectory, overview: Overview, clock: Clock, log: Log) =>
        new FlowMetrics(metrics, directory, overview, clock, (error) =>
          log.warn('the flow is not in the metrics', { error }),
        ),
      inject: [Metrics, AccessDirectory, Overview, Clock, Log],
    },
  ],
  exports: [Overview],
})
export class FlowModule {}
