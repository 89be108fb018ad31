/** Opens submissions again that an operator wants to be tried once more. */
import type { Transaction } from '../database/database.js';
import { acceptedAtOf } from './message-id.js';
import type { LedgerError } from './state.js';

/** What is needed to send a message through the pipeline once more. */
export interface Releasable {
  readonly envelope: unknown;
  readonly body: Buffer | null;
}

/** A submission that is settled without having been filed. */
export interface Settled {
  readonly submission: string;
  readonly procedure: string;
  /** The first message of it. */
  readonly messageId: string;
  readonly acceptedAt: Date;
  readonly error: LedgerError;
  readonly connector: string;
  readonly connectorVersion: string | null;
  readonly type: string | null;
}

/**
 * A message that a worker has had and that is not settled: waiting, delayed, or vanished from its queue. It may come
 * back by itself as well; filing twice changes nothing.
 *
 * @returns undefined when there is no such message, or it is settled
 */
export async function reopenUnsettled(
  transaction: Transaction,
  tenant: string,
  id: string,
  at: Date,
): Promise<Releasable | undefined> {
  const [found] = await transaction.query<Releasable>(
    `UPDATE message SET tried_at = $4, touched = true FROM payload
     WHERE message.tenant_id = $1 AND message.id = $2 AND message.accepted_at = $3 AND message.settled_at IS NULL
       AND payload.tenant_id = $1 AND payload.message_id = $2 AND payload.accepted_at = $3
     RETURNING message.envelope, payload.body`,
    [tenant, id, acceptedAtOf(id), at],
  );
  // It stands still again when a worker says so.
  if (found !== undefined) {
    await transaction.query('DELETE FROM stopped_message WHERE tenant_id = $1 AND message_id = $2', [tenant, id]);
  }
  return found;
}

/** Locks the submission of a message. @returns undefined when there is no such message, or it is in another state */
export async function lockSettled(
  transaction: Transaction,
  tenant: string,
  id: string,
  state: 'parked' | 'rejected',
): Promise<Settled | undefined> {
  const at = acceptedAtOf(id);
  if (at === undefined) return undefined;
  const [found] = await transaction.query<Settled>(
    `SELECT submission.id AS submission, submission.procedure_id AS procedure, submission.message_id AS "messageId",
       submission.accepted_at AS "acceptedAt", error, connector, connector_version AS "connectorVersion", type
     FROM message JOIN submission ON submission.tenant_id = message.tenant_id AND submission.id = message.submission_id
     WHERE message.tenant_id = $1 AND message.id = $2 AND message.accepted_at = $3 AND message.settled_at IS NOT NULL
       AND submission.state = $4
     FOR UPDATE OF submission`,
    [tenant, id, at, state],
  );
  return found;
}

/**
 * Opens it again. Nothing has happened until the transaction commits; a worker that gets the message before waits for
 * the lock.
 *
 * @returns undefined when what was sent is not kept any more
 */
export async function reopen(
  transaction: Transaction,
  tenant: string,
  { submission, messageId, acceptedAt }: Settled,
  now: Date,
): Promise<Releasable | undefined> {
  await transaction.query(
    `UPDATE submission SET state = 'accepted', settled_at = NULL, error = NULL, touched = true WHERE tenant_id = $1 AND id = $2`,
    [tenant, submission],
  );
  // It is the first message that is filed again, whichever of the repetitions the operator looked at.
  const [first] = await transaction.query<Releasable>(
    `UPDATE message SET settled_at = NULL, tried_at = $4 FROM payload
     WHERE message.tenant_id = $1 AND message.id = $2 AND message.accepted_at = $3
       AND payload.tenant_id = $1 AND payload.message_id = $2 AND payload.accepted_at = $3
     RETURNING message.envelope, payload.body`,
    [tenant, messageId, acceptedAt, now],
  );
  return first;
}
