import type { CodeFacts } from '../codes.js';

/** Validate and translate. */
export const readingCodes = {
  'procedure.connector-changed': {
    kind: 'conflict',
    de: 'Die Nachricht wurde für den Konnektor {before} angenommen. Das Fachverfahren hat jetzt {now}, der sie nicht annimmt ({code}).',
    en: 'The message was accepted for the connector {before}. The procedure has {now} now, which does not take it ({code}).',
  },
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
  'read.process-ended': {
    kind: 'defect',
    de: 'Der Prozess, der diese Nachricht in der Hand hatte, endete {count}-mal.',
    en: 'The process that had this message in hand ended, {count} times.',
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
} as const satisfies Readonly<Record<string, CodeFacts>>;
