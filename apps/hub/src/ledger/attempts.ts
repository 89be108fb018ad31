import type { Place } from '../archive/segments.js';
import type { Stage } from '../errors/hub-error.js';
import type { Transaction } from '../database/database.js';
import type { Envelope } from './envelope.js';
import { measuredColumn, type Measured } from './measured.js';
import type { LedgerError } from './state.js';

export type AttemptOutcome =
  'filed' | 'rejected' | 'parked' | 'duplicate' | 'delayed' | 'waiting' | 'released' | 'held';

/** One try. Attempts are append-only. */
export interface Attempt {
  readonly id: string;
  readonly envelope: Pick<Envelope, 'id' | 'acceptedAt'>;
  readonly submission: string | undefined;
  readonly outcome: AttemptOutcome;
  readonly stage: Stage;
  readonly error: LedgerError | undefined;
  readonly connector: string | undefined;
  readonly connectorVersion: string | undefined;
  /** `worker`, or the person who decided. */
  readonly actor: string;
  /** Why a person decided so. */
  readonly reason?: string | undefined;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** Of a try; undefined for a decision. */
  readonly measured?: Measured | undefined;
}

export function writeAttempts(transaction: Transaction, tenant: string, attempts: readonly Attempt[]): void {
  if (attempts.length === 0) return;
  transaction.send(
    {
      name: 'write-attempts',
      text: `INSERT INTO attempt (tenant_id, id, accepted_at, message_id, submission_id, outcome, stage, code, error, connector,
          connector_version, actor, started_at, ended_at, reason, measured)
        SELECT $1, id, at, message, submission, outcome, stage, code, error::jsonb, connector, version, actor, started, ended, reason,
          measured::real[]
        FROM unnest($2::uuid[], $3::timestamptz[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[],
          $10::text[], $11::text[], $12::text[], $13::timestamptz[], $14::timestamptz[], $15::text[], $16::text[])
          AS new(id, at, message, submission, outcome, stage, code, error, connector, version, actor, started, ended, reason, measured)`,
    },
    [
      tenant,
      attempts.map(({ id }) => id),
      attempts.map(({ envelope }) => envelope.acceptedAt),
      attempts.map(({ envelope }) => envelope.id),
      attempts.map(({ submission }) => submission ?? null),
      attempts.map(({ outcome }) => outcome),
      attempts.map(({ stage }) => stage),
      attempts.map(({ error }) => error?.code ?? null),
      attempts.map(({ error }) => (error === undefined ? null : JSON.stringify(error))),
      attempts.map(({ connector }) => connector ?? null),
      attempts.map(({ connectorVersion }) => connectorVersion ?? null),
      attempts.map(({ actor }) => actor),
      attempts.map(({ startedAt }) => startedAt.toISOString()),
      attempts.map(({ endedAt }) => endedAt.toISOString()),
      attempts.map(({ reason }) => reason ?? null),
      attempts.map(({ measured }) => (measured === undefined ? null : measuredColumn(measured))),
    ],
  );
}

export interface Payload {
  readonly envelope: Envelope;
  /** Undefined when the content store has it, at this place or as a file. */
  readonly body: Uint8Array | undefined;
  readonly place: Place | undefined;
}

/** Keeps the bodies as sent, once per message. */
export function writePayloads(transaction: Transaction, tenant: string, payloads: readonly Payload[]): void {
  transaction.send(
    {
      name: 'write-payloads',
      text: `INSERT INTO payload (tenant_id, message_id, accepted_at, body, sha256, segment, segment_position)
        SELECT $1, message, at, body, decode(sha256, 'hex'), segment, position
        FROM unnest($2::uuid[], $3::timestamptz[], $4::bytea[], $5::text[], $6::uuid[], $7::bigint[])
          AS new(message, at, body, sha256, segment, position)
        ON CONFLICT DO NOTHING`,
    },
    [
      tenant,
      payloads.map(({ envelope }) => envelope.id),
      payloads.map(({ envelope }) => envelope.acceptedAt),
      payloads.map(({ body }) =>
        body === undefined ? null : Buffer.from(body.buffer, body.byteOffset, body.byteLength),
      ),
      payloads.map(({ envelope }) => envelope.body.sha256),
      payloads.map(({ place }) => place?.segment),
      payloads.map(({ place }) => place?.position),
    ],
  );
}
