/** Part of the role `worker`: what receipts by SOAP are made of. The command line tries the same out. */
import type { FactoryProvider } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { AnswerReader } from './answer-reader.js';
import { ContentStore } from './archive/content-store.js';
import { ArchiveQuestions } from './archive/questions.js';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { CalledServices } from './confirm/soap/called-service.js';
import { soapWay } from './confirm/soap/soap-way.js';
import type { Way } from './confirm/receipt-sender.js';
import { ConnectorOutcomes } from './connector-outcomes.js';
import { Database } from './database/database.js';
import { ErrorTexts } from './errors/codes.js';
import type { Reach } from './outgoing/http-door.js';
import { ReadingJobs } from './reading-job.js';
import { InstalledPackages } from './schema-packages/installed-packages.js';
import { tellWith } from './tellings.js';
import { InstalledConnectors } from './translate/installed.js';

export const SOAP_WAY = Symbol('SoapWay');

export const soapWayProvider: FactoryProvider<Way> = {
  provide: SOAP_WAY,
  useFactory: (
    config: HubConfig,
    database: Database,
    directory: AccessDirectory,
    connectors: InstalledConnectors,
    store: ContentStore,
    jobs: ReadingJobs,
    texts: ErrorTexts,
    clock: Clock,
    ids: Ids,
  ) => {
    // Its threads are there only while something is to be told.
    const reader = new AnswerReader(config, connectors);
    const outcomes = new ConnectorOutcomes({ reader, questions: new ArchiveQuestions(database), store, texts });
    const tellOf = tellWith({ database, procedure: (id) => directory.procedure(id), connectors, jobs, outcomes });
    const services = calledServices(config);
    // A WSDL may lie among the schemas of a package.
    connectors.onReplaced(() => services.forget());
    return soapWay({ database, clock, ids, services, reach: callReach(config), tellOf });
  },
  inject: [
    HubConfig,
    Database,
    AccessDirectory,
    InstalledConnectors,
    ContentStore,
    ReadingJobs,
    ErrorTexts,
    Clock,
    Ids,
  ],
};

export function calledServices({ schemaPackagesDir }: HubConfig): CalledServices {
  return new CalledServices(new InstalledPackages(schemaPackagesDir!), schemaPackagesDir!);
}

/** As webhooks are reached: from connecting to the end of the answer. */
export function callReach({ webhookTimeoutMs, webhookLoopback }: HubConfig): Reach {
  return { idleMs: webhookTimeoutMs, totalMs: webhookTimeoutMs, loopback: webhookLoopback };
}
