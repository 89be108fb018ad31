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
  const conditions = ['message.tenant_id = $1', ...conditionsOf(filter, procedures, next)];
  const limit = next(filter.limit);
  const parts = inState(filter.state, next).map(
    (state) => `(SELECT ${MESSAGE_COLUMNS} FROM ${MESSAGE_SOURCE} WHERE ${[...conditions, ...state].join(' AND ')}
       ORDER BY message.accepted_at DESC, message.id DESC LIMIT ${limit})`,
  );
  return database.inTenant(tenant, async (transaction) => {
    const rows = await transaction.query<Omit<MessageState, 'confirmation'>>(
      `SELECT * FROM (${parts.join(' UNION ALL ')}) AS listed ORDER BY "acceptedAt" DESC, id DESC LIMIT ${limit}`,
      values,
    );
    return withConfirmations(transaction, tenant, rows);
  });
}

/** Only what was asked for is in the statement: a plan for everything would be good for nothing. */
function* conditionsOf(
  { procedureId, from, to, cause, asked, inBodies = false, after }: MessageFilter,
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
}

/** Alternatives that no message is in two of, each of which an index answers however few there are. */
function inState(state: MessageFilter['state'], next: (value: unknown) => string): readonly (readonly string[])[] {
  const [open, settled] = ['message.settled_at IS NULL', 'message.settled_at IS NOT NULL'];
  switch (state) {
    case undefined:
      return [[]];
    case 'held':
      return [[open, `message.waiting->>'code' = 'order.held'`]];
    case 'accepted':
      // One that repeats a message is settled, and waits with it for what becomes of that.
      return [[open], [settled, `submission.state = 'accepted'`]];
    default:
      return [[settled, `submission.state = ${next(state)}`]];
  }
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
  const words = inBodies ? ` UNION SELECT message_id, accepted_at FROM fachwerk_stopped_found(${next(asked)})` : '';
  return `SELECT known.id, known.accepted_at FROM submission AS own
    JOIN message AS known ON known.tenant_id = $1 AND known.submission_id = own.id
    WHERE own.tenant_id = $1 AND own.procedure_id = ANY (${next(procedures)}::uuid[]) AND own.key = ${next(asked)}${words}`;
}
