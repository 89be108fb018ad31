/**
 * The names of XTA 2 version 3 (webservice 2.1.1), as its WSDL and schemas have them. Another version of the standard is
 * another file like this one.
 */
import { ADDRESSING_NAMESPACE } from '../../soap/addressing.js';
import { XOP_NAMESPACE } from '../../soap/includes.js';

export const XTA = 'http://xoev.de/transport/xta/211';
/** MessageMetaData, parties (OSCI 2.02). */
export const META = 'http://www.osci.eu/ws/2014/10/transport';
/** Mailbox. */
export const OSCI = 'http://www.osci.eu/ws/2008/05/transport';
export const WSA = ADDRESSING_NAMESPACE;

/** Prefixes as the WSDL writes them; nobody may rely on them, and people read them. */
export const PREFIXES: Readonly<Record<string, string>> = {
  [XTA]: 'xta',
  [META]: 'oscimeta',
  [OSCI]: 'osci',
  [WSA]: 'wsa',
  [XOP_NAMESPACE]: 'xop',
};

export type PortName = 'management' | 'send' | 'msgbox';

/** Port of the WSDL → last part of its address. */
export const PORT_ADDRESSES: Readonly<Record<string, PortName>> = {
  ManagementPort: 'management',
  SendXtaPort: 'send',
  MsgBoxPort: 'msgbox',
};

export type OperationName =
  | 'checkAccountActive'
  | 'createMessageId'
  | 'lookupService'
  | 'getTransportReport'
  | 'cancelMessage'
  | 'sendMessage'
  | 'sendMessageSync'
  | 'getStatusList'
  | 'getNextStatusList'
  | 'getMessage'
  | 'getNextMessage'
  | 'close';

export type ExceptionName =
  | 'PermissionDeniedException'
  | 'ParameterIsNotValidException'
  | 'XTAWSTechnicalProblemException'
  | 'MessageSchemaViolationException'
  | 'MessageVirusDetectionException'
  | 'InvalidMessageIDException'
  | 'SyncAsyncException'
  | 'CancelDeniedException';

export interface ElementName {
  readonly namespace: string;
  readonly name: string;
}

export interface Operation {
  readonly name: OperationName;
  readonly port: PortName;
  /** Of requests and of their answers: they are the same (wsam:Action). */
  readonly action: string;
  /** The child of Body; undefined where Body is empty. */
  readonly body: ElementName | undefined;
  /** What the WSDL declares; anything else is a fault without a detail of XTA. */
  readonly exceptions: readonly ExceptionName[];
}

const MANAGEMENT = 'http://www.xta.de/XTA/';
const MAILBOX = 'http://www.osci.eu/ws/2008/05/transport/urn/messageTypes/';
/** Those of every operation. */
export const COMMON_EXCEPTIONS: readonly ExceptionName[] = [
  'PermissionDeniedException',
  'XTAWSTechnicalProblemException',
];
const SENDING: readonly ExceptionName[] = [
  ...COMMON_EXCEPTIONS,
  'ParameterIsNotValidException',
  'MessageSchemaViolationException',
  'MessageVirusDetectionException',
  'SyncAsyncException',
];
const FETCHING: readonly ExceptionName[] = [...COMMON_EXCEPTIONS, 'InvalidMessageIDException'];

const MESSAGE_ID: ElementName = { namespace: WSA, name: 'MessageID' };
const CONTAINER: ElementName = { namespace: XTA, name: 'GenericContentContainer' };

function management(
  name: OperationName,
  action: string,
  body: ElementName | undefined,
  more: readonly ExceptionName[] = [],
): Operation {
  return { name, port: 'management', action: MANAGEMENT + action, body, exceptions: [...COMMON_EXCEPTIONS, ...more] };
}

function mailbox(
  name: OperationName,
  request: string,
  element: string,
  exceptions: readonly ExceptionName[],
): Operation {
  return { name, port: 'msgbox', action: MAILBOX + request, body: { namespace: OSCI, name: element }, exceptions };
}

