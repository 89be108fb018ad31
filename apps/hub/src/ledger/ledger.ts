/**
 * The books, as the stage `file` writes them: one statement per table and batch. Rows are sorted by key within each
 * table, and every caller goes through the tables in the order below, so that two batches never wait for each other
 * crosswise.
 */
import type { Transaction } from '../database/database.js';
import type { Envelope } from './envelope.js';
import type { Validation } from './generated/validation.js';
import type { LedgerError, Receipt, SubmissionState } from './state.js';

/** A submission as a message claims it. */
export interface Claim {
  readonly id: string;
  readonly procedure: string;
  readonly key: string;
  /** The key is the content's hash, because the real one is not known yet. */
  readonly provisional: boolean;
  readonly contentHash: Uint8Array;
  readonly messageId: string;
  readonly acceptedAt: string;
}

export interface Submission {
  readonly id: string;
  readonly state: SubmissionState;
  /** Number of the correction that is filed in place of what was sent. */
  readonly correction: number | null;
  /** The first message that claimed it. */
  readonly messageId: string;
  readonly acceptedAt: Date;
  /** An operator has released it, run it again or corrected it. */
  readonly touched: boolean;
}

/**
 * Locks the submissions that are there. One per claim, same order; undefined where it is new, which `writeSubmissions`
 * then writes.
 */
export async function lockSubmissions(
  transaction: Transaction,
  tenant: string,
  claims: readonly Claim[],
): Promise<readonly (Submission | undefined)[]> {
  const rows = await transaction.query<Submission & { position: string }>(
    `SELECT submission.id, state, correction, message_id AS "messageId", accepted_at AS "acceptedAt", touched, position
      FROM unnest($2::uuid[], $3::text[], $4::bytea[]) WITH ORDINALITY AS claim(procedure, key, hash, position)
      JOIN submission ON tenant_id = $1 AND procedure_id = procedure AND submission.key = claim.key AND content_hash = hash
      ORDER BY submission.id, position
      FOR UPDATE OF submission`,
    [
      tenant,
      claims.map(({ procedure }) => procedure),
      claims.map(({ key }) => key),
      claims.map(({ contentHash }) => Buffer.from(contentHash)),
    ],
  );
  const found = new Map(rows.map((row) => [Number(row.position), row]));
  return claims.map((_, index) => found.get(index + 1));
}

/**
 * Writes new submissions, in the state in which the transaction leaves them: writing them when they are claimed and
 * changing them when they are settled would write each of them, and its index entries, twice. The transaction fails with
 * SQLSTATE 23505 when another one was faster with one of them.
 *
 * @param settlements of any of them
 */
export function writeSubmissions(
  transaction: Transaction,
  tenant: string,
  at: Date,
  claims: readonly Claim[],
  settlements: readonly Settlement[],
): void {
  if (claims.length === 0) return;
  const settlementOf = new Map(settlements.map((settlement) => [settlement.submission, settlement]));
  const settled = claims.map(({ id }) => settlementOf.get(id));
  transaction.send(
    {
      name: 'write-submissions',
      text: `INSERT INTO submission (tenant_id, settled_at, procedure_id, key, content_hash, id, message_id, accepted_at,
          provisional, state, filed_attempt, error, receipt, receipt_jws, connector, connector_version, type)
        SELECT $1, CASE WHEN state <> 'accepted' THEN $2::timestamptz END, procedure, key, hash, id, message, at, provisional,
          state, attempt, error::jsonb, receipt::jsonb, jws, connector, version, type
        FROM unnest($3::uuid[], $4::text[], $5::bytea[], $6::uuid[], $7::uuid[], $8::timestamptz[], $9::boolean[],
          $10::text[], $11::uuid[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[])
          AS new(procedure, key, hash, id, message, at, provisional, state, attempt, error, receipt, jws, connector, version,
            type)
        ORDER BY procedure, key, hash`,
    },
    [
      tenant,
      at,
      claims.map(({ procedure }) => procedure),
      claims.map(({ key }) => key),
      claims.map(({ contentHash }) => Buffer.from(contentHash)),
      claims.map(({ id }) => id),
      claims.map(({ messageId }) => messageId),
      claims.map(({ acceptedAt }) => acceptedAt),
      claims.map(({ provisional }) => provisional),
      ...settledColumns(settled),
    ],
  );
}

export interface KnownMessage {
  readonly id: string;
  readonly settled: boolean;
  /** When a worker first had it. */
  readonly seenAt: Date;
  /** Code of the cause it waits for. */
  readonly waitingCode: string | null;
  /** An operator released it while it waited. */
  readonly touched: boolean;
}

