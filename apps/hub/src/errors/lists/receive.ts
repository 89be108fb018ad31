import type { CodeFacts } from '../codes.js';

/** What is decided before a message is accepted. */
export const receiveCodes = {
  'message.type-unsupported': {
    kind: 'rejected',
    status: 415,
    de: 'Nachrichten vom Typ {mime} werden nicht angenommen, sondern: {accepted}.',
    en: 'Messages of the type {mime} are not accepted. Accepted here: {accepted}.',
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
  'message.order-key-invalid': {
    kind: 'rejected',
    status: 400,
    de: 'Der Fachwerk-Order-Key muss 1 bis 512 Zeichen ohne Steuerzeichen haben.',
    en: 'The Fachwerk-Order-Key must be 1 to 512 characters without control characters.',
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
    de: 'Diese Nachricht ist weder geparkt, noch wartet sie.',
    en: 'This message is neither parked nor waiting.',
  },
  'message.not-rejected': {
    kind: 'rejected',
    status: 409,
    de: 'Diese Nachricht ist nicht abgewiesen, oder ihr Inhalt wird nicht mehr aufbewahrt.',
    en: 'This message is not rejected, or what was sent is not kept any more.',
  },
  'message.handed-back': {
    kind: 'rejected',
    de: 'Der Betrieb gibt diese Nachricht zur Berichtigung zurück ({reason}).',
    en: 'This message is handed back to be put right ({reason}).',
  },
  'message.payload-gone': {
    kind: 'rejected',
    status: 410,
    de: 'Was gesendet wurde, wird nicht mehr aufbewahrt.',
    en: 'What was sent is not kept any more.',
  },
  'message.range-invalid': {
    kind: 'rejected',
    status: 416,
    de: 'Die Nachricht hat nur {max} Byte.',
    en: 'The message has only {max} bytes.',
  },
  'message.discarded': {
    kind: 'rejected',
    de: 'Der Betrieb hat entschieden, diese Nachricht nicht abzulegen ({reason}).',
    en: 'An operator decided that this message is not filed ({reason}).',
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
    de: 'Eine Anlage braucht einen Dateinamen von 1 bis {max} Zeichen ohne Schrägstriche, Steuerzeichen und Zeichen, die die Schreibrichtung ändern.',
    en: 'An attachment needs a file name of 1 to {max} characters without slashes, control characters and marks that turn the direction of text.',
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
  'procedure.backlog': {
    kind: 'unavailable-message',
    status: 429,
    de: 'Von diesem Fachverfahren warten {waiting} Nachrichten auf die Ablage, höchstens {max} sind vorgesehen. Bitte später mit demselben Schlüssel erneut senden.',
    en: '{waiting} messages of this procedure wait to be filed; {max} may. Send it again later with the same key.',
  },
  'procedure.rate': {
    kind: 'unavailable-message',
    status: 429,
    de: 'Dieses Fachverfahren sendet mehr als {rate}. Bitte in {seconds} s mit demselben Schlüssel erneut senden.',
    en: 'This procedure sends more than {rate}. Send it again in {seconds} s with the same key.',
  },
  'procedure.requests': {
    kind: 'unavailable-message',
    status: 429,
    de: 'Von diesem Fachverfahren sind mehr als {max} Anfragen zugleich unterwegs. Bitte später mit demselben Schlüssel erneut senden.',
    en: 'More than {max} requests of this procedure are on their way at once. Send it again later with the same key.',
  },
  'content.space-low': {
    kind: 'unavailable-shared',
    de: 'Für große Nachrichten und Anlagen ist zurzeit zu wenig Platz. Bitte später mit demselben Schlüssel erneut senden.',
    en: 'There is too little space for large messages and attachments at the moment. Send it again later with the same key.',
  },
  'hub.memory-low': {
    kind: 'unavailable-shared',
    de: 'Zurzeit sind zu viele große Nachrichten zugleich unterwegs. Bitte später mit demselben Schlüssel erneut senden.',
    en: 'Too many large messages are on their way at once. Send it again later with the same key.',
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
} as const satisfies Readonly<Record<string, CodeFacts>>;
