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
  /** The first message that claimed it. */
  readonly messageId: string;
  readonly acceptedAt: Date;
}

/** Creates the submissions that are new and locks all of them. One per claim, same order. */
export async function claimSubmissions(
  transaction: Transaction,
  tenant: string,
  claims: readonly Claim[],
): Promise<readonly Submission[]> {
  const columns = [
    claims.map(({ procedure }) => procedure),
    claims.map(({ key }) => key),
    claims.map(({ contentHash }) => Buffer.from(contentHash)),
  ];
  await transaction.query(
    {
      name: 'claim-submissions',
      text: `INSERT INTO submission (tenant_id, procedure_id, key, content_hash, id, message_id, accepted_at, provisional, state)
        SELECT $1, procedure, key, hash, id, message, at, provisional, 'accepted'
        FROM unnest($2::uuid[], $3::text[], $4::bytea[], $5::uuid[], $6::uuid[], $7::timestamptz[], $8::boolean[])
          WITH ORDINALITY AS claim(procedure, key, hash, id, message, at, provisional, position)
        ORDER BY procedure, key, hash, position
        ON CONFLICT (tenant_id, procedure_id, key, content_hash) DO NOTHING`,
    },
    [
      tenant,
      ...columns,
      claims.map(({ id }) => id),
      claims.map(({ messageId }) => messageId),
      claims.map(({ acceptedAt }) => acceptedAt),
      claims.map(({ provisional }) => provisional),
    ],
  );
  const rows = await transaction.query<Submission & { position: string }>(
    {
      name: 'lock-submissions',
      text: `SELECT submission.id, state, message_id AS "messageId", accepted_at AS "acceptedAt", position
        FROM unnest($2::uuid[], $3::text[], $4::bytea[]) WITH ORDINALITY AS claim(procedure, key, hash, position)
        JOIN submission ON tenant_id = $1 AND procedure_id = procedure AND submission.key = claim.key AND content_hash = hash
        ORDER BY submission.id, position
        FOR UPDATE OF submission`,
    },
    [tenant, ...columns],
  );
  const found = new Map(rows.map((row) => [Number(row.position), row]));
  return claims.map((claim, index) => found.get(index + 1) ?? missing(claim));
}

function missing(claim: Claim): never {
  throw new Error(`The submission of message ${claim.messageId} vanished.`);
}

export interface KnownMessage {
  readonly id: string;
  readonly settled: boolean;
  /** When a worker first had it. */
  readonly seenAt: Date;
  /** Code of the cause it waits for. */
  readonly waitingCode: string | null;
}

/** Which of the messages the ledger has seen before. Call it after the submissions are locked. */
export async function knownMessages(
  transaction: Transaction,
  tenant: string,
  envelopes: readonly Envelope[],
): Promise<ReadonlyMap<string, KnownMessage>> {
  const rows = await transaction.query<KnownMessage>(
    {
      name: 'known-messages',
      text: `SELECT message.id, settled_at IS NOT NULL AS settled, seen_at AS "seenAt", waiting->>'code' AS "waitingCode"
        FROM unnest($2::uuid[], $3::timestamptz[]) AS asked(id, at)
        JOIN message ON tenant_id = $1 AND message.id = asked.id AND accepted_at = asked.at`,
    },
    [tenant, envelopes.map(({ id }) => id), envelopes.map(({ acceptedAt }) => acceptedAt)],
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

export async function settleSubmissions(
  transaction: Transaction,
  tenant: string,
  at: Date,
  settlements: readonly Settlement[],
): Promise<void> {
  if (settlements.length === 0) return;
  const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
  await transaction.query(
    {
      name: 'settle-submissions',
      text: `UPDATE submission SET state = new.state, settled_at = $2, filed_attempt = new.attempt, error = new.error::jsonb,
          receipt = new.receipt::jsonb, receipt_jws = new.jws, connector = new.connector,
          connector_version = new.version, type = new.type
        FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
          AS new(id, state, attempt, error, receipt, jws, connector, version, type)
        WHERE tenant_id = $1 AND submission.id = new.id`,
    },
    [
      tenant,
      at,
      settlements.map(({ submission }) => submission),
      settlements.map(({ state }) => state),
      settlements.map((settlement) => (settlement.state === 'filed' ? settlement.attempt : null)),
      settlements.map((settlement) => (settlement.state === 'filed' ? null : json(settlement.error))),
      settlements.map((settlement) => (settlement.state === 'filed' ? json(settlement.receipt) : null)),
      settlements.map((settlement) => (settlement.state === 'filed' ? settlement.receiptJws : null)),
      settlements.map(({ connector }) => connector),
      settlements.map(({ connectorVersion }) => connectorVersion ?? null),
      settlements.map(({ type }) => type ?? null),
    ],
  );
  // A repetition may have carried the first message's commands out: the first message is settled with it. The messages
  // of the batch itself are written before, with more than that.
  await transaction.query(
    {
      name: 'settle-first-messages',
      text: `UPDATE message SET settled_at = $2, waiting = NULL
        FROM submission
        WHERE submission.tenant_id = $1 AND submission.id = ANY ($3::uuid[])
          AND message.tenant_id = $1 AND message.id = submission.message_id
          AND message.accepted_at = submission.accepted_at AND message.settled_at IS NULL`,
    },
    [tenant, at, settlements.map(({ submission }) => submission)],
  );
}

export interface MessageRow {
  readonly envelope: Envelope;
  readonly submission: string | undefined;
  readonly duplicateOf: string | undefined;
  readonly settled: boolean;
  readonly waiting: LedgerError | undefined;
  readonly validation: Validation | undefined;
}

export async function writeMessages(
  transaction: Transaction,
  tenant: string,
  at: Date,
  messages: readonly MessageRow[],
): Promise<void> {
  await transaction.query(
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
