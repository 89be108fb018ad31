import type { CodeFacts } from '../codes.js';

/** Official schemas: validation against them, and the packages they are installed from. */
export const schemaPackagesCodes = {
  'xml.schema-invalid': {
    kind: 'rejected',
    de: 'Die Nachricht ist nicht gültig nach {package} {version}: {finding} (Zeile {line}). Insgesamt gefunden: {count}.',
    en: 'The message is not valid by {package} {version}: {finding} (line {line}). Found in all: {count}.',
  },
  'rules.unavailable': {
    kind: 'unavailable-message',
    de: 'Der Dienst, der Regeln prüft, antwortet nicht.',
    en: 'The validator of rules does not answer.',
  },
  'rules.failed': {
    kind: 'unavailable-message',
    de: 'Der Dienst, der Regeln prüft, konnte die Nachricht nicht prüfen: {problem}.',
    en: 'The validator of rules could not check the message: {problem}.',
  },
  'schema.package-missing': {
    kind: 'misconfigured',
    de: 'Das Verfahren verlangt die amtliche Prüfung, aber kein installiertes Schemapaket hat {entry} aus {namespace}. Zu installieren mit: fachwerk schemas install <Ordner oder ZIP>.',
    en: 'The procedure requires official validation, but no installed schema package has {entry} of {namespace}. Install it: fachwerk schemas install <folder or ZIP>.',
  },
  'schema.folder-unreadable': {
    kind: 'misconfigured',
    de: 'Der Ordner der amtlichen Schemapakete ist nicht lesbar ({problem}).',
    en: 'The folder of official schema packages cannot be read ({problem}).',
  },
  'schema.package-broken': {
    kind: 'misconfigured',
    de: 'Das Schemapaket {package} {version} lässt sich nicht verwenden: {problem}. Zu installieren ist, was fehlt, und danach das Paket selbst.',
    en: 'The schema package {package} {version} cannot be used: {problem}. Install what is missing, then the package again.',
  },
  'schema.package-unusable': {
    kind: 'rejected',
    de: 'Das Schemapaket wurde nicht installiert: {problem}.',
    en: 'The schema package was not installed: {problem}.',
  },
  'schema.package-unknown': {
    kind: 'rejected',
    de: 'Dieses Schemapaket ist nicht eindeutig oder nicht installiert: {wanted}.',
    en: 'This schema package is not installed, or there are several of that name: {wanted}.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
