/**
 * What a worker does with the outbox: find targets that have something due, take one row for a while, write down what
 * became of it.
 *
 * A target is the webhook of one procedure, the reader that its receipts go to by XTA, or its SOAP service: a row of `webhook` in
 * each case. After several failures in a row it rests: nothing of it is sent but one row
 * at the end of each rest, to see whether it is back. Who changes both a target and its rows changes the target first.
 */
import type { Database, Transaction } from '../database/database.js';
import type { DeliveryError } from './outbox.js';
import type { LedgerError, Receipt } from './state.js';

/** Failures in a row after which a target rests. */
export const FAILURES_MAX = 5;
/** The longest wait before a try, of a row as of a target. */
export const WAIT_SECONDS_MAX = 3_600;

export type TargetKind = 'webhook' | 'xta' | 'soap';

/** Where receipts of one procedure go. */
export interface Target {
  readonly tenant: string;
  readonly procedure: string;
  readonly kind: TargetKind;
  readonly url: string;
  /** Of a webhook; oldest first. */
  readonly secrets: readonly string[];
}

/** A row that a worker has for the time of its lease, with what is to be told. */
export interface Delivery {
  readonly id: string;
  /** How many tries were begun, this one included. Also tells this lease from others. */
  readonly attempts: number;
  /** It shows whether a resting target is back. */
  readonly probe: boolean;
  readonly outcome: 'filed' | 'rejected';
  readonly procedureName: string;
  readonly messageId: string;
  readonly key: string;
  readonly acceptedAt: Date;
  readonly settledAt: Date;
  readonly receipt: Receipt | null;
  readonly receiptJws: string | null;
  readonly error: LedgerError | null;
  /** W3C trace context that came with the message. */
  readonly traceParent: string | null;
}

/** What names its trace. */
export function tracedBy({ messageId: id, traceParent }: Delivery): { id: string; traceParent?: string } {
  return { id, ...(traceParent === null ? {} : { traceParent }) };
}

export interface PendingCount {
  readonly procedure: string;
  readonly pending: number;
  /** When the one that waits longest was settled. */
  readonly oldestAt: Date;
}

/** Targets that may be sent something now, and have something. */
export async function dueTargets(database: Database, now: Date): Promise<readonly Target[]> {
  return database.asSystem((transaction) =>
    transaction.query<Target & { secrets: string[] }>(
      `SELECT tenant_id AS tenant, procedure_id AS procedure, kind, url,
         (SELECT coalesce(array_agg(secret ORDER BY generation), '{}') FROM webhook_secret AS own
          WHERE own.tenant_id = webhook.tenant_id AND own.procedure_id = webhook.procedure_id) AS secrets
       FROM webhook
       WHERE active AND (failures < $2 OR rest_until <= $1)
         AND EXISTS (SELECT FROM outbox WHERE outbox.tenant_id = webhook.tenant_id
           AND outbox.procedure_id = webhook.procedure_id AND state = 'pending'
           AND (leased_until IS NULL OR leased_until <= $1) AND (next_at <= $1 OR failures >= $2))`,
      [now, FAILURES_MAX],
    ),
  );
}

/** Takes the row that has waited longest. Nobody else gets it before `leasedUntil`, unless it comes back earlier. */
export async function takeDelivery(
  database: Database,
  { tenant, procedure }: Target,
  now: Date,
  leasedUntil: Date,
): Promise<Delivery | undefined> {
  return database.inTenant(tenant, async (transaction) => {
    const [target] = await transaction.query<{ failures: number }>(
      `SELECT failures FROM webhook WHERE tenant_id = $1 AND procedure_id = $2 AND active`,
      [tenant, procedure],
    );
    if (target === undefined) return undefined;
    const probe = target.failures >= FAILURES_MAX;
    if (probe && !(await mayProbe(transaction, tenant, procedure, now, leasedUntil))) return undefined;
    const [row] = await transaction.query<Omit<Delivery, 'probe'>>(
      {
        name: probe ? 'take-probe' : 'take-delivery',
        text: `UPDATE outbox SET leased_until = $4, attempts = attempts + 1
          FROM submission, procedure
          WHERE outbox.tenant_id = $1 AND outbox.id = (
              SELECT next.id FROM outbox AS next
              WHERE next.tenant_id = $1 AND next.procedure_id = $2 AND next.state = 'pending'
                AND (next.leased_until IS NULL OR next.leased_until <= $3) ${probe ? '' : 'AND next.next_at <= $3'}
              ORDER BY next.next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            AND submission.tenant_id = $1 AND submission.id = outbox.submission_id
            AND procedure.tenant_id = $1 AND procedure.id = $2
          RETURNING outbox.id, attempts, outcome, procedure.name AS "procedureName", submission.message_id AS "messageId",
            submission.key, submission.accepted_at AS "acceptedAt", outbox.created_at AS "settledAt", submission.receipt,
            submission.receipt_jws AS "receiptJws", submission.error,
            (SELECT envelope->>'traceParent' FROM message WHERE message.tenant_id = $1
              AND message.id = submission.message_id AND message.accepted_at = submission.accepted_at) AS "traceParent"`,
      },
      [tenant, procedure, now, leasedUntil],
    );
    return row === undefined ? undefined : { ...row, probe };
  });
}

/** One probe at the end of a rest, whichever worker is first; when that one dies, the next comes after its lease. */
async function mayProbe(
  transaction: Transaction,
  tenant: string,
  procedure: string,
  now: Date,
  leasedUntil: Date,
): Promise<boolean> {
  const won = await transaction.query(
    `UPDATE webhook SET rest_until = $4 WHERE tenant_id = $1 AND procedure_id = $2 AND rest_until <= $3 RETURNING 1`,
    [tenant, procedure, now, leasedUntil],
  );
  return won.length > 0;
}

