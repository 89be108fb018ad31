import type { ErrorTexts } from '../errors/codes.js';
import type { Delivery } from '../ledger/outbox-sending.js';
import type { LedgerError } from '../ledger/state.js';
import type { ReceiptBody, Refusal, WebhookBody } from './generated/webhook.js';

/** What a receiver is told about a submission; the same at each try. */
export function webhookBody(delivery: Delivery, texts: ErrorTexts): WebhookBody {
  const { id, outcome, procedureName, messageId, key, acceptedAt, settledAt, receipt, receiptJws, error } = delivery;
  return {
    version: 1,
    delivery: id,
    procedure: procedureName,
    state: outcome,
    messageId,
    key,
    acceptedAt: acceptedAt.toISOString(),
    settledAt: settledAt.toISOString(),
    ...(receipt === null ? {} : { receipt: receipt as ReceiptBody }),
    ...(receiptJws === null ? {} : { receiptJws }),
    ...(error === null ? {} : { error: refusalOf(error, texts) }),
  };
}

/** Shows that the way is open and the signature is understood; there is no message behind it. */
export function testBody(delivery: string, procedure: string): WebhookBody {
  return { version: 1, delivery, procedure, state: 'test' };
}

function refusalOf({ code, stage, message, values, path }: LedgerError, texts: ErrorTexts): Refusal {
  return { code, stage, sentence: texts.sentence(code, message, values), ...(path === undefined ? {} : { path }) };
}
