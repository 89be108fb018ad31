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
  RingRotation: { ...object({ purpose: ringPurpose }), additionalProperties: false },
};

const keys: Operation = {
  operationId: 'listRingKeys',
  tags: ['keys'],
  summary: 'The keys of ids and receipts, and the secrets of webhooks; never what they say.',
  description: 'Permission `provider.administer`.',
  security: people,
  responses: guarded({ '200': json('All of them, newest first of each purpose.', schema('Keys')) }),
};

const rotate: Operation = {
  operationId: 'rotateRingKey',
  tags: ['keys'],
  summary: 'Another key of ids or receipts. The one of before stays valid for checking.',
  description:
    'Permission `provider.administer`. It is announced for some minutes, then every process uses it. Secrets of webhooks are changed with their procedures.',
  security: people,
  requestBody: jsonRequest('Which one.', schema('RingRotation')),
  responses: guarded({
    '201': json('It.', schema('RingKey')),
    ...badBody(),
    '409': problem('The last rotation is not over.', ['key.announced']),
  }),
};

export const keyPaths: Paths = {
  '/v1/keys': { get: keys },
  '/v1/keys/rotate': { post: rotate },
};
