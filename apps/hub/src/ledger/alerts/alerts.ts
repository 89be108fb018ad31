/** Alerts that are open, and those there were. */
import type { Transaction } from '../../database/database.js';
import type { DeliveryError } from '../outbox.js';
import type { AlertKind, Severity } from './rules.js';

export interface Alert {
  readonly id: string;
  readonly kind: AlertKind;
  /** The id of a procedure, the name of a part of the hub, or nothing. */
  readonly subject: string;
  readonly severity: Severity;
  /** As it was seen last: see `Finding`. */
  readonly value: number | null;
  readonly threshold: number | null;
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
  /** Since when it has not been seen any more. */
  readonly clearSince: Date | null;
  readonly resolvedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
  /** When people were told last. */
  readonly toldAt: Date;
}

/** Seen, but not for long enough yet. */
export interface Pending {
  readonly kind: AlertKind;
  readonly subject: string;
  readonly since: Date;
}

export type What = 'opened' | 'repeated' | 'resolved';

/** What was told of an alert, by which way, and how far it came. */
export interface ToldNotice {
  readonly alert: string;
  readonly what: What;
  readonly channel: string;
  readonly state: 'pending' | 'delivered' | 'stopped';
  readonly attempts: number;
  readonly at: Date;
  readonly error: DeliveryError | null;
}

export interface AlertFilter {
  readonly state?: 'open' | 'resolved' | undefined;
  readonly kind?: AlertKind | undefined;
  /** The id of a procedure. */
  readonly subject?: string | undefined;
  /** The last one of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export const ALERT_COLUMNS = `alert.id, alert.kind, alert.subject, alert.severity, alert.value, alert.threshold,
  alert.opened_at AS "openedAt", alert.last_seen_at AS "lastSeenAt", alert.clear_since AS "clearSince",
  alert.resolved_at AS "resolvedAt", alert.acknowledged_by AS "acknowledgedBy", alert.acknowledged_at AS "acknowledgedAt",
  alert.told_at AS "toldAt"`;

/** Newest first: ids grow with time. */
export function listAlerts(transaction: Transaction, tenant: string, filter: AlertFilter): Promise<readonly Alert[]> {
  const { state, kind, subject, after, limit } = filter;
  const open = state === undefined ? '' : `AND resolved_at IS ${state === 'open' ? 'NULL' : 'NOT NULL'}`;
  return transaction.query<Alert>(
    `SELECT ${ALERT_COLUMNS} FROM alert
     WHERE tenant_id = $1 ${open} AND ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR subject = $3)
       AND ($4::uuid IS NULL OR id < $4)
     ORDER BY id DESC LIMIT $5`,
    [tenant, kind ?? null, subject ?? null, after ?? null, limit],
  );
}

export async function countOpenAlerts(transaction: Transaction, tenant: string): Promise<number> {
  const [found] = await transaction.query<{ readonly count: number }>(
    'SELECT count(*)::int AS count FROM alert WHERE tenant_id = $1 AND resolved_at IS NULL',
    [tenant],
  );
  return found!.count;
}

export async function findAlert(transaction: Transaction, tenant: string, id: string): Promise<Alert | undefined> {
  const [found] = await transaction.query<Alert>(
    `SELECT ${ALERT_COLUMNS} FROM alert WHERE tenant_id = $1 AND id = $2`,
    [tenant, id],
  );
  return found;
}

/** Locked: nobody acknowledges one of them before this transaction is over. */
export async function lockOpenAlerts(
  transaction: Transaction,
  tenant: string,
): Promise<{ readonly open: readonly Alert[]; readonly pending: readonly Pending[] }> {
  const [open, pending] = await Promise.all([
    transaction.query<Alert>(
      `SELECT ${ALERT_COLUMNS} FROM alert WHERE tenant_id = $1 AND resolved_at IS NULL ORDER BY id FOR UPDATE`,
      [tenant],
    ),
    transaction.query<Pending>('SELECT kind, subject, since FROM alert_pending WHERE tenant_id = $1', [tenant]),
  ]);
  return { open, pending };
}

export function insertAlert(transaction: Transaction, tenant: string, alert: Alert): void {
  const { id, kind, subject, severity, value, threshold, openedAt, lastSeenAt, toldAt } = alert;
  transaction.send(
    `INSERT INTO alert (tenant_id, id, kind, subject, severity, value, threshold, opened_at, last_seen_at, told_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [tenant, id, kind, subject, severity, value, threshold, openedAt, lastSeenAt, toldAt],
  );
}

export function updateAlert(transaction: Transaction, tenant: string, alert: Alert): void {
  const { id, severity, value, threshold, lastSeenAt, clearSince, resolvedAt, toldAt } = alert;
  transaction.send(
    `UPDATE alert SET severity = $3, value = $4, threshold = $5, last_seen_at = $6, clear_since = $7, resolved_at = $8, told_at = $9
     WHERE tenant_id = $1 AND id = $2`,
    [tenant, id, severity, value, threshold, lastSeenAt, clearSince, resolvedAt, toldAt],
  );
}

export function insertPending(transaction: Transaction, tenant: string, { kind, subject, since }: Pending): void {
  transaction.send('INSERT INTO alert_pending (tenant_id, kind, subject, since) VALUES ($1, $2, $3, $4)', [
    tenant,
    kind,
    subject,
    since,
  ]);
}

export function deletePending(
  transaction: Transaction,
  tenant: string,
  { kind, subject }: Pick<Pending, 'kind' | 'subject'>,
): void {
  transaction.send('DELETE FROM alert_pending WHERE tenant_id = $1 AND kind = $2 AND subject = $3', [
    tenant,
    kind,
    subject,
  ]);
}

/** @returns false when it is over, or somebody has done it already */
export async function acknowledge(
  transaction: Transaction,
  tenant: string,
  id: string,
  by: { readonly name: string; readonly at: Date },
): Promise<boolean> {
  const rows = await transaction.query(
    `UPDATE alert SET acknowledged_by = $3, acknowledged_at = $4
     WHERE tenant_id = $1 AND id = $2 AND resolved_at IS NULL AND acknowledged_by IS NULL RETURNING 1`,
    [tenant, id, by.name, by.at],
  );
  return rows.length > 0;
}

/** What was told of these alerts, in the order in which it happened. */
export async function noticesOf(
  transaction: Transaction,
  tenant: string,
  alerts: readonly string[],
): Promise<readonly ToldNotice[]> {
  if (alerts.length === 0) return [];
  return transaction.query<ToldNotice>(
    `SELECT notice.alert_id AS alert, what, channel_title AS channel, state, attempts, coalesce(ended_at, created_at) AS at,
       last_error AS error
     FROM alert_notice AS notice JOIN alert_delivery AS delivery
       ON delivery.tenant_id = notice.tenant_id AND delivery.id = notice.delivery_id
     WHERE notice.tenant_id = $1 AND notice.alert_id = ANY ($2::uuid[]) ORDER BY delivery.id`,
    [tenant, alerts],
  );
}
