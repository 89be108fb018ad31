import { schema } from './answers.js';
import { count, instant, list, number, object, text, uuid } from './forms.js';
import type { Schema } from './model.js';

const name = { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,62}$' };
export const validation = {
  enum: ['required', 'when-installed'],
  description: '`required`: messages wait for an official schema that is not installed.',
};
export const order = {
  enum: ['none', 'by-key'],
  description: '`by-key`: messages of the same order key are filed in the order in which they were accepted.',
};
export const rate = {
  type: ['string', 'null'],
  pattern: '^[1-9][0-9]{0,5}/(s|min)$',
  description: 'Most messages for each gateway, as `50/s` or `600/min`; null for no limit.',
};
export const connectorVersion = {
  type: ['string', 'null'],
  pattern: '^[0-9]+[.][0-9]+[.][0-9]+$',
  description:
    'The version of its connector that reads its messages; null for the newest that is installed and not retired.',
};
export const settings = { type: 'object', description: 'By the JSON Schema of the connector.' };
/** Of a connector. */
export const source = {
  enum: ['catalogue', 'package'],
  description: '`package`: it came in a connector package, whose code runs in an interpreter.',
};
const settingsSchema = { type: ['object', 'null'], description: 'JSON Schema; null when the connector is not there.' };

const required = {
  name,
  title: text,
  connector: {
    ...object({ name: text }, { title: text, version: text }),
    description: 'With the version that reads its messages. Only its name when the hub does not have that.',
  },
  connectorVersion,
  validation,
  order,
  rate,
  keys: object({ valid: count }, { nextEnd: { ...instant, description: 'When the first valid key ends. UTC.' } }),
  certificates: object(
    { valid: count },
    { nextEnd: { ...instant, description: 'When the first valid certificate ends. UTC.' } },
  ),
  createdAt: instant,
};
const optional = {
  contact: schema('Contact'),
  receiptsBy: { enum: ['webhook', 'soap', 'xta'], description: 'How receipts go to it. Left out: it fetches them.' },
  paused: schema('OperatorPause'),
  cause: { ...schema('MessageError'), description: 'Why its messages wait: something is misconfigured.' },
};
const delivered = { type: 'boolean', description: 'Whether the receiver said 2xx.' };

export const procedureSchemas: Readonly<Record<string, Schema>> = {
  Contact: { ...object({}, { name: text, mail: text, phone: text }), description: 'Whom to call about a procedure.' },

  Procedure: object(required, optional),

  WholeProcedure: object(
    {
      ...required,
      settings,
      settingsSchema,
      webhook: { anyOf: [schema('Webhook'), { type: 'null' }] },
      revision: { ...text, description: 'Goes with a change, so that nobody undoes what somebody else has done.' },
    },
    optional,
  ),

  SettableConnector: object({
    name: text,
    title: text,
    version: text,
    stability: { enum: ['draft', 'pilot', 'stable', 'retired'] },
    settingsSchema: { type: 'object' },
    versions: { ...list(schema('SettableVersion')), description: 'All that are installed, the newest first.' },
  }),

  SettableVersion: object({
    version: text,
    stability: { enum: ['draft', 'pilot', 'stable', 'retired'] },
    source,
    settingsSchema: { type: 'object' },
  }),

  Procedures: object({ procedures: list(schema('Procedure')), connectors: list(schema('SettableConnector')) }),

  ProcedureKey: object(
    { id: uuid, label: text, state: { enum: ['valid', 'expired', 'revoked'] }, createdAt: instant },
    {
      expiresAt: instant,
      revokedAt: instant,
      lastUsedAt: { ...instant, description: 'Written down once a minute; left out when it was never used. UTC.' },
    },
  ),

  ProcedureKeys: object({ keys: list(schema('ProcedureKey')) }, { after: uuid }),

  ProcedureCertificate: object(
    {
      id: uuid,
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the certificate (DER).' },
      subject: { type: 'string', description: 'May be empty.' },
      issuer: { type: 'string' },
      state: { enum: ['valid', 'not-yet-valid', 'expired', 'revoked'] },
      notBefore: instant,
      notAfter: instant,
      addedBy: text,
      addedAt: instant,
    },
    {
      revokedAt: instant,
      lastUsedAt: { ...instant, description: 'Written down once a minute; left out when it was never used. UTC.' },
    },
  ),

  ProcedureCertificates: object({ certificates: list(schema('ProcedureCertificate')) }, { after: uuid }),

  Webhook: object(
    {
      url: { ...text, description: 'Its query is shown to those who may change it.' },
      active: { type: 'boolean', description: 'Otherwise receipts are written down and wait.' },
      secrets: { ...number, description: 'How many are valid: two while the receiver changes over.' },
      pending: count,
      stopped: count,
      failures: { ...count, description: 'In a row.' },
    },
    { restUntil: instant },
  ),

  WebhookTest: object(
    { delivery: uuid, delivered, durationMs: count },
    {
      status: { type: 'integer', description: 'What the receiver answered; left out when it did not.' },
      error: object({ code: text, sentence: schema('Sentence') }),
    },
  ),
};
