import { Rejected, type Element, type IsoDate, type Metadata } from '../contract/index.js';
import { keyOf, type XoevHeader } from '../xoev/index.js';

/** What a message tells: one notification (Gewerbeanzeige), in most cases, or a batch of them. */
export interface Notifications {
  readonly header: Pick<XoevHeader, 'number' | 'messageId' | 'createdOn' | 'metadata'>;
  readonly reader: string | undefined;
  readonly all: readonly [Notification, ...(readonly Notification[])];
}

/** That a business is started, changed or given up (An-, Um-, Abmeldung), without the persons that it names. */
export interface Notification {
  /** Of the notification, the same in the messages to all its receivers. */
  readonly id: string;
  readonly kind: Kind;
  readonly businessId: string | undefined;
  /** Amtlicher Gemeindeschlüssel. */
  readonly municipality: string;
  /** Of the municipality (GemeindeMeldungNr). */
  readonly number: string | undefined;
  readonly notifiedOn: IsoDate;
  /** As it is in a public register: the name of a firm, which may be that of a person. */
  readonly registeredName: string | undefined;
  readonly metadata: Metadata;
}

export const KINDS = ['Anmeldung', 'Ummeldung', 'Abmeldung'] as const;
export type Kind = (typeof KINDS)[number];

/** What names a business: its own id, else what the municipality calls the notification. */
export function businessKey({ businessId, municipality, number, id }: Notification): string {
  if (businessId !== undefined) return keyOf('business', businessId.toLowerCase());
  return number === undefined ? keyOf('notification', id) : keyOf('municipality', municipality, number);
}

/** At least one, and none twice: each becomes a case of its own. */
export function atLeastOne(all: readonly Notification[], place: Element): Notifications['all'] {
  const [first, ...others] = all;
  if (first === undefined) {
    throw new Rejected('xgewerbeanzeige.no-notification', 'The message has no notification (satz).', place.path);
  }
  const ids = new Set(all.map(({ id }) => id));
  if (ids.size < all.length) {
    const sentence = `The message has ${all.length} notifications with ${ids.size} different ids. Give each an id of its own.`;
    throw new Rejected('xgewerbeanzeige.id-repeated', sentence, place.path);
  }
  return [first, ...others];
}
