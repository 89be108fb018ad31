/**
 * A message that could not be read far enough to know its key has a provisional submission, keyed by its content. When
 * it is released and its key is known, the submission gets the real key; or, when the sender sent the message again
 * meanwhile and that has a submission, the messages of the provisional one become its duplicates.
 */
import type { Transaction } from '../database/database.js';
import type { Envelope } from './envelope.js';
import type { SubmissionState } from './state.js';

/** The submission a message has from an earlier try. */
export interface OwnSubmission {
  readonly id: string;
  readonly key: string;
  readonly provisional: boolean;
  readonly state: SubmissionState;
}

/**
 * Locks the submissions that messages of a batch have already, by the id of the message. A release that is not
 * committed yet holds the lock: what is read here and afterwards is what it left. No condition on the state in the
 * statement: a row that did not meet it before the release would be passed over instead of waited for.
 */
export async function lockOwnSubmissions(
  transaction: Transaction,
  tenant: string,
  envelopes: readonly Pick<Envelope, 'id' | 'acceptedAt'>[],
): Promise<ReadonlyMap<string, OwnSubmission>> {
  const rows = await transaction.query<OwnSubmission & { messageId: string }>(
    `SELECT message.id AS "messageId", submission.id, submission.key, provisional, state
      FROM unnest($2::uuid[], $3::timestamptz[]) AS asked(id, at)
      JOIN message ON message.tenant_id = $1 AND message.id = asked.id AND message.accepted_at = asked.at
      JOIN submission ON submission.tenant_id = $1 AND submission.id = message.submission_id
      ORDER BY submission.id FOR UPDATE OF submission`,
    [tenant, envelopes.map(({ id }) => id), envelopes.map(({ acceptedAt }) => acceptedAt)],
  );
  return new Map(rows.map(({ messageId, ...own }) => [messageId, own]));
}

/** Gives a provisional, open submission its key, or dissolves it. Rare: one statement after the other. */
export async function adoptKey(transaction: Transaction, tenant: string, id: string, key: string): Promise<void> {
  const [other] = await transaction.query<{ id: string; messageId: string }>(
    `SELECT other.id, other.message_id AS "messageId" FROM submission AS own
     JOIN submission AS other ON other.tenant_id = $1 AND other.procedure_id = own.procedure_id
       AND other.key = $3 AND other.content_hash = own.content_hash AND other.id <> own.id
     WHERE own.tenant_id = $1 AND own.id = $2`,
    [tenant, id, key],
  );
  if (other === undefined) {
    await transaction.query(
      `UPDATE submission SET key = $3, provisional = false WHERE tenant_id = $1 AND id = $2 AND provisional`,
      [tenant, id, key],
    );
    return;
  }
  await transaction.query(
    `UPDATE message SET submission_id = $3, duplicate_of = $4 WHERE tenant_id = $1 AND submission_id = $2`,
    [tenant, id, other.id, other.messageId],
  );
  await transaction.query(`DELETE FROM submission WHERE tenant_id = $1 AND id = $2 AND provisional`, [tenant, id]);
}
