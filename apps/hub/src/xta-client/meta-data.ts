/** MessageMetaData (OSCI_MessageMetaData_V2.02.xsd): who sends what to whom, and as what. */
import type { SoapNode } from '../soap/envelope.js';
import type { XmlNode } from '../soap/write-xml.js';
import { META, WSA, meta, textOf, wsa } from './names.js';

/** A logical name in a directory of parties, for example of the type `xöv` or `XTA_ID`. */
export interface Party {
  readonly identifier: string;
  readonly type: string;
}

/** What a message is, in the words that author and reader agreed on. */
export interface Qualifier {
  /** URI of the service in the directory (DVDV). */
  readonly service: string;
  /** Free text, where no code list is agreed on. */
  readonly scenario: string;
  readonly messageType: {
    readonly code: string;
    readonly listUri: string;
    readonly listVersion: string;
    readonly payloadSchema: string;
  };
  readonly subject?: string;
}

export interface MetaData {
  readonly messageId: string;
  readonly author: Party;
  readonly reader: Party;
  readonly qualifier: Qualifier;
  /** When the content was made: the same at each try. */
  readonly origin: Date;
  /** MessageIDs that this one answers. */
  readonly inReplyTo?: readonly string[];
}

export function writeMetaData({ messageId, author, reader, qualifier, origin, inReplyTo = [] }: MetaData): XmlNode {
  const { service, scenario, messageType, subject } = qualifier;
  const { code, listUri, listVersion, payloadSchema } = messageType;
  return meta('MessageMetaData', {
    children: [
      meta('DeliveryAttributes', { children: [meta('Origin', { text: origin.toISOString() })] }),
      meta('Originators', { children: [writeParty('Author', author)] }),
      meta('Destinations', { children: [writeParty('Reader', reader)] }),
      meta('MsgIdentification', {
        children: [wsa('MessageID', messageId), ...inReplyTo.map((id) => meta('In-Reply-To', { text: id }))],
      }),
      meta('Qualifier', {
        children: [
          ...(subject === undefined ? [] : [meta('Subject', { text: subject })]),
          meta('Service', { text: service }),
          meta('BusinessScenario', { children: [meta('Undefined', { text: scenario })] }),
          meta('MessageType', {
            attributes: { listURI: listUri, listVersionID: listVersion, payloadSchema },
            // form="unqualified", whatever the elements around it are.
            children: [{ name: 'code', namespace: '', text: code }],
          }),
        ],
      }),
    ],
  });
}

/** `Author` is also the header of the operations without MessageMetaData (XTAHeader, part AuthorIdentifier). */
export function writeParty(name: 'Author' | 'Reader', { identifier, type }: Party): XmlNode {
  return meta(name, { children: [meta('Identifier', { attributes: { type }, text: identifier })] });
}

export function messageIdOf(metaData: SoapNode | undefined): string | undefined {
  return textOf(metaData?.one(META, 'MsgIdentification')?.one(WSA, 'MessageID'));
}
