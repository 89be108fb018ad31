import { ITEM_STATES, JOB_ACTIONS, JOB_STATES } from '../../ledger/jobs.js';
import { badBody, guarded, json, parameter, people, problem, schema } from './answers.js';
import { badParameter, procedureCounts } from './cause-paths.js';
import { count, instant, list, object, text, uuid } from './forms.js';
import type { Operation, Parameter, Paths, Schema } from './model.js';

const action = { enum: JOB_ACTIONS };
const reason = {
  type: 'string',
  minLength: 1,
  maxLength: 1_000,
  description: 'Needed to refuse messages: their senders read it.',
};
const rate = { type: 'integer', minimum: 1, maximum: 60_000, description: 'Most messages a minute.' };
const itemState = {
  enum: ITEM_STATES,
  description:
    '`pending` is not sent yet, `sent` is on its way, `held` waits for an earlier message of its order key. `skipped` could not be decided about any more. `untouched`: the job ended before; `left`: it was on its way then.',
};

export const jobSchemas: Readonly<Record<string, Schema>> = {
  Selection: {
    description: 'Messages named one by one, or all that stand still and match a filter.',
    type: 'object',
    properties: {
      messages: { type: 'array', minItems: 1, maxItems: 10_000, items: uuid },
      filter: object(
        {},
        {
          state: { enum: ['parked', 'waiting'], default: 'parked' },
          cause: uuid,
          procedure: text,
          from: { ...instant, description: 'Accepted at this time or later.' },
          to: { ...instant, description: 'Accepted before.' },
          q: text,
        },
      ),
    },
    additionalProperties: false,
  },
  JobPreviewRequest: object({ selection: schema('Selection') }, { action, reason, ratePerMinute: rate }),
  NewJob: object({ action, selection: schema('Selection') }, { reason, ratePerMinute: { ...rate, default: 6_000 } }),
  JobPreview: object(
    {
      total: count,
      procedures: procedureCounts,
      causes: list(object({ id: uuid, count })),
      waves: { ...list(count), description: 'Sizes of the first waves; the last one is repeated.' },
      inOtherJobs: { ...count, description: 'Selected as well, but in a job that is not over: left out.' },
      approval: { type: 'boolean', description: 'A second person has to agree.' },
    },
    { oldest: instant, newest: instant },
  ),
  Job: {
    description:
      'A decision about many messages. A release goes in waves that grow, and stops by itself when a message stands still again for the reason for which it did before, or two for the same new one.',
    ...object(
      {
        id: uuid,
        action,
        state: { enum: JOB_STATES },
        selection: {
          description: 'As it was asked for.',
          ...object(
            {},
            {
              messages: { ...count, description: 'How many were named; they are the items of the job.' },
              filter: object(
                { state: { enum: ['parked', 'waiting'] } },
                { cause: uuid, procedure: text, from: instant, to: instant, q: text },
              ),
            },
          ),
        },
        ratePerMinute: count,
        total: count,
        createdBy: text,
        createdAt: instant,
        wave: {
          description: 'The wave that is on its way: all messages up to the position `end` are sent.',
          ...object({ number: count, size: count, end: count }),
        },
        counts: {
          description: 'Messages by state.',
          ...object(Object.fromEntries(ITEM_STATES.map((state) => [state, count]))),
        },
      },
      {
        reason: text,
        decidedBy: { ...text, description: 'Who agreed, or refused to.' },
        decidedAt: instant,
        endedAt: instant,
        stopped: {
          description: 'The message that stopped it.',
          ...object({ messageId: uuid, error: schema('MessageError') }),
        },
      },
    ),
  },
  Jobs: object({ jobs: list(schema('Job')) }, { after: uuid }),
  JobItem: object(
    { position: count, messageId: uuid, acceptedAt: instant, state: itemState },
    { key: text, error: schema('MessageError'), at: instant },
  ),
  JobItems: object({ items: list(schema('JobItem')) }, { after: count }),
};

const jobId: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Id of the job.',
  schema: { type: 'string', format: 'uuid' },
};
const notFound = { '404': problem('There is no such job.', ['job.not-found']) };
const noProcedure = { '404': problem('The tenant has no such procedure.', ['procedure.not-found']) };

