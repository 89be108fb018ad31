import type { Database } from '../../database/database.js';
import type { ListedOrder, MailboxPage, MailboxPlace, MailboxSelector, OrderPart } from './order.js';
import { LISTED_COLUMNS } from './orders.js';

/** Nobody needs to know how many more there are, and each of them would be counted for each message that is fetched. */
const PENDING_MAX = 10_000;

/** A page ends with the order that reaches it: what a page says of its orders is in memory as a whole, several times. */
const PAGE_METADATA_BYTES = 4_194_304;

/**
 * By `$1` to `$12`: tenant, reader, now, the selector, and where it goes on. An order that did not ask to be kept back
 * (NotBefore) is shown at once: the clock that wrote its time down may have been ahead, or the one here may be behind.
 */
const SELECTED = `tenant_id = $1 AND reader_id = $2 AND closed_at IS NULL AND cancelled_at IS NULL
  AND (visible_from <= $3 OR visible_from = created_at)
  AND ($4::text IS NULL OR (reader_type = $4 AND reader_identifier = $5))
  AND ($6::text[] IS NULL OR message_id = ANY ($6)) AND ($7::text[] IS NULL OR relates_to && $7)
  AND ($8::timestamptz IS NULL OR visible_from >= $8) AND ($9::timestamptz IS NULL OR visible_from <= $9)
  AND (NOT $10::boolean OR fetched_at IS NULL)
  AND ($11::timestamptz IS NULL OR (visible_from, id) > ($11, $12::uuid))`;

/** What lies in the mailbox of a procedure: orders that it has not closed, whoever gave them. */
export class XtaMailbox {
  constructor(private readonly database: Database) {}

  /**
   * @param reader id of the procedure whose mailbox it is
   * @param after behind what
   */
  async page(
    tenant: string,
    reader: string,
    selector: MailboxSelector,
    { after, limit, now }: { readonly after?: MailboxPlace | undefined; readonly limit: number; readonly now: Date },
  ): Promise<MailboxPage> {
    const { party, messageIds, relatesTo, from, to, newOnly = false } = selector;
    const selected = [
      tenant,
      reader,
      now,
      party?.type ?? null,
      party?.identifier ?? null,
      messageIds ?? null,
      relatesTo ?? null,
      from ?? null,
      to ?? null,
      newOnly,
    ];
    return this.database.inTenant(tenant, async (transaction) => {
      const behind = (place: MailboxPlace | undefined): readonly unknown[] => [
        ...selected,
        place?.visibleFrom ?? null,
        place?.id ?? null,
      ];
      const orders = await transaction.query<ListedOrder>(
        `SELECT ${LISTED_COLUMNS} FROM (
           SELECT *, sum(octet_length(metadata::text))
             OVER (ORDER BY visible_from, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS bytes_ahead
           FROM (SELECT * FROM xta_message WHERE ${SELECTED} ORDER BY visible_from, id LIMIT $13) AS selected) AS measured
         WHERE coalesce(bytes_ahead, 0) < ${PAGE_METADATA_BYTES} ORDER BY visible_from, id`,
        [...behind(after), limit],
      );
      if (orders.length === 0) return { orders, pending: 0 };
      const [row] = await transaction.query<{ pending: number }>(
        `SELECT count(*)::int AS pending FROM (SELECT FROM xta_message WHERE ${SELECTED} LIMIT ${PENDING_MAX}) AS more`,
        [...behind(orders.at(-1))],
      );
      return { orders, pending: row!.pending };
    });
  }

  /**
   * Its reader fetches it now. The first time stays.
   *
   * @returns its contents; undefined when it was closed or cancelled meanwhile
   */
  async fetched(tenant: string, id: string, at: Date): Promise<readonly OrderPart[] | undefined> {
    const [row] = await this.database.inTenant(tenant, (transaction) =>
      transaction.query<{ parts: readonly OrderPart[] }>(
        `UPDATE xta_message SET fetched_at = coalesce(fetched_at, $3)
         WHERE tenant_id = $1 AND id = $2 AND closed_at IS NULL AND cancelled_at IS NULL RETURNING parts`,
        [tenant, id, at],
      ),
    );
    return row?.parts;
  }

  /**
   * The reader has them for good: they are not offered again, and their content is let go of. Closing twice changes
   * nothing.
   *
   * @returns message ids that never were in this mailbox; nothing is closed then
   */
  async close(tenant: string, reader: string, messageIds: readonly string[], at: Date): Promise<readonly string[]> {
    return this.database.inTenant(tenant, async (transaction) => {
      const unknown = await transaction.query<{ asked: string }>(
        `SELECT asked FROM unnest($3::text[]) AS asked WHERE NOT EXISTS (
           SELECT FROM xta_message WHERE tenant_id = $1 AND message_id = asked AND reader_id = $2
             AND cancelled_at IS NULL)`,
        [tenant, reader, messageIds],
      );
      if (unknown.length > 0) return unknown.map(({ asked }) => asked);
      await transaction.query(
        `UPDATE xta_message SET closed_at = $4, fetched_at = coalesce(fetched_at, $4), parts = '[]'
         WHERE tenant_id = $1 AND reader_id = $2 AND message_id = ANY ($3) AND closed_at IS NULL AND cancelled_at IS NULL`,
        [tenant, reader, messageIds, at],
      );
      return [];
    });
  }
}
