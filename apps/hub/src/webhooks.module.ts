import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AccessDirectory } from './access/directory.js';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { reachOf } from './confirm/webhook-request.js';
import { ReceiptSender, type SenderEvents, type Way } from './confirm/receipt-sender.js';
import { webhookWay } from './confirm/webhook-way.js';
import { xtaWay } from './confirm/xta-way.js';
import { Database } from './database/database.js';
import { ErrorTexts } from './errors/codes.js';
import { tracedBy } from './ledger/outbox-sending.js';
import { traceIdOf, traceParentOf } from './ledger/trace.js';
import { Metrics } from './operate/metrics.js';
import { SOAP_WAY, soapWayProvider } from './soap-sending.js';
import { Tracing } from './tracing/tracing.js';
import { connectWith } from './xta-client/connect.js';

/** Part of the role `worker`: sends receipts to the webhooks of procedures, by XTA, or to their SOAP services. */
@Module({
  providers: [
    {
      provide: ReceiptSender,
      useFactory: (
        config: HubConfig,
        database: Database,
        clock: Clock,
        ids: Ids,
        texts: ErrorTexts,
        directory: AccessDirectory,
        metrics: Metrics,
        log: Log,
        tracing: Tracing | null,
        soap: Way,
      ) => {
        const connect = connectWith(config, ids);
        const ways = {
          webhook: webhookWay(texts, reachOf(config), clock),
          xta: xtaWay({ database, clock, texts, connect, timeoutMs: config.webhookTimeoutMs }),
          soap,
        };
        return new ReceiptSender(database, clock, ids, ways, {
          ...senderEvents(directory, metrics, log),
          ...(tracing === null ? {} : { onSending: sendingWith(tracing, directory) }),
        });
      },
      inject: [HubConfig, Database, Clock, Ids, ErrorTexts, AccessDirectory, Metrics, Log, Tracing, SOAP_WAY],
    },
    soapWayProvider,
  ],
})
export class WebhooksModule implements OnApplicationBootstrap {
  constructor(private readonly sender: ReceiptSender) {}

  onApplicationBootstrap(): void {
    this.sender.start();
  }
}

const SPAN_NAMES = { webhook: 'POST webhook', xta: 'send by XTA', soap: 'call by SOAP' } as const;

function sendingWith(tracing: Tracing, directory: AccessDirectory): NonNullable<SenderEvents['onSending']> {
  return (target, delivery) => {
    const span = tracing.begin({
      name: SPAN_NAMES[target.kind],
      role: 'client',
      parent: traceParentOf(tracedBy(delivery)),
      facts: {
        'http.request.method': 'POST',
        'server.address': new URL(target.url).hostname,
        'messaging.message.id': delivery.messageId,
        'fachwerk.procedure': directory.nameOf(target.procedure),
        'http.request.resend_count': delivery.attempts - 1,
      },
    });
    return { traceParent: span.traceParent, end: (problem) => span.end({ problem }) };
  };
}

function senderEvents(directory: AccessDirectory, metrics: Metrics, log: Log): SenderEvents {
  return {
    onTried: (target, delivery, outcome, error) => {
      const { id, messageId, attempts } = delivery;
      metrics.onReceiptTried(target.procedure, outcome);
      const procedure = directory.nameOf(target.procedure);
      const traceId = traceIdOf(tracedBy(delivery));
      const fields = { stage: 'confirm', procedure, messageId, traceId, delivery: id, attempts };
      if (error === undefined) log.debug(`receipt ${outcome}`, fields);
      else log.warn(`receipt not delivered, ${outcome}`, { ...fields, code: error.code, ...error.values });
    },
    onPending: (counts) => metrics.receiptsWaiting(counts),
    onProblem: (error) => log.warn('the outbox cannot be used', { stage: 'confirm', error }),
  };
}
