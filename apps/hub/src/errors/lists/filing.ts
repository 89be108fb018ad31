import type { CodeFacts } from '../codes.js';

/** The transaction in which messages are filed. */
export const filingCodes = {
  'file.defect': {
    kind: 'defect',
    de: 'Das Ablegen dieser Nachricht ist auf unvorhergesehene Weise fehlgeschlagen.',
    en: 'Filing this message failed in a way nobody foresaw.',
  },
  'order.held': {
    kind: 'unavailable-message',
    de: 'Diese Nachricht wird nach der Nachricht {waitsFor} abgelegt, die vor ihr angenommen wurde und noch nicht erledigt ist.',
    en: 'This message is filed after the message {waitsFor}, which was accepted before it and is not settled yet.',
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
} as const satisfies Readonly<Record<string, CodeFacts>>;
