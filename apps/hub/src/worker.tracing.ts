/** What a worker tells a collector of traces about the messages it has settled: spans, from what was measured. */
import type { Interval, Filed, ReadMessage } from './file/read-message.js';
import { traceParentOf } from './ledger/trace.js';
import type { OpenSpan, SpanRole, Tracing } from './tracing/tracing.js';

export function tellOfMessage(tracing: Tracing, message: ReadMessage, filed: Filed): void {
  const { envelope, startedAt, procedureName, connector, measured } = message;
  const process = tracing.begin({
    name: `process ${procedureName}`,
    role: 'consumer',
    parent: recordedParent(message),
    fromMs: startedAt.getTime(),
    facts: {
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': procedureName,
      'messaging.message.id': envelope.id,
      'messaging.message.body.size': envelope.body.sizeBytes,
      'fachwerk.connector': connector,
      'fachwerk.outcome': filed.as === 'settled' ? filed.outcome : filed.as,
      'fachwerk.deliveries': measured.deliveries,
    },
  });
  if (process.recorded) {
    tellOfReading(tracing, process, message);
    tellOfFiling(tracing, process, filed);
  }
  const problem = 'error' in message.result ? message.result.error.code : undefined;
  process.end({ problem, ...(filed.transaction === undefined ? {} : { toMs: filed.transaction.toMs }) });
}

/** Where no gateway began a trace, it begins here, and has the id of the message. */
function recordedParent({ envelope }: ReadMessage): string {
  return envelope.traceParent ?? traceParentOf(envelope).replace(/00$/, '01');
}

function tellOfReading(
  tracing: Tracing,
  { traceParent }: OpenSpan,
  { readAtMs, measured, type, result }: ReadMessage,
): void {
  const { openedMs, validatedMs, translatedMs } = measured;
  if (readAtMs === undefined || openedMs === undefined) return;
  const translateMs = readAtMs + openedMs + (validatedMs ?? 0);
  const problem = 'error' in result && result.stage !== 'file' ? result.error.code : undefined;
  const tell = (name: string, fromMs: number, toMs: number, failed: boolean): void =>
    tracing
      .begin({ name, role: 'internal', parent: traceParent, fromMs, facts: { 'fachwerk.type': type } })
      .end({ toMs, ...(failed ? { problem } : {}) });
  tell('validate', readAtMs, translateMs, translatedMs === undefined);
  if (translatedMs !== undefined) tell('translate', translateMs, translateMs + translatedMs, true);
}

function tellOfFiling(tracing: Tracing, process: OpenSpan, { transaction, confirmed }: Filed): void {
  if (transaction === undefined) return;
  const tell = (name: string, role: SpanRole, parent: string, { fromMs, toMs }: Interval, facts = {}): string => {
    const span = tracing.begin({ name, role, parent, fromMs, facts });
    span.end({ toMs });
    return span.traceParent;
  };
  const together = { 'fachwerk.batch.messages': transaction.messages };
  const file = tell('file', 'internal', process.traceParent, transaction, together);
  const facts = { 'db.system.name': 'postgresql', 'db.operation.name': 'TRANSACTION', ...together };
  tell('TRANSACTION', 'client', file, transaction, facts);
  if (confirmed !== undefined) tell('confirm', 'internal', file, confirmed);
}
