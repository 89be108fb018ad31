import { badBody, guarded, json, parameter, people, problem, schema } from './answers.js';
import { count, instant, list, object, text, uuid } from './forms.js';
import type { Operation, Parameter, Paths, Schema } from './model.js';

const kinds = ['rejected', 'unavailable-shared', 'unavailable-message', 'conflict', 'misconfigured', 'defect'];
const whoActs = { enum: ['sender', 'connector-author', 'records-clerk', 'operator'] };

export const procedureCounts = list(object({ name: text, count }));

export const causeSchemas: Readonly<Record<string, Schema>> = {
  Cause: {
    description:
      'Messages that stand still for the same reason: kind and code, version of the connector, place in the message, and what is in the way.',
    ...object(
      {
        id: uuid,
        tab: { enum: ['parked', 'waiting'] },
        kind: { enum: kinds },
        code: text,
        stage: { enum: ['receive', 'validate', 'translate', 'file', 'confirm'] },
        sentence: { ...schema('Sentence'), description: '`…` stands for what is not the same for all messages.' },
        whoActs,
        procedures: procedureCounts,
        count,
        firstSeen: { ...instant, description: 'When a message first stood still for it, also one released since.' },
        lastSeen: instant,
        trend: {
          type: 'array',
          minItems: 24,
          maxItems: 24,
          items: count,
          description: 'How many stopped in each of the last 24 hours, the oldest first.',
        },
        notes: { ...count, description: 'What operators wrote down about it.' },
      },
      {
        connector: object({ name: text }, { version: text }),
        type: { ...text, description: 'The type that the messages were recognised as.' },
        path: { ...text, description: 'XPath or JSON pointer into the messages, without positions.' },
        target: { ...text, description: 'What is in the way, where it is one thing.' },
      },
    ),
  },
  Causes: object({
    causes: list(schema('Cause')),
    counts: { description: 'Messages of the tenant.', ...object({ parked: count, waiting: count }) },
  }),
  CauseNote: object({ at: instant, by: text, text }),
  CauseWithNotes: object({
    cause: {
      description: 'The first of `groups`; null when no message stands still for it now.',
      anyOf: [schema('Cause'), { type: 'null' }],
    },
    groups: {
      description: 'Its parked messages and its waiting ones, as far as there are any.',
      ...list(schema('Cause')),
    },
    notes: list(schema('CauseNote')),
  }),
  NewNote: object({ text: { type: 'string', minLength: 1, maxLength: 4_000 } }),
};

export const badParameter = { '400': problem('A parameter is not what it must be.', ['request.invalid']) };

const tab: Parameter = {
  name: 'tab',
  in: 'query',
  description: 'What waits for a person, or what goes on by itself when its cause is gone.',
  schema: { enum: ['parked', 'waiting'], default: 'parked' },
};
const code: Parameter = { name: 'code', in: 'query', description: 'Only of this code.', schema: { type: 'string' } };
export const words: Parameter = {
  name: 'q',
  in: 'query',
  description:
    'Words of keys, errors and small bodies. All of them must be there; the last one may be the beginning of one.',
  schema: { type: 'string' },
};
const causeId: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Id of the cause.',
  schema: { type: 'string', format: 'uuid' },
};

const listCauses: Operation = {
  operationId: 'listCauses',
  tags: ['causes'],
  summary: 'Why messages stand still, by cause; those with most messages first.',
  security: people,
  parameters: [tab, parameter('procedureName'), code, words],
  responses: guarded({
    '200': json('All of them.', schema('Causes')),
    ...badParameter,
    '404': problem('The tenant has no such procedure.', ['procedure.not-found']),
  }),
};

const cause: Operation = {
  operationId: 'readCause',
  tags: ['causes'],
  summary: 'One cause, and what is written down about it.',
  security: people,
  parameters: [causeId],
  responses: guarded({
    '200': json('The cause.', schema('CauseWithNotes')),
    '404': problem('There is no such cause.', ['cause.not-found']),
  }),
};

const note: Operation = {
  operationId: 'writeNote',
  tags: ['causes'],
  summary: 'Write down what is known about a cause. It stays when the messages are gone.',
  security: people,
  parameters: [causeId],
  requestBody: {
    required: true,
    description: 'The note.',
    content: { 'application/json': { schema: schema('NewNote') } },
  },
  responses: guarded({
    '201': json('It is written down.', schema('CauseNote')),
    ...badBody(),
    '404': problem('There is no such cause.', ['cause.not-found']),
  }),
};

export const causePaths: Paths = {
  '/v1/causes': { get: listCauses },
  '/v1/causes/{id}': { get: cause },
  '/v1/causes/{id}/notes': { post: note },
};
