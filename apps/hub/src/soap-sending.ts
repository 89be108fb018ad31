/** Part of the role `worker`: what receipts by SOAP are made of. The command line tries the same out. */
import type { FactoryProvider } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { AnswerReader } from './answer-reader.js';
import { ContentStore } from './archive/content-store.js';
import { ArchiveQuestions } from './archive/questions.js';
import { HubConfig } from './config/hub-config.js';
import { CalledServices } from './confirm/soap/called-service.js';
import type { TellOf } from './confirm/soap/soap-way.js';
import { ConnectorOutcomes } from './connector-outcomes.js';
import { Database } from './database/database.js';
import { ErrorTexts } from './errors/codes.js';
import type { Reach } from './outgoing/http-door.js';
import { ReadingJobs } from './reading-job.js';
import { InstalledPackages } from './schema-packages/installed-packages.js';
import { tellWith } from './tellings.js';
import { InstalledConnectors } from './translate/installed.js';

export const TELL_OF = Symbol('TellOf');

export const tellOfProvider: FactoryProvider<TellOf> = {
  provide: TELL_OF,
  useFactory: (
    config: HubConfig,
    database: Database,
    directory: AccessDirectory,
    connectors: InstalledConnectors,
    store: ContentStore,
    jobs: ReadingJobs,
    texts: ErrorTexts,
  ) => {
    // Its threads are there only while something is to be told.
    const reader = new AnswerReader(config, connectors);
    const outcomes = new ConnectorOutcomes({ reader, questions: new ArchiveQuestions(database), store, texts });
    return tellWith({ database, procedure: (id) => directory.procedure(id), connectors, jobs, outcomes });
  },
  inject: [HubConfig, Database, AccessDirectory, InstalledConnectors, ContentStore, ReadingJobs, ErrorTexts],
};

export function calledServices({ schemaPackagesDir }: HubConfig): CalledServices {
  return new CalledServices(new InstalledPackages(schemaPackagesDir!), schemaPackagesDir!);
}

/** As webhooks are reached: from connecting to the end of the answer. */
export function callReach({ webhookTimeoutMs, webhookLoopback }: HubConfig): Reach {
  return { idleMs: webhookTimeoutMs, totalMs: webhookTimeoutMs, loopback: webhookLoopback };
}
