/** What is still to be told of alerts, and how it went: written with the alerts, sent later by whoever takes it. */
import type { Database, Transaction } from '../../database/database.js';
import type { DeliveryError } from '../outbox.js';
import { ALERT_COLUMNS, type Alert, type What } from './alerts.js';
import type { ChannelKind, Language } from './channels.js';

/** A way with all that is needed to go it. */
export interface Target {
  readonly kind: ChannelKind;
  readonly address: string;
  readonly language: Language;
  readonly secret: string | null;
}

export interface DueDelivery extends Target {
  readonly tenant: string;
  readonly id: string;
  readonly createdAt: Date;
  readonly title: string;
}

export interface Notice {
  readonly what: What;
  readonly alert: Alert;
}

export interface NewDelivery {
  readonly id: string;
  readonly channel: string;
  readonly channelTitle: string;
  readonly notices: readonly { readonly what: What; readonly alert: string }[];
}

export function insertDelivery(transaction: Transaction, tenant: string, delivery: NewDelivery, now: Date): void {
  const { id, channel, channelTitle, notices } = delivery;
  transaction.send(
    `INSERT INTO alert_delivery (tenant_id, id, channel_id, channel_title, state, created_at, next_at)
     VALUES ($1, $2, $3, $4, 'pending', $5, $5)`,
    [tenant, id, channel, channelTitle, now],
  );
  transaction.send(
    `INSERT INTO alert_notice (tenant_id, delivery_id, alert_id, what)
     SELECT $1, $2, told.alert, told.what FROM unnest($3::uuid[], $4::text[]) AS told(alert, what)`,
    [tenant, id, notices.map(({ alert }) => alert), notices.map(({ what }) => what)],
  );
}

/** What may be sent now, of all tenants: the oldest of each way, so that one that hangs holds up no other. */
export async function dueDeliveries(database: Database, now: Date, limit: number): Promise<readonly DueDelivery[]> {
  return database.asSystem((transaction) =>
    transaction.query<DueDelivery>(
      `SELECT * FROM (
         SELECT DISTINCT ON (delivery.tenant_id, channel_id) delivery.tenant_id AS tenant, delivery.id,
           delivery.created_at AS "createdAt", channel_title AS title, channel.kind, address, language, secret
         FROM alert_delivery AS delivery JOIN alert_channel AS channel
           ON channel.tenant_id = delivery.tenant_id AND channel.id = channel_id
         WHERE state = 'pending' AND next_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
         ORDER BY delivery.tenant_id, channel_id, delivery.id
       ) AS due ORDER BY "createdAt" LIMIT $2`,
      [now, limit],
    ),
  );
}

/** Takes it: nobody else gets it before `leasedUntil`. @returns how many tries were begun; undefined when it is taken */
export async function takeAlertDelivery(
  database: Database,
  { tenant, id }: Pick<DueDelivery, 'tenant' | 'id'>,
  now: Date,
  leasedUntil: Date,
): Promise<{ readonly attempts: number; readonly notices: readonly Notice[] } | undefined> {
  return database.inTenant(tenant, async (transaction) => {
    const [taken] = await transaction.query<{ attempts: number }>(
      `UPDATE alert_delivery SET leased_until = $4, attempts = attempts + 1
       WHERE tenant_id = $1 AND id = $2 AND state = 'pending' AND next_at <= $3
         AND (leased_until IS NULL OR leased_until <= $3)
       RETURNING attempts`,
      [tenant, id, now, leasedUntil],
    );
    if (taken === undefined) return undefined;
    const rows = await transaction.query<Alert & { what: What }>(
      `SELECT what, ${ALERT_COLUMNS} FROM alert_notice AS notice
       JOIN alert ON alert.tenant_id = notice.tenant_id AND alert.id = notice.alert_id
       WHERE notice.tenant_id = $1 AND notice.delivery_id = $2 ORDER BY alert.severity, alert.id`,
      [tenant, id],
    );
    return { ...taken, notices: rows.map(({ what, ...alert }) => ({ what, alert })) };
  });
}

export interface DeliveryOutcome {
  readonly state: 'pending' | 'delivered' | 'stopped';
  readonly error: DeliveryError | null;
  /** When it is tried again. */
  readonly nextAt: Date;
}

export async function writeOutcome(
  database: Database,
  { tenant, id }: Pick<DueDelivery, 'tenant' | 'id'>,
  { state, error, nextAt }: DeliveryOutcome,
  now: Date,
): Promise<void> {
  await database.inTenant(tenant, (transaction) =>
    transaction.query(
      `UPDATE alert_delivery SET state = $3, leased_until = NULL, last_error = $4, next_at = $5, ended_at = $6
       WHERE tenant_id = $1 AND id = $2 AND state = 'pending'`,
      [tenant, id, state, error === null ? null : JSON.stringify(error), nextAt, state === 'pending' ? null : now],
    ),
  );
}

/** The secret of a webhook, for a test of it. */
export async function targetOf(database: Database, tenant: string, channel: string): Promise<Target | undefined> {
  const [found] = await database.asSystem((transaction) =>
    transaction.query<Target>(
      'SELECT kind, address, language, secret FROM alert_channel WHERE tenant_id = $1 AND id = $2',
      [tenant, channel],
    ),
  );
  return found;
}

/** Drops alerts that were resolved so many days ago, and what was told so long ago. @returns how many alerts */
export async function dropOldAlerts(database: Database, now: Date, retentionDays: number): Promise<number> {
  const before = new Date(now.getTime() - retentionDays * 86_400_000);
  const [row] = await database.asSystem((transaction) =>
    transaction.query<{ dropped: number }>('SELECT fachwerk_drop_alerts($1) AS dropped', [before]),
  );
  return row!.dropped;
}
