import { away, guarded, header, json, parameter, people, problem, schema, tooMuch, unforeseen } from './answers.js';
import type { Operation, Paths } from './model.js';

const XML_CODES = [
  'xml.not-well-formed',
  'xml.empty',
  'xml.doctype',
  'xml.prefix-undeclared',
  'xml.name',
  'xml.depth',
  'xml.elements',
  'xml.attributes',
  'xml.encoding',
];
const JSON_CODES = ['json.not-well-formed', 'json.depth', 'json.encoding', 'json.prototype-key', 'json.character'];
const CONTAINER_CODES = [
  'message.type-mismatch',
  'container.malformed',
  'container.encrypted',
  'container.entry-unsupported',
  'container.checksum',
  'container.name-invalid',
  'container.name-encoding',
  'container.name-too-long',
  'container.name-duplicate',
  'container.name-clash',
];
const ATTACHMENT_CODES = ['attachment.type-mismatch', 'attachment.name-invalid', 'attachment.name-duplicate'];

const xml = { schema: { type: 'string' } };
const bytes = { schema: { type: 'string', format: 'binary' } };

const accept: Operation = {
  operationId: 'acceptMessage',
  tags: ['receive'],
  summary: 'Hand over one message.',
  description:
    '`202` means: the message is durable and in the books of the hub. Whether it is filed is told by its state. After `429`, `503`, or no answer at all, send it again with the same `Idempotency-Key`.',
  security: [{ key: [] }, { certificate: [] }],
  parameters: [parameter('procedure'), parameter('idempotencyKey'), parameter('orderKey'), parameter('traceparent')],
  requestBody: {
    required: true,
    description:
      'The message itself, as XML or JSON (types that end in `+xml` and `+json` as well); where the connector of the procedure takes them, a ZIP with the message and its attachments, or a PDF with the message embedded (hybrid invoice); or a form with the message and its attachments.',
    content: {
      'application/xml': xml,
      'text/xml': xml,
      'application/json': { schema: {} },
      'application/zip': bytes,
      'application/pdf': bytes,
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['message'],
          properties: {
            message: { description: 'The message, once. It may have a file name.' },
            attachment: {
              type: 'array',
              description: 'Each with a file name of its own, without slashes.',
              items: { type: 'string', format: 'binary' },
            },
          },
          additionalProperties: false,
        },
        encoding: {
          message: { contentType: 'application/xml, text/xml, application/json, application/zip, application/pdf' },
        },
      },
    },
  },
  responses: {
    '202': json('Accepted.', schema('Accepted'), { Location: header('Location') }),
    '400': problem('The request is not one.', [
      'message.empty',
      'message.key-invalid',
      'message.order-key-invalid',
      'multipart.malformed',
      'request.refused',
    ]),
    '401': problem('No key was given, or none that is valid.', ['access.unauthorised', 'access.not-signed-in'], {
      'WWW-Authenticate': header('WWW-Authenticate'),
    }),
    '403': problem('Somebody else than a procedure asks.', ['access.csrf', 'access.password-change-due']),
    '404': problem('The key belongs to another procedure, or a person asks.', ['procedure.not-found']),
    '413': problem('Larger than allowed.', [
      'message.too-large',
      'attachment.too-large',
      'container.too-many-entries',
      'container.too-large',
      'container.entry-too-large',
      'container.ratio',
    ]),
    '415': problem('Neither XML nor JSON, nor a container that the connector of the procedure takes.', [
      'message.type-unsupported',
      'request.refused',
    ]),
    '422': problem('The message, or an attachment, is not what it says.', [
      ...XML_CODES,
      ...JSON_CODES,
      ...CONTAINER_CODES,
      ...ATTACHMENT_CODES,
    ]),
    '429': tooMuch(),
    '500': unforeseen(),
    '503': away([
      'exchange.unavailable',
      'content.unavailable',
      'content.space-low',
      'hub.memory-low',
      'database.unavailable',
      'access.snapshot-too-old',
      'access.no-message-id-key',
    ]),
  },
};

const list: Operation = {
  operationId: 'listMessages',
  tags: ['messages'],
  summary: 'Messages, newest first.',
  description:
    'People: permission `state.read`. Those that a worker has written down; one that was accepted a moment ago may not be among them yet. A page that is not the last has `after`.',
  parameters: [
    parameter('procedureName'),
    {
      name: 'state',
      in: 'query',
      description: 'Only messages in this state; `held`: those of `accepted` that wait for another message.',
      schema: { enum: ['accepted', 'held', 'filed', 'rejected', 'parked'] },
    },
    {
      name: 'from',
      in: 'query',
      description: 'Accepted at this instant or later.',
      schema: { type: 'string', format: 'date-time' },
    },
    {
      name: 'to',
      in: 'query',
      description: 'Accepted before this instant.',
      schema: { type: 'string', format: 'date-time' },
    },
    {
      name: 'cause',
      in: 'query',
      description: 'Only those that stand still for this cause. For people.',
      schema: { type: 'string', format: 'uuid' },
    },
    {
      name: 'q',
      in: 'query',
      description:
        'An id, with hyphens or as the trace id that it is without them, a key as a whole, or words of keys, errors and small bodies of messages that stand still. For people.',
      schema: { type: 'string' },
    },
    parameter('limit'),
    parameter('after'),
  ],
  responses: guarded({
    '200': json('A page.', schema('Messages')),
    '400': problem('A parameter is not what it must be.', ['request.invalid']),
    '404': problem('The tenant has no such procedure.', ['procedure.not-found']),
  }),
};