/** Which of the messages the ledger has seen before. Call it after the submissions are locked. */
export async function knownMessages(
  transaction: Transaction,
  tenant: string,
  envelopes: readonly Envelope[],
): Promise<ReadonlyMap<string, KnownMessage>> {
  const times = envelopes.map(({ acceptedAt }) => acceptedAt).toSorted();
  const rows = await transaction.query<KnownMessage>(
    // The first and the last time name the partitions: else all of them are planned for.
    `SELECT message.id, settled_at IS NOT NULL AS settled, seen_at AS "seenAt", waiting->>'code' AS "waitingCode",
        touched
      FROM unnest($2::uuid[], $3::timestamptz[]) AS asked(id, at)
      JOIN message ON tenant_id = $1 AND message.id = asked.id AND accepted_at = asked.at
        AND accepted_at BETWEEN $4 AND $5`,
    [tenant, envelopes.map(({ id }) => id), envelopes.map(({ acceptedAt }) => acceptedAt), times[0], times.at(-1)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The end of a submission. */
export type Settlement = {
  readonly submission: string;
  readonly procedure: string;
  readonly connector: string;
  readonly connectorVersion: string | undefined;
  readonly type: string | undefined;
} & (
  | { readonly state: 'filed'; readonly attempt: string; readonly receipt: Receipt; readonly receiptJws: string }
  | { readonly state: 'rejected' | 'parked'; readonly error: LedgerError }
);

/** Of submissions that are there and locked. */
export function settleSubmissions(
  transaction: Transaction,
  tenant: string,
  at: Date,
  settlements: readonly Settlement[],
): void {
  if (settlements.length === 0) return;
  transaction.send(
    `UPDATE submission SET state = new.state, settled_at = $2, filed_attempt = new.attempt, error = new.error::jsonb,
        receipt = new.receipt::jsonb, receipt_jws = new.jws, connector = new.connector,
        connector_version = new.version, type = new.type
      FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
        AS new(id, state, attempt, error, receipt, jws, connector, version, type)
      WHERE tenant_id = $1 AND submission.id = new.id`,
    [tenant, at, settlements.map(({ submission }) => submission), ...settledColumns(settlements)],
  );
  // A repetition may have carried the first message's commands out: the first message is settled with it. The messages
  // of the batch itself are written before, with more than that.
  transaction.send(
    `UPDATE message SET settled_at = $2, waiting = NULL
      FROM submission
      WHERE submission.tenant_id = $1 AND submission.id = ANY ($3::uuid[])
        AND message.tenant_id = $1 AND message.id = submission.message_id
        AND message.accepted_at = submission.accepted_at AND message.settled_at IS NULL`,
    [tenant, at, settlements.map(({ submission }) => submission)],
  );
}

/** State, attempt, error, receipt and its signature, connector, its version, type. */
function settledColumns(settlements: readonly (Settlement | undefined)[]): readonly (readonly (string | null)[])[] {
  const filed = settlements.map((one) => (one?.state === 'filed' ? one : undefined));
  const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
  return [
    settlements.map((one) => one?.state ?? 'accepted'),
    filed.map((one) => one?.attempt ?? null),
    settlements.map((one) => json(one?.state === 'filed' ? undefined : one?.error)),
    filed.map((one) => json(one?.receipt)),
    filed.map((one) => one?.receiptJws ?? null),
    settlements.map((one) => one?.connector ?? null),
    settlements.map((one) => one?.connectorVersion ?? null),
    settlements.map((one) => one?.type ?? null),
  ];
}

export interface MessageRow {
  readonly envelope: Envelope;
  readonly submission: string | undefined;
  readonly duplicateOf: string | undefined;
  readonly settled: boolean;
  readonly waiting: LedgerError | undefined;
  readonly validation: Validation | undefined;
}

export function writeMessages(
  transaction: Transaction,
  tenant: string,
  at: Date,
  messages: readonly MessageRow[],
): void {
  transaction.send(
    {
      name: 'write-messages',
      text: `INSERT INTO message (tenant_id, id, accepted_at, procedure_id, gateway, epoch, seq, envelope, submission_id,
          duplicate_of, waiting, validation, seen_at, tried_at, settled_at)
        SELECT $1, id, at, procedure, gateway, epoch, seq, envelope::jsonb, submission, duplicate_of, waiting::jsonb,
          validation::jsonb, $2, $2,
          CASE WHEN settled THEN $2::timestamptz END
        FROM unnest($3::uuid[], $4::timestamptz[], $5::uuid[], $6::text[], $7::uuid[], $8::bigint[], $9::text[],
          $10::uuid[], $11::uuid[], $12::text[], $13::boolean[], $14::text[])
          AS new(id, at, procedure, gateway, epoch, seq, envelope, submission, duplicate_of, waiting, settled, validation)
        ORDER BY id
        ON CONFLICT (tenant_id, id, accepted_at) DO UPDATE
          SET submission_id = excluded.submission_id, duplicate_of = excluded.duplicate_of, waiting = excluded.waiting,
            tried_at = excluded.tried_at, settled_at = excluded.settled_at,
            validation = coalesce(excluded.validation, message.validation)
          WHERE message.settled_at IS NULL`,
    },
    [
      tenant,
      at,
      messages.map(({ envelope }) => envelope.id),
      messages.map(({ envelope }) => envelope.acceptedAt),
      messages.map(({ envelope }) => envelope.procedure),
      messages.map(({ envelope }) => envelope.stamp.gateway),
      messages.map(({ envelope }) => envelope.stamp.epoch),
      messages.map(({ envelope }) => envelope.stamp.seq),
      messages.map(({ envelope }) => JSON.stringify(envelope)),
      messages.map(({ submission }) => submission ?? null),
      messages.map(({ duplicateOf }) => duplicateOf ?? null),
      messages.map(({ waiting }) => (waiting === undefined ? null : JSON.stringify(waiting))),
      messages.map(({ settled }) => settled),
      messages.map(({ validation }) => (validation === undefined ? null : JSON.stringify(validation))),
    ],
  );
}
