import { Module } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { ReadersDatabase } from './database/database.js';
import { Exchange } from './exchange/exchange.js';
import { Causes } from './ledger/causes.js';
import { Messages } from './ledger/messages.js';
import { Outbox } from './ledger/outbox.js';
import { Log } from './config/log.js';
import { CorrectionsController } from './operate/corrections.controller.js';
import { CausesController } from './operate/causes.controller.js';
import { Decisions } from './operate/decisions.js';
import { JobRunner } from './operate/job-runner.js';
import { JobsController } from './operate/jobs.controller.js';
import { MessageAge } from './operate/message-age.js';
import { MessageStatesController } from './operate/messages.controller.js';
import { MessageContentController } from './operate/message-content.controller.js';
import { OutboxController } from './operate/outbox.controller.js';
import { ReconciliationController } from './operate/reconciliation.controller.js';

/** Root module of the role `operator`: what became of messages, reconciliation, release, receipts on their way. */
@Module({
  controllers: [
    MessageStatesController,
    MessageContentController,
    CausesController,
    CorrectionsController,
    JobsController,
    ReconciliationController,
    OutboxController,
  ],
  providers: [
    { provide: Messages, useFactory: (database: ReadersDatabase) => new Messages(database), inject: [ReadersDatabase] },
    { provide: Causes, useFactory: (database: ReadersDatabase) => new Causes(database), inject: [ReadersDatabase] },
    { provide: Outbox, useFactory: (database: ReadersDatabase) => new Outbox(database), inject: [ReadersDatabase] },
    {
      provide: MessageAge,
      useFactory: (config: HubConfig, clock: Clock) => new MessageAge(config, clock),
      inject: [HubConfig, Clock],
    },
    {
      provide: Decisions,
      useFactory: (database: ReadersDatabase, exchange: Exchange, directory: AccessDirectory, clock: Clock, ids: Ids) =>
        new Decisions(database, exchange, directory, clock, ids),
      inject: [ReadersDatabase, Exchange, AccessDirectory, Clock, Ids],
    },
    {
      provide: JobRunner,
      useFactory: (database: ReadersDatabase, decisions: Decisions, clock: Clock, ids: Ids, log: Log) =>
        new JobRunner(database, decisions, clock, ids, (error) => log.warn('a job did not go on', { error })),
      inject: [ReadersDatabase, Decisions, Clock, Ids, Log],
    },
  ],
})
export class OperatorModule {}
