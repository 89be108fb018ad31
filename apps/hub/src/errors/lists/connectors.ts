import type { CodeFacts } from '../codes.js';

/** Connectors and their settings. */
export const connectorsCodes = {
  'connector.unknown': {
    kind: 'misconfigured',
    status: 422,
    de: 'Den Konnektor {connector} gibt es in diesem Stand nicht.',
    en: 'There is no connector {connector} in this version of the hub.',
  },
  'connector.type-missing': {
    kind: 'defect',
    de: 'Der Konnektor {connector} {version} hat keine Funktionen für {type}.',
    en: 'The connector {connector} {version} has no functions for {type}.',
  },
  'connector.threw': {
    kind: 'defect',
    de: 'Der Konnektor {connector} {version} ist an dieser Nachricht gescheitert. Sein Autor muss sie ansehen.',
    en: 'The connector {connector} {version} failed on this message. Its author has to look at it.',
  },
  'connector.invalid-commands': {
    kind: 'defect',
    de: 'Der Konnektor hat etwas Ungültiges geliefert: {problem}.',
    en: 'The connector returned something invalid: {problem}.',
  },
  'settings.invalid': {
    kind: 'misconfigured',
    status: 422,
    de: 'Die Einstellungen von {connector} sind nicht gültig: {problems}.',
    en: 'The settings of {connector} are not valid: {problems}.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
