/** The entrance for XTA, put together: what it asks of the books is asked of the database here. */
import type { Provider } from '@nestjs/common';
import { Journal } from './access/journal.js';
import { XtaParties } from './access/xta-parties.js';
import { ContentStore } from './archive/content-store.js';
import { Clock, Ids } from './config/clock.js';
import { HubConfig } from './config/hub-config.js';
import { Log } from './config/log.js';
import { ReadersDatabase } from './database/database.js';
import { ErrorTexts } from './errors/codes.js';
import type { HubError } from './errors/hub-error.js';
import { XtaMailbox } from './ledger/xta/mailbox.js';
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
} from './ledger/xta/order.js';
import { XtaOrders } from './ledger/xta/orders.js';
import { Metrics } from './operate/metrics.js';
import { Acceptance } from './receive/acceptance.js';
import { Admission } from './receive/admission.js';
import { Containers } from './receive/containers.js';
import { Marks } from './receive/marks.js';
import { XtaBooks } from './receive/xta/books.js';
import { XtaDoor } from './receive/xta/door.js';
import { XtaMailboxes } from './receive/xta/mailbox.js';
import { XtaManagement } from './receive/xta/management.js';
import { XtaSchemas } from './receive/xta/official.js';
import { XtaSending } from './receive/xta/sending.js';
import { XtaEvents } from './receive/xta/xta.controller.js';
import { InstalledPackages } from './schema-packages/installed-packages.js';

class DatabaseXtaBooks extends XtaBooks {
  constructor(
    private readonly parties: XtaParties,
    private readonly orders: XtaOrders,
    private readonly mailbox: XtaMailbox,
  ) {
    super();
  }

  override party(tenant: string, name: PartyName): Promise<Party | undefined> {
    return this.parties.find(tenant, name);
  }

  override find(tenant: string, messageId: string): Promise<Order | undefined> {
    return this.orders.find(tenant, messageId);
  }

  override claim(tenant: string, order: NewOrder): Promise<Order> {
    return this.orders.claim(tenant, order);
  }

  override accepted(tenant: string, id: string, at: Date): Promise<void> {
    return this.orders.accepted(tenant, id, at);
  }

  override outcome(tenant: string, order: Order): Promise<OrderOutcome | undefined> {
    return this.orders.outcome(tenant, order);
  }

  override cancel(tenant: string, id: string, at: Date): Promise<boolean> {
    return this.orders.cancel(tenant, id, at);
  }

  override page(
    tenant: string,
    reader: string,
    selector: MailboxSelector,
    at: { readonly after?: MailboxPlace | undefined; readonly limit: number; readonly now: Date },
  ): Promise<MailboxPage> {
    return this.mailbox.page(tenant, reader, selector, at);
  }

  override fetched(tenant: string, id: string, at: Date): Promise<readonly OrderPart[] | undefined> {
    return this.mailbox.fetched(tenant, id, at);
  }

  override close(tenant: string, reader: string, messageIds: readonly string[], at: Date): Promise<readonly string[]> {
    return this.mailbox.close(tenant, reader, messageIds, at);
  }
}

class MeteredXtaEvents extends XtaEvents {
  constructor(
    override readonly publicUrl: string | undefined,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {
    super();
  }

  override onRefused({ code, kind, cause }: HubError, path: string): void {
    this.metrics.onRefused(code);
    if (kind === 'defect') this.log.error('request failed', { code, path, error: cause });
  }
}

/** Of the role `gateway`. */
export const xtaProviders: Provider[] = [
  {
    provide: XtaSchemas,
    useFactory: ({ schemaPackagesDir }: HubConfig) => new XtaSchemas(new InstalledPackages(schemaPackagesDir!)),
    inject: [HubConfig],
  },
  {
    provide: XtaBooks,
    useFactory: (database: ReadersDatabase, journal: Journal, clock: Clock, ids: Ids) =>
      new DatabaseXtaBooks(
        new XtaParties(database, journal, clock, ids),
        new XtaOrders(database),
        new XtaMailbox(database),
      ),
    inject: [ReadersDatabase, Journal, Clock, Ids],
  },
  {
    provide: XtaManagement,
    useFactory: (books: XtaBooks, config: HubConfig, texts: ErrorTexts, clock: Clock, ids: Ids) =>
      new XtaManagement(books, { clock, ids, texts, server: serverOf(config) }),
    inject: [XtaBooks, HubConfig, ErrorTexts, Clock, Ids],
  },
  {
    provide: XtaMailboxes,
    useFactory: (books: XtaBooks, store: ContentStore, clock: Clock) => new XtaMailboxes(books, store, clock),
    inject: [XtaBooks, ContentStore, Clock],
  },
  {
    provide: XtaSending,
    useFactory: (
      books: XtaBooks,
      store: ContentStore,
      marks: Marks,
      limits: HubConfig,
      containers: Containers,
      acceptance: Acceptance,
      clock: Clock,
      ids: Ids,
    ) => new XtaSending(books, { store: marks.withSpace(store), limits, containers, acceptance, clock, ids }),
    inject: [XtaBooks, ContentStore, Marks, HubConfig, Containers, Acceptance, Clock, Ids],
  },
  {
    provide: XtaDoor,
    useFactory: (
      books: XtaBooks,
      limits: HubConfig,
      management: XtaManagement,
      sending: XtaSending,
      mailboxes: XtaMailboxes,
      schemas: XtaSchemas,
      admission: Admission,
    ) => new XtaDoor(books, limits, { management, sending, mailboxes, schemas, admission }),
    inject: [XtaBooks, HubConfig, XtaManagement, XtaSending, XtaMailboxes, XtaSchemas, Admission],
  },
  {
    provide: XtaEvents,
    useFactory: ({ publicUrl }: HubConfig, metrics: Metrics, log: Log) => new MeteredXtaEvents(publicUrl, metrics, log),
    inject: [HubConfig, Metrics, Log],
  },
];

/** XTAServerIdentity: where this hub is reached, as far as its settings say. */
function serverOf({ publicUrl, host, port }: HubConfig): string {
  return `${publicUrl?.replace(/\/$/, '') ?? `http://${host}:${port}`}/xta/2.1.1`;
}
