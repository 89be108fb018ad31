import type { ErrorTexts } from '../errors/codes.js';
import type { Confirmation, OutboxRow } from '../ledger/outbox.js';

/** How far the receipt is on its way to the webhook of its procedure, as the sender and the operator see it. */
export function confirmationView(
  { state, attempts, lastError, nextAt, endedAt }: Confirmation,
  texts: ErrorTexts,
): object {
  return {
    state,
    attempts,
    lastError:
      lastError === null
        ? null
        : {
            code: lastError.code,
            sentence: texts.sentence(lastError.code, lastError.message, lastError.values),
            at: lastError.at,
          },
    nextAt: nextAt === null ? null : nextAt.toISOString(),
    endedAt: endedAt === null ? null : endedAt.toISOString(),
  };
}

export function outboxRowView(row: OutboxRow, procedure: string, texts: ErrorTexts): object {
  const { id, messageId, key, outcome, createdAt, releasedBy } = row;
  return {
    id,
    procedure,
    messageId,
    message: `/v1/messages/${messageId}`,
    key,
    outcome,
    createdAt: createdAt.toISOString(),
    ...confirmationView(row, texts),
    ...(releasedBy === null ? {} : { releasedBy }),
  };
}
