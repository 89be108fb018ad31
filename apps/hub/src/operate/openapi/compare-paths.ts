import { guarded, json, parameter, problem, schema } from './answers.js';
import { count, instant, link, list, object, text } from './forms.js';
import type { Operation, Parameter, Paths, Schema } from './model.js';

const state = { enum: ['accepted', 'filed', 'rejected', 'parked'] };

export const compareSchemas: Readonly<Record<string, Schema>> = {
  ListComparison: {
    description:
      'What a sender says it has sent, held against what the hub has. Counts are complete; keys are named up to `limit`.',
    ...object({
      procedure: text,
      from: instant,
      to: instant,
      listed: { ...count, description: 'Different keys of the list.' },
      repeated: { ...count, description: 'Lines that name a key once more.' },
      here: {
        description: 'Of the list, and accepted in the range. A key with several contents counts as the furthest.',
        ...object({ filed: count, rejected: count, parked: count, inFlight: count }),
      },
      missing: { description: 'Of the list, and not known.', ...object({ count, keys: list(text) }) },
      elsewhere: {
        description: 'Of the list, and accepted at another time.',
        ...object({ count, keys: list(object({ key: text, acceptedAt: instant })) }),
      },
      extra: {
        description: 'Accepted in the range, and not in the list.',
        ...object({ count, keys: list(object({ key: text, state, href: link })) }),
      },
      withoutKey: {
        ...count,
        description:
          'Accepted in the range, and no worker has read the key yet: what is missing may be among these. Compare again once it is 0.',
      },
    }),
  },
};

const moment = (name: string, description: string): Parameter => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string', format: 'date-time' },
});

const compare: Operation = {
  operationId: 'compareWithList',
  tags: ['reconciliation'],
  summary: 'Compare the keys that a sender has sent with what the hub has.',
  description:
    'People: permission `state.read`; a key compares the list of its own procedure. At most 1,000,000 keys. A heading (`key`, `Schlüssel`, `Idempotency-Key`) is left out.',
  parameters: [
    parameter('procedure'),
    moment('from', 'Beginning of the time of accepting. Default: beginning of today, in the time zone of the hub.'),
    moment('to', 'Its end, at most 31 days later. Default: end of today.'),
    {
      name: 'limit',
      in: 'query',
      description: 'How many keys of each kind are named.',
      schema: { type: 'integer', minimum: 1, maximum: 100_000, default: 1_000 },
    },
  ],
  requestBody: {
    required: true,
    description: 'The keys: one a line; the first column of a CSV; or a JSON array of at most 8 MiB.',
    content: {
      'text/plain': { schema: { type: 'string' } },
      'text/csv': { schema: { type: 'string' } },
      'application/json': { schema: { type: 'array', items: text } },
    },
  },
  responses: guarded({
    '200': json('What is missing, and what is too much.', schema('ListComparison')),
    '400': problem('The list or a parameter is not what it must be, or it came in too slowly.', ['request.invalid']),
    '404': problem('There is no such procedure, or not for this key.', ['procedure.not-found']),
    '413': problem('The list is too long.', ['reconciliation.list-too-long']),
    '429': problem('Other lists are being compared, or too many passwords checked.', [
      'reconciliation.busy',
      'access.busy',
      'access.too-many-failures',
    ]),
  }),
};

export const comparePaths: Paths = { '/v1/procedures/{procedure}/reconciliation/compare': { post: compare } };
