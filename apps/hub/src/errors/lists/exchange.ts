import type { CodeFacts } from '../codes.js';

/** The exchange. */
export const exchangeCodes = {
  'exchange.unavailable': {
    kind: 'unavailable-shared',
    de: 'Die Nachricht ist nicht nachweislich gespeichert. Bitte mit demselben Schlüssel erneut senden.',
    en: 'The message is not known to be stored. Send it again with the same key.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
