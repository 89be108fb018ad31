import type { CodeFacts } from '../codes.js';

/** XTA: parties, and what an order is refused with. The number of the standard that each becomes is in `receive/xta/`. */
export const xtaCodes = {
  'xta.party-invalid': {
    kind: 'rejected',
    de: 'Eine Kennung braucht einen Typ mit bis zu 200 Zeichen und einen Wert mit bis zu 500, ohne Steuerzeichen und ohne Leerraum am Rand; Dienste sind URIs.',
    en: 'A party needs a type of up to 200 characters and an identifier of up to 500, without control characters and space around them; services are URIs.',
  },
  'xta.party-exists': {
    kind: 'rejected',
    status: 409,
    de: '{identifier} ({type}) ist schon vergeben.',
    en: 'Somebody is called {identifier} ({type}) already.',
  },
  'xta.party-unknown': {
    kind: 'rejected',
    status: 404,
    de: '{identifier} ({type}) ist hier niemand.',
    en: 'Nobody is called {identifier} ({type}).',
  },
  'xta.schemas-missing': {
    kind: 'misconfigured',
    de: 'Das Schemapaket von XTA 2.1.1 ist nicht installiert. Ohne seine Schemata wird nichts geprüft und nichts angenommen.',
    en: 'The schema package of XTA 2.1.1 is not installed. Without its schemas nothing is checked, and nothing accepted.',
  },
  'xta.nowhere': {
    kind: 'rejected',
    status: 404,
    de: 'Unter dieser Adresse gibt es nichts von XTA.',
    en: 'There is nothing of XTA at this address.',
  },
  'xta.soap-version': {
    kind: 'rejected',
    de: 'XTA wird mit SOAP 1.2 angesprochen.',
    en: 'XTA is asked with SOAP 1.2.',
  },
  'xta.operation-unknown': {
    kind: 'rejected',
    status: 404,
    de: 'Unter dieser Adresse gibt es diese Operation nicht ({action}).',
    en: 'There is no such operation at this address ({action}).',
  },
  'xta.header-missing': {
    kind: 'rejected',
    de: 'Der Kopf {header} fehlt.',
    en: 'The header {header} is missing.',
  },
  'xta.header-twice': {
    kind: 'rejected',
    de: 'Der Kopf {header} kommt mehrfach vor.',
    en: 'The header {header} is there more than once.',
  },
  'xta.metadata-too-large': {
    kind: 'rejected',
    status: 413,
    de: 'MessageMetaData und die Attribute der Inhalte haben mehr als {max} Zeichen.',
    en: 'MessageMetaData and the attributes of the contents have more than {max} characters.',
  },
  'xta.too-many-lookups': {
    kind: 'rejected',
    de: 'Es wurde nach mehr als {max} Diensten auf einmal gefragt.',
    en: 'More than {max} services were asked for at once.',
  },
  'xta.body-unexpected': {
    kind: 'rejected',
    de: 'Im Body steht nicht, was diese Operation erwartet ({expected}).',
    en: 'The Body does not have what this operation expects ({expected}).',
  },
  'xta.schema-invalid': {
    kind: 'rejected',
    de: '{element} ist nach dem Schema von XTA 2.1.1 nicht gültig ({finding}).',
    en: '{element} is not valid by the schema of XTA 2.1.1 ({finding}).',
  },
  'xta.author-not-yours': {
    kind: 'rejected',
    status: 403,
    de: '{identifier} ({type}) ist keine Kennung des Fachverfahrens, das sich angemeldet hat.',
    en: '{identifier} ({type}) is no identifier of the procedure that is signed in.',
  },
  'xta.reader-unknown': {
    kind: 'rejected',
    de: 'Der Leser {identifier} ({type}) ist hier nicht bekannt.',
    en: 'The reader {identifier} ({type}) is not known here.',
  },
  'xta.service-not-booked': {
    kind: 'rejected',
    status: 403,
    de: 'Der Leser bietet den Dienst {service} nicht an.',
    en: 'The reader does not offer the service {service}.',
  },
  'xta.message-id-invalid': {
    kind: 'rejected',
    de: 'Die MessageID muss eine absolute URI mit höchstens 512 Zeichen sein.',
    en: 'The MessageID must be an absolute URI of at most 512 characters.',
  },
  'xta.message-id-taken': {
    kind: 'rejected',
    status: 409,
    de: 'Unter dieser MessageID gibt es schon eine Nachricht mit anderem Inhalt oder an einen anderen Leser.',
    en: 'There is a message with other content, or to another reader, under this MessageID already.',
  },
  'xta.message-unknown': {
    kind: 'rejected',
    status: 404,
    de: 'Eine Nachricht mit dieser MessageID ist für dieses Konto nicht bekannt.',
    en: 'A message with this MessageID is not known for this account.',
  },
  'xta.encrypted': {
    kind: 'rejected',
    de: 'Verschlüsselter Inhalt (xenc:EncryptedData) wird nicht angenommen: Der Hub hat keinen Schlüssel dafür.',
    en: 'Encrypted content (xenc:EncryptedData) is not accepted: the hub has no key for it.',
  },
  'xta.content-unreadable': {
    kind: 'rejected',
    de: 'Der Inhalt von {element} ist weder gültiges Base64 noch ein xop:Include.',
    en: 'The content of {element} is neither valid Base64 nor an xop:Include.',
  },
  'xta.not-before-filed': {
    kind: 'rejected',
    de: 'NotBefore liegt in der Zukunft. Was an die Stadt selbst geht, wird sofort abgelegt: später senden oder NotBefore weglassen.',
    en: 'NotBefore is in the future. What is sent to the city itself is filed at once: send it later, or leave NotBefore out.',
  },
  'xta.test-message': {
    kind: 'rejected',
    de: 'Die Nachricht ist als Test gekennzeichnet (TestMsg). Das Fachverfahren legt keine Testnachrichten ab.',
    en: 'The message is marked as a test (TestMsg). The procedure files no test messages.',
  },
  'xta.only-asynchronous': {
    kind: 'rejected',
    de: 'Dieser Dienst wird nur asynchron angeboten: sendMessage verwenden.',
    en: 'This service is offered asynchronously alone: use sendMessage.',
  },
  'xta.cancel-too-late': {
    kind: 'rejected',
    status: 409,
    de: 'Die Nachricht ist schon auf dem Weg oder abgeholt. Der Termin NotBefore ist verstrichen.',
    en: 'The message is on its way already, or was fetched. The time of NotBefore is over.',
  },
  'xta.cancel-not-set': {
    kind: 'rejected',
    status: 409,
    de: 'Die Nachricht ist schon auf dem Weg oder abgeholt, und NotBefore war nicht gesetzt.',
    en: 'The message is on its way already, or was fetched, and NotBefore was not set.',
  },
  'xta.cancelled': {
    kind: 'rejected',
    de: 'Der Autor hat die Nachricht zurückgezogen, bevor sie abgeholt war.',
    en: 'The author has withdrawn the message before it was fetched.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
