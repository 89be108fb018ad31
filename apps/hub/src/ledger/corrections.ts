/** Other bodies for messages that are parked: proposed by one person, approved by another, filed instead of what was sent. */
import type { Transaction } from '../database/database.js';
import { acceptedAtOf } from './message-id.js';
import { contentHash, type Body, type Envelope, type Travelling } from './envelope.js';

export type CorrectionState = 'proposed' | 'approved' | 'refused';

export interface Correction {
  readonly number: number;
  readonly state: CorrectionState;
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  /** Somebody else has to approve it. */
  readonly twoPeople: boolean;
  readonly body: Body;
}

export interface NewCorrection {
  readonly messageId: string;
  readonly acceptedAt: Date;
  readonly body: Body;
  /** Undefined when the content store has it. */
  readonly bytes: Buffer | undefined;
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  /** Somebody else has to approve it. */
  readonly twoPeople: boolean;
}

const COLUMNS = `number, state, reason, created_by AS "createdBy", created_at AS "createdAt", decided_by AS "decidedBy",
  decided_at AS "decidedAt", decision_reason AS "decisionReason", two_people AS "twoPeople", body_facts AS body`;

/** Call it with the submission locked. */
export async function proposeCorrection(
  transaction: Transaction,
  tenant: string,
  { messageId, acceptedAt, body, bytes, reason, createdBy, createdAt, twoPeople }: NewCorrection,
): Promise<Correction> {
  const [made] = await transaction.query<Correction>(
    `INSERT INTO correction (tenant_id, message_id, accepted_at, number, body_facts, body, state, reason,
       created_by, created_at, two_people)
     SELECT $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, 'proposed', $6, $7, $8, $9
     FROM correction WHERE tenant_id = $1 AND message_id = $2
     RETURNING ${COLUMNS}`,
    [tenant, messageId, acceptedAt, JSON.stringify(body), bytes ?? null, reason, createdBy, createdAt, twoPeople],
  );
  return made!;
}

/** Of a message, oldest first. */
export function readCorrections(transaction: Transaction, tenant: string, id: string): Promise<Correction[]> {
  return transaction.query<Correction>(
    `SELECT ${COLUMNS} FROM correction WHERE tenant_id = $1 AND message_id = $2 ORDER BY number`,
    [tenant, id],
  );
}

/** Its bytes are null when the content store has them; when it should not, they are gone with what was sent. */
export async function correctedBytes(
  transaction: Transaction,
  tenant: string,
  id: string,
  number: number,
): Promise<{ readonly body: Body; readonly bytes: Buffer | null } | undefined> {
  const [found] = await transaction.query<{ body: Body; bytes: Buffer | null }>(
    `SELECT body_facts AS body, body AS bytes FROM correction WHERE tenant_id = $1 AND message_id = $2 AND number = $3`,
    [tenant, id, number],
  );
  return found;
}

export interface CorrectionDecision {
  readonly state: 'approved' | 'refused';
  readonly by: string;
  readonly at: Date;
  readonly reason: string | undefined;
}

/**
 * Approving it is for a submission that was opened again in this transaction.
 *
 * @returns undefined when there is no such correction, or it is decided already
 * @throws SQLSTATE 23514 when two people are needed and it is the same one
 */
export async function decideCorrection(
  transaction: Transaction,
  tenant: string,
  id: string,
  number: number,
  { state, by, at, reason }: CorrectionDecision,
): Promise<Correction | undefined> {
  const [decided] = await transaction.query<Correction>(
    `UPDATE correction SET state = $4, decided_by = $5, decided_at = $6, decision_reason = $7
     WHERE tenant_id = $1 AND message_id = $2 AND number = $3 AND state = 'proposed' RETURNING ${COLUMNS}`,
    [tenant, id, number, state, by, at, reason ?? null],
  );
  if (decided === undefined || state === 'refused') return decided;
  // From now on no other body of it is filed: copies of what was sent may still be on their way.
  await transaction.query(
    `UPDATE submission SET correction = $3 FROM message
     WHERE message.tenant_id = $1 AND message.id = $2 AND message.accepted_at = $4
       AND submission.tenant_id = $1 AND submission.id = message.submission_id`,
    [tenant, id, number, acceptedAtOf(id)],
  );
  return decided;
}

/** Messages as they are filed: with the last approved correction in place of the body, where there is one. Same order. */
export async function corrected(
  transaction: Transaction,
  tenant: string,
  messages: readonly Travelling[],
): Promise<readonly Travelling[]> {
  const rows = await transaction.query<{ id: string; number: number; facts: Body; bytes: Buffer | null }>(
    `SELECT DISTINCT ON (message_id) message_id AS id, number, body_facts AS facts, body AS bytes FROM correction
     WHERE tenant_id = $1 AND message_id = ANY ($2::uuid[]) AND state = 'approved' ORDER BY message_id, number DESC`,
    [tenant, messages.map(({ envelope }) => envelope.id)],
  );
  const last = new Map(rows.map((row) => [row.id, row]));
  return messages.map((message) => {
    const { envelope } = message;
    const found = last.get(envelope.id);
    if (found === undefined) return message;
    const correction = { number: found.number, contentHash: contentHash(envelope).toString('hex') };
    const changed: Envelope = { ...envelope, version: 3, body: found.facts, correction };
    return { envelope: changed, ...(found.bytes === null ? {} : { body: found.bytes }) };
  });
}