export interface Delivered {
  readonly certificateEndsAt?: Date;
  /** What is to be said of it all the same. */
  readonly word?: DeliveryError;
}

/** The receiver has it: it is never sent again. */
export async function writeDelivered(
  database: Database,
  target: Target,
  { id }: Pick<Delivery, 'id'>,
  now: Date,
  { certificateEndsAt, word }: Delivered = {},
): Promise<void> {
  await database.inTenant(target.tenant, async (transaction) => {
    await endRest(transaction, target, now);
    // Another one, or the first that is seen; nearly always nothing is written, and nobody waits for it.
    transaction.send(
      `UPDATE webhook SET certificate_ends_at = $3
       WHERE tenant_id = $1 AND procedure_id = $2 AND certificate_ends_at IS DISTINCT FROM $3`,
      [target.tenant, target.procedure, certificateEndsAt ?? null],
    );
    await transaction.query(
      `UPDATE outbox SET state = 'delivered', ended_at = $3, leased_until = NULL, last_error = $4
       WHERE tenant_id = $1 AND id = $2 AND state <> 'delivered'`,
      [target.tenant, id, now, word === undefined ? null : JSON.stringify(word)],
    );
  });
}

/** The receiver wants this one no more; an operator sees it, and can release it. */
export async function writeStopped(
  database: Database,
  target: Target,
  { id }: Pick<Delivery, 'id'>,
  now: Date,
  error: DeliveryError,
): Promise<void> {
  await database.inTenant(target.tenant, async (transaction) => {
    await endRest(transaction, target, now);
    await transaction.query(
      `UPDATE outbox SET state = 'stopped', ended_at = $3, leased_until = NULL, last_error = $4
       WHERE tenant_id = $1 AND id = $2 AND state = 'pending'`,
      [target.tenant, id, now, JSON.stringify(error)],
    );
  });
}

export interface Waiting {
  /** When its receiver is asked again what became of it. */
  readonly nextAt: Date;
  /** What it says so far, or why it says nothing. */
  readonly warning?: DeliveryError;
  /** It was asked, and said nothing: whether the target rests stays as it is. */
  readonly silent?: true;
}

/** The receiver has it, and tells later what became of it: it is asked again then, which is no failure of anybody. */
export async function writeWaiting(
  database: Database,
  target: Target,
  { id, attempts }: Pick<Delivery, 'id' | 'attempts'>,
  now: Date,
  { nextAt, warning, silent }: Waiting,
): Promise<void> {
  await database.inTenant(target.tenant, async (transaction) => {
    if (silent !== true) await endRest(transaction, target, now);
    await transaction.query(
      `UPDATE outbox SET leased_until = NULL, next_at = $4, last_error = $5
       WHERE tenant_id = $1 AND id = $2 AND state = 'pending' AND attempts = $3`,
      [target.tenant, id, attempts, nextAt, warning === undefined ? null : JSON.stringify(warning)],
    );
  });
}

export interface Failure {
  readonly error: DeliveryError;
  /** When this row is tried again, if its target does not rest then. */
  readonly nextAt: Date;
  /** From 0 to 1: which part of the longest rest of a target that has failed this often. */
  readonly share: number;
}

/** It has to be tried again. */
export async function writeFailed(
  database: Database,
  { tenant, procedure }: Target,
  { id, attempts, probe }: Pick<Delivery, 'id' | 'attempts' | 'probe'>,
  now: Date,
  { error, nextAt, share }: Failure,
): Promise<void> {
  await database.inTenant(tenant, async (transaction) => {
    // What was under way when the rest began says nothing new, and does not make it longer. The power has a limit
    // that is behind the longest wait.
    await transaction.query(
      `UPDATE webhook SET failures = failures + 1, rest_until = CASE WHEN failures + 1 >= $4
         THEN $3::timestamptz + make_interval(secs => $5::float8 * least($6, power(2, least(failures + 1 - $4, 20)))) END
       WHERE tenant_id = $1 AND procedure_id = $2 AND ($7 OR failures < $4)`,
      [tenant, procedure, now, FAILURES_MAX, share, WAIT_SECONDS_MAX, probe],
    );
    await transaction.query(
      `UPDATE outbox SET leased_until = NULL, next_at = $4, last_error = $5
       WHERE tenant_id = $1 AND id = $2 AND state = 'pending' AND attempts = $3`,
      [tenant, id, attempts, nextAt, JSON.stringify(error)],
    );
  });
}

/** The target answered. When it had been resting, everything of it is due: what failed before failed because of it. */
async function endRest(transaction: Transaction, { tenant, procedure }: Target, now: Date): Promise<void> {
  const [before] = await transaction.query<{ failures: number }>(
    `WITH before AS (SELECT failures FROM webhook WHERE tenant_id = $1 AND procedure_id = $2 AND failures > 0 FOR UPDATE)
     UPDATE webhook SET failures = 0, rest_until = NULL FROM before
     WHERE tenant_id = $1 AND procedure_id = $2 RETURNING before.failures`,
    [tenant, procedure],
  );
  if (before === undefined || before.failures < FAILURES_MAX) return;
  await transaction.query(
    `UPDATE outbox SET next_at = $3
     WHERE tenant_id = $1 AND procedure_id = $2 AND state = 'pending' AND next_at > $3`,
    [tenant, procedure, now],
  );
}

/** For metrics: of each procedure that has something to be sent. */
export async function countPending(database: Database): Promise<readonly PendingCount[]> {
  return database.asSystem((transaction) =>
    transaction.query<PendingCount>(
      `SELECT procedure_id AS procedure, count(*)::int AS pending, min(created_at) AS "oldestAt"
       FROM outbox WHERE state = 'pending' GROUP BY procedure_id`,
    ),
  );
}
