import { Module } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { Pauses } from './access/pauses.js';
import { ContentStore } from './archive/content-store.js';
import { Filing } from './archive/filing.js';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { ReceiptSigner } from './confirm/receipt-signer.js';
import { Database } from './database/database.js';
import { FileStage } from './file/file-stage.js';
import type { ReadMessage } from './file/read-message.js';
import { InHand } from './ledger/in-hand.js';
import { Messages } from './ledger/messages.js';
import type { Receipt } from './ledger/state.js';
import { traceIdOf } from './ledger/trace.js';
import { Consuming } from './operate/health.js';
import { Metrics } from './operate/metrics.js';
import { Tracing } from './tracing/tracing.js';
import { ReadingJobs } from './reading-job.js';
import { readersOf, readingPool } from './reading-pool.js';
import type { Reading, ReadingJob } from './translate/reading.js';
import { InstalledConnectors } from './translate/installed.js';
import { ThreadPool } from './translate/thread-pool.js';
import { WebhooksModule } from './webhooks.module.js';
import { WorkerController } from './worker.controller.js';
import { WorkerPipeline, type PipelineEvents } from './worker.pipeline.js';
import { Suspects } from './worker.suspects.js';
import { tellOfMessage } from './worker.tracing.js';

/** Root module of the role `worker`: validates, translates, files, confirms. */
@Module({
  imports: [WebhooksModule],
  controllers: [WorkerController],
  providers: [
    {
      provide: Pauses,
      useFactory: (database: Database, clock: Clock) => new Pauses(database, clock),
      inject: [Database, Clock],
    },
    {
      provide: FileStage,
      useFactory: (
        config: HubConfig,
        database: Database,
        store: ContentStore,
        receipts: ReceiptSigner,
        clock: Clock,
        ids: Ids,
        log: Log,
      ) => {
        const onStuck = ({ envelope }: ReadMessage, error: unknown): void =>
          log.error('a message can neither be filed nor parked, it is tried again', {
            messageId: envelope.id,
            traceId: traceIdOf(envelope),
            error,
          });
        const filing = new Filing({ timeZone: config.timeZone, ids });
        const sign = (receipt: Receipt): Promise<string> => receipts.sign(receipt);
        const parts = { filing, sign, clock, ids, writer: ids.uuid() };
        return new FileStage(database, store, parts, onStuck);
      },
      inject: [HubConfig, Database, ContentStore, ReceiptSigner, Clock, Ids, Log],
    },
    { provide: Messages, useFactory: (database: Database) => new Messages(database), inject: [Database] },
    {
      provide: InHand,
      useFactory: (database: Database, ids: Ids) => new InHand(database, ids.uuid()),
      inject: [Database, Ids],
    },
    {
      provide: Suspects,
      useFactory: (inHand: InHand, pipeline: WorkerPipeline) => new Suspects(inHand, pipeline),
      inject: [InHand, WorkerPipeline],
    },
    {
      provide: ThreadPool,
      useFactory: (config: HubConfig, connectors: InstalledConnectors) =>
        readingPool(config, connectors, config.translateThreads),
      inject: [HubConfig, InstalledConnectors],
    },
    {
      provide: WorkerPipeline,
      useFactory: (
        directory: AccessDirectory,
        jobs: ReadingJobs,
        pool: ThreadPool<ReadingJob, Reading>,
        config: HubConfig,
        fileStage: FileStage,
        pauses: Pauses,
        metrics: Metrics,
        log: Log,
        clock: Clock,
        consuming: Consuming,
        tracing: Tracing | null,
      ) =>
        new WorkerPipeline(
          directory,
          jobs,
          readersOf(pool, config),
          fileStage,
          clock,
          traced(pipelineEvents(directory, pauses, metrics, log, consuming), tracing),
        ),
      inject: [
        AccessDirectory,
        ReadingJobs,
        ThreadPool,
        HubConfig,
        FileStage,
        Pauses,
        Metrics,
        Log,
        Clock,
        Consuming,
        Tracing,
      ],
    },
  ],
  exports: [Pauses],
})
export class WorkerModule {}

function traced(events: PipelineEvents, tracing: Tracing | null): PipelineEvents {
  if (tracing === null) return events;
  return {
    ...events,
    onFiled: (message, filed) => {
      events.onFiled(message, filed);
      tellOfMessage(tracing, message, filed);
    },
  };
}

function pipelineEvents(
  directory: AccessDirectory,
  pauses: Pauses,
  metrics: Metrics,
  log: Log,
  consuming: Consuming,
): PipelineEvents {
  const failed = (error: unknown): void => log.warn('the cause of a pause was not written down', { error });
  return {
    onFiled: ({ envelope }, filed) => {
      metrics.onFiled(envelope, filed);
      const procedure = directory.procedure(envelope.procedure);
      if (filed.as === 'settled' && filed.outcome === 'filed' && procedure !== undefined)
        pauses.resumed(procedure).catch(failed);
    },
    onPause: async (id, cause, stage) => {
      const procedure = directory.procedure(id.id);
      if (procedure === undefined) return;
      log.warn('procedure waits', { procedure: procedure.name, code: cause.code, error: cause });
      await pauses.pause(procedure, cause, stage).catch(failed);
      // Its lane is dropped before the message goes back to it: otherwise it would come again at once.
      await consuming.lanesChanged();
    },
    onUnreadable: (delivery, error) =>
      log.error('delivery is no message', { id: delivery.id, delays: delivery.delays, error }),
  };
}
