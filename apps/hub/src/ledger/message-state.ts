import type { Transaction } from '../database/database.js';
import type { Validation } from './generated/validation.js';
import { confirmationsOf, type Confirmation } from './outbox.js';
import type { LedgerError, Receipt, SubmissionState } from './state.js';

/** A message with what became of its submission. */
export interface MessageState {
  readonly id: string;
  readonly procedureId: string;
  readonly acceptedAt: Date;
  /** `accepted` as long as neither it nor its submission is settled. */
  readonly state: SubmissionState;
  readonly duplicateOf: string | null;
  readonly key: string | null;
  readonly submissionId: string | null;
  readonly receipt: Receipt | null;
  readonly receiptJws: string | null;
  readonly error: LedgerError | null;
  readonly waiting: LedgerError | null;
  /** How far its receipt is on its way; null when it is not sent. */
  readonly confirmation: Confirmation | null;
  /** Null as long as no worker has read it. */
  readonly validation: Validation | null;
  /** W3C trace context that came with it. */
  readonly traceParent: string | null;
}

/** Of `MESSAGE_SOURCE`, as a `MessageState` without its confirmation. */
export const MESSAGE_COLUMNS = `message.id, message.procedure_id AS "procedureId", message.accepted_at AS "acceptedAt",
  CASE WHEN message.settled_at IS NULL THEN 'accepted' ELSE coalesce(submission.state, 'accepted') END AS state,
  message.duplicate_of AS "duplicateOf", submission.key, submission.id AS "submissionId", submission.receipt,
  submission.receipt_jws AS "receiptJws", submission.error, message.waiting, message.validation,
  message.envelope->>'traceParent' AS "traceParent"`;
export const MESSAGE_SOURCE = `message LEFT JOIN submission ON submission.tenant_id = message.tenant_id AND submission.id = message.submission_id`;

/** Only what is settled for good has a receipt to be sent. */
export async function withConfirmations(
  transaction: Transaction,
  tenant: string,
  rows: readonly Omit<MessageState, 'confirmation'>[],
): Promise<readonly MessageState[]> {
  const final = rows.flatMap(({ state, submissionId }) =>
    submissionId !== null && (state === 'filed' || state === 'rejected') ? submissionId : [],
  );
  const confirmations = await confirmationsOf(transaction, tenant, final);
  return rows.map((row) => ({ ...row, confirmation: confirmations.get(row.submissionId ?? '') ?? null }));
}
