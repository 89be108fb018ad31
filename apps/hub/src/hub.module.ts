import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { HubConfig } from './config/hub-config.js';
import type { Log } from './config/log.js';
import { FoundationModule } from './foundation.module.js';
import { GatewayModule } from './gateway.module.js';
import { OperatorModule } from './operator.module.js';
import { RecordsModule } from './records.module.js';
import { ServiceModule } from './service.module.js';
import type { InstalledConnectors } from './translate/installed.js';
import { WorkerModule } from './worker.module.js';

const roleModules: Readonly<Record<HubConfig['roles'][number], Type>> = {
  gateway: GatewayModule,
  worker: WorkerModule,
  records: RecordsModule,
  operator: OperatorModule,
};

/** The hub: what every process has, and the roles it was started with. */
@Module({})
export class HubModule {
  static for(config: HubConfig, log: Log, alone: boolean, connectors: InstalledConnectors): DynamicModule {
    return {
      module: HubModule,
      imports: [
        FoundationModule.for(config, log, alone, connectors),
        ServiceModule,
        ...config.roles.map((role) => roleModules[role]),
      ],
    };
  }
}
