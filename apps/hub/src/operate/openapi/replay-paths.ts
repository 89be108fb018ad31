import { badBody, guarded, jsonRequest, people, problem, schema } from './answers.js';
import { count, instant, list, object, text, uuid } from './forms.js';
import type { Operation, Paths, Schema } from './model.js';

const field = object({ name: text }, { before: {}, after: {} });

export const replaySchemas: Readonly<Record<string, Schema>> = {
  NewReplay: object(
    { procedure: text },
    {
      version: { ...text, description: 'Of the connector, to look at. Default: the newest that is not retired.' },
      against: {
        ...text,
        description:
          'An installed version, whose commands it is held against, or `filed`: what the messages have filed. Default: the version that the procedure has now, if it is another one, else `filed`.',
      },
      state: { enum: ['filed', 'rejected', 'parked'], description: 'Default: `filed`.' },
      from: { ...instant, description: 'Accepted at or after this time.' },
      to: { ...instant, description: 'Accepted before this time.' },
      limit: { type: 'integer', minimum: 1, maximum: 100_000, description: 'The newest of them. Default: 1,000.' },
    },
  ),
  ReplayLine: {
    description:
      'The first line says what is compared, the last one how many messages had which outcome, or what went wrong.',
    anyOf: [
      object({
        replay: object({ connector: text, version: text, against: { ...text, description: 'A version, or `filed`.' } }),
      }),
      object({ message: schema('ReplayedMessage') }),
      object({ summary: schema('ReplaySummary') }),
      object({ error: object({ code: text, sentence: schema('Sentence') }) }),
    ],
  },
  ReplayedMessage: object(
    {
      id: uuid,
      acceptedAt: instant,
      outcome: {
        enum: ['unchanged', 'changed', 'newly-refused', 'no-longer-refused', 'body-gone', 'not-tried'],
      },
    },
    {
      key: text,
      changes: list(schema('CommandChange')),
      error: {
        ...schema('MessageError'),
        description: 'Why the version that is looked at refuses it, or the archive what this version makes of it.',
      },
    },
  ),
  CommandChange: object(
    {
      is: { enum: ['changed', 'new', 'gone'] },
      what: { ...text, description: 'A command, a kind of record, or `message`.' },
      fields: list(field),
    },
    { key: text, reference: text },
  ),
  ReplaySummary: object({
    unchanged: count,
    changed: count,
    'newly-refused': count,
    'no-longer-refused': count,
    'body-gone': count,
    'not-tried': count,
  }),
};

const replay: Operation = {
  operationId: 'replayMessages',
  tags: ['connectors'],
  summary: 'Try out what another version of a connector makes of past messages. Nothing is filed.',
  description:
    'Permissions `message.decide` and `content.read`, also while it goes on. The answer comes line by line, newest message first; whoever closes the connection ends it. A tenant has one at a time.',
  security: people,
  requestBody: jsonRequest('Which messages, and which versions.', schema('NewReplay')),
  responses: guarded(
    {
      '200': {
        description: 'One JSON value in each line.',
        content: { 'application/x-ndjson': { schema: schema('ReplayLine') } },
      },
      ...badBody(),
      '404': problem('There is no such procedure.', ['procedure.not-found']),
      '422': problem('There is no such version.', ['connector.unknown', 'connector.version-unknown']),
      '429': problem('Too many are tried out at the moment, or too many passwords checked.', [
        'dry-run.busy',
        'access.busy',
        'access.too-many-failures',
      ]),
    },
    ['hub.stopping'],
  ),
};

export const replayPaths: Paths = { '/v1/replays': { post: replay } };
