import type { CodeFacts } from './codes.js';

/** Every error code of the hub with its sentences. */
export const codes: Readonly<Record<string, CodeFacts>> = {
  // access: who may ask
  'access.unauthorised': {
    kind: 'rejected',
    status: 401,
    de: 'Es wurde kein gültiger Schlüssel und kein gültiges Passwort mitgesandt.',
    en: 'No valid key or password was given.',
  },
  'access.operators-only': {
    kind: 'rejected',
    status: 403,
    de: 'Das darf nur der Betrieb.',
    en: 'Only an operator may do this.',
  },
  'access.snapshot-too-old': {
    kind: 'unavailable-shared',
    de: 'Schlüssel können zurzeit nicht geprüft werden. Bitte später mit demselben Schlüssel erneut senden.',
    en: 'Keys cannot be checked at the moment. Send again later with the same key.',
  },
  'access.no-message-id-key': {
    kind: 'misconfigured',
    status: 503,
    de: 'Der Schlüssel für Nachrichtenkennungen fehlt: Die Datenbank wurde nicht vorbereitet („fachwerk migrate“).',
    en: 'There is no key for message ids: the database was not prepared ("fachwerk migrate").',
  },
  'access.exists': { kind: 'rejected', status: 409, de: 'Das gibt es schon.', en: 'It exists already.' },
  'access.name-invalid': {
    kind: 'rejected',
    de: 'Namen bestehen aus Kleinbuchstaben, Ziffern und Bindestrichen.',
    en: 'Names are lower-case letters, digits and hyphens.',
  },
  'access.unknown': { kind: 'rejected', status: 404, de: 'Das gibt es nicht.', en: 'There is no such thing.' },
  'procedure.not-found': {
    kind: 'rejected',
    status: 404,
    de: 'Dieses Fachverfahren gibt es für diesen Schlüssel nicht.',
    en: 'There is no such procedure for this key.',
  },
  'procedure.unknown': {
    kind: 'misconfigured',
    de: 'Das Fachverfahren der Nachricht ist hier nicht eingerichtet.',
    en: 'The procedure of this message is not set up here.',
  },

  // receive: what is decided before a message is accepted
  'message.type-unsupported': {
    kind: 'rejected',
    status: 415,
    de: 'Nachrichten vom Typ {mime} werden nicht angenommen. Bitte application/xml oder application/json senden.',
    en: 'Messages of the type {mime} are not accepted. Send application/xml or application/json.',
  },
  'message.empty': {
    kind: 'rejected',
    status: 400,
    de: 'Die Anfrage hat keinen Inhalt. Der Inhalt ist die Nachricht selbst.',
    en: 'The request has no body. The body is the message itself.',
  },
  'message.too-large': {
    kind: 'rejected',
    status: 413,
    de: 'Die Nachricht ist größer als erlaubt ({max} Byte).',
    en: 'The message is larger than allowed ({max} bytes).',
  },
  'message.key-invalid': {
    kind: 'rejected',
    status: 400,
    de: 'Der Idempotency-Key muss 1 bis 512 Zeichen ohne Steuerzeichen haben.',
    en: 'The Idempotency-Key must be 1 to 512 characters without control characters.',
  },
  'message.not-found': {
    kind: 'rejected',
    status: 404,
    de: 'Diese Nachricht gibt es nicht.',
    en: 'There is no such message.',
  },
  'message.gone': {
    kind: 'rejected',
    status: 410,
    de: 'Die Nachricht ist älter, als das Eingangsbuch zurückreicht.',
    en: 'The message is older than what the ledger keeps.',
  },
  'message.not-parked': {
    kind: 'rejected',
    status: 409,
    de: 'Es gibt keine geparkte Nachricht mit dieser Kennung.',
    en: 'There is no parked message with this id.',
  },
  'attachment.too-large': {
    kind: 'rejected',
    status: 413,
    de: 'Eine Anlage ist größer als erlaubt ({max} Byte).',
    en: 'An attachment is larger than allowed ({max} bytes).',
  },
  'attachment.type-mismatch': {
    kind: 'rejected',
    de: 'Die Anlage {name} ist als {declared} angegeben, ihr Inhalt ist es aber nicht.',
    en: 'The attachment {name} is declared as {declared}, but its bytes are not.',
  },
  'attachment.name-invalid': {
    kind: 'rejected',
    de: 'Eine Anlage braucht einen Dateinamen von 1 bis {max} Zeichen ohne Schrägstriche und Steuerzeichen.',
    en: 'An attachment needs a file name of 1 to {max} characters without slashes and control characters.',
  },
  'attachment.name-duplicate': {
    kind: 'rejected',
    de: 'Zwei Anlagen heißen {name}.',
    en: 'Two attachments are named {name}.',
  },
  'multipart.malformed': {
    kind: 'rejected',
    status: 400,
    de: 'Das Formular (multipart) ist fehlerhaft: {why}.',
    en: 'The multipart body is malformed: {why}.',
  },
  'request.invalid': {
    kind: 'rejected',
    status: 400,
    de: 'Der Parameter „{name}“ muss sein: {expected}.',
    en: 'The parameter "{name}" must be {expected}.',
  },
  'request.refused': {
    kind: 'rejected',
    status: 400,
    de: 'Die Anfrage kann so nicht bearbeitet werden.',
    en: 'The request cannot be handled like this.',
  },

  // validate and translate
  'read.crashed': {
    kind: 'defect',
    de: 'Diese Nachricht hat beim Lesen wiederholt den Lesevorgang beendet.',
    en: 'This message ended the thread that read it, again and again.',
  },
  'read.timeout': {
    kind: 'defect',
    de: 'Diese Nachricht brauchte wiederholt länger zum Lesen als erlaubt.',
    en: 'This message took longer to read than allowed, again and again.',
  },
  'read.heap': {
    kind: 'defect',
    de: 'Diese Nachricht brauchte wiederholt mehr Speicher zum Lesen als erlaubt.',
    en: 'This message needed more memory to read than allowed, again and again.',
  },
  'read.defect': {
    kind: 'defect',
    de: 'Das Lesen dieser Nachricht ist auf unvorhergesehene Weise fehlgeschlagen.',
    en: 'Reading this message failed in a way nobody foresaw.',
  },
  'envelope.unreadable': {
    kind: 'defect',
    de: 'Der Umschlag einer Nachricht ist nicht lesbar.',
    en: 'The envelope of a message cannot be read.',
  },
  'exchange.gave-up': {
    kind: 'defect',
    de: 'Der Broker hat diese Nachricht nach {count} Zustellungen aufgegeben ({reason}).',
    en: 'The broker gave up on this message after {count} deliveries ({reason}).',
  },

  // file
  'file.defect': {
    kind: 'defect',
    de: 'Das Ablegen dieser Nachricht ist auf unvorhergesehene Weise fehlgeschlagen.',
    en: 'Filing this message failed in a way nobody foresaw.',
  },
  'database.unavailable': {
    kind: 'unavailable-shared',
    de: 'Die Datenbank ist zurzeit nicht erreichbar.',
    en: 'The database cannot be reached at the moment.',
  },
  'database.too-old': {
    kind: 'misconfigured',
    de: 'Die Datenbank ist älter als dieser Stand: „fachwerk migrate“ ausführen.',
    en: 'The database is older than this version: run "fachwerk migrate".',
  },
  'database.too-new': {
    kind: 'misconfigured',
    de: 'Die Datenbank ist neuer als dieser Stand: den neueren Stand starten.',
    en: 'The database is newer than this version: start the newer version.',
  },

  // the hub itself
  'config.invalid': {
    kind: 'misconfigured',
    de: 'Die Einstellungen sind nicht gültig.',
    en: 'The settings are not valid.',
  },
  'hub.defect': {
    kind: 'defect',
    status: 500,
    de: 'Im Hub ist ein unvorhergesehener Fehler aufgetreten.',
    en: 'Something went wrong in the hub that nobody foresaw.',
  },
};
