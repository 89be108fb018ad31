import type { CodeFacts } from '../codes.js';

/** Receipts by webhook: setting one up, what happens on the way, and the outbox. */
export const webhookCodes = {
  'webhook.url-invalid': {
    kind: 'rejected',
    de: 'Die Adresse des Webhooks beginnt mit https:// oder http://, hat keine Zugangsdaten und kein Fragment und ist nicht link-lokal.',
    en: 'The address of a webhook begins with https:// or http://, has no credentials and no fragment, and is not link-local.',
  },
  'webhook.not-set': {
    kind: 'rejected',
    status: 404,
    de: 'Für dieses Fachverfahren ist kein Webhook eingerichtet.',
    en: 'No webhook is set up for this procedure.',
  },
  'webhook.rotating': {
    kind: 'rejected',
    status: 409,
    de: 'Es gelten schon zwei Geheimnisse: erst das alte beenden.',
    en: 'Two secrets are valid already: retire the old one first.',
  },
  'webhook.not-rotating': {
    kind: 'rejected',
    status: 409,
    de: 'Es gilt nur ein Geheimnis: Es gibt kein altes, das enden könnte.',
    en: 'One secret alone is valid: there is no old one to retire.',
  },
  'webhook.unreachable': {
    kind: 'unavailable-message',
    de: 'Der Empfänger ist nicht erreichbar ({reason}).',
    en: 'The receiver cannot be reached ({reason}).',
  },
  'webhook.timeout': {
    kind: 'unavailable-message',
    de: 'Der Empfänger hat nicht innerhalb von {ms} ms geantwortet.',
    en: 'The receiver did not answer within {ms} ms.',
  },
  'webhook.status': {
    kind: 'unavailable-message',
    de: 'Der Empfänger hat mit dem Status {status} geantwortet.',
    en: 'The receiver answered with status {status}.',
  },
  'webhook.gone': {
    kind: 'rejected',
    de: 'Der Empfänger nimmt das nicht mehr an (Status 410).',
    en: 'The receiver takes it no more (status 410).',
  },
  'webhook.address-refused': {
    kind: 'unavailable-message',
    de: 'Der Name des Empfängers führt zu einer Adresse, an die nichts gesandt wird.',
    en: 'The name of the receiver leads to an address that nothing is sent to.',
  },
  'webhook.removed': {
    kind: 'rejected',
    de: 'Der Webhook des Fachverfahrens wurde entfernt, bevor die Quittung zugestellt war.',
    en: 'The webhook of the procedure was removed before the receipt was delivered.',
  },
  'outbox.not-found': {
    kind: 'rejected',
    status: 404,
    de: 'Eine solche Zustellung gibt es nicht.',
    en: 'There is no such delivery.',
  },
  'outbox.delivered': {
    kind: 'rejected',
    status: 409,
    de: 'Diese Quittung ist schon zugestellt.',
    en: 'This receipt was delivered already.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
