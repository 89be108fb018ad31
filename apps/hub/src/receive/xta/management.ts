/** The operations of managementPort. */
import type { Clock, Ids } from '../../config/clock.js';
import type { ErrorTexts } from '../../errors/codes.js';
import { HubError } from '../../errors/hub-error.js';
import type { Order } from '../../ledger/xta/order.js';
import type { XmlNode } from '../../soap/write-xml.js';
import type { XtaBooks } from './books.js';
import { messageIdIn, messageIdNode, type XtaAnswer, type XtaCall } from './call.js';
import { messageUnknown } from './mailbox.js';
import { partyOf, timeOf } from './metadata.js';
import { transportReport } from './report.js';
import { child, childrenOf, element, textOf } from './tree.js';
import { MESSAGE_ID_PREFIX, META, XTA } from './v211.js';

export interface ManagementParts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly texts: ErrorTexts;
  /** XTAServerIdentity of reports. */
  readonly server: string;
}

/** Each takes a question to the database. */
const LOOKUPS_MAX = 100;

export class XtaManagement {
  constructor(
    private readonly books: XtaBooks,
    private readonly parts: ManagementParts,
  ) {}

  /** Whoever gets here has an account, and it is active. */
  checkAccountActive(): XtaAnswer {
    return {};
  }

  /** Not written down: nobody else makes the same one, and one that is never used is nobody's loss. */
  createMessageId(): XtaAnswer {
    return { body: messageIdNode(MESSAGE_ID_PREFIX + this.parts.ids.uuid()) };
  }

  async lookupService({ procedure, body }: XtaCall): Promise<XtaAnswer> {
    const results: XmlNode[] = [];
    const all = childrenOf(body, XTA, 'LookupServiceRequestList');
    if (all.length > LOOKUPS_MAX) throw tooManyLookups();
    for (const asked of all) {
      const lookup = child(asked, XTA, 'LookupService')!;
      results.push(await this.lookedUp(procedure.tenant, lookup));
    }
    const list = element(XTA, 'LookupServiceResultList', { children: results });
    return { body: element(XTA, 'LookupServiceResponse', { children: [list] }) };
  }

  /** @throws HubError `xta.message-unknown` */
  async transportReport(call: XtaCall): Promise<XtaAnswer> {
    const { tenant } = call.procedure;
    const order = await this.known(call);
    const isReader = order.procedure !== call.procedure.id;
    const outcome = order.reader === null ? await this.books.outcome(tenant, order) : undefined;
    // What nobody has answered yes to is not known here, unless it has come through all the same.
    if (order.acceptedAt === null && outcome === undefined) throw messageUnknown();
    if (isReader && order.cancelledAt !== null) throw messageUnknown();
    const { clock, texts, server } = this.parts;
    return { body: transportReport({ order, outcome, texts, now: clock.now(), server }) };
  }

  /** @throws HubError `xta.message-unknown`, `xta.cancel-too-late`, `xta.cancel-not-set` */
  async cancelMessage(call: XtaCall): Promise<XtaAnswer> {
    const { procedure } = call;
    const order = await this.known(call);
    if (order.procedure !== procedure.id || order.acceptedAt === null) throw messageUnknown();
    // Cancelling twice changes nothing.
    if (order.cancelledAt !== null) return {};
    if (await this.books.cancel(procedure.tenant, order.id, this.parts.clock.now())) return {};
    throw notCancelled(order);
  }

  private async known(call: XtaCall): Promise<Order> {
    const { tenant, id } = call.procedure;
    const order = await this.books.find(tenant, messageIdIn(call));
    if (order === undefined || (order.procedure !== id && order.reader !== id)) throw messageUnknown();
    return order;
  }

  private async lookedUp(tenant: string, lookup: XmlNode): Promise<XmlNode> {
    const name = partyOf(child(lookup, META, 'Reader'))!;
    const service = textOf(child(lookup, XTA, 'ServiceType')) ?? '';
    const reader = await this.books.party(tenant, name);
    // Of a reader that is known and says nothing of its services nobody knows.
    const isUnknown = reader !== undefined && reader.services.length === 0;
    const isOffered = reader?.services.includes(service) === true;
    const value = isUnknown
      ? element(XTA, 'ServiceIsAvailableUnknown', { text: 'true' })
      : element(XTA, 'ServiceIsAvailable', { text: String(isOffered) });
    return element(XTA, 'LookupServiceResult', {
      children: [...(lookup.children ?? []), element(XTA, 'IsServiceAvailableValue', { children: [value] })],
    });
  }
}

function tooManyLookups(): HubError {
  const sentence = `More than ${LOOKUPS_MAX} services were asked for at once.`;
  return new HubError('rejected', 'xta.too-many-lookups', sentence, { values: { max: LOOKUPS_MAX } });
}

function notCancelled({ metadata }: Order): HubError {
  const notBefore = textOf(child(metadata as XmlNode, META, 'DeliveryAttributes', 'NotBefore'));
  const [code, sentence] =
    notBefore === undefined || timeOf(notBefore) === undefined
      ? ['xta.cancel-not-set', 'The message is on its way already, or was fetched, and NotBefore was not set.']
      : ['xta.cancel-too-late', 'The message is on its way already, or was fetched. The time of NotBefore is over.'];
  return new HubError('rejected', code!, sentence!);
}