const all: readonly Operation[] = [
  management('checkAccountActive', 'CheckAccountActive', undefined),
  management('createMessageId', 'CreateMessageID', undefined),
  // Its action has another name than the operation.
  management('lookupService', 'IsServiceAvailable', { namespace: XTA, name: 'LookupServiceRequest' }, [
    'ParameterIsNotValidException',
  ]),
  management('getTransportReport', 'GetTransportReport', MESSAGE_ID, ['InvalidMessageIDException']),
  management('cancelMessage', 'CancelMessage', MESSAGE_ID, ['ParameterIsNotValidException', 'CancelDeniedException']),
  { name: 'sendMessage', port: 'send', action: `${MANAGEMENT}SendMessage`, body: CONTAINER, exceptions: SENDING },
  {
    name: 'sendMessageSync',
    port: 'send',
    action: `${MANAGEMENT}SendMessageSync`,
    body: CONTAINER,
    exceptions: SENDING,
  },
  mailbox('getStatusList', 'MsgBoxStatusListRequest', 'MsgBoxStatusListRequest', COMMON_EXCEPTIONS),
  mailbox('getNextStatusList', 'MsgBoxGetNextListRequest', 'MsgBoxGetNextRequest', COMMON_EXCEPTIONS),
  mailbox('getMessage', 'MsgBoxFetchRequest', 'MsgBoxFetchRequest', FETCHING),
  mailbox('getNextMessage', 'MsgBoxGetNextMsgRequest', 'MsgBoxGetNextRequest', FETCHING),
  mailbox('close', 'MsgBoxCloseRequest', 'MsgBoxCloseRequest', FETCHING),
];

/** By action, which the WSDL wants exactly. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  all.map((operation) => [operation.action, operation]),
);

export const ERROR_LIST = { listURI: 'urn:de:xta:webservice:codeliste:fehlernummer', listVersionID: '1.0' };

/** Of Code.Fehlernummer, those that are used here, with the names that the list gives them. */
export const errorNumbers = {
  '9010': 'Authentisierung/Zertifikat ist abgelaufen.',
  '9011': 'Account ist gesperrt.',
  '9012': 'Account nicht vorhanden.',
  '9013': 'Dienst ist nicht gebucht.',
  '9014': 'Authentisierung/Zertifikat passt nicht zur Absenderkennung.',
  '9020': 'Keine Parameter vorhanden',
  '9021': 'Keine gültige URI',
  '9022': 'Ungültige Parameterkombination',
  '9023': 'Die Nachricht überschreitet die Größenbeschränkung.',
  '9024': 'MessageID ist bereits vergeben.',
  '9030': 'Interner Fehler beim XTA-Server bzw. XTA-Dienstleister',
  '9050': 'Fachnachricht ist nicht schemakonform',
  '9051': 'Fachnachricht trägt ein falsches Encoding.',
  '9052': 'Nachricht verletzt das entsprechende Service Profil.',
  '9070': 'MessageID für den Account nicht bekannt.',
  '9080': 'Der Dienst wird nur asynchron angeboten.',
  '9100': 'Der durch den Schalter NotBefore gesetzte Termin ist verstrichen.',
  '9101': 'Der Schalter NotBefore wurde nicht gesetzt.',
} as const;

export type ErrorNumber = keyof typeof errorNumbers;

/** Reasons of NoMessageAvailable (OSCI 2.02, MsgBoxReasonEnum). */
export const reasons = {
  noMatch: `${OSCI}/MsgBox/reasons/NoMatch`,
  searchArgsInvalid: `${OSCI}/MsgBox/reasons/SearchArgsInvalid`,
  requestIdInvalid: `${OSCI}/MsgBox/reasons/RequestIdInvalid`,
} as const;

export const MESSAGE_ID_PREFIX = 'urn:de:xta:messageid:fachwerk:';
