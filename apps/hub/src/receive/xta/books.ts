import type {
  MailboxPage,
  MailboxPlace,
  MailboxSelector,
  NewOrder,
  Order,
  OrderOutcome,
  OrderPart,
  Party,
  PartyName,
} from '../../ledger/xta/order.js';

/**
 * What the door asks of the books. It knows no database; whoever wires it does. Unlike at other entrances nothing goes
 * without one: whose a name is, and whether a MessageID is taken, is in its tables alone.
 *
 * Every method throws HubError `database.unavailable` while the database is away.
 */
export abstract class XtaBooks {
  /** Undefined when nobody of the tenant is called so. */
  abstract party(tenant: string, name: PartyName): Promise<Party | undefined>;

  abstract find(tenant: string, messageId: string): Promise<Order | undefined>;

  /** Writes an order down, unless there is one of its message id. @returns the one that is there now */
  abstract claim(tenant: string, order: NewOrder): Promise<Order>;

  /** The hub has accepted it. */
  abstract accepted(tenant: string, id: string, at: Date): Promise<void>;

  /** Undefined as long as nothing has become of it. */
  abstract outcome(tenant: string, order: Order): Promise<OrderOutcome | undefined>;

  /** @returns false when its reader has fetched it, or it is over */
  abstract cancel(tenant: string, id: string, at: Date): Promise<boolean>;

  /** What a procedure has not closed, oldest first: up to `limit`, fewer when there is much to say of them. */
  abstract page(
    tenant: string,
    reader: string,
    selector: MailboxSelector,
    at: { readonly after?: MailboxPlace | undefined; readonly limit: number; readonly now: Date },
  ): Promise<MailboxPage>;

  /** @returns its contents; undefined when it was closed or cancelled meanwhile */
  abstract fetched(tenant: string, id: string, at: Date): Promise<readonly OrderPart[] | undefined>;

  /** @returns message ids that never were in this mailbox; nothing is closed then */
  abstract close(tenant: string, reader: string, messageIds: readonly string[], at: Date): Promise<readonly string[]>;
}
