import type { Database, Transaction } from '../database/database.js';
import type { Validation } from './generated/validation.js';
import { acceptedAtOf } from './message-id.js';
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
}

export interface AttemptRow {
  readonly id: string;
  readonly outcome: string;
  readonly stage: string;
  readonly error: LedgerError | null;
  readonly connector: string | null;
  readonly connectorVersion: string | null;
  readonly actor: string;
  /** Why a person decided so. */
  readonly reason: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

export interface MessageFilter {
  readonly procedureId?: string;
  /** `held`: those of `accepted` that wait for an earlier message. */
  readonly state?: SubmissionState | 'held';
  readonly from?: Date;
  readonly to?: Date;
  /** The last message of the page before. */
  readonly after?: string;
  readonly limit: number;
}

const COLUMNS = `message.id, message.procedure_id AS "procedureId", message.accepted_at AS "acceptedAt",
  CASE WHEN message.settled_at IS NULL THEN 'accepted' ELSE coalesce(submission.state, 'accepted') END AS state,
  message.duplicate_of AS "duplicateOf", submission.key, submission.id AS "submissionId", submission.receipt,
  submission.receipt_jws AS "receiptJws", submission.error, message.waiting, message.validation`;
const FROM = `message LEFT JOIN submission ON submission.tenant_id = message.tenant_id AND submission.id = message.submission_id`;

/** What the ledger knows about messages. Newest first, page by page without counting. */
export class Messages {
  constructor(private readonly database: Database) {}

  async find(tenant: string, id: string): Promise<MessageState | undefined> {
    const at = acceptedAtOf(id);
    if (at === undefined) return undefined;
    return this.database.inTenant(tenant, async (transaction) => {
      const rows = await transaction.query<Omit<MessageState, 'confirmation'>>(
        `SELECT ${COLUMNS} FROM ${FROM} WHERE message.tenant_id = $1 AND message.id = $2 AND message.accepted_at = $3`,
        [tenant, id, at],
      );
      return (await withConfirmations(transaction, tenant, rows))[0];
    });
  }

  async list(tenant: string, filter: MessageFilter): Promise<readonly MessageState[]> {
    const after = filter.after === undefined ? undefined : acceptedAtOf(filter.after);
    return this.database.inTenant(tenant, async (transaction) => {
      const rows = await transaction.query<Omit<MessageState, 'confirmation'>>(
        `SELECT ${COLUMNS} FROM ${FROM}
         WHERE message.tenant_id = $1 AND ($2::uuid IS NULL OR message.procedure_id = $2)
           AND ($3::timestamptz IS NULL OR message.accepted_at >= $3) AND ($4::timestamptz IS NULL OR message.accepted_at < $4)
           AND ($5::timestamptz IS NULL OR (message.accepted_at, message.id) < ($5, $6::uuid))
           AND ($7::text IS NULL
             OR $7 = CASE WHEN message.settled_at IS NULL THEN 'accepted' ELSE coalesce(submission.state, 'accepted') END
             OR $7 = 'held' AND message.settled_at IS NULL AND message.waiting->>'code' = 'order.held')
         ORDER BY message.accepted_at DESC, message.id DESC LIMIT $8`,
        [
          tenant,
          filter.procedureId ?? null,
          filter.from ?? null,
          filter.to ?? null,
          after ?? null,
          filter.after ?? null,
          filter.state ?? null,
          filter.limit,
        ],
      );
      return withConfirmations(transaction, tenant, rows);
    });
  }

  async attempts(tenant: string, id: string): Promise<readonly AttemptRow[]> {
    return this.database.inTenant(tenant, (transaction) =>
      transaction.query<AttemptRow>(
        `SELECT id, outcome, stage, error, connector, connector_version AS "connectorVersion", actor, reason,
           started_at AS "startedAt", ended_at AS "endedAt"
         FROM attempt WHERE tenant_id = $1 AND message_id = $2 AND accepted_at = $3 ORDER BY ended_at, id`,
        [tenant, id, acceptedAtOf(id)],
      ),
    );
  }
}

/** Only what is settled for good has a receipt to be sent. */
async function withConfirmations(
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
