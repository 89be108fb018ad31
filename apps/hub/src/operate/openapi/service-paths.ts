import { away, guarded, header, json, parameter, problem, schema, unforeseen } from './answers.js';
import { list, object } from './forms.js';
import type { Operation, Paths, Schema } from './model.js';

const state = { enum: ['ok', 'away'] };

export const serviceSchemas: Readonly<Record<string, Schema>> = {
  Health: object({
    ready: { type: 'boolean', description: 'This process can do what its roles promise.' },
    checks: object({
      exchange: state,
      database: state,
      keys: { ...state, description: 'Whether keys can be checked: what is known of them is not too old.' },
      consumers: { ...state, description: 'Whether the worker of this process consumes all that it should.' },
    }),
    refusing: {
      ...list({ enum: ['backlog', 'space', 'memory'] }),
      description: 'What there is too much of, so that the gateway of this process refuses some messages.',
    },
  }),
};

const reconciliation: Operation = {
  operationId: 'readReconciliation',
  tags: ['reconciliation'],
  summary: 'The books of one day: what came in is filed, rejected, parked, or in flight.',
  description:
    'People: permission `state.read`. The day is that of accepting, in the time zone of the hub. For one procedure the books stand in the answer itself, for all of them in `procedures`.',
  parameters: [
    {
      name: 'day',
      in: 'query',
      description: 'Default: today.',
      schema: { type: 'string', format: 'date' },
    },
    parameter('procedureName'),
  ],
  responses: guarded(
    {
      '200': json('The books.', {
        allOf: [schema('Day'), { anyOf: [schema('Books'), object({ procedures: list(schema('Books')) })] }],
      }),
      '400': problem('The day is none.', ['request.invalid']),
      '404': problem('The tenant has no such procedure.', ['procedure.not-found']),
    },
    ['exchange.unavailable'],
  ),
};

const live: Operation = {
  operationId: 'isLive',
  tags: ['service'],
  summary: 'Whether the process answers.',
  security: [],
  responses: { '200': json('It does.', object({ live: { const: true } })), '500': unforeseen() },
};

const ready: Operation = {
  operationId: 'isReady',
  tags: ['service'],
  summary: 'Whether requests should be sent here.',
  description:
    'A gateway is ready without the database, as long as it knows the keys and the exchange is there. A process that was told to stop is not.',
  security: [],
  responses: {
    '200': json('They should.', schema('Health')),
    '500': unforeseen(),
    '503': json('They should not.', schema('Health')),
  },
};

const metrics: Operation = {
  operationId: 'readMetrics',
  tags: ['service'],
  summary: 'Counters and gauges for Prometheus.',
  description: 'Without a token of the hub only for its own computer.',
  security: [{ metrics: [] }, {}],
  responses: {
    '200': { description: 'Text format 0.0.4.', content: { 'text/plain': { schema: { type: 'string' } } } },
    '401': problem('Not the token of the hub; or it has none, and another computer asks.', ['access.unauthorised'], {
      'WWW-Authenticate': header('WWW-Authenticate'),
    }),
    '500': unforeseen(),
  },
};

const jwks: Operation = {
  operationId: 'readReceiptKeys',
  tags: ['service'],
  summary: 'Public keys of receipts (RFC 7517), also the old ones.',
  security: [],
  responses: {
    '200': json('A key set.', object({ keys: list({ type: 'object', required: ['kty', 'kid', 'alg', 'use'] }) }), {
      'Cache-Control': header('Cache-Control'),
    }),
    '500': unforeseen(),
    '503': away(['database.unavailable']),
  },
};

const openApi: Operation = {
  operationId: 'readDescription',
  tags: ['service'],
  summary: 'This description.',
  security: [],
  responses: { '200': json('OpenAPI 3.1.', { type: 'object' }), '500': unforeseen() },
};

export const servicePaths: Paths = {
  '/v1/reconciliation': { get: reconciliation },
  '/health/live': { get: live },
  '/health/ready': { get: ready },
  '/metrics': { get: metrics },
  '/.well-known/jwks.json': { get: jwks },
  '/api/openapi.json': { get: openApi },
};
