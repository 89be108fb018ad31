import { Module } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { ReadersDatabase } from './database/database.js';
import { Exchange } from './exchange/exchange.js';
import { Messages } from './ledger/messages.js';
import { Outbox } from './ledger/outbox.js';
import { Decisions } from './operate/decisions.js';
import { MessageAge } from './operate/message-age.js';
import { MessageStatesController } from './operate/messages.controller.js';
import { OutboxController } from './operate/outbox.controller.js';
import { ReconciliationController } from './operate/reconciliation.controller.js';

/** Root module of the role `operator`: what became of messages, reconciliation, release, receipts on their way. */
@Module({
  controllers: [MessageStatesController, ReconciliationController, OutboxController],
  providers: [
    { provide: Messages, useFactory: (database: ReadersDatabase) => new Messages(database), inject: [ReadersDatabase] },
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
  ],
})
export class OperatorModule {}
