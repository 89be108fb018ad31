import type { CodeFacts } from '../codes.js';

/** The hub as a client of XTA servers: sources, what servers answer, and receipts that go this way. */
export const xtaClientCodes = {
  'xta-client.source-invalid': {
    kind: 'rejected',
    de: 'Die XTA-Quelle lässt sich so nicht einrichten: {reason}.',
    en: 'The XTA source cannot be set up: {reason}.',
  },
  'xta-client.source-not-set': {
    kind: 'rejected',
    status: 404,
    de: 'Für dieses Fachverfahren ist keine XTA-Quelle eingerichtet.',
    en: 'No XTA source is set up for this procedure.',
  },
  'xta-client.source-in-use': {
    kind: 'rejected',
    status: 409,
    de: 'Quittungen dieses Fachverfahrens gehen über diese Quelle: erst ihr Ziel entfernen.',
    en: 'Receipts of this procedure go by this source: remove its target first.',
  },
  'xta-client.target-not-set': {
    kind: 'rejected',
    status: 404,
    de: 'Für dieses Fachverfahren ist kein XTA-Ziel eingerichtet.',
    en: 'No XTA target is set up for this procedure.',
  },
  'xta-client.target-set': {
    kind: 'rejected',
    status: 409,
    de: 'Quittungen dieses Fachverfahrens gehen an ein XTA-Ziel: erst dieses entfernen.',
    en: 'Receipts of this procedure go to an XTA target: remove it first.',
  },
  'xta-client.webhook-set': {
    kind: 'rejected',
    status: 409,
    de: 'Quittungen dieses Fachverfahrens gehen an einen Webhook: erst diesen entfernen.',
    en: 'Receipts of this procedure go to a webhook: remove it first.',
  },
  'xta-client.target-removed': {
    kind: 'rejected',
    de: 'Das XTA-Ziel des Fachverfahrens wurde entfernt, bevor die Quittung angekommen war.',
    en: 'The XTA target of the procedure was removed before the receipt had arrived.',
  },
  'xta-client.unreachable': {
    kind: 'unavailable-message',
    de: 'Der XTA-Server ist nicht erreichbar ({reason}).',
    en: 'The XTA server cannot be reached ({reason}).',
  },
  'xta-client.timeout': {
    kind: 'unavailable-message',
    de: 'Der XTA-Server hat nicht innerhalb von {ms} ms geantwortet.',
    en: 'The XTA server did not answer within {ms} ms.',
  },
  'xta-client.address-refused': {
    kind: 'unavailable-message',
    de: 'Der Name des XTA-Servers führt zu einer Adresse, an die nichts gesandt wird.',
    en: 'The name of the XTA server leads to an address that nothing is sent to.',
  },
  'xta-client.status': {
    kind: 'unavailable-message',
    de: 'Der XTA-Server hat mit dem Status {status} geantwortet.',
    en: 'The XTA server answered with status {status}.',
  },
  'xta-client.answer-unreadable': {
    kind: 'unavailable-message',
    de: 'Die Antwort des XTA-Servers ist nicht lesbar: {reason}.',
    en: 'The answer of the XTA server cannot be read: {reason}.',
  },
  'xta-client.fault': {
    kind: 'unavailable-message',
    de: 'Der XTA-Server hat mit einem Fehler geantwortet: {reason}.',
    en: 'The XTA server answered with a fault: {reason}.',
  },
  'xta-client.permission-denied': {
    kind: 'unavailable-message',
    de: 'Der XTA-Server verweigert es ({number}: {text}).',
    en: 'The XTA server denies it ({number}: {text}).',
  },
  'xta-client.parameter-invalid': {
    kind: 'unavailable-message',
    de: 'Der XTA-Server nimmt einen Wert der Anfrage nicht an ({number}: {text}).',
    en: 'The XTA server does not take a value of the request ({number}: {text}).',
  },
  'xta-client.message-id-used': {
    kind: 'conflict',
    de: 'Die MessageID ist schon vergeben ({number}: {text}).',
    en: 'The MessageID is in use already ({number}: {text}).',
  },
  'xta-client.technical-problem': {
    kind: 'unavailable-message',
    de: 'Der XTA-Server hat eine Störung ({number}: {text}).',
    en: 'The XTA server has a problem ({number}: {text}).',
  },
  'xta-client.schema-violation': {
    kind: 'rejected',
    de: 'Die Nachricht ist nicht wie vereinbart ({number}: {text}).',
    en: 'The message is not as agreed ({number}: {text}).',
  },
  'xta-client.virus': {
    kind: 'rejected',
    de: 'Der XTA-Server hat schadhaften Code gefunden ({number}: {text}).',
    en: 'The XTA server found malicious code ({number}: {text}).',
  },
  'xta-client.sync-async': {
    kind: 'rejected',
    de: 'Der Dienst wird nur auf die andere Weise angeboten ({number}: {text}).',
    en: 'The service is offered in the other way alone ({number}: {text}).',
  },
  'xta-client.message-unknown': {
    kind: 'unavailable-message',
    de: 'Die MessageID ist nicht bekannt ({number}: {text}).',
    en: 'The MessageID is not known ({number}: {text}).',
  },
  'xta-client.message-id-invalid': {
    kind: 'rejected',
    de: 'Die MessageID enthält Steuerzeichen oder ist zu lang.',
    en: 'The MessageID has control characters or is too long.',
  },
  'xta-client.test-message': {
    kind: 'rejected',
    de: 'Die Nachricht ist als Test gekennzeichnet (TestMsg). Das Fachverfahren legt keine Testnachrichten ab.',
    en: 'The message is marked as a test (TestMsg). The procedure files no test messages.',
  },
  'xta-client.encrypted': {
    kind: 'rejected',
    de: 'Der Inhalt der Nachricht ist verschlüsselt. Der Hub hat dafür keinen Schlüssel.',
    en: 'The content of the message is encrypted. The hub has no key for it.',
  },
  'xta-client.content-invalid': {
    kind: 'rejected',
    de: 'Der Inhalt der Nachricht ist nicht lesbar: {reason}.',
    en: 'The content container cannot be read: {reason}.',
  },
  'xta-client.attachments': {
    kind: 'rejected',
    de: 'Die Nachricht hat mehr als {max} Anhänge.',
    en: 'The message has more than {max} attachments.',
  },
  'xta-client.report-red': {
    kind: 'rejected',
    de: 'Laut Transportprotokoll ist es nicht angekommen: {reason}.',
    en: 'It did not arrive, says the transport report: {reason}.',
  },
  'xta-client.report-missing': {
    kind: 'rejected',
    de: 'Der XTA-Server hat es vor {days} Tagen angenommen und weiß nichts davon.',
    en: 'The XTA server took it {days} days ago, and knows nothing of it.',
  },
  'xta-client.report-yellow': {
    kind: 'unavailable-message',
    de: 'Laut Transportprotokoll ist es mit Warnungen angekommen: {reason}.',
    en: 'It arrived with warnings, says the transport report: {reason}.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
