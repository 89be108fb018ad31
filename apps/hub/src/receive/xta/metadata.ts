/** MessageMetaData: what the hub reads of it, and the times that it puts in as the server. */
import { HubError } from '../../errors/hub-error.js';
import type { PartyName } from '../../ledger/xta/order.js';
import type { XmlNode } from '../../soap/write-xml.js';
import { child, childrenOf, element, textOf } from './tree.js';
import { META, WSA } from './v211.js';

/** Of a MessageMetaData that is valid by its schema. */
export interface MetadataFacts {
  readonly author: PartyName;
  readonly reader: PartyName;
  readonly messageId: string;
  /** In-Reply-To. */
  readonly relatesTo: readonly string[];
  /** Dienste-URI. */
  readonly service: string;
  readonly notBefore: Date | undefined;
  readonly isTest: boolean;
}

/** When what happened, by the clock of the server. */
export interface ServerTimes {
  readonly initialSend: Date;
  readonly delivery?: Date | undefined;
  readonly initialFetch?: Date | undefined;
  readonly reception?: Date | undefined;
}

const MESSAGE_ID_LENGTH_MAX = 512;

/** DeliveryAttributesType, in the order of its schema. */
const DELIVERY_ATTRIBUTES = [
  'Origin',
  'InitialSend',
  'NotBefore',
  'ObsoleteAfter',
  'Delivery',
  'InitialFetch',
  'Reception',
  'ServiceQuality',
  'ReceiptRequests',
];

/** @throws HubError `xta.message-id-invalid` */
export function readMetadata(metadata: XmlNode): MetadataFacts {
  const identification = child(metadata, META, 'MsgIdentification');
  const notBefore = textOf(child(metadata, META, 'DeliveryAttributes', 'NotBefore'));
  return {
    author: partyOf(child(metadata, META, 'Originators', 'Author'))!,
    reader: partyOf(child(metadata, META, 'Destinations', 'Reader'))!,
    messageId: checkedMessageId(textOf(child(identification, WSA, 'MessageID')) ?? ''),
    relatesTo: childrenOf(identification, META, 'In-Reply-To').map((node) => textOf(node) ?? ''),
    service: textOf(child(metadata, META, 'Qualifier', 'Service')) ?? '',
    notBefore: notBefore === undefined ? undefined : timeOf(notBefore),
    isTest: ['true', '1'].includes(metadata.attributes?.['TestMsg']?.trim() ?? ''),
  };
}

/** The name of a PartyType. */
export function partyOf(party: XmlNode | undefined): PartyName | undefined {
  const identifier = child(party, META, 'Identifier');
  if (identifier === undefined) return undefined;
  return { type: identifier.attributes?.['type'] ?? '', identifier: textOf(identifier) ?? '' };
}

/** It becomes the sender's key. @throws HubError `xta.message-id-invalid` */
export function checkedMessageId(text: string): string {
  const isUri = text.length <= MESSAGE_ID_LENGTH_MAX && /^[a-z][a-z\d+.-]*:[^\s\p{Cc}\ufffd]+$/iu.test(text);
  if (isUri) return text;
  const sentence = `The MessageID must be an absolute URI of at most ${MESSAGE_ID_LENGTH_MAX} characters.`;
  throw new HubError('rejected', 'xta.message-id-invalid', sentence);
}

/** xs:dateTime without a zone is the hub's own: UTC, as everything that it writes. */
export function timeOf(text: string): Date | undefined {
  const at = new Date(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/**
 * With the times that are the server's to say, whatever the author has put there. When it was sent first, the author may
 * know better: it may have been on its way for a while. The size is told where the author does not.
 */
export function completed(metadata: XmlNode, times: ServerTimes, sizeBytes: number): XmlNode {
  const own: Readonly<Record<string, Date | undefined>> = {
    Delivery: times.delivery,
    InitialFetch: times.initialFetch,
    Reception: times.reception,
  };
  const sent = child(metadata, META, 'DeliveryAttributes')?.children ?? [];
  const attributes = DELIVERY_ATTRIBUTES.flatMap((name): readonly XmlNode[] => {
    if (Object.hasOwn(own, name)) return timeNode(name, own[name]);
    const given = sent.filter((node) => node.name === name);
    return name === 'InitialSend' && given.length === 0 ? timeNode(name, times.initialSend) : given;
  });
  const children = (metadata.children ?? []).map((node) =>
    node.namespace === META && node.name === 'DeliveryAttributes' ? { ...node, children: attributes } : node,
  );
  const sized = child(metadata, META, 'MsgSize') !== undefined || sizeBytes === 0;
  const size = element(META, 'MsgSize', { text: String(sizeBytes) });
  return { ...metadata, children: sized ? children : [...children, size] };
}

function timeNode(name: string, at: Date | undefined): readonly XmlNode[] {
  return at === undefined ? [] : [element(META, name, { text: at.toISOString() })];
}
