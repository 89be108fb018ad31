import type { CodeFacts } from '../codes.js';

/** The exchange. */
export const exchangeCodes = {
  'exchange.unavailable': {
    kind: 'unavailable-shared',
    de: 'Die Nachricht ist nicht nachweislich gespeichert. Bitte mit demselben Schlüssel erneut senden.',
    en: 'The message is not known to be stored. Send it again with the same key.',
  },
  'exchange.queues-unknown': {
    kind: 'unavailable-shared',
    de: 'Der Nachrichtenvermittler ist zurzeit nicht erreichbar: Was in den Warteschlangen liegt, ist nicht bekannt.',
    en: 'The broker cannot be reached at the moment: what lies in the queues is not known.',
  },
  'exchange.queues-silent': {
    kind: 'unavailable-shared',
    de: 'Von {count} Warteschlangen kam keine Antwort. Eine Warteschlange ohne Leader antwortet nicht.',
    en: '{count} queues gave no answer. A queue without a leader does not answer.',
  },
  'exchange.management-unavailable': {
    kind: 'unavailable-shared',
    de: 'Die Verwaltung von RabbitMQ antwortet nicht ({reason}). Gezeigt wird, was sich ohne sie sagen lässt.',
    en: 'The management of RabbitMQ does not answer ({reason}). Shown is what can be told without it.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
