import { guarded, json, parameter, people, problem, schema } from './answers.js';
import { count, instant, link, list, object, text, uuid } from './forms.js';
import type { Operation, Paths, Schema } from './model.js';

const state = { enum: ['pending', 'delivered', 'stopped'] };
const lastError = {
  description: 'Why the last try failed; null when none did, or it was delivered.',
  anyOf: [object({ code: text, sentence: schema('Sentence'), at: instant }), { type: 'null' }],
};
const maybeInstant = { type: ['string', 'null'], format: 'date-time' };

/** What an outbox row and a message say alike. */
const way = {
  state: { ...state, description: '`stopped` is not tried any more, unless it is released.' },
  attempts: count,
  lastError,
  nextAt: {
    ...maybeInstant,
    description: 'When it is tried again; null when it is not, or its webhook is switched off.',
  },
  endedAt: { ...maybeInstant, description: 'When it was delivered or stopped.' },
};

export const outboxSchemas: Readonly<Record<string, Schema>> = {
  Confirmation: {
    description: 'How far the receipt is on its way to the webhook of the procedure.',
    ...object(way),
  },

  Delivery: object(
    {
      id: { ...uuid, description: 'The same as in the header `Fachwerk-Delivery`.' },
      procedure: text,
      messageId: { ...uuid, description: 'Of the first transmission.' },
      message: link,
      key: text,
      outcome: { enum: ['filed', 'rejected'] },
      createdAt: instant,
      ...way,
    },
    { releasedBy: { ...text, description: 'Who had it tried.' } },
  ),

  Deliveries: object({ deliveries: list(schema('Delivery')) }, { after: uuid }),
};

const deliveries: Operation = {
  operationId: 'listDeliveries',
  tags: ['outbox'],
  summary: 'Receipts for webhooks, newest first.',
  description: 'Permission `state.read`; no key. A page that is not the last has `after`.',
  security: people,
  parameters: [
    parameter('procedureName'),
    { name: 'state', in: 'query', description: 'Only those in this state.', schema: state },
    parameter('limit'),
    parameter('after'),
  ],
  responses: guarded({
    '200': json('A page.', schema('Deliveries')),
    '400': problem('A parameter is not what it must be.', ['request.invalid']),
    '404': problem('The tenant has no such procedure.', ['procedure.not-found']),
  }),
};

const release: Operation = {
  operationId: 'releaseDelivery',
  tags: ['outbox'],
  summary: 'Try a receipt now.',
  description:
    'Permission `message.decide`. Also when its target rests, or it was stopped. The delivery keeps its id, so that a receiver that has it already knows it.',
  security: people,
  parameters: [
    {
      name: 'id',
      in: 'path',
      required: true,
      description: 'Id of the delivery.',
      schema: { type: 'string', format: 'uuid' },
    },
  ],
  responses: guarded({
    '202': json('It is tried within seconds.', object({ id: uuid, state: { const: 'pending' } })),
    '404': problem('There is no such delivery, or no webhook for it.', ['outbox.not-found', 'webhook.not-set']),
    '409': problem('It was delivered already.', ['outbox.delivered']),
  }),
};

export const outboxPaths: Paths = {
  '/v1/outbox': { get: deliveries },
  '/v1/outbox/{id}/release': { post: release },
};
