import type { ErrorTexts } from '../errors/codes.js';
import type { MessageState } from '../ledger/message-state.js';
import type { Measured } from '../ledger/measured.js';
import type { AttemptRow } from '../ledger/messages.js';
import type { LedgerError } from '../ledger/state.js';
import { traceIdOf } from '../ledger/trace.js';
import { confirmationView } from './outbox-view.js';

/** An error as it is shown: where, why, in two languages, and who has to act. */
export interface ErrorView {
  readonly kind: string;
  readonly code: string;
  readonly stage: string;
  readonly sentence: { readonly de: string; readonly en: string };
  readonly path?: string;
  /** What stands in the way, when it is one thing for many messages. */
  readonly target?: string;
  readonly connector?: { readonly name: string; readonly version?: string };
  readonly type?: string;
  readonly whoActs: 'sender' | 'connector-author' | 'records-clerk' | 'operator';
  /** For operators only. */
  readonly stack?: string;
}

export function messageView(message: MessageState, procedure: string, texts: ErrorTexts, forOperator: boolean): object {
  const href = `/v1/messages/${message.id}`;
  return {
    id: message.id,
    state: message.state,
    href,
    procedure,
    acceptedAt: message.acceptedAt.toISOString(),
    traceId: traceIdOf({
      id: message.id,
      ...(message.traceParent === null ? {} : { traceParent: message.traceParent }),
    }),
    ...(message.key === null ? {} : { key: message.key }),
    ...(message.duplicateOf === null ? {} : { duplicateOf: message.duplicateOf }),
    ...(message.state === 'filed' && message.receipt !== null
      ? { receipt: withLinks(message.receipt), receiptJws: message.receiptJws }
      : {}),
    ...(message.state !== 'accepted' && message.error !== null
      ? { error: errorView(message.error, texts, forOperator) }
      : {}),
    ...(message.validation === null ? {} : { validation: message.validation }),
    ...(message.waiting === null ? {} : { waiting: errorView(message.waiting, texts, forOperator) }),
    ...(message.waiting?.code === 'order.held' ? { waitsFor: message.waiting.values?.['waitsFor'] } : {}),
    ...(message.confirmation === null ? {} : { confirmation: confirmationView(message.confirmation, texts) }),
  };
}

function withLinks(receipt: NonNullable<MessageState['receipt']>): object {
  return {
    ...receipt,
    caseFiles: receipt.caseFiles.map((caseFile) => ({ ...caseFile, href: `/v1/case-files/${caseFile.id}` })),
    documents: receipt.documents.map((document) => {
      const href = `/v1/documents/${document.id}`;
      const content = `${href}/content?version=${document.version}`;
      const formats = document.formats?.map((format) => ({ ...format, content: `${content}&format=${format.number}` }));
      return { ...document, href, content, ...(formats === undefined ? {} : { formats }) };
    }),
  };
}

export function errorView(error: LedgerError, texts: ErrorTexts, forOperator: boolean): ErrorView {
  const { kind, code, stage, path, target, connector, connectorVersion, type, stack } = error;
  return {
    kind,
    code,
    stage,
    sentence: texts.sentence(code, error.message, error.values),
    ...(path === undefined ? {} : { path }),
    ...(target === undefined ? {} : { target }),
    ...(connector === undefined
      ? {}
      : { connector: { name: connector, ...(connectorVersion === undefined ? {} : { version: connectorVersion }) } }),
    ...(type === undefined ? {} : { type }),
    whoActs: whoActs(error),
    ...(forOperator && stack !== undefined ? { stack } : {}),
  };
}

export function whoActs({ kind, code }: Pick<LedgerError, 'kind' | 'code'>): ErrorView['whoActs'] {
  if (kind === 'rejected') return 'sender';
  // Who changed the connector has to say what becomes of what was sent before.
  if (code === 'procedure.connector-changed') return 'operator';
  if (kind === 'conflict') return 'records-clerk';
  return kind === 'defect' && /^(connector|read)\./.test(code) ? 'connector-author' : 'operator';
}

export function attemptView(attempt: AttemptRow, texts: ErrorTexts, forOperator: boolean): object {
  const { outcome, stage, actor, reason, connector, connectorVersion, startedAt, endedAt, error, measured } = attempt;
  return {
    outcome,
    stage,
    actor,
    connector,
    connectorVersion,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    ...measuredView(measured, endedAt.getTime() - startedAt.getTime()),
    ...(forOperator && reason !== null ? { reason } : {}),
    ...(error === null ? {} : { error: errorView(error, texts, forOperator) }),
  };
}

/** @param wholeMs what is left of it a message waited for the others of its batch, and for its turn */
function measuredView({ batchMessages, deliveries, ...stages }: Measured, wholeMs: number): object {
  const { openedMs = 0, validatedMs = 0, translatedMs = 0, filedMs } = stages;
  const restMs = wholeMs - openedMs - validatedMs - translatedMs - (filedMs ?? 0);
  return {
    ...(filedMs === undefined ? {} : { stages: { ...stages, othersMs: Math.max(Math.round(restMs), 0) } }),
    ...(batchMessages === undefined ? {} : { batchMessages }),
    ...(deliveries === undefined ? {} : { deliveries }),
  };
}