const preview: Operation = {
  operationId: 'previewJob',
  tags: ['jobs'],
  summary: 'What a job would do.',
  security: people,
  requestBody: {
    required: true,
    description: 'As for the job itself.',
    content: { 'application/json': { schema: schema('JobPreviewRequest') } },
  },
  responses: guarded({
    '200': json('In numbers.', schema('JobPreview')),
    ...badBody(),
    ...noProcedure,
  }),
};

const create: Operation = {
  operationId: 'createJob',
  tags: ['jobs'],
  summary: 'Release, discard, or hand back many messages.',
  description:
    'What is selected is written down now; what stops later is not part of it. The hub carries it out by itself.',
  security: people,
  requestBody: {
    required: true,
    description: 'What to do with which messages.',
    content: { 'application/json': { schema: schema('NewJob') } },
  },
  responses: guarded({
    '202': json('It runs, or waits for a second person.', schema('Job')),
    ...badBody(),
    ...noProcedure,
    '409': problem('Nothing of it stands still, or all of it is in other jobs.', ['job.nothing-selected']),
  }),
};

const listJobs: Operation = {
  operationId: 'listJobs',
  tags: ['jobs'],
  summary: 'Jobs, newest first.',
  security: people,
  parameters: [
    { name: 'state', in: 'query', description: 'Only those in this state.', schema: { enum: JOB_STATES } },
    {
      name: 'cause',
      in: 'query',
      description: 'Only those that had messages of this cause.',
      schema: { type: 'string', format: 'uuid' },
    },
    parameter('limit'),
    parameter('after'),
  ],
  responses: guarded({ '200': json('A page.', schema('Jobs')), ...badParameter }),
};

const one: Operation = {
  operationId: 'readJob',
  tags: ['jobs'],
  summary: 'One job.',
  security: people,
  parameters: [jobId],
  responses: guarded({ '200': json('The job.', schema('Job')), ...notFound }),
};

const items: Operation = {
  operationId: 'listJobItems',
  tags: ['jobs'],
  summary: 'The messages of a job with their results, in the order in which they are sent.',
  security: people,
  parameters: [
    jobId,
    { name: 'state', in: 'query', description: 'Only those in this state.', schema: { enum: ITEM_STATES } },
    parameter('limit'),
    {
      name: 'after',
      in: 'query',
      description: 'The `after` of the page before.',
      schema: { type: 'integer', minimum: 0 },
    },
  ],
  responses: guarded({ '200': json('A page.', schema('JobItems')), ...badParameter, ...notFound }),
};

function change(operationId: string, summary: string, codes: readonly string[] = []): Operation {
  return {
    operationId,
    tags: ['jobs'],
    summary,
    security: people,
    parameters: [jobId],
    responses: guarded({
      '200': json('The job as it is now.', schema('Job')),
      ...notFound,
      '409': problem('It is in a state in which this cannot be done.', ['job.state', ...codes]),
    }),
  };
}

export const jobPaths: Paths = {
  '/v1/jobs': { get: listJobs, post: create },
  '/v1/jobs/preview': { post: preview },
  '/v1/jobs/{id}': { get: one },
  '/v1/jobs/{id}/items': { get: items },
  '/v1/jobs/{id}/pause': { post: change('pauseJob', 'Send nothing more for now.') },
  '/v1/jobs/{id}/resume': {
    post: change(
      'resumeJob',
      'Go on where it was paused. One that stopped by itself begins its waves again, with one message: first with what it did not touch, then with what stands still again.',
      ['job.nothing-selected'],
    ),
  },
  '/v1/jobs/{id}/cancel': {
    post: change('cancelJob', 'End it. What was sent goes its way; the rest is left as it is.'),
  },
  '/v1/jobs/{id}/approve': {
    post: change('approveJob', 'Agree to a job of somebody else, which then runs.', ['job.own']),
  },
  '/v1/jobs/{id}/refuse': { post: change('refuseJob', 'Do not agree to a job of somebody else.', ['job.own']) },
};
