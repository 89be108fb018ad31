import { Module } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { HubConfig } from './config/hub-config.js';
import { Database } from './database/database.js';
import { Exchange } from './exchange/exchange.js';
import { Draining } from './operate/draining.js';
import { Consuming, HealthCheck, Refusing } from './operate/health.js';
import { MetricsController } from './operate/metrics.controller.js';
import { ServiceController } from './operate/service.controller.js';

/** What every process answers, whatever its roles: health, metrics, public keys, the description of the interface. */
@Module({
  controllers: [ServiceController, MetricsController],
  providers: [
    {
      provide: HealthCheck,
      useFactory: (
        database: Database,
        exchange: Exchange,
        directory: AccessDirectory,
        config: HubConfig,
        consuming: Consuming,
        draining: Draining,
        refusing: Refusing,
      ) => new HealthCheck(database, exchange, directory, { roles: config.roles, consuming, draining, refusing }),
      inject: [Database, Exchange, AccessDirectory, HubConfig, Consuming, Draining, Refusing],
    },
  ],
})
export class ServiceModule {}
