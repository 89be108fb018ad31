import { guarded, json, people, problem, procedureInPath, schema } from './answers.js';
import { count, instant, list, object, text } from './forms.js';
import type { Operation, Paths, Schema } from './model.js';

const unknown = { '404': problem('The tenant has no such procedure.', ['access.unknown']) };

const read: Operation = {
  operationId: 'readXtaSource',
  tags: ['procedures'],
  summary: 'From which mailbox messages are fetched by XTA, how that goes, and what was not accepted.',
  description: 'Permission `state.read`. It is set up with the command line: `fachwerk xta source`.',
  security: people,
  parameters: [procedureInPath],
  responses: guarded({ '200': json('Without secrets.', schema('XtaSourceState')), ...unknown }),
};

const retry: Operation = {
  operationId: 'retryXtaSource',
  tags: ['procedures'],
  summary: 'Have fetched again what was left in the mailbox.',
  description: 'Permission `procedure.administer`. For example under other limits.',
  security: people,
  parameters: [procedureInPath],
  responses: guarded({ '200': json('How many messages that are.', object({ messages: count })), ...unknown }),
};

export const xtaSourcePaths: Paths = {
  '/v1/procedures/{procedure}/xta-source': { get: read },
  '/v1/procedures/{procedure}/xta-source/retry': { post: retry },
};

const error = { code: text, sentence: schema('Sentence') };

export const xtaSourceSchemas: Readonly<Record<string, Schema>> = {
  XtaSourceState: object({
    source: { anyOf: [schema('XtaSource'), { type: 'null' }] },
    left: list(schema('XtaLeft')),
  }),

  XtaSource: object(
    {
      addresses: object({ management: text, send: text, msgbox: text }),
      party: object({ identifier: text, type: text }),
      fetches: { type: 'boolean', description: 'Otherwise it is there to send alone.' },
      intervalSeconds: { type: 'integer', minimum: 1 },
      closesRefused: {
        type: 'boolean',
        description: 'What cannot be accepted is closed, and so gone from the mailbox.',
      },
      failures: { ...count, description: 'In a row.' },
      fetched: count,
      refused: count,
      left: { ...count, description: 'Messages that were left in the mailbox.' },
      nextAt: instant,
      lastError: { anyOf: [object({ ...error, at: instant }), { type: 'null' }] },
    },
    {
      contactAt: { ...instant, description: 'When its server last answered as it should; left out before. UTC.' },
      certificate: { ...text, description: 'Distinguished name in the certificate that is shown to the server.' },
      certificateEndsAt: instant,
    },
  ),

  XtaLeft: object(
    {
      messageId: text,
      error: object(error),
      tries: { type: 'integer', minimum: 1 },
      firstAt: instant,
      lastAt: instant,
    },
    {
      nextAt: { ...instant, description: 'When it is fetched again; left out when it is not by itself. UTC.' },
      closedAt: { ...instant, description: 'It was closed, and is not in the hub. UTC.' },
    },
  ),
};
