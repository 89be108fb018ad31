import type { Database } from '../database/database.js';
import { readConnection, type XtaSourceConnection } from './xta-sources.js';

/** A source that a gateway has for the time of its lease. */
export interface LeasedSource {
  readonly tenant: string;
  /** Id of its procedure. */
  readonly procedure: string;
  /** Tells this lease from others. */
  readonly lease: string;
  readonly intervalSeconds: number;
  readonly closesRefused: boolean;
  /** In a row, before this time. */
  readonly failures: number;
}

/** What a message was not accepted for. */
export interface LeftError {
  readonly code: string;
  readonly message: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

export interface LeftMessage {
  readonly tries: number;
  /** When it is fetched again; null when it is not by itself. */
  readonly nextAt: Date | null;
}

/** What became of one time of fetching. */
export interface PollEnd {
  readonly nextAt: Date;
  readonly fetched: number;
  readonly refused: number;
  /** When the server last answered as it should; undefined when it did not. */
  readonly contactAt?: Date;
  readonly error?: LeftError & { readonly at: string };
  /** Whose fault the error was: that of the hub itself rests no source. */
  readonly failed: boolean;
}

/**
 * Which gateway fetches from which source, and what it met there. One gateway at a time: a row is leased, and whoever dies
 * gives it back when its lease is over.
 */
export class XtaSourcePolls {
  constructor(private readonly database: Database) {}

  /** Sources that may be fetched from now. Another gateway may be faster. */
  async due(now: Date): Promise<readonly { readonly tenant: string; readonly procedure: string }[]> {
    return this.database.asSystem((transaction) =>
      transaction.query<{ tenant: string; procedure: string }>(
        `SELECT tenant_id AS tenant, procedure_id AS procedure FROM xta_source
         WHERE fetches AND next_at <= $1 AND (leased_until IS NULL OR leased_until <= $1) ORDER BY next_at`,
        [now],
      ),
    );
  }

  /** @returns undefined when another gateway has it, or it is not due any more */
  async take(
    { tenant, procedure }: Pick<LeasedSource, 'tenant' | 'procedure'>,
    lease: string,
    now: Date,
    leasedUntil: Date,
  ): Promise<LeasedSource | undefined> {
    const rows = await this.database.inTenant(tenant, (transaction) =>
      transaction.query<LeasedSource>(
        `UPDATE xta_source SET lease = $3, leased_until = $5
         WHERE tenant_id = $1 AND procedure_id = $2 AND fetches AND next_at <= $4
           AND (leased_until IS NULL OR leased_until <= $4)
         RETURNING tenant_id AS tenant, procedure_id AS procedure, lease, interval_seconds AS "intervalSeconds",
           closes_refused AS "closesRefused", failures`,
        [tenant, procedure, lease, now, leasedUntil],
      ),
    );
    return rows[0];
  }

  /** @returns whether it is still this gateway's */
  async renew({ tenant, procedure, lease }: LeasedSource, leasedUntil: Date): Promise<boolean> {
    const rows = await this.database.inTenant(tenant, (transaction) =>
      transaction.query(
        `UPDATE xta_source SET leased_until = $4
         WHERE tenant_id = $1 AND procedure_id = $2 AND lease = $3 AND fetches RETURNING 1`,
        [tenant, procedure, lease, leasedUntil],
      ),
    );
    return rows.length > 0;
  }

  async giveBack({ tenant, procedure, lease }: LeasedSource, end: PollEnd): Promise<void> {
    const { nextAt, fetched, refused, contactAt, error, failed } = end;
    await this.database.inTenant(tenant, (transaction) =>
      transaction.query(
        `UPDATE xta_source SET lease = NULL, leased_until = NULL, next_at = $4, fetched = fetched + $5,
           refused = refused + $6, contact_at = coalesce($7, contact_at), last_error = $8,
           failures = CASE WHEN $9 AND $5 > 0 THEN 1 WHEN $9 THEN failures + 1 WHEN $8::jsonb IS NULL THEN 0 ELSE failures END
         WHERE tenant_id = $1 AND procedure_id = $2 AND lease = $3`,
        [
          tenant,
          procedure,
          lease,
          nextAt,
          fetched,
          refused,
          contactAt ?? null,
          error === undefined ? null : JSON.stringify(error),
          failed,
        ],
      ),
    );
  }

  /** Messages that were left in the mailbox, by MessageID. */
  async left({ tenant, procedure }: LeasedSource): Promise<ReadonlyMap<string, LeftMessage>> {
    const rows = await this.database.inTenant(tenant, (transaction) =>
      transaction.query<LeftMessage & { id: string }>(
        `SELECT message_id AS id, tries, next_at AS "nextAt" FROM xta_left
         WHERE tenant_id = $1 AND procedure_id = $2 AND closed_at IS NULL`,
        [tenant, procedure],
      ),
    );
    return new Map(rows.map(({ id, tries, nextAt }) => [id, { tries, nextAt }]));
  }

  /** Writes down why a message was not accepted. @param nextAt undefined: it is not fetched again by itself */
  async leave(
    { tenant, procedure }: LeasedSource,
    messageId: string,
    error: LeftError,
    now: Date,
    nextAt?: Date,
  ): Promise<void> {
    await this.database.inTenant(tenant, (transaction) =>
      transaction.query(
        `INSERT INTO xta_left (tenant_id, procedure_id, message_id, error, first_at, last_at, next_at)
         VALUES ($1, $2, $3, $4, $5, $5, $6)
         ON CONFLICT (tenant_id, procedure_id, message_id) DO UPDATE SET error = excluded.error,
           tries = xta_left.tries + 1, last_at = excluded.last_at, next_at = excluded.next_at, closed_at = NULL`,
        [tenant, procedure, messageId, JSON.stringify(error), now, nextAt ?? null],
      ),
    );
  }

  /** It was left, and is closed now without being in the hub. */
  async closed({ tenant, procedure }: LeasedSource, messageId: string, now: Date): Promise<void> {
    await this.database.inTenant(tenant, (transaction) =>
      transaction.query(
        `UPDATE xta_left SET closed_at = $4, next_at = NULL
         WHERE tenant_id = $1 AND procedure_id = $2 AND message_id = $3`,
        [tenant, procedure, messageId, now],
      ),
    );
  }

  /** It was left before, and is in the hub now, or not in the mailbox any more. */
  async forget({ tenant, procedure }: LeasedSource, messageId: string): Promise<void> {
    await this.database.inTenant(tenant, (transaction) =>
      transaction.query(`DELETE FROM xta_left WHERE tenant_id = $1 AND procedure_id = $2 AND message_id = $3`, [
        tenant,
        procedure,
        messageId,
      ]),
    );
  }

  connection({ tenant, procedure }: LeasedSource): Promise<XtaSourceConnection | undefined> {
    return readConnection(this.database, tenant, 'procedure.id = $2', procedure);
  }
}
