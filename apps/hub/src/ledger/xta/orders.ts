import type { Database, Transaction } from '../../database/database.js';
import type { NewOrder, Order, OrderOutcome } from './order.js';

/** Of `xta_message`, as a `ListedOrder`. */
export const LISTED_COLUMNS = `id, message_id AS "messageId", procedure_id AS procedure, reader_id AS reader,
  jsonb_build_object('type', reader_type, 'identifier', reader_identifier) AS "readerName",
  encode(content_hash, 'hex') AS "contentHash", metadata, relates_to AS "relatesTo",
  size_bytes::float8 AS "sizeBytes", created_at AS "createdAt", accepted_at AS "acceptedAt",
  visible_from AS "visibleFrom", fetched_at AS "fetchedAt", closed_at AS "closedAt", cancelled_at AS "cancelledAt"`;

/** As an `Order`. */
const ORDER_COLUMNS = `${LISTED_COLUMNS}, parts`;

/** Transport orders of XTA: which there are, and what became of them. */
export class XtaOrders {
  constructor(private readonly database: Database) {}

  find(tenant: string, messageId: string): Promise<Order | undefined> {
    return this.database.inTenant(tenant, (transaction) => read(transaction, tenant, messageId));
  }

  /**
   * Writes an order down, unless there is one of its message id.
   *
   * @returns the one that is there now
   */
  claim(tenant: string, order: NewOrder): Promise<Order> {
    return this.database.inTenant(tenant, async (transaction) => {
      const [claimed] = await transaction.query<Order>(
        `INSERT INTO xta_message (tenant_id, id, message_id, procedure_id, reader_id, reader_type, reader_identifier,
           content_hash, metadata, relates_to, parts, size_bytes, created_at, accepted_at, visible_from)
         VALUES ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), $9, $10, $11, $12, $13, $14, $15)
         ON CONFLICT (tenant_id, message_id) DO NOTHING RETURNING ${ORDER_COLUMNS}`,
        [
          tenant,
          order.id,
          order.messageId,
          order.procedure,
          order.reader,
          order.readerName.type,
          order.readerName.identifier,
          order.contentHash,
          JSON.stringify(order.metadata),
          order.relatesTo,
          JSON.stringify(order.parts),
          order.sizeBytes,
          order.createdAt,
          order.acceptedAt,
          order.visibleFrom,
        ],
      );
      // A conflict is with a row that is committed: nobody takes it away again within the time of a request.
      return claimed ?? (await read(transaction, tenant, order.messageId))!;
    });
  }

  /** The hub has accepted it. Of a repetition the first time stays. */
  async accepted(tenant: string, id: string, at: Date): Promise<void> {
    await this.database.inTenant(tenant, (transaction) =>
      transaction.query(
        'UPDATE xta_message SET accepted_at = $3 WHERE tenant_id = $1 AND id = $2 AND accepted_at IS NULL',
        [tenant, id, at],
      ),
    );
  }

  /** Undefined as long as no worker has settled or parked it. Its message id is the sender's key. */
  async outcome(tenant: string, order: Order): Promise<OrderOutcome | undefined> {
    const [found] = await this.database.inTenant(tenant, (transaction) =>
      transaction.query<OrderOutcome>(
        `SELECT state, settled_at AS "settledAt", error, receipt->>'fileReference' AS "fileReference" FROM submission
         WHERE tenant_id = $1 AND procedure_id = $2 AND key = $3 ORDER BY accepted_at DESC LIMIT 1`,
        [tenant, order.procedure, order.messageId],
      ),
    );
    return found;
  }

  /** @returns false when its reader has fetched it, or it is over */
  async cancel(tenant: string, id: string, at: Date): Promise<boolean> {
    const rows = await this.database.inTenant(tenant, (transaction) =>
      transaction.query(
        `UPDATE xta_message SET cancelled_at = $3, parts = '[]'
         WHERE tenant_id = $1 AND id = $2 AND reader_id IS NOT NULL AND fetched_at IS NULL AND closed_at IS NULL
           AND cancelled_at IS NULL RETURNING id`,
        [tenant, id, at],
      ),
    );
    return rows.length > 0;
  }
}

async function read(transaction: Transaction, tenant: string, messageId: string): Promise<Order | undefined> {
  const [found] = await transaction.query<Order>(
    `SELECT ${ORDER_COLUMNS} FROM xta_message WHERE tenant_id = $1 AND message_id = $2`,
    [tenant, messageId],
  );
  return found;
}
