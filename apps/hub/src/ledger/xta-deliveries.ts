/**
 * Under which MessageID a receipt is sent by XTA. It is written down before it is used: a repetition, also of another
 * worker, is then the same message to the server.
 */
import type { Database } from '../database/database.js';
import type { Delivery, Target } from './outbox-sending.js';

export interface XtaDelivery {
  readonly messageId: string;
  /** When the server had taken it. */
  readonly sentAt: Date | null;
}

type Of = Pick<Delivery, 'id'>;

/**
 * @param destination server, party and reader. Under the MessageID of another one nothing is sent, and its report is not
 * about this one.
 */
export async function xtaDeliveryOf(
  database: Database,
  { tenant }: Pick<Target, 'tenant'>,
  { id }: Of,
  destination: string,
): Promise<XtaDelivery | undefined> {
  const [found] = await database.inTenant(tenant, (transaction) =>
    transaction.query<XtaDelivery>(
      `SELECT message_id AS "messageId", sent_at AS "sentAt" FROM xta_delivery
       WHERE tenant_id = $1 AND outbox_id = $2 AND destination = $3`,
      [tenant, id, destination],
    ),
  );
  return found;
}

/** @returns the one that counts: of two workers the first one's, unless that was for another destination */
export async function keepMessageId(
  database: Database,
  { tenant }: Pick<Target, 'tenant'>,
  { id }: Of,
  { messageId, destination }: { readonly messageId: string; readonly destination: string },
  now: Date,
): Promise<XtaDelivery> {
  const [kept] = await database.inTenant(tenant, async (transaction) => {
    await transaction.query(
      `INSERT INTO xta_delivery (tenant_id, outbox_id, message_id, destination, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tenant_id, outbox_id) DO UPDATE SET message_id = excluded.message_id,
         destination = excluded.destination, created_at = excluded.created_at, sent_at = NULL
       WHERE xta_delivery.destination <> excluded.destination`,
      [tenant, id, messageId, destination, now],
    );
    return transaction.query<XtaDelivery>(
      `SELECT message_id AS "messageId", sent_at AS "sentAt" FROM xta_delivery WHERE tenant_id = $1 AND outbox_id = $2`,
      [tenant, id],
    );
  });
  return kept!;
}

/** The server has taken it: from now on it is asked what became of it. */
export async function writeSent(
  database: Database,
  { tenant }: Pick<Target, 'tenant'>,
  { id }: Of,
  messageId: string,
  now: Date,
): Promise<void> {
  await database.inTenant(tenant, (transaction) =>
    transaction.query(
      `UPDATE xta_delivery SET sent_at = $4
       WHERE tenant_id = $1 AND outbox_id = $2 AND message_id = $3 AND sent_at IS NULL`,
      [tenant, id, messageId, now],
    ),
  );
}

/** It did not arrive under this id, and never will: should it be sent again, it is another message. */
export async function forgetMessageId(
  database: Database,
  { tenant }: Pick<Target, 'tenant'>,
  { id }: Of,
): Promise<void> {
  await database.inTenant(tenant, (transaction) =>
    transaction.query(`DELETE FROM xta_delivery WHERE tenant_id = $1 AND outbox_id = $2`, [tenant, id]),
  );
}
