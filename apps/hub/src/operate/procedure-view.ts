/** Procedures, their keys, certificates and webhooks, as administrators see them. */
import { stateOf, type CertificateRow } from '../access/procedure-certificates.js';
import { hasEnded, type KeyRow } from '../access/procedure-keys.js';
import { revisionOf, type ProcedureWithKeys } from '../access/procedures.js';
import { shownAddress } from '../access/webhook-address.js';
import type { WebhookRow } from '../access/webhooks.js';
import type { WebhookTest } from '../confirm/webhook-test.js';
import type { ErrorTexts } from '../errors/codes.js';
import { sourceOf, type InstalledConnector } from '../translate/installed.js';
import type { ConnectorSettings } from './connector-settings.js';
import { errorView } from './views.js';

export function procedureView(row: ProcedureWithKeys, connectors: ConnectorSettings, texts: ErrorTexts): object {
  const { name, title, connector, connectorVersion, validation, order, rate, contact, paused, waiting } = row;
  const manifest = connectors.manifest(connector, connectorVersion);
  return {
    name,
    title,
    connector: { name: connector, ...(manifest && { title: manifest.title, version: manifest.version }) },
    connectorVersion,
    validation,
    order,
    rate,
    ...(contact === null ? {} : { contact }),
    ...(paused === null ? {} : { paused }),
    ...(waiting === null ? {} : { cause: errorView(waiting, texts, true) }),
    keys: { valid: row.validKeys, ...(row.nextKeyEnd && { nextEnd: row.nextKeyEnd.toISOString() }) },
    certificates: {
      valid: row.validCertificates,
      ...(row.nextCertificateEnd && { nextEnd: row.nextCertificateEnd.toISOString() }),
    },
    ...(row.receiptsBy === null ? {} : { receiptsBy: row.receiptsBy }),
    createdAt: row.createdAt.toISOString(),
  };
}

/**
 * With everything that can be changed about it.
 *
 * @param webhook as its reader may see it
 */
export function wholeProcedureView(
  row: ProcedureWithKeys,
  webhook: object | null,
  connectors: ConnectorSettings,
  texts: ErrorTexts,
): object {
  return {
    ...procedureView(row, connectors, texts),
    settings: row.settings,
    settingsSchema: connectors.schema(row.connector, row.connectorVersion),
    webhook,
    revision: revisionOf(row),
  };
}

/** A connector that a procedure can be set up with, in the version that it then has, and the others. */
export function connectorView(connector: InstalledConnector, settings: ConnectorSettings): object {
  const { name, title, version, stability } = connector.manifest;
  const versions = settings.connectors.versionsOf(name).map((one) => versionView(one, settings));
  return { name, title, version, stability, settingsSchema: settings.schemaOf(connector), versions };
}

function versionView(connector: InstalledConnector, settings: ConnectorSettings): object {
  const { version, stability } = connector.manifest;
  return { version, stability, source: sourceOf(connector), settingsSchema: settings.schemaOf(connector) };
}

export function keyView(key: KeyRow, now: Date): object {
  const { id, label, createdAt, expiresAt, revokedAt, lastUsedAt } = key;
  return {
    id,
    label,
    state: revokedAt !== null ? 'revoked' : hasEnded(key, now) ? 'expired' : 'valid',
    createdAt: createdAt.toISOString(),
    ...(expiresAt === null ? {} : { expiresAt: expiresAt.toISOString() }),
    ...(revokedAt === null ? {} : { revokedAt: revokedAt.toISOString() }),
    ...(lastUsedAt === null ? {} : { lastUsedAt: lastUsedAt.toISOString() }),
  };
}

export function certificateView(certificate: CertificateRow, now: Date): object {
  const { id, fingerprint, subject, issuer, notBefore, notAfter, addedBy, addedAt, revokedAt, lastUsedAt } =
    certificate;
  return {
    id,
    fingerprint,
    subject,
    issuer,
    state: stateOf(certificate, now),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    addedBy,
    addedAt: addedAt.toISOString(),
    ...(revokedAt === null ? {} : { revokedAt: revokedAt.toISOString() }),
    ...(lastUsedAt === null ? {} : { lastUsedAt: lastUsedAt.toISOString() }),
  };
}

/** @param whole for those who may change it; others see the address without its query */
export function webhookView(webhook: WebhookRow | undefined, whole: boolean): object | null {
  if (webhook === undefined) return null;
  const { procedure: _procedure, url, restUntil, ...rest } = webhook;
  return {
    url: whole ? url : shownAddress(url),
    ...rest,
    ...(restUntil === null ? {} : { restUntil: restUntil.toISOString() }),
  };
}

export function webhookTestView({ error, ...test }: WebhookTest, texts: ErrorTexts): object {
  if (error === undefined) return test;
  const { code, message, details } = error;
  return { ...test, error: { code, sentence: texts.sentence(code, message, details.values) } };
}
