import type { CodeFacts } from '../codes.js';

/** Answers to senders that wait. */
export const answerCodes = {
  'answer.not-filed-yet': {
    kind: 'unavailable-message',
    status: 503,
    de: 'Die Nachricht {id} ist angenommen und noch nicht abgelegt. Bitte mit derselben MessageID erneut senden: Nichts wird zweimal abgelegt.',
    en: 'The message {id} is accepted, and not filed yet. Send it again with the same MessageID: nothing is filed twice.',
  },
  'answer.busy': {
    kind: 'unavailable-message',
    status: 503,
    de: 'Zurzeit werden zu viele Antworten erstellt. Bitte in einigen Sekunden noch einmal versuchen.',
    en: 'Too many answers are being made at the moment. Try again in a few seconds.',
  },
  'answer.no-reply': {
    kind: 'defect',
    de: 'Der Konnektor {connector} hat keine Antwort auf {type}.',
    en: 'The connector {connector} has no reply for {type}.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
