/** Keys that a sender names, and keys that the hub has. */
import type { Database, Transaction } from '../database/database.js';
import type { SubmissionState } from './state.js';

export interface KeyRange {
  readonly tenant: string;
  readonly procedure: string;
  /** Of accepting; included. */
  readonly from: Date;
  readonly to: Date;
}

export interface KnownKey {
  readonly key: string;
  /** When it was first accepted, at whatever time. */
  readonly acceptedAt: Date;
  /** Null when nothing of this key was accepted in the range; of several contents the one that got furthest. */
  readonly state: SubmissionState | null;
}

/** One look-up in an index for each of them. Keys that the hub does not know are left out. */
export async function lookUpKeys(
  database: Database,
  { tenant, procedure, from, to }: KeyRange,
  keys: readonly string[],
): Promise<readonly KnownKey[]> {
  return database.inTenant(tenant, (transaction) =>
    transaction.query<KnownKey>(
      `SELECT submission.key, min(accepted_at) AS "acceptedAt",
         (array_agg(state ORDER BY array_position(ARRAY['filed', 'parked', 'accepted', 'rejected'], state))
           FILTER (WHERE accepted_at >= $4 AND accepted_at < $5))[1] AS state
       FROM unnest($3::text[]) AS wanted(key)
       JOIN submission ON tenant_id = $1 AND procedure_id = $2 AND submission.key = wanted.key
       WHERE NOT provisional GROUP BY submission.key`,
      [tenant, procedure, keys, from, to],
    ),
  );
}

export interface AcceptedKey {
  readonly messageId: string;
  /** Null as long as nobody knows it: it comes from the message, which no worker could read yet. */
  readonly key: string | null;
  readonly state: SubmissionState;
}

const PAGE = 5_000;

interface Row extends AcceptedKey {
  /** As the database has it: it may be finer than a `Date`. */
  readonly at: string;
}

/** What was accepted in the range and is no repetition, page by page: oldest first. */
export async function* acceptedKeys(database: Database, range: KeyRange): AsyncGenerator<readonly AcceptedKey[]> {
  let last: Row | undefined;
  for (;;) {
    const after = last;
    const page = await database.inTenant(range.tenant, (transaction) => readPage(transaction, range, after));
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    last = page.at(-1);
  }
}

function readPage(
  transaction: Transaction,
  { tenant, procedure, from, to }: KeyRange,
  after: Row | undefined,
): Promise<readonly Row[]> {
  return transaction.query<Row>(
    `SELECT message.id AS "messageId", message.accepted_at::text AS at,
       CASE WHEN NOT provisional THEN submission.key END AS key,
       CASE WHEN message.settled_at IS NULL THEN 'accepted' ELSE coalesce(submission.state, 'accepted') END AS state
     FROM message LEFT JOIN submission ON submission.tenant_id = $1 AND submission.id = message.submission_id
     WHERE message.tenant_id = $1 AND message.procedure_id = $2 AND message.accepted_at >= $3 AND message.accepted_at < $4
       AND duplicate_of IS NULL ${after === undefined ? '' : 'AND (message.accepted_at, message.id) > ($5::timestamptz, $6::uuid)'}
     ORDER BY message.accepted_at, message.id LIMIT ${PAGE}`,
    [tenant, procedure, from, to, ...(after === undefined ? [] : [after.at, after.messageId])],
  );
}
