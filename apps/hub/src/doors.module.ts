import { Module } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { Journal } from './access/journal.js';
import { XtaParties } from './access/xta-parties.js';
import { XtaSources } from './access/xta-sources.js';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { ReadersDatabase } from './database/database.js';
import { Exchange } from './exchange/exchange.js';
import { GatewayBook } from './ledger/doors/gateways.js';
import { DoorLooks, type OfferedService } from './operate/doors/door-facts.js';
import { DoorSeries } from './operate/doors/door-series.js';
import { DoorTests } from './operate/doors/door-test.js';
import { DoorsController } from './operate/doors/doors.controller.js';
import { InstalledConnectors } from './translate/installed.js';
import { connectWith } from './xta-client/connect.js';

/** Part of the role `operator`: the doors of the hub, whether they are open, who comes through, and trying them. */
@Module({
  controllers: [DoorsController],
  providers: [
    {
      provide: DoorLooks,
      useFactory: (
        database: ReadersDatabase,
        connectors: InstalledConnectors,
        directory: AccessDirectory,
        journal: Journal,
        clock: Clock,
        ids: Ids,
      ) => {
        const gateways = new GatewayBook(database);
        const sources = new XtaSources(database, clock, ids);
        const parties = new XtaParties(database, journal, clock, ids);
        const servicesOf = ({ connector, connectorVersion }: Procedure): readonly OfferedService[] =>
          servicesIn(connectors, connector, connectorVersion);
        return new DoorLooks({ database, gateways, sources, parties, servicesOf }, directory, clock);
      },
      inject: [ReadersDatabase, InstalledConnectors, AccessDirectory, Journal, Clock, Ids],
    },
    {
      provide: DoorSeries,
      useFactory: (database: ReadersDatabase, clock: Clock) => new DoorSeries(database, clock),
      inject: [ReadersDatabase, Clock],
    },
    {
      provide: DoorTests,
      useFactory: (database: ReadersDatabase, exchange: Exchange, config: HubConfig, clock: Clock, ids: Ids) => {
        const sources = new XtaSources(database, clock, ids);
        const connect = connectWith(config, ids);
        const askSource = async (tenant: string, procedure: string): Promise<void> => {
          const client = connect(await sources.connection(tenant, procedure));
          try {
            await client.checkAccountActive();
          } finally {
            client.end();
          }
        };
        return new DoorTests({ database, exchange, askSource });
      },
      inject: [ReadersDatabase, Exchange, HubConfig, Clock, Ids],
    },
  ],
})
export class DoorsModule {}

interface Procedure {
  readonly connector: string;
  readonly connectorVersion: string | null;
}

function servicesIn(connectors: InstalledConnectors, name: string, wanted: string | null): readonly OfferedService[] {
  const found = connectors.find(name, wanted);
  if (found === undefined) return [];
  const { version, soap = [] } = found.manifest;
  return soap.map(({ name: service, title, wsdl }) => ({ connector: name, version, name: service, title, wsdl }));
}
