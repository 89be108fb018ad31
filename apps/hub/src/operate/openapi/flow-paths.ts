import { guarded, header, json, parameter, people, problem, procedureInPath, schema } from './answers.js';
import type { Operation, Paths } from './model.js';

const overview: Operation = {
  operationId: 'readOverview',
  tags: ['flow'],
  summary: 'How messages flow, for each procedure and in all.',
  description:
    'Takes the permission `state.read`. What waits, how old the oldest of it is, how fast it gets less, what is parked, and whether what the hub needs is there.',
  security: people,
  responses: guarded({ '200': json('As of now.', schema('Overview')) }),
};

const series: Operation = {
  operationId: 'readSeries',
  tags: ['flow'],
  summary: 'How many messages were accepted and settled when, for charts.',
  description:
    'Takes the permission `state.read`. `accepted` counts every `202`, also of a message that is sent again; the others count submissions, each time they were settled.',
  security: people,
  parameters: [
    {
      name: 'span',
      in: 'query',
      description: 'How far back from now. The length of a step follows from it.',
      schema: { enum: ['1h', '6h', '24h', '7d', '30d'], default: '1h' },
    },
    parameter('procedureName'),
  ],
  responses: guarded({
    '200': json('Steps of equal length, oldest first.', schema('Series')),
    '400': problem('A parameter is not what it must be.', ['request.invalid']),
    '404': problem('The tenant has no such procedure.', ['procedure.not-found']),
  }),
};

const events: Operation = {
  operationId: 'listen',
  tags: ['flow'],
  summary: 'What changes, as server-sent events.',
  description:
    'Takes the permission `state.read`. `overview`: as `GET /v1/overview` answers it, at first and whenever something in it is another, every 2 s at most. `job`: a job as `GET /v1/jobs/{id}` answers it. `alerts`: those that are open. A comment every 15 s shows that the connection lives. It ends when the person may not listen any more, and when the hub stops.',
  security: people,
  responses: guarded({
    '200': { description: 'A stream.', content: { 'text/event-stream': { schema: { type: 'string' } } } },
    '429': problem(
      'Too many streams are open, or too many passwords are being checked.',
      ['request.too-many-streams', 'access.busy'],
      { 'Retry-After': header('Retry-After') },
    ),
  }),
};

const queues: Operation = {
  operationId: 'listQueues',
  tags: ['flow'],
  summary: 'The queues of the tenant, and those that all tenants share.',
  description:
    'Takes the permission `state.read`. From the management of RabbitMQ where the hub knows it (FACHWERK_RABBITMQ_MANAGEMENT_URL), else what AMQP alone can tell, or from the exchange on the database. Looking takes nothing out of a queue. What cannot be told is left out, and `problems` says why.',
  security: people,
  responses: guarded({ '200': json('As of now.', schema('Queues')) }),
};

const unknown = { '404': problem('The tenant has no such procedure.', ['procedure.not-found']) };

const pause: Operation = {
  operationId: 'pauseProcedure',
  tags: ['flow'],
  summary: 'Have no message of a procedure filed until it is resumed.',
  description:
    'Takes the permission `procedure.pause`. Gateways go on accepting; what comes in waits. Workers finish what they have in hand, within seconds. One that is paused already stays as it is.',
  security: people,
  parameters: [procedureInPath],
  requestBody: {
    required: true,
    description: 'Why; everybody who looks at the procedure reads it.',
    content: { 'application/json': { schema: schema('Reason') } },
  },
  responses: guarded({
    '200': json('It is paused.', {
      type: 'object',
      required: ['paused'],
      properties: { paused: schema('OperatorPause') },
    }),
    '400': problem('There is no reason, or it is too long.', ['request.invalid']),
    ...unknown,
  }),
};

const resume: Operation = {
  operationId: 'resumeProcedure',
  tags: ['flow'],
  summary: 'Have messages of a paused procedure filed again.',
  description:
    'Takes the permission `procedure.pause`. Workers take them within seconds. One that is not paused stays as it is.',
  security: people,
  parameters: [procedureInPath],
  responses: guarded({ '200': json('It is not paused.', { type: 'object' }), ...unknown }),
};

export const flowPaths: Paths = {
  '/v1/overview': { get: overview },
  '/v1/overview/series': { get: series },
  '/v1/events': { get: events },
  '/v1/queues': { get: queues },
  '/v1/procedures/{procedure}/pause': { post: pause },
  '/v1/procedures/{procedure}/resume': { post: resume },
};
