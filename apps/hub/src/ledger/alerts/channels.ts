/** Ways to tell people of alerts. */
import type { Transaction } from '../../database/database.js';
import type { DeliveryError } from '../outbox.js';

export const CHANNEL_KINDS = ['mail', 'webhook'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];
export const LANGUAGES = ['de', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Channel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly title: string;
  /** A mail address, or a URL. */
  readonly address: string;
  readonly language: Language;
  readonly createdAt: Date;
  readonly createdBy: string;
}

export interface ListedChannel extends Channel {
  /** How the last delivery by it went; null when there was none. */
  readonly last: {
    readonly state: 'pending' | 'delivered' | 'stopped';
    readonly at: string;
    readonly error: DeliveryError | null;
  } | null;
}

const COLUMNS = `id, kind, title, address, language, created_at AS "createdAt", created_by AS "createdBy"`;

export function listChannels(transaction: Transaction, tenant: string): Promise<readonly ListedChannel[]> {
  return transaction.query<ListedChannel>(
    `SELECT ${COLUMNS}, (
       SELECT jsonb_build_object('state', state, 'error', last_error,
         'at', to_char(coalesce(ended_at, created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
       FROM alert_delivery AS told WHERE told.tenant_id = $1 AND told.channel_id = alert_channel.id ORDER BY told.id DESC LIMIT 1
     ) AS last
     FROM alert_channel WHERE tenant_id = $1 ORDER BY title, id`,
    [tenant],
  );
}

export async function findChannel(transaction: Transaction, tenant: string, id: string): Promise<Channel | undefined> {
  const [found] = await transaction.query<Channel>(
    `SELECT ${COLUMNS} FROM alert_channel WHERE tenant_id = $1 AND id = $2`,
    [tenant, id],
  );
  return found;
}

/** @param secret of a webhook: what it is signed with */
export function insertChannel(transaction: Transaction, tenant: string, channel: Channel, secret: string | null): void {
  const { id, kind, title, address, language, createdAt, createdBy } = channel;
  transaction.send(
    `INSERT INTO alert_channel (tenant_id, id, kind, title, address, language, secret, created_at, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tenant, id, kind, title, address, language, secret, createdAt, createdBy],
  );
}

/** Also ends what was still to be told by it; a rule that has no other channel tells by all. @returns what it was; undefined when there is none */
export async function deleteChannel(
  transaction: Transaction,
  tenant: string,
  id: string,
  { now, error }: { readonly now: Date; readonly error: DeliveryError },
): Promise<Channel | undefined> {
  const [found] = await transaction.query<Channel>(
    `DELETE FROM alert_channel WHERE tenant_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
    [tenant, id],
  );
  if (found === undefined) return undefined;
  transaction.send(
    `UPDATE alert_rule SET channels = NULLIF(array_remove(channels, $2), '{}')
     WHERE tenant_id = $1 AND $2 = ANY (channels)`,
    [tenant, id],
  );
  await transaction.query(
    `UPDATE alert_delivery SET state = 'stopped', ended_at = $3, leased_until = NULL, last_error = $4
     WHERE tenant_id = $1 AND channel_id = $2 AND state = 'pending'`,
    [tenant, id, now, JSON.stringify(error)],
  );
  return found;
}
