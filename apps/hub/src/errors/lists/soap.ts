import type { CodeFacts } from '../codes.js';

/** Requests by SOAP: their envelopes and attachments, and the services they ask for. */
export const soapCodes = {
  'soap.content-type': {
    kind: 'rejected',
    status: 415,
    de: 'Anfragen mit dem Content-Type {mime} werden hier nicht angenommen, sondern: text/xml (SOAP 1.1), application/soap+xml (SOAP 1.2), multipart/related mit einem davon.',
    en: 'Requests of the Content-Type {mime} are not accepted here. Accepted: text/xml (SOAP 1.1), application/soap+xml (SOAP 1.2), multipart/related with one of them.',
  },
  'soap.encoding': {
    kind: 'rejected',
    de: 'Umschläge in {encoding} werden nicht angenommen. Zu senden ist UTF-8 oder UTF-16.',
    en: 'Envelopes in {encoding} are not accepted. Send UTF-8 or UTF-16.',
  },
  'soap.mime-malformed': {
    kind: 'rejected',
    status: 400,
    de: 'Der mehrteilige Inhalt (multipart/related) ist fehlerhaft: {why}.',
    en: 'The multipart body is malformed: {why}.',
  },
  'soap.strangers': {
    kind: 'unavailable-shared',
    de: 'Zurzeit sind zu viele Nachrichten zugleich unterwegs, die nur in sich sagen, wer sie sendet. Bitte später erneut senden, oder mit Schlüssel oder Zertifikat außerhalb der Nachricht.',
    en: 'Too many messages that say only inside who sends them are on their way at once. Send it again later, or with a key or certificate outside.',
  },
  'soap.envelope-too-large': {
    kind: 'rejected',
    status: 413,
    de: 'Der Umschlag ist größer als erlaubt ({max} Byte). Große Inhalte sind als MTOM-Anlagen zu senden.',
    en: 'The envelope is larger than allowed ({max} bytes). Send large contents as MTOM attachments.',
  },
  'soap.envelope-malformed': {
    kind: 'rejected',
    status: 400,
    de: 'Der SOAP-Umschlag ist fehlerhaft: {why}.',
    en: 'The SOAP envelope is malformed: {why}.',
  },
  'soap.version': {
    kind: 'rejected',
    status: 400,
    de: 'Der Umschlag ist weder einer von SOAP 1.1 noch einer von SOAP 1.2.',
    en: 'The envelope is of neither SOAP 1.1 nor SOAP 1.2.',
  },
  'soap.version-mixed': {
    kind: 'rejected',
    status: 400,
    de: 'Laut Content-Type ist es SOAP {version}, der Umschlag aber ist einer von SOAP {found}.',
    en: 'The Content-Type says SOAP {version}, but the envelope is of SOAP {found}.',
  },
  'soap.version-not-offered': {
    kind: 'rejected',
    status: 400,
    de: 'Diesen Dienst gibt es nicht mit SOAP {version}.',
    en: 'This service is not offered with SOAP {version}.',
  },
  'soap.encoding-style': {
    kind: 'rejected',
    status: 400,
    de: 'Der encodingStyle der Nachricht wird nicht unterstützt. Zu senden ist „literal“.',
    en: 'The encodingStyle of the message is not supported. Send it literal.',
  },
  'soap.must-understand': {
    kind: 'rejected',
    status: 400,
    de: 'Der Header {header} muss verstanden werden, ist hier aber unbekannt.',
    en: 'The header {header} must be understood and is not.',
  },
  'soap.addressing-invalid': {
    kind: 'rejected',
    status: 400,
    de: 'Die Header von WS-Addressing sind ungültig: {why}.',
    en: 'The WS-Addressing headers are invalid: {why}.',
  },
  'soap.addressing-missing': {
    kind: 'rejected',
    status: 400,
    de: 'Der Header {header} von WS-Addressing fehlt.',
    en: 'The WS-Addressing header {header} is missing.',
  },
  'soap.include-invalid': {
    kind: 'rejected',
    status: 400,
    de: 'Die Anlagen der Anfrage passen nicht zusammen: {why}.',
    en: 'The attachments of the request are inconsistent: {why}.',
  },
  'soap.content-invalid': {
    kind: 'rejected',
    status: 400,
    de: 'Der Inhalt von {name} ist nicht in base64.',
    en: 'The content of {name} is not base64.',
  },
  'soap.service-unknown': {
    kind: 'rejected',
    status: 404,
    de: 'Diesen Dienst gibt es hier nicht.',
    en: 'There is no such service here.',
  },
  'soap.file-unknown': {
    kind: 'rejected',
    status: 404,
    de: 'Diese Datei gehört nicht zu dem Dienst.',
    en: 'This file is not one of the service.',
  },
  'soap.wsdl-asked-otherwise': {
    kind: 'rejected',
    status: 404,
    de: 'Nachrichten werden hier mit POST gesendet. Die WSDL gibt es mit ?wsdl.',
    en: 'Messages are sent here by POST. The WSDL is at ?wsdl.',
  },
  'soap.wsdl-missing': {
    kind: 'misconfigured',
    status: 503,
    de: 'Die WSDL {wsdl} ist nicht installiert. Zu installieren mit: fachwerk schemas install <Ordner oder ZIP>.',
    en: 'The WSDL {wsdl} is not installed. Install it: fachwerk schemas install <folder or ZIP>.',
  },
  'wsdl.unreadable': {
    kind: 'misconfigured',
    de: 'Die WSDL lässt sich nicht verwenden: {problem}.',
    en: 'The WSDL cannot be used: {problem}.',
  },
  'soap.body-empty': {
    kind: 'rejected',
    status: 400,
    de: 'Body ist leer. Die Nachricht steht darin.',
    en: 'Body is empty. The message belongs there.',
  },
  'soap.operation-unknown': {
    kind: 'rejected',
    status: 400,
    de: 'Der Dienst hat keine Operation, deren Nachricht {element} ist.',
    en: 'The service has no operation whose message is {element}.',
  },
  'soap.action-mismatch': {
    kind: 'rejected',
    status: 400,
    de: 'Die Action {action} gehört zu keiner Operation, deren Nachricht {element} ist.',
    en: 'The action {action} is of no operation whose message is {element}.',
  },
  'soap.action-missing': {
    kind: 'rejected',
    status: 400,
    de: 'Mehrere Operationen haben die Nachricht {element}: Es fehlt die Angabe der Action.',
    en: 'Several operations have the message {element}: the action is missing.',
  },
  'soap.message-unknown': {
    kind: 'rejected',
    de: 'Der Konnektor {connector} nimmt keine Nachricht {element} an.',
    en: 'The connector {connector} takes no message {element}.',
  },
  'soap.message-invalid': {
    kind: 'rejected',
    de: 'Die Nachricht ist nicht gültig nach dem Schema des Dienstes: {finding} (Zeile {line}). Insgesamt gefunden: {count}.',
    en: 'The message is not valid by the schema of the service: {finding} (line {line}). Found in all: {count}.',
  },
  'soap.question-attachments': {
    kind: 'rejected',
    status: 400,
    de: 'Eine Frage hat keine Anlagen.',
    en: 'A question has no attachments.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
