import type { Database } from '../database/database.js';
import { acceptedAtOf } from './message-id.js';
import { MESSAGE_COLUMNS, MESSAGE_SOURCE, withConfirmations, type MessageState } from './message-state.js';
import type { SubmissionState } from './state.js';

export interface MessageFilter {
  readonly procedureId?: string;
  /** `held`: those of `accepted` that wait for an earlier message. */
  readonly state?: SubmissionState | 'held';
  readonly from?: Date;
  readonly to?: Date;
  /** Those that stand still for this cause. */
  readonly cause?: string;
  /** An id, a key as a whole, or words of what stands still. */
  readonly asked?: string;
  /** Words are looked for in what stands still, errors and bodies. */
  readonly inBodies?: boolean;
  /** The last message of the page before. */
  readonly after?: string;
  readonly limit: number;
}

const STATE = `CASE WHEN message.settled_at IS NULL THEN 'accepted' ELSE coalesce(submission.state, 'accepted') END`;

/**
 * Newest first, page by page without counting.
 *
 * @param procedures all of the tenant: keys belong to procedures
 */
export async function listMessages(
  database: Database,
  tenant: string,
  filter: MessageFilter,
  procedures: readonly string[],
): Promise<readonly MessageState[]> {
  const values: unknown[] = [tenant];
  const next = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [...conditionsOf(filter, procedures, next)];
  return database.inTenant(tenant, async (transaction) => {
    const rows = await transaction.query<Omit<MessageState, 'confirmation'>>(
      `SELECT ${MESSAGE_COLUMNS} FROM ${MESSAGE_SOURCE}
       WHERE ${['message.tenant_id = $1', ...conditions].join(' AND ')}
       ORDER BY message.accepted_at DESC, message.id DESC LIMIT ${next(filter.limit)}`,
      values,
    );
    return withConfirmations(transaction, tenant, rows);
  });
}

/** Only what was asked for is in the statement: a plan for everything would be good for nothing. */
function* conditionsOf(
  { procedureId, state, from, to, cause, asked, inBodies = false, after }: MessageFilter,
  procedures: readonly string[],
  next: (value: unknown) => string,
): Generator<string> {
  if (procedureId !== undefined) yield `message.procedure_id = ${next(procedureId)}`;
  if (from !== undefined) yield `message.accepted_at >= ${next(from)}`;
  if (to !== undefined) yield `message.accepted_at < ${next(to)}`;
  if (after !== undefined) {
    const at = next(acceptedAtOf(after));
    yield `(message.accepted_at, message.id) < (${at}, ${next(after)}::uuid)`;
  }
  if (cause !== undefined) {
    yield `(message.id, message.accepted_at) IN (SELECT message_id, accepted_at FROM stopped_message
      WHERE tenant_id = $1 AND cause_id = ${next(cause)})`;
  }
  if (asked !== undefined) yield `(message.id, message.accepted_at) IN (${found(asked, inBodies, procedures, next)})`;
  if (state === 'held') yield `message.settled_at IS NULL AND message.waiting->>'code' = 'order.held'`;
  else if (state === 'accepted') yield `${STATE} = 'accepted'`;
  else if (state !== undefined) yield `submission.state = ${next(state)} AND message.settled_at IS NOT NULL`;
}

/** Ids and times of messages: the times name the partitions. Keys belong to procedures, and are looked up by both. */
function found(
  asked: string,
  inBodies: boolean,
  procedures: readonly string[],
  next: (value: unknown) => string,
): string {
  const at = acceptedAtOf(asked);
  if (at !== undefined) return `SELECT ${next(asked)}::uuid, ${next(at)}::timestamptz`;
  const words = inBodies ? ` UNION SELECT * FROM fachwerk_stopped_matching(${next(asked)})` : '';
  return `SELECT known.id, known.accepted_at FROM submission AS own
    JOIN message AS known ON known.tenant_id = $1 AND known.submission_id = own.id
    WHERE own.tenant_id = $1 AND own.procedure_id = ANY (${next(procedures)}::uuid[]) AND own.key = ${next(asked)}${words}`;
}
