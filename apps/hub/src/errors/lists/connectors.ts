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
  'connector.version-unknown': {
    kind: 'misconfigured',
    status: 422,
    de: 'Der Konnektor {connector} ist nicht in der Version {version} installiert. Installiert: {installed}.',
    en: 'The connector {connector} is not installed in version {version}. Installed: {installed}.',
  },
  'connector.package-unusable': {
    kind: 'misconfigured',
    status: 422,
    de: 'Das Konnektor-Paket {folder} ist nicht verwendbar: {problems}.',
    en: 'The connector package {folder} is not usable: {problems}.',
  },
  'connector.limit-time': {
    kind: 'defect',
    de: 'Der Konnektor {connector} {version} brauchte für diese Nachricht länger als erlaubt und wurde beendet.',
    en: 'The connector {connector} {version} took longer with this message than allowed, and was stopped.',
  },
  'connector.limit-memory': {
    kind: 'defect',
    de: 'Der Konnektor {connector} {version} brauchte für diese Nachricht mehr Speicher als erlaubt und wurde beendet.',
    en: 'The connector {connector} {version} needed more memory for this message than allowed, and was stopped.',
  },
  'connector.limit-depth': {
    kind: 'defect',
    de: 'Der Konnektor {connector} {version} rief sich bei dieser Nachricht tiefer auf als erlaubt und wurde beendet.',
    en: 'The connector {connector} {version} called itself deeper with this message than allowed, and was stopped.',
  },
  'connector.limit-broken': {
    kind: 'defect',
    de: 'Der Konnektor {connector} {version} hat bei dieser Nachricht seinen Interpreter zum Absturz gebracht.',
    en: 'The connector {connector} {version} crashed its interpreter with this message.',
  },
  'settings.invalid': {
    kind: 'misconfigured',
    status: 422,
    de: 'Die Einstellungen von {connector} sind nicht gültig: {problems}.',
    en: 'The settings of {connector} are not valid: {problems}.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
