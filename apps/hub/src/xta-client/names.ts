/**
 * XTA 2 version 3 (XTA-Webservice 2.1.1) as its WSDL and schemas write it, for those who ask a server. The core 3.1.1 of XTA
 * version 5 has other names, headers and ports: it would be another file like this one.
 */
import { ADDRESSING_NAMESPACE } from '../soap/addressing.js';
import type { SoapNode } from '../soap/envelope.js';
import type { XmlNode } from '../soap/write-xml.js';

export const XTA = 'http://xoev.de/transport/xta/211';
/** MessageMetaData and the parties. */
export const META = 'http://www.osci.eu/ws/2014/10/transport';
/** The mailbox. */
export const OSCI = 'http://www.osci.eu/ws/2008/05/transport';
export const XOP = 'http://www.w3.org/2004/08/xop/include';
export const WSA = ADDRESSING_NAMESPACE;
export const ANONYMOUS = `${WSA}/anonymous`;

export type Port = 'management' | 'send' | 'msgbox';

export interface Operation {
  readonly name: string;
  readonly port: Port;
  /** soapAction and wsa:Action. */
  readonly action: string;
}

const MAILBOX = 'http://www.osci.eu/ws/2008/05/transport/urn/messageTypes';

export const OPERATIONS = {
  checkAccountActive: {
    name: 'checkAccountActive',
    port: 'management',
    action: 'http://www.xta.de/XTA/CheckAccountActive',
  },
  createMessageId: { name: 'createMessageId', port: 'management', action: 'http://www.xta.de/XTA/CreateMessageID' },
  getTransportReport: {
    name: 'getTransportReport',
    port: 'management',
    action: 'http://www.xta.de/XTA/GetTransportReport',
  },
  sendMessage: { name: 'sendMessage', port: 'send', action: 'http://www.xta.de/XTA/SendMessage' },
  getStatusList: { name: 'getStatusList', port: 'msgbox', action: `${MAILBOX}/MsgBoxStatusListRequest` },
  getNextStatusList: { name: 'getNextStatusList', port: 'msgbox', action: `${MAILBOX}/MsgBoxGetNextListRequest` },
  getMessage: { name: 'getMessage', port: 'msgbox', action: `${MAILBOX}/MsgBoxFetchRequest` },
  close: { name: 'close', port: 'msgbox', action: `${MAILBOX}/MsgBoxCloseRequest` },
} as const satisfies Readonly<Record<string, Operation>>;

export const meta = (name: string, rest: Partial<XmlNode> = {}): XmlNode => ({ name, namespace: META, ...rest });
export const osci = (name: string, rest: Partial<XmlNode> = {}): XmlNode => ({ name, namespace: OSCI, ...rest });
export const xta = (name: string, rest: Partial<XmlNode> = {}): XmlNode => ({ name, namespace: XTA, ...rest });
export const wsa = (name: string, text: string): XmlNode => ({ name, namespace: WSA, text });

/** Text of an element without the white space around it; undefined where there is none. */
export function textOf(node: SoapNode | undefined): string | undefined {
  const text = node?.text().trim();
  return text === '' ? undefined : text;
}
