import type { CodeFacts } from '../codes.js';

/** The archive and its content. */
export const archiveCodes = {
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
    de: 'Die Nachricht bezieht sich auf {key}; eine Akte, einen Vorgang oder ein Dokument dazu gibt es nicht.',
    en: 'The message refers to {key}; there is no such case file, case or document.',
  },
  'archive.key-elsewhere': {
    kind: 'conflict',
    de: '{key} liegt bereits an anderer Stelle: in einer anderen Akte, einem anderen Vorgang oder an einem anderen Dokument.',
    en: '{key} is elsewhere already: in another case file, in another case or with another document.',
  },
  'archive.case-closed': {
    kind: 'conflict',
    de: 'Der Vorgang ist abgeschlossen; {key} kann nicht hinzukommen.',
    en: 'The case is closed; {key} cannot be added.',
  },
  'archive.file-closed': {
    kind: 'conflict',
    de: 'Die Akte {reference} ist abgeschlossen; {key} kann nicht hinzukommen.',
    en: 'The case file {reference} is closed; {key} cannot be added.',
  },
  'case-file.closed': {
    kind: 'rejected',
    status: 409,
    de: 'Die Akte ist bereits abgeschlossen.',
    en: 'The case file is closed already.',
  },
  'case-file.open': {
    kind: 'rejected',
    status: 409,
    de: 'Die Akte ist offen.',
    en: 'The case file is open.',
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
  'search.no-words': {
    kind: 'rejected',
    status: 400,
    de: 'In „{asked}“ ist kein Wort, nach dem gesucht werden kann: Füllwörter und Zahlen aus ein oder zwei Ziffern stehen überall.',
    en: 'There is no word to look for in “{asked}”: filler words and numbers of one or two digits are everywhere.',
  },
  'document.range-invalid': {
    kind: 'rejected',
    status: 416,
    de: 'Das Dokument hat nur {max} Byte.',
    en: 'The document has only {max} bytes.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
