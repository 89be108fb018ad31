import { badBody, guarded, json, jsonRequest, people, problem, schema } from './answers.js';
import { instant, list, number, object, text } from './forms.js';
import type { Operation, Paths, Schema } from './model.js';

const ringPurpose = { enum: ['message-id', 'receipt'] };

export const keySchemas: Readonly<Record<string, Schema>> = {
  RingKey: {
    description: 'A key that all tenants share. Its secret is told to nobody.',
    ...object(
      {
        kid: { ...text, description: 'As receipts name it, and `/.well-known/jwks.json`.' },
        purpose: ringPurpose,
        state: {
          enum: ['announced', 'in-use', 'checks'],
          description: '`announced`: known, and used from `usedFrom` on. `checks`: only checks what it made.',
        },
        createdAt: instant,
        usedFrom: instant,
      },
      { usedUntil: instant },
    ),
  },
  Keys: object({
    keys: list(schema('RingKey')),
    webhooks: {
      ...list(object({ procedure: text, generation: number, createdAt: instant })),
      description: 'Secrets of webhooks that are valid. Two of one procedure: its receiver changes to the newer one.',
    },
  }),
  Rotation: {
    oneOf: [
      { ...object({ purpose: ringPurpose }), additionalProperties: false },
      { ...object({ purpose: { const: 'webhook' }, procedure: text }), additionalProperties: false },
    ],
  },
  RotatedWebhook: object({
    purpose: { const: 'webhook' },
    procedure: text,
    secret: { ...text, description: 'Shown this once.' },
  }),
  WebhookOfProcedure: object({ procedure: text }),
  RetiredWebhook: object({ purpose: { const: 'webhook' }, procedure: text }),
};

const keys: Operation = {
  operationId: 'listKeys',
  tags: ['keys'],
  summary: 'The keys of ids and receipts, and the secrets of webhooks; never what they say.',
  description: 'Permission `provider.administer`.',
  security: people,
  responses: guarded({ '200': json('All of them, newest first of each purpose.', schema('Keys')) }),
};

const rotate: Operation = {
  operationId: 'rotateKey',
  tags: ['keys'],
  summary: 'Another key. The one of before stays valid.',
  description:
    'Permission `provider.administer`. A key of ids or receipts is announced for some minutes, then every process uses it. A second secret of a webhook is valid at once: receipts have two signatures until the old one is retired.',
  security: people,
  requestBody: jsonRequest('Which one.', schema('Rotation')),
  responses: guarded({
    '201': json('It.', { anyOf: [schema('RingKey'), schema('RotatedWebhook')] }),
    ...badBody(),
    '404': problem('There is no such procedure, or it has no webhook.', ['access.unknown', 'webhook.not-set']),
    '409': problem('The last rotation is not over.', ['key.announced', 'webhook.rotating']),
  }),
};

const retire: Operation = {
  operationId: 'retireWebhookSecret',
  tags: ['keys'],
  summary: 'End the older of two secrets of a webhook, once the receiver knows the newer one.',
  description: 'Permission `provider.administer`.',
  security: people,
  requestBody: jsonRequest('Of which procedure.', schema('WebhookOfProcedure')),
  responses: guarded({
    '200': json('It is ended.', schema('RetiredWebhook')),
    ...badBody(),
    '404': problem('There is no such procedure, or it has no webhook.', ['access.unknown', 'webhook.not-set']),
    '409': problem('There is no older one.', ['webhook.not-rotating']),
  }),
};

export const keyPaths: Paths = {
  '/v1/keys': { get: keys },
  '/v1/keys/rotate': { post: rotate },
  '/v1/keys/retire': { post: retire },
};
