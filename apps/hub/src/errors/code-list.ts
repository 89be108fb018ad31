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
  'attachment.type-invalid': { kind: 'rejected', de: '{name} hat keinen Medientyp.', en: '{name} has no media type.' },
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

  // archive
  'archive.file-plan-code-unknown': {
    kind: 'misconfigured',
    de: 'Der Aktenplan hat keinen Eintrag {filePlanCode}.',
    en: 'The file plan has no entry {filePlanCode}.',
  },
  'archive.reference-pattern-invalid': {
    kind: 'misconfigured',
    de: 'Das Muster {pattern} für Aktenzeichen ist nicht gültig: Es braucht {seq} und kann {plan} und {year} enthalten.',
    en: 'The pattern {pattern} for file references is not valid: it needs {seq}, and may have {plan} and {year}.',
  },
  'archive.record-unknown': {
    kind: 'conflict',
    de: 'Die Nachricht bezieht sich auf eine Akte oder einen Vorgang ({key}), die es nicht gibt.',
    en: 'The message refers to a case file or case ({key}) that does not exist.',
  },
  'archive.key-elsewhere': {
    kind: 'conflict',
    de: '{key} liegt bereits an anderer Stelle: in einer anderen Akte oder in einem anderen Vorgang.',
    en: '{key} is elsewhere already: in another case file or in another case.',
  },
  'archive.case-closed': {
    kind: 'conflict',
    de: 'Der Vorgang ist abgeschlossen; {key} kann nicht hinzukommen.',
    en: 'The case is closed; {key} cannot be added.',
  },
  'archive.content-differs': {
    kind: 'conflict',
    de: 'Zu {key} gibt es bereits ein Dokument mit anderem Inhalt.',
    en: 'There is a document {key} with other content already.',
  },
  'content.unavailable': {
    kind: 'unavailable-shared',
    de: 'Der Ablagespeicher ist zurzeit nicht nutzbar.',
    en: 'The content store cannot be used at the moment.',
  },
  'content.missing': {
    kind: 'defect',
    de: 'Die Bytes sind nicht im Ablagespeicher.',
    en: 'The bytes are not in the content store.',
  },
  'content.corrupt': {
    kind: 'defect',
    de: 'Die gespeicherten Bytes sind nicht die abgelegten.',
    en: 'The stored bytes are not the ones that were filed.',
  },
  'record.not-found': {
    kind: 'rejected',
    status: 404,
    de: 'Dieses Schriftgutobjekt gibt es nicht.',
    en: 'There is no such record.',
  },
  'document.range-invalid': {
    kind: 'rejected',
    status: 416,
    de: 'Das Dokument hat nur {max} Byte.',
    en: 'The document has only {max} bytes.',
  },

  // exchange
  'exchange.unavailable': {
    kind: 'unavailable-shared',
    de: 'Die Nachricht ist nicht nachweislich gespeichert. Bitte mit demselben Schlüssel erneut senden.',
    en: 'The message is not known to be stored. Send it again with the same key.',
  },

  // connectors
  'connector.unknown': {
    kind: 'misconfigured',
    de: 'Den Konnektor {connector} gibt es in diesem Stand nicht.',
    en: 'There is no connector {connector} in this version of the hub.',
  },
  'connector.type-missing': {
    kind: 'defect',
    de: 'Der Konnektor {connector} {version} hat keine Funktionen für {type}.',
    en: 'The connector {connector} {version} has no functions for {type}.',
  },
  'connector.threw': {
    kind: 'defect',
    de: 'Der Konnektor {connector} {version} ist an dieser Nachricht gescheitert. Sein Autor muss sie ansehen.',
    en: 'The connector {connector} {version} failed on this message. Its author has to look at it.',
  },
  'connector.invalid-commands': {
    kind: 'defect',
    de: 'Der Konnektor hat etwas Ungültiges geliefert: {problem}.',
    en: 'The connector returned something invalid: {problem}.',
  },
  'settings.invalid': {
    kind: 'misconfigured',
    de: 'Die Einstellungen von {connector} sind nicht gültig: {problems}.',
    en: 'The settings of {connector} are not valid: {problems}.',
  },

  // xml and json
  'message.type-unknown': {
    kind: 'rejected',
    de: 'Der Konnektor {connector} nimmt {found} nicht an, sondern: {accepted}.',
    en: 'The connector {connector} does not accept {found}. It accepts: {accepted}.',
  },
  'xml.not-well-formed': {
    kind: 'rejected',
    de: 'Das XML ist nicht wohlgeformt: {reason} (Zeile {line}, Spalte {column}).',
    en: 'The XML is not well-formed: {reason} (line {line}, column {column}).',
  },
  'xml.empty': { kind: 'rejected', de: 'Das XML enthält kein Element.', en: 'The XML contains no element.' },
  'xml.doctype': {
    kind: 'rejected',
    de: 'Das XML enthält ein DOCTYPE (Zeile {line}). Bitte ohne senden.',
    en: 'The XML contains a DOCTYPE (line {line}). Send it without one.',
  },
  'xml.prefix-undeclared': {
    kind: 'rejected',
    de: 'Das XML benutzt das Präfix {prefix}, ohne es zu vereinbaren (Zeile {line}).',
    en: 'The XML uses the namespace prefix {prefix} without declaring it (line {line}).',
  },
  'xml.name': {
    kind: 'rejected',
    de: 'Das XML enthält einen Namen mit einem unsichtbaren Zeichen (Zeile {line}).',
    en: 'The XML contains a name with an invisible character (line {line}).',
  },
  'xml.depth': {
    kind: 'rejected',
    de: 'Das XML ist tiefer verschachtelt als erlaubt ({max}).',
    en: 'The nesting of the XML is deeper than allowed ({max}).',
  },
  'xml.elements': {
    kind: 'rejected',
    de: 'Das XML hat mehr Elemente als erlaubt ({max}).',
    en: 'The XML has more elements than allowed ({max}).',
  },
  'xml.attributes': {
    kind: 'rejected',
    de: 'Ein Element des XML hat mehr Attribute als erlaubt ({max}).',
    en: 'An element of the XML has more attributes than allowed ({max}).',
  },
  'xml.encoding': {
    kind: 'rejected',
    de: 'Die Zeichenkodierung des XML stimmt nicht oder wird nicht unterstützt.',
    en: 'The encoding of the XML is wrong or not supported.',
  },
  'xml.ambiguous': {
    kind: 'rejected',
    de: 'Zwei XML-Leser verstehen diese Nachricht verschieden. Bitte einfacheres XML senden.',
    en: 'Two XML parsers read this message differently. Send it in plainer XML.',
  },
  'xml.path-missing': { kind: 'rejected', de: '{path} fehlt.', en: '{path} is missing.' },
  'xml.path-ambiguous': {
    kind: 'rejected',
    de: '{path} kommt mehrmals vor, darf aber nur einmal vorkommen.',
    en: '{path} is there several times, but must be there once.',
  },
  'xml.value-empty': { kind: 'rejected', de: '{path} ist leer.', en: '{path} is empty.' },
  'xml.date-invalid': {
    kind: 'rejected',
    de: 'In {path} steht kein gültiges Datum.',
    en: 'There is no valid date in {path}.',
  },
  'xml.decimal-invalid': {
    kind: 'rejected',
    de: 'In {path} steht keine gültige Dezimalzahl.',
    en: 'There is no valid decimal number in {path}.',
  },
  'json.not-well-formed': {
    kind: 'rejected',
    de: 'Das JSON ist nicht wohlgeformt (Zeile {line}, Spalte {column}).',
    en: 'The JSON is not well-formed (line {line}, column {column}).',
  },
  'json.depth': {
    kind: 'rejected',
    de: 'Das JSON ist tiefer verschachtelt als erlaubt ({max}).',
    en: 'The nesting of the JSON is deeper than allowed ({max}).',
  },
  'json.encoding': { kind: 'rejected', de: 'Das JSON ist kein gültiges UTF-8.', en: 'The JSON is not valid UTF-8.' },
  'json.prototype-key': {
    kind: 'rejected',
    de: 'Das JSON hat eine Eigenschaft __proto__.',
    en: 'The JSON has a property named __proto__.',
  },
  'json.character': {
    kind: 'rejected',
    de: 'Das JSON enthält ein NUL-Zeichen oder ein halbes Ersatzpaar.',
    en: 'The JSON has a NUL character or half a surrogate pair.',
  },
  'json.schema': {
    kind: 'rejected',
    de: 'Die Nachricht ist kein gültiges {type}: {problem}.',
    en: 'The message is no {type}: {problem}.',
  },

  // the hub itself
  'instance.running': {
    kind: 'misconfigured',
    de: 'In diesem Datenordner läuft bereits ein Hub.',
    en: 'A hub is running in this data folder already.',
  },
  'postgres.not-included': {
    kind: 'misconfigured',
    de: 'Für dieses Betriebssystem ist kein PostgreSQL enthalten. Bitte FACHWERK_DATABASE_URL angeben.',
    en: 'No PostgreSQL is included for this operating system. Set FACHWERK_DATABASE_URL.',
  },
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