const gone = {
  '404': problem('The id is not of a message that may be seen.', ['message.not-found']),
  '410': problem('The message is older than what the ledger keeps.', ['message.gone']),
};

const one: Operation = {
  operationId: 'readMessage',
  tags: ['messages'],
  summary: 'The state of one message, with its receipt once it is filed.',
  description:
    'People: permission `state.read`. The id alone proves that a message was accepted: it answers `accepted` before a worker has seen it.',
  parameters: [parameter('messageId')],
  responses: guarded({ '200': json('What is known.', schema('Message')), ...gone }),
};

const attempts: Operation = {
  operationId: 'readAttempts',
  tags: ['messages'],
  summary: 'Every try with one message, oldest first.',
  description: 'People: permission `state.read`.',
  parameters: [parameter('messageId')],
  responses: guarded({ '200': json('The message and its attempts.', schema('Attempts')), ...gone }),
};

const release: Operation = {
  operationId: 'releaseMessage',
  tags: ['messages'],
  summary: 'Send a parked message through the pipeline once more.',
  description:
    'Permission `message.decide`. It is a new attempt of the same submission, so nothing can be filed twice by it.',
  security: people,
  parameters: [parameter('messageId')],
  responses: guarded(
    {
      '202': json('On its way.', schema('Accepted')),
      '409': problem('There is no parked message with this id.', ['message.not-parked']),
    },
    ['exchange.unavailable'],
  ),
};

const reason = {
  required: true,
  description: 'Why; it is kept in the attempts of the message.',
  content: { 'application/json': { schema: schema('Reason') } },
} as const;
const noReason = problem('No reason was given.', ['request.invalid']);

const rerun: Operation = {
  operationId: 'rerunMessage',
  tags: ['messages'],
  summary: 'Send a rejected message through the pipeline once more.',
  description:
    'Permission `message.decide`, after the connector or its settings changed. It is a new attempt of the same submission, so nothing can be filed twice by it. A refusal that was not sent to a webhook yet is not sent.',
  security: people,
  parameters: [parameter('messageId')],
  requestBody: reason,
  responses: guarded(
    {
      '202': json('On its way.', schema('Accepted')),
      '400': noReason,
      ...gone,
      '409': problem('There is no rejected message with this id.', ['message.not-rejected']),
    },
    ['exchange.unavailable'],
  ),
};

function refusal(operationId: string, summary: string): Operation {
  return {
    operationId,
    tags: ['messages'],
    summary,
    description: 'Permission `message.decide`. The sender reads the reason; a rejected message can be run again.',
    security: people,
    parameters: [parameter('messageId')],
    requestBody: reason,
    responses: guarded({
      '200': json('It is rejected.', schema('Discarded')),
      '400': noReason,
      ...gone,
      '409': problem('There is no parked message with this id, or it takes a second person.', [
        'message.not-parked',
        'message.two-people',
      ]),
    }),
  };
}

const timeline: Operation = {
  operationId: 'readTimeline',
  tags: ['messages'],
  summary: 'Everything that happened to one message, from its arrival to its receipt.',
  parameters: [parameter('messageId')],
  responses: guarded({ '200': json('The message and its history, oldest first.', schema('Timeline')), ...gone }),
};

const asSent = { 'text/plain': { schema: { type: 'string' } }, 'application/octet-stream': bytes } as const;

const payload: Operation = {
  operationId: 'readPayload',
  tags: ['messages'],
  summary: 'The message as it was sent.',
  description: 'Permission `content.read`. Never as a type that a browser would run.',
  security: people,
  parameters: [parameter('messageId'), parameter('range')],
  responses: guarded({
    '200': { description: 'XML and JSON as text, everything else as bytes.', content: asSent },
    '206': {
      description: 'The range that was asked for.',
      headers: { 'Content-Range': header('Content-Range') },
      content: asSent,
    },
    '404': problem('There is no such message, or no worker has written it down yet.', ['message.not-found']),
    '410': problem('What was sent is not kept any more.', ['message.payload-gone']),
    '416': problem('The range lies behind the end.', ['message.range-invalid'], {
      'Content-Range': header('Content-Range'),
    }),
    '500': unforeseen(['content.missing', 'content.corrupt']),
  }),
};

export const messagePaths: Paths = {
  '/v1/procedures/{procedure}/messages': { post: accept },
  '/v1/messages': { get: list },
  '/v1/messages/{id}': { get: one },
  '/v1/messages/{id}/attempts': { get: attempts },
  '/v1/messages/{id}/release': { post: release },
  '/v1/messages/{id}/rerun': { post: rerun },
  '/v1/messages/{id}/discard': { post: refusal('discardMessage', 'Reject a parked message.') },
  '/v1/messages/{id}/hand-back': {
    post: refusal('handBackMessage', 'Reject a parked message, so that its sender puts it right and sends it again.'),
  },
  '/v1/messages/{id}/timeline': { get: timeline },
  '/v1/messages/{id}/payload': { get: payload },
};
