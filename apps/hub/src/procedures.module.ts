import { Module } from '@nestjs/common';
import { Journal } from './access/journal.js';
import { ProcedureCertificates } from './access/procedure-certificates.js';
import { ProcedureKeys } from './access/procedure-keys.js';
import { Procedures } from './access/procedures.js';
import { Webhooks } from './access/webhooks.js';
import { Clock, Ids } from './config/clock.js';
import { ReadersDatabase } from './database/database.js';
import { ConnectorSettings } from './operate/connector-settings.js';
import { ProcedureCertificatesController } from './operate/procedure-certificates.controller.js';
import { ProcedureKeysController } from './operate/procedure-keys.controller.js';
import { ProcedureWebhookController } from './operate/procedure-webhook.controller.js';
import { ProceduresController } from './operate/procedures.controller.js';
import { InstalledConnectors } from './translate/installed.js';

/** Part of the role `operator`: how procedures are set up, their keys, certificates and webhooks. */
@Module({
  controllers: [
    ProceduresController,
    ProcedureKeysController,
    ProcedureCertificatesController,
    ProcedureWebhookController,
  ],
  providers: [
    {
      provide: ConnectorSettings,
      useFactory: (connectors: InstalledConnectors) => new ConnectorSettings(connectors),
      inject: [InstalledConnectors],
    },
    {
      provide: Procedures,
      useFactory: (
        database: ReadersDatabase,
        journal: Journal,
        clock: Clock,
        ids: Ids,
        connectors: ConnectorSettings,
      ) => new Procedures(database, journal, clock, ids, (...given) => connectors.check(...given)),
      inject: [ReadersDatabase, Journal, Clock, Ids, ConnectorSettings],
    },
    {
      provide: ProcedureKeys,
      useFactory: (database: ReadersDatabase, journal: Journal, clock: Clock, ids: Ids) =>
        new ProcedureKeys(database, journal, clock, ids),
      inject: [ReadersDatabase, Journal, Clock, Ids],
    },
    {
      provide: ProcedureCertificates,
      useFactory: (database: ReadersDatabase, journal: Journal, clock: Clock, ids: Ids) =>
        new ProcedureCertificates(database, journal, clock, ids),
      inject: [ReadersDatabase, Journal, Clock, Ids],
    },
    {
      provide: Webhooks,
      useFactory: (database: ReadersDatabase, clock: Clock, ids: Ids) => new Webhooks(database, clock, ids),
      inject: [ReadersDatabase, Clock, Ids],
    },
  ],
  exports: [ConnectorSettings, Webhooks],
})
export class ProceduresModule {}
