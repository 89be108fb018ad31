/** Transport orders of XTA, in the form that entrance and ledger share: no table is in here. */
import type { LedgerError, SubmissionState } from '../state.js';

/** By what somebody is addressed: a value, and the type that says how to read it (PartyIdentifierType). */
export interface PartyName {
  readonly type: string;
  readonly identifier: string;
}

export interface Party extends PartyName {
  /** Null: the tenant itself, what is sent to it is filed. */
  readonly procedure: string | null;
  /** URIs of services that it reads; none: nobody says. */
  readonly services: readonly string[];
}

/** The message of a content container, or one of its attachments, as it waits in a mailbox. */
export interface OrderPart {
  readonly role: 'message' | 'attachment';
  /** Of the element, as they were sent: contentType, filename, … */
  readonly attributes: Readonly<Record<string, string>>;
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface NewOrder {
  readonly id: string;
  /** wsa:MessageID. */
  readonly messageId: string;
  /** Who sent it. */
  readonly procedure: string;
  readonly readerName: PartyName;
  /** Whose mailbox; null: it is filed. */
  readonly reader: string | null;
  /** Hexadecimal SHA-256 over the reader and all content. */
  readonly contentHash: string;
  /** MessageMetaData as it was sent, as an element of `soap/write-xml.ts`. */
  readonly metadata: unknown;
  readonly relatesTo: readonly string[];
  /** Of a mailbox; none once it is closed, and of what is filed. */
  readonly parts: readonly OrderPart[];
  readonly sizeBytes: number;
  readonly createdAt: Date;
  /** Null: not durable yet. */
  readonly acceptedAt: Date | null;
  /** Not shown to its reader before. */
  readonly visibleFrom: Date;
}

export interface Order extends NewOrder {
  readonly fetchedAt: Date | null;
  readonly closedAt: Date | null;
  readonly cancelledAt: Date | null;
}

/** As a mailbox lists it: its contents are for whoever fetches it. */
export type ListedOrder = Omit<Order, 'parts'>;

/** What became of an order that is filed. */
export interface OrderOutcome {
  readonly state: SubmissionState;
  readonly settledAt: Date | null;
  readonly error: LedgerError | null;
  readonly fileReference: string | null;
}

/** Which messages of a mailbox somebody asks for (MsgSelector). What is left out restricts nothing. */
export interface MailboxSelector {
  /** One of several parties of a procedure. */
  readonly party?: PartyName;
  readonly messageIds?: readonly string[];
  readonly relatesTo?: readonly string[];
  readonly from?: Date;
  readonly to?: Date;
  /** Those that nobody has fetched. */
  readonly newOnly?: boolean;
}

/** Where a list goes on. */
export interface MailboxPlace {
  readonly visibleFrom: Date;
  readonly id: string;
}

export interface MailboxPage {
  /** Oldest first; fewer than were asked for when there is much to say of them. */
  readonly orders: readonly ListedOrder[];
  /** How many follow, up to some thousands. */
  readonly pending: number;
}
