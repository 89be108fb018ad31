/**
 * The outbox: what is still to be told to senders by webhook. A row is written in the transaction that settles a
 * submission; `outbox-sending.ts` has what a worker does with it.
 */
import type { Ids } from '../config/clock.js';
import type { Database, Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import type { Settlement } from './ledger.js';

export type DeliveryState = 'pending' | 'delivered' | 'stopped';

/** Why the last try failed. */
export interface DeliveryError {
  readonly code: string;
  readonly message: string;
  readonly values?: Readonly<Record<string, string | number>>;
  /** UTC. */
  readonly at: string;
}

/** How far a receipt has come on its way to the sender. */
export interface Confirmation {
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastError: DeliveryError | null;
  /** When it is tried again; null when it is not, or nobody knows when. */
  readonly nextAt: Date | null;
  /** When it was delivered or stopped. */
  readonly endedAt: Date | null;
}

/** One row as operators see it. */
export interface OutboxRow extends Confirmation {
  readonly id: string;
  readonly procedureId: string;
  readonly messageId: string;
  readonly key: string;
  readonly outcome: 'filed' | 'rejected';
  readonly createdAt: Date;
  readonly releasedBy: string | null;
}

export interface OutboxFilter {
  readonly procedureId?: string;
  readonly state?: DeliveryState;
  /** The last row of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/** A target that rests tries nothing, one that is switched off even less. */
const NEXT_AT = `CASE WHEN outbox.state = 'pending' AND webhook.active THEN greatest(outbox.next_at, webhook.rest_until) END`;
const JOIN_WEBHOOK = `LEFT JOIN webhook ON webhook.tenant_id = outbox.tenant_id AND webhook.procedure_id = outbox.procedure_id`;

/**
 * How far the receipts of submissions are on their way, by submission; none where a procedure has no webhook. Of a
 * delivery that ended long ago the submission knows. A statement of its own, because it is planned once, and those on
 * partitioned tables each time.
 */
export async function confirmationsOf(
  transaction: Transaction,
  tenant: string,
  submissions: readonly string[],
): Promise<ReadonlyMap<string, Confirmation>> {
  if (submissions.length === 0) return new Map();
  const rows = await transaction.query<Confirmation & { submission: string }>(
    {
      name: 'confirmations',
      text: `SELECT submission, state, attempts, "lastError", "endedAt", "nextAt" FROM (
          SELECT id AS submission, told.*, NULL::timestamptz AS "nextAt", NULL::timestamptz AS "createdAt"
            FROM submission, jsonb_to_record(confirmation)
              AS told(state text, attempts int, "lastError" jsonb, "endedAt" timestamptz)
            WHERE tenant_id = $1 AND id = ANY ($2::uuid[]) AND confirmation IS NOT NULL
          UNION ALL
          SELECT submission_id, outbox.state, attempts, last_error, ended_at, ${NEXT_AT}, outbox.created_at
            FROM outbox ${JOIN_WEBHOOK}
            WHERE outbox.tenant_id = $1 AND submission_id = ANY ($2::uuid[])
        ) AS way ORDER BY "createdAt" NULLS FIRST`,
    },
    [tenant, submissions],
  );
  return new Map(rows.map(({ submission, ...confirmation }) => [submission, confirmation]));
}

/**
 * Writes a row for each submission that is settled for good and whose procedure has a webhook. One that is parked is
 * not settled for good, and what was told once is not told again. The webhook cannot be removed meanwhile, so that no
 * row is left without one.
 */
export function queueReceipts(
  transaction: Transaction,
  tenant: string,
  at: Date,
  settlements: readonly Settlement[],
  ids: Ids,
): void {
  const final = settlements.filter(({ state }) => state !== 'parked');
  if (final.length === 0) return;
  transaction.send(
    `INSERT INTO outbox (tenant_id, id, procedure_id, submission_id, outcome, state, created_at, next_at)
      SELECT $1, new.id, new.procedure, new.submission, new.outcome, 'pending', $2, $2
      FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[]) AS new(id, procedure, submission, outcome)
      JOIN webhook ON webhook.tenant_id = $1 AND webhook.procedure_id = new.procedure
      WHERE NOT EXISTS (SELECT FROM submission AS told
        WHERE told.tenant_id = $1 AND told.id = new.submission AND told.confirmation->>'outcome' = new.outcome)
      ORDER BY new.submission
      FOR KEY SHARE OF webhook
      ON CONFLICT DO NOTHING`,
    [
      tenant,
      at,
      final.map(() => ids.uuid()),
      final.map(({ procedure }) => procedure),
      final.map(({ submission }) => submission),
      final.map(({ state }) => state),
    ],
  );
}

/** A refusal that is looked at again is not told any more; one that was told already stays told, also when it is still open whether it arrived. */
export async function withdrawRefusal(transaction: Transaction, tenant: string, submission: string): Promise<void> {
  await transaction.query(
    `DELETE FROM outbox WHERE tenant_id = $1 AND submission_id = $2 AND outcome = 'rejected' AND state <> 'delivered'
       AND NOT EXISTS (SELECT FROM xta_delivery
         WHERE xta_delivery.tenant_id = $1 AND outbox_id = outbox.id AND sent_at IS NOT NULL)`,
    [tenant, submission],
  );
}

/** What operators see and do. Newest first, page by page without counting. */
export class Outbox {
  constructor(private readonly database: Database) {}

  async list(tenant: string, filter: OutboxFilter): Promise<readonly OutboxRow[]> {
    return this.database.inTenant(tenant, (transaction) =>
      transaction.query<OutboxRow>(
        `SELECT outbox.id, outbox.procedure_id AS "procedureId", submission.message_id AS "messageId", submission.key,
           outcome, outbox.state, attempts, last_error AS "lastError", ${NEXT_AT} AS "nextAt",
           outbox.created_at AS "createdAt", ended_at AS "endedAt", released_by AS "releasedBy"
         FROM outbox JOIN submission ON submission.tenant_id = outbox.tenant_id AND submission.id = submission_id
           ${JOIN_WEBHOOK}
         WHERE outbox.tenant_id = $1 AND ($2::uuid IS NULL OR outbox.procedure_id = $2)
           AND ($3::text IS NULL OR outbox.state = $3)
           AND ($4::uuid IS NULL OR (outbox.created_at, outbox.id) <
             (SELECT last.created_at, last.id FROM outbox AS last WHERE last.tenant_id = $1 AND last.id = $4))
         ORDER BY outbox.created_at DESC, outbox.id DESC LIMIT $5`,
        [tenant, filter.procedureId ?? null, filter.state ?? null, filter.after ?? null, filter.limit],
      ),
    );
  }

  /**
   * Has a receipt tried now, before all others of its procedure, also when its target rests or it was stopped. It is
   * the same delivery: a receiver that has it already knows it by its id.
   *
   * @throws HubError `outbox.not-found`, `outbox.delivered`, `webhook.not-set`
   */
  async release(tenant: string, id: string, operator: string, now: Date): Promise<void> {
    await this.database.inTenant(tenant, async (transaction) => {
      const [found] = await transaction.query<{ procedure: string }>(
        `SELECT procedure_id AS procedure FROM outbox WHERE tenant_id = $1 AND id = $2`,
        [tenant, id],
      );
      if (found === undefined) throw new HubError('rejected', 'outbox.not-found', 'There is no such delivery.');
      // The target first, as everybody who changes both does.
      const targets = await transaction.query(
        `UPDATE webhook SET rest_until = CASE WHEN rest_until > $3 THEN $3 ELSE rest_until END
         WHERE tenant_id = $1 AND procedure_id = $2 RETURNING 1`,
        [tenant, found.procedure, now],
      );
      const released = await transaction.query(
        `UPDATE outbox SET state = 'pending', ended_at = NULL, released_by = $4, next_at = least($3, (
           SELECT min(other.next_at) - interval '1 millisecond' FROM outbox AS other
           WHERE other.tenant_id = $1 AND other.procedure_id = outbox.procedure_id AND other.state = 'pending'))
         WHERE tenant_id = $1 AND id = $2 AND state <> 'delivered' RETURNING 1`,
        [tenant, id, now, operator],
      );
      if (released.length === 0) {
        throw new HubError('rejected', 'outbox.delivered', 'This receipt was delivered already.');
      }
      if (targets.length === 0) {
        throw new HubError('rejected', 'webhook.not-set', 'No webhook is set up for the procedure of this receipt.');
      }
    });
  }
}
