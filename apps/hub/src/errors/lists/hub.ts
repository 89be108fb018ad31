import type { CodeFacts } from '../codes.js';

/** The hub itself. */
export const hubCodes = {
  'instance.running': {
    kind: 'misconfigured',
    de: 'In diesem Datenordner läuft bereits ein Hub.',
    en: 'A hub is running in this data folder already.',
  },
  'postgres.not-included': {
    kind: 'misconfigured',
    de: 'Für dieses Betriebssystem ist kein PostgreSQL enthalten. Bitte FACHWERK_DATABASE_URL angeben.',
    en: 'No PostgreSQL is included for this operating system. Set FACHWERK_DATABASE_URL.',
  },
  'config.invalid': {
    kind: 'misconfigured',
    de: 'Die Einstellungen sind nicht gültig.',
    en: 'The settings are not valid.',
  },
  'hub.defect': {
    kind: 'defect',
    status: 500,
    de: 'Im Hub ist ein unvorhergesehener Fehler aufgetreten.',
    en: 'Something went wrong in the hub that nobody foresaw.',
  },
  'hub.stopping': {
    kind: 'unavailable-shared',
    de: 'Dieser Hub wird gerade angehalten. Bitte in einigen Sekunden noch einmal versuchen.',
    en: 'This hub is being stopped. Try again in a few seconds.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
