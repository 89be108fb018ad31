import type { CodeFacts } from '../codes.js';

/** Alerts, and ways to tell people of them. */
export const alertCodes = {
  'alert.not-found': {
    kind: 'rejected',
    status: 404,
    de: 'Diesen Alarm gibt es nicht.',
    en: 'There is no such alert.',
  },
  'alert.over': {
    kind: 'rejected',
    status: 409,
    de: 'Der Alarm ist schon vorbei, oder jemand hat ihn schon übernommen.',
    en: 'The alert is over, or somebody has acknowledged it already.',
  },
  'alert.kind-unknown': {
    kind: 'rejected',
    status: 404,
    de: 'Eine solche Regel gibt es nicht.',
    en: 'There is no such rule.',
  },
  'alert-channel.not-found': {
    kind: 'rejected',
    status: 404,
    de: 'Diesen Meldeweg gibt es nicht.',
    en: 'There is no such channel.',
  },
  'alert-channel.removed': {
    kind: 'rejected',
    de: 'Der Meldeweg wurde entfernt, bevor die Meldung zugestellt war.',
    en: 'The channel was removed before the notice was delivered.',
  },
  'mail.not-set-up': {
    kind: 'rejected',
    status: 409,
    de: 'Der Hub kennt keinen Mailserver (FACHWERK_SMTP_HOST).',
    en: 'The hub knows no mail server (FACHWERK_SMTP_HOST).',
  },
  'mail.unreachable': {
    kind: 'unavailable-message',
    de: 'Der Mailserver ist nicht erreichbar, oder er lässt den Hub nicht zu ({reason}).',
    en: 'The mail server cannot be reached, or does not let the hub in ({reason}).',
  },
  'mail.delayed': {
    kind: 'unavailable-message',
    de: 'Der Mailserver nimmt die Mail zurzeit nicht an (Antwort {status}).',
    en: 'The mail server does not take the mail at present (answer {status}).',
  },
  'mail.refused': {
    kind: 'rejected',
    de: 'Der Mailserver nimmt die Mail nicht an (Antwort {status}): Bitte die Adresse prüfen.',
    en: 'The mail server does not take the mail (answer {status}): check the address.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
