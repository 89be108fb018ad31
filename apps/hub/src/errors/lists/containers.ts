import type { CodeFacts } from '../codes.js';

/** ZIP and PDF: what is refused at the door, and what a worker finds in them. */
export const containersCodes = {
  'message.type-mismatch': {
    kind: 'rejected',
    de: 'Die Nachricht ist als {mime} angegeben, ihr Inhalt ist es aber nicht.',
    en: 'The message is declared as {mime}, but its bytes are not.',
  },
  'container.malformed': {
    kind: 'rejected',
    de: 'Das ZIP ist fehlerhaft: {why}.',
    en: 'The ZIP is malformed: {why}.',
  },
  'container.too-many-entries': {
    kind: 'rejected',
    status: 413,
    de: 'Das ZIP hat mehr Einträge als erlaubt ({max}).',
    en: 'The ZIP has more entries than allowed ({max}).',
  },
  'container.too-large': {
    kind: 'rejected',
    status: 413,
    de: 'Das ZIP ist ausgepackt größer als erlaubt ({max} Byte).',
    en: 'The ZIP unpacks to more than allowed ({max} bytes).',
  },
  'container.ratio': {
    kind: 'rejected',
    status: 413,
    de: 'Das ZIP ist ausgepackt mehr als {max}-mal so groß wie gepackt (bei {name}).',
    en: 'The ZIP unpacks to more than {max} times its size (at {name}).',
  },
  'container.entry-too-large': {
    kind: 'rejected',
    status: 413,
    de: 'Der Eintrag {name} des ZIP ist größer als erlaubt ({max} Byte).',
    en: 'The entry {name} of the ZIP is larger than allowed ({max} bytes).',
  },
  'container.encrypted': {
    kind: 'rejected',
    de: 'Der Eintrag {name} des ZIP ist verschlüsselt. Bitte unverschlüsselt packen.',
    en: 'The entry {name} of the ZIP is encrypted. Pack it without a password.',
  },
  'container.entry-unsupported': {
    kind: 'rejected',
    de: 'Der Eintrag {name} des ZIP ist weder Datei noch Ordner oder anders gepackt als mit Deflate.',
    en: 'The entry {name} of the ZIP is neither file nor folder, or is packed otherwise than with Deflate.',
  },
  'container.checksum': {
    kind: 'rejected',
    de: 'Die Prüfsumme des Eintrags {name} stimmt nicht; das ZIP ist beschädigt.',
    en: 'The checksum of the entry {name} is wrong; the ZIP is damaged.',
  },
  'container.name-invalid': {
    kind: 'rejected',
    de: 'Das ZIP hat einen unerlaubten Namen ({name}). Erlaubt sind Dateinamen, auch in Ordnern mit /, ohne .., ohne Laufwerk, ohne \\ und ohne unsichtbare Zeichen.',
    en: 'The ZIP has a name that is not allowed ({name}). Allowed are file names, also in folders with /, without .., without a drive, without \\ and without invisible characters.',
  },
  'container.name-encoding': {
    kind: 'rejected',
    de: 'Ein Name im ZIP ist als UTF-8 gekennzeichnet, aber keines ({name}).',
    en: 'A name in the ZIP is marked as UTF-8, but is not ({name}).',
  },
  'container.name-too-long': {
    kind: 'rejected',
    de: 'Ein Name im ZIP ist länger als erlaubt ({max} Zeichen): {name}.',
    en: 'A name in the ZIP is longer than allowed ({max} characters): {name}.',
  },
  'container.name-duplicate': {
    kind: 'rejected',
    de: 'Das ZIP hat den Namen {name} zweimal.',
    en: 'The ZIP has the name {name} twice.',
  },
  'container.name-clash': {
    kind: 'rejected',
    de: 'Das ZIP hat Namen, die sich nur in Groß- und Kleinschreibung oder Unicode-Form unterscheiden: {name} und {other}.',
    en: 'The ZIP has names that differ in upper and lower case, or in the form of Unicode, only: {name} and {other}.',
  },
  'container.no-message': {
    kind: 'rejected',
    de: 'Das ZIP enthält keine Nachricht, die der Konnektor {connector} annimmt ({why}). Er nimmt an: {accepted}.',
    en: 'The ZIP has no message that the connector {connector} accepts ({why}). It accepts: {accepted}.',
  },
  'container.several-messages': {
    kind: 'rejected',
    de: 'Das ZIP enthält mehrere Nachrichten ({names}). Bitte jede in einem eigenen ZIP senden.',
    en: 'The ZIP has several messages ({names}). Send each in a ZIP of its own.',
  },
  'pdf.malformed': {
    kind: 'rejected',
    de: 'Das PDF ist beschädigt und nicht lesbar ({why}).',
    en: 'The PDF is damaged and cannot be read ({why}).',
  },
  'pdf.too-costly': {
    kind: 'rejected',
    de: 'Das Lesen des PDF braucht mehr Zeit oder Speicher als erlaubt.',
    en: 'Reading the PDF takes more time or memory than allowed.',
  },
  'pdf.encrypted': {
    kind: 'rejected',
    de: 'Das PDF ist verschlüsselt. Bitte ohne Kennwort und ohne Einschränkungen senden.',
    en: 'The PDF is encrypted. Send it without a password and without restrictions.',
  },
  'pdf.no-invoice-xml': {
    kind: 'rejected',
    de: 'Im PDF ist keine elektronische Rechnung eingebettet (gesucht: {wanted}; gefunden: {found}).',
    en: 'There is no electronic invoice embedded in the PDF (looked for: {wanted}; found: {found}).',
  },
  'pdf.several-invoice-xmls': {
    kind: 'rejected',
    de: 'Im PDF sind mehrere elektronische Rechnungen eingebettet: {names}.',
    en: 'There are several electronic invoices embedded in the PDF: {names}.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
