import { Module } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { HubConfig } from './config/hub-config.js';
import { Database } from './database/database.js';
import { Exchange } from './exchange/exchange.js';
import { Consuming, HealthCheck } from './operate/health.js';
import { ServiceController } from './operate/service.controller.js';

/** What every process answers, whatever its roles: health, metrics, public keys, the description of the interface. */
@Module({
  controllers: [ServiceController],
  providers: [
    {
      provide: HealthCheck,
      useFactory: (
        database: Database,
        exchange: Exchange,
        directory: AccessDirectory,
        config: HubConfig,
        consuming: Consuming,
      ) => new HealthCheck(database, exchange, directory, config.roles, consuming),
      inject: [Database, Exchange, AccessDirectory, HubConfig, Consuming],
    },
  ],
})
export class ServiceModule {}
