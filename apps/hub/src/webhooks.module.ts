import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { WebhookSender, type SenderEvents } from './confirm/webhook-sender.js';
import { Database } from './database/database.js';
import { ErrorTexts } from './errors/codes.js';
import { Metrics } from './operate/metrics.js';

/** Part of the role `worker`: sends receipts to the webhooks of procedures. */
@Module({
  providers: [
    {
      provide: WebhookSender,
      useFactory: (
        config: HubConfig,
        database: Database,
        clock: Clock,
        ids: Ids,
        texts: ErrorTexts,
        directory: AccessDirectory,
        metrics: Metrics,
        log: Log,
      ) =>
        new WebhookSender(database, clock, ids, texts, config.webhookTimeoutMs, senderEvents(directory, metrics, log)),
      inject: [HubConfig, Database, Clock, Ids, ErrorTexts, AccessDirectory, Metrics, Log],
    },
  ],
})
export class WebhooksModule implements OnApplicationBootstrap {
  constructor(private readonly sender: WebhookSender) {}

  onApplicationBootstrap(): void {
    this.sender.start();
  }
}

function senderEvents(directory: AccessDirectory, metrics: Metrics, log: Log): SenderEvents {
  return {
    onTried: (target, { id, messageId, attempts }, outcome, error) => {
      metrics.onReceiptTried(target.procedure, outcome);
      const procedure = directory.nameOf(target.procedure);
      const fields = { stage: 'confirm', procedure, messageId, delivery: id, attempts };
      if (error === undefined) log.debug('receipt delivered', fields);
      else log.warn(`receipt not delivered, ${outcome}`, { ...fields, code: error.code, ...error.values });
    },
    onPending: (counts) => metrics.receiptsWaiting(counts),
    onProblem: (error) => log.warn('the outbox cannot be used', { stage: 'confirm', error }),
  };
}
