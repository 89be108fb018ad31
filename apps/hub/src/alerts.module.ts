import { Module } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { Journal } from './access/journal.js';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { Database, ReadersDatabase } from './database/database.js';
import { FlowModule } from './flow.module.js';
import { AlertAdministration } from './operate/alerts/alert-administration.js';
import { AlertChannelsController } from './operate/alerts/alert-channels.controller.js';
import { AlertRulesController } from './operate/alerts/alert-rules.controller.js';
import { AlertSender } from './operate/alerts/alert-sender.js';
import { AlertWatch } from './operate/alerts/alert-watch.js';
import { AlertsController } from './operate/alerts/alerts.controller.js';
import { Findings } from './operate/alerts/findings.js';
import { Mailer } from './operate/alerts/mailer.js';
import { Overview } from './operate/overview/overview.js';

/** Part of the role `operator`: what people are told when they do not look. */
@Module({
  imports: [FlowModule],
  controllers: [AlertsController, AlertRulesController, AlertChannelsController],
  providers: [
    { provide: Mailer, useFactory: (config: HubConfig) => new Mailer(config), inject: [HubConfig] },
    {
      provide: Findings,
      useFactory: (database: ReadersDatabase, directory: AccessDirectory, overview: Overview) =>
        new Findings(database, directory, overview),
      inject: [ReadersDatabase, AccessDirectory, Overview],
    },
    {
      provide: AlertWatch,
      useFactory: (
        config: HubConfig,
        lock: Database,
        work: ReadersDatabase,
        directory: AccessDirectory,
        findings: Findings,
        clock: Clock,
        ids: Ids,
        log: Log,
      ) =>
        new AlertWatch(
          { lock, work },
          directory,
          findings,
          { clock, ids },
          {
            lookMs: config.alertLookMs,
            onProblem: (error) => log.warn('alerts were not looked for', { error }),
          },
        ),
      inject: [HubConfig, Database, ReadersDatabase, AccessDirectory, Findings, Clock, Ids, Log],
    },
    {
      provide: AlertSender,
      useFactory: (
        settings: HubConfig,
        database: ReadersDatabase,
        directory: AccessDirectory,
        mailer: Mailer,
        clock: Clock,
        ids: Ids,
        log: Log,
      ) =>
        new AlertSender(
          database,
          directory,
          mailer,
          { clock, ids },
          {
            settings,
            onProblem: (error) => log.warn('notices of alerts were not sent', { error }),
          },
        ),
      inject: [HubConfig, ReadersDatabase, AccessDirectory, Mailer, Clock, Ids, Log],
    },
    {
      provide: AlertAdministration,
      useFactory: (database: ReadersDatabase, journal: Journal, clock: Clock, ids: Ids, sender: AlertSender) =>
        new AlertAdministration(database, journal, clock, ids, sender),
      inject: [ReadersDatabase, Journal, Clock, Ids, AlertSender],
    },
  ],
})
export class AlertsModule {}
