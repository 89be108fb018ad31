import type { CodeFacts } from '../codes.js';

/** Who may ask. */
export const accessCodes = {
  'access.unauthorised': {
    kind: 'rejected',
    status: 401,
    de: 'Es wurde kein gültiger Schlüssel und kein gültiges Passwort mitgesandt.',
    en: 'No valid key or password was given.',
  },
  'access.busy': {
    kind: 'rejected',
    status: 429,
    de: 'Zurzeit werden zu viele Passwörter geprüft. Bitte in einigen Sekunden noch einmal versuchen.',
    en: 'Too many passwords are being checked at the moment. Try again in a few seconds.',
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
  'access.rate-invalid': {
    kind: 'rejected',
    de: 'Eine Rate ist zum Beispiel 50/s oder 600/min, nicht „{rate}“.',
    en: 'A rate is 50/s or 600/min, for example, not "{rate}".',
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
} as const satisfies Readonly<Record<string, CodeFacts>>;
