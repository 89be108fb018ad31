/**
 * A message that could not be read far enough to know its key has a provisional submission, keyed by its content. When
 * it is released and its key is known, the submission gets the real key; or, when the sender sent the message again
 * meanwhile and that has a submission, the messages of the provisional one become its duplicates.
 */
import type { Transaction } from '../database/database.js';

/** A message with the key that its connector found now. */
export interface FoundKey {
  readonly messageId: string;
  readonly acceptedAt: string;
  readonly key: string;
}

/** Call it before the submissions of a batch are claimed. */
export async function adoptKeys(transaction: Transaction, tenant: string, found: readonly FoundKey[]): Promise<void> {
  if (found.length === 0) return;
  const candidates = await transaction.query<{ id: string; key: string }>(
    {
      name: 'provisional-submissions',
      text: `SELECT submission.id, new.key
        FROM unnest($2::uuid[], $3::timestamptz[], $4::text[]) AS new(message, at, key)
        JOIN message ON message.tenant_id = $1 AND message.id = new.message AND message.accepted_at = new.at
        JOIN submission ON submission.tenant_id = $1 AND submission.id = message.submission_id
        WHERE provisional AND state = 'accepted' ORDER BY submission.id FOR UPDATE OF submission`,
    },
    [
      tenant,
      found.map(({ messageId }) => messageId),
      found.map(({ acceptedAt }) => acceptedAt),
      found.map(({ key }) => key),
    ],
  );
  for (const { id, key } of candidates) await adopt(transaction, tenant, id, key);
}

/** Rare: one statement after the other. */
async function adopt(transaction: Transaction, tenant: string, id: string, key: string): Promise<void> {
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
