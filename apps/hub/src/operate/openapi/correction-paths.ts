import { badBody, guarded, json, parameter, people, problem, schema, unforeseen } from './answers.js';
import { count, instant, list, number, object, sha256, text } from './forms.js';
import type { Operation, Parameter, Paths, Schema } from './model.js';

const reason = { type: 'string', minLength: 1, maxLength: 1_000 };

export const correctionSchemas: Readonly<Record<string, Schema>> = {
  Correction: {
    description: 'Another body for a parked message. What was sent stays as it is; one of the two is filed.',
    ...object(
      {
        number,
        state: { enum: ['proposed', 'approved', 'refused'] },
        reason: text,
        by: text,
        at: instant,
        sha256,
        sizeBytes: count,
        approval: { type: 'boolean', description: 'Somebody else than who made it has to approve it.' },
      },
      { decidedBy: text, decidedAt: instant, decisionReason: text },
    ),
  },
  Corrections: object({ corrections: list(schema('Correction')) }),
  NewCorrection: object({
    body: { ...text, description: 'The whole corrected message, a text in UTF-8.' },
    reason: { ...reason, description: 'What was corrected, and why.' },
  }),
  CorrectionDecision: object({}, { reason }),
};

const correctionNumber: Parameter = {
  name: 'number',
  in: 'path',
  required: true,
  description: 'Number of the correction.',
  schema: number,
};
const notFound = {
  '404': problem('There is no such correction, or it has been decided.', ['correction.not-found']),
};
const parametersOfOne = [parameter('messageId'), correctionNumber];
const decision = {
  required: true,
  description: 'May say why; `{}` without.',
  content: { 'application/json': { schema: schema('CorrectionDecision') } },
} as const;

const listCorrections: Operation = {
  operationId: 'listCorrections',
  tags: ['corrections'],
  summary: 'The corrections of a message, oldest first.',
  security: people,
  parameters: [parameter('messageId')],
  responses: guarded({
    '200': json('All of them.', schema('Corrections')),
    '404': problem('There is no such message.', ['message.not-found']),
  }),
};

const propose: Operation = {
  operationId: 'proposeCorrection',
  tags: ['corrections'],
  summary: 'Correct a parked message.',
  description: 'The body is checked as the front door would. Nothing is filed before it is approved.',
  security: people,
  parameters: [parameter('messageId')],
  requestBody: {
    required: true,
    description: 'The corrected message, and why.',
    content: { 'application/json': { schema: schema('NewCorrection') } },
  },
  responses: guarded(
    {
      '201': json('It is proposed.', schema('Correction')),
      ...badBody(),
      '404': problem('There is no such message.', ['message.not-found']),
      '409': problem('It is not parked, or another correction of it is undecided.', [
        'message.not-parked',
        'correction.pending',
      ]),
      '413': problem('Larger than a message may be.', ['message.too-large']),
      '422': problem('The corrected text is none that the hub would accept.', [
        'correction.not-text',
        'correction.encoding',
        'xml.not-well-formed',
        'json.not-well-formed',
      ]),
    },
    ['content.unavailable'],
  ),
};

const payload: Operation = {
  operationId: 'readCorrectedPayload',
  tags: ['corrections'],
  summary: 'The corrected body.',
  security: people,
  parameters: parametersOfOne,
  responses: guarded({
    '200': { description: 'As text.', content: { 'text/plain': { schema: { type: 'string' } } } },
    ...notFound,
    '410': problem('It is gone, together with what was sent.', ['message.payload-gone']),
    '500': unforeseen(['content.missing', 'content.corrupt']),
  }),
};

const approve: Operation = {
  operationId: 'approveCorrection',
  tags: ['corrections'],
  summary: 'Send the corrected message through the pipeline, in place of what was sent.',
  description: 'Where the tenant wants two people, it must not be the one who corrected it.',
  security: people,
  parameters: parametersOfOne,
  requestBody: decision,
  responses: guarded(
    {
      '202': json('On its way.', schema('Correction')),
      ...badBody(),
      ...notFound,
      '409': problem('The message is not parked any more, or it is your own correction.', [
        'message.not-parked',
        'correction.own',
      ]),
    },
    ['exchange.unavailable'],
  ),
};

const refuse: Operation = {
  operationId: 'refuseCorrection',
  tags: ['corrections'],
  summary: 'Do not file the correction. The message stays parked.',
  security: people,
  parameters: parametersOfOne,
  requestBody: decision,
  responses: guarded({
    '200': json('It is refused.', schema('Correction')),
    ...badBody(),
    ...notFound,
  }),
};

export const correctionPaths: Paths = {
  '/v1/messages/{id}/corrections': { get: listCorrections, post: propose },
  '/v1/messages/{id}/corrections/{number}/payload': { get: payload },
  '/v1/messages/{id}/corrections/{number}/approve': { post: approve },
  '/v1/messages/{id}/corrections/{number}/refuse': { post: refuse },
};
