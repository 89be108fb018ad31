import type { Ids } from '../config/clock.js';
import type { Exchange, Lane } from '../exchange/exchange.js';
import { HubError } from '../errors/hub-error.js';
import { parcelOf, type Envelope, type StoredPart } from '../ledger/envelope.js';
import { newMessageId, type IdKey } from '../ledger/message-id.js';
import { traceIdOf } from '../ledger/trace.js';
import type { ReceivedBody } from './body.js';
import type { Stamps } from './stamps.js';

/** What every entrance hands over once it has checked what must be checked before the answer. */
export interface Received {
  readonly tenant: string;
  readonly procedure: string;
  /** Of the procedure. */
  readonly lane: Lane;
  readonly connector: string;
  readonly connectorVersion?: string;
  readonly senderKey?: string;
  readonly orderKey?: string;
  readonly traceParent?: string;
  /** When the head of its request was there, on the clock of `performance.now()`. */
  readonly since: number;
  readonly message: ReceivedBody;
  readonly attachments: readonly StoredPart[];
}

/** A message on its way to the exchange, as traces have it. */
export interface Publishing {
  /** Goes with the message. */
  readonly traceParent: string;
  end(error?: unknown): void;
}

export interface AcceptanceEvents {
  /** Called with the id of the procedure, once a message is durable. */
  readonly onAccepted: (procedure: string) => void;
  /** Where traces are recorded. */
  readonly onPublishing?: (received: Received, id: string) => Publishing;
}

export interface Accepted {
  readonly id: string;
  readonly acceptedAt: Date;
  readonly traceId: string;
}

/** The one door into the hub: number, envelope, publish. Resolves once the message is durable. */
export class Acceptance {
  constructor(
    private readonly exchange: Exchange,
    private readonly stamps: Stamps,
    private readonly ids: Ids,
    private readonly idKeys: () => readonly IdKey[],
    private readonly events: AcceptanceEvents,
  ) {}

  /** @throws HubError `unavailable-shared` when nothing can be accepted now; asked before a body is read */
  check(): void {
    const problem = this.exchange.problem();
    if (problem !== undefined) throw problem;
  }

  async accept(received: Received): Promise<Accepted> {
    const { tenant, procedure, message } = received;
    const [key] = this.idKeys();
    if (key === undefined)
      throw new HubError('misconfigured', 'access.no-message-id-key', 'There is no key for message ids.');
    const taken = this.stamps.take(tenant, procedure);
    let publishing: Publishing | undefined;
    try {
      const id = newMessageId(taken.at, this.ids.bytes(6), { tenant, procedure }, key);
      publishing = this.events.onPublishing?.(received, id);
      const traceParent = publishing?.traceParent ?? received.traceParent;
      const envelope: Envelope = {
        version: received.orderKey === undefined ? 1 : 2,
        id,
        tenant,
        procedure,
        connector: received.connector,
        ...(received.connectorVersion === undefined ? {} : { connectorVersion: received.connectorVersion }),
        ...(received.senderKey === undefined ? {} : { senderKey: received.senderKey }),
        ...(received.orderKey === undefined ? {} : { orderKey: received.orderKey }),
        acceptedAt: taken.at.toISOString(),
        stamp: taken.stamp,
        ...(traceParent === undefined ? {} : { traceParent }),
        receivedMs: Math.round((performance.now() - received.since) * 10) / 10,
        body: message.body,
        attachments: [...received.attachments],
      };
      const parcel = parcelOf({ envelope, ...(message.inline === undefined ? {} : { body: message.inline }) });
      await this.exchange.publish(received.lane, parcel);
      taken.confirm();
      publishing?.end();
      this.events.onAccepted(procedure);
      return { id, acceptedAt: taken.at, traceId: traceIdOf(envelope) };
    } catch (error) {
      // Perhaps it is stored nevertheless: then a worker sees it, and the sender's repetition becomes its duplicate.
      taken.void();
      publishing?.end(error);
      throw error;
    }
  }
}
