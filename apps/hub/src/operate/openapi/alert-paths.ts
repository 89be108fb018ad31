import { CHANNEL_KINDS, LANGUAGES } from '../../ledger/alerts/channels.js';
import { ALERT_KINDS, SEVERITIES } from '../../ledger/alerts/rules.js';
import { badBody, guarded, json, jsonRequest, parameter, people, problem, schema } from './answers.js';
import { badParameter } from './cause-paths.js';
import { count, instant, link, list, object, text, uuid } from './forms.js';
import type { Operation, Parameter, Paths, Schema } from './model.js';

const kind = { enum: ALERT_KINDS };
const severity = { enum: SEVERITIES };
const state = { enum: ['pending', 'delivered', 'stopped'] };
const flag = { type: 'boolean' };
const error = object({ code: text, sentence: schema('Sentence') }, { at: instant });

const ruleBody = {
  required: { enabled: flag, severity, forMinutes: { ...count, maximum: 1_440 } },
  optional: {
    threshold: { ...count, description: 'Needed by every kind that has one; see the description of the kinds.' },
    minimum: { type: 'integer', minimum: 1, description: 'With fewer messages a share says nothing (`parked-rate`).' },
    repeatHours: { type: 'integer', minimum: 1, maximum: 720, description: 'Without it people are told once.' },
    procedures: { ...list(text), description: 'Names. Without it all, also those that come later.' },
    channels: { ...list(uuid), description: 'Without it all, also those that come later.' },
  },
};

export const alertSchemas: Readonly<Record<string, Schema>> = {
  Alert: {
    description: 'Something that a rule found for long enough. It is open until it was not found for as long.',
    ...object(
      {
        id: uuid,
        kind,
        severity,
        sentence: schema('Sentence'),
        openedAt: { ...instant, description: 'Since when it is known to be so. UTC.' },
        lastSeenAt: instant,
        page: { ...link, description: 'Page of the console that explains it.' },
      },
      {
        procedure: text,
        part: { ...text, description: 'Of the hub: `exchange`, `database`, `content`, `consumers`.' },
        resolvedAt: instant,
        acknowledgedBy: text,
        acknowledgedAt: instant,
      },
    ),
  },
  AlertWithNotices: {
    allOf: [
      schema('Alert'),
      object({
        notices: {
          description: 'What was told of it, by which way, and how far it came.',
          ...list(
            object(
              {
                what: { enum: ['opened', 'repeated', 'resolved'] },
                channel: text,
                state,
                attempts: count,
                at: instant,
              },
              { error },
            ),
          ),
        },
      }),
    ],
  },
  Alerts: object({ alerts: list(schema('AlertWithNotices')) }, { after: uuid }),
  AlertRule: {
    description: 'Of each kind there is one. As the hub has it, unless the tenant decided otherwise.',
    ...object(
      { kind, about: { enum: ['procedure', 'hub'] }, ...ruleBody.required },
      { ...ruleBody.optional, unit: { enum: ['minutes', 'hours', 'days', 'percent'] }, thresholdMax: count },
    ),
  },
  AlertRules: object({ rules: list(schema('AlertRule')) }),
  NewAlertRule: object(ruleBody.required, ruleBody.optional),
  AlertChannel: object(
    {
      id: uuid,
      kind: { enum: CHANNEL_KINDS },
      title: text,
      address: {
        ...text,
        description: 'A mail address, or a URL, of which only those who may change it see the path.',
      },
      language: { enum: LANGUAGES },
      createdAt: instant,
      createdBy: text,
    },
    { last: { description: 'How the last delivery went.', ...object({ state, at: instant }, { error }) } },
  ),
  AlertChannels: object({
    mail: { ...flag, description: 'Whether the hub knows a mail server.' },
    channels: list(schema('AlertChannel')),
  }),
  NewAlertChannel: object(
    { kind: { enum: CHANNEL_KINDS }, title: text, address: text },
    { language: { enum: LANGUAGES, default: 'de', description: 'Of mails; a webhook is told both.' } },
  ),
};

const channelId: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Id of the channel.',
  schema: { type: 'string', format: 'uuid' },
};
const noChannel = { '404': problem('There is no such channel.', ['alert-channel.not-found']) };

const alerts: Operation = {
  operationId: 'listAlerts',
  tags: ['alerts'],
  summary: 'Alerts, newest first, with what was told of them.',
  description: 'Takes the permission `state.read`.',
  security: people,
  parameters: [
    {
      name: 'state',
      in: 'query',
      description: 'Only open ones, or only those that are over.',
      schema: { enum: ['open', 'resolved'] },
    },
    { name: 'kind', in: 'query', description: 'Only those of this kind.', schema: kind },
    parameter('procedureName'),
    parameter('limit'),
    parameter('after'),
  ],
  responses: guarded({
    '200': json('A page.', schema('Alerts')),
    ...badParameter,
    '404': problem('The tenant has no such procedure.', ['procedure.not-found']),
  }),
};

const acknowledge: Operation = {
  operationId: 'acknowledgeAlert',
  tags: ['alerts'],
  summary: 'Say that somebody looks after it.',
  description:
    'Takes the permission `message.decide` or `alert.administer`. People are not told of it again until it is over.',
  security: people,
  parameters: [
    {
      name: 'id',
      in: 'path',
      required: true,
      description: 'Id of the alert.',
      schema: { type: 'string', format: 'uuid' },
    },
  ],
  responses: guarded({
    '200': json('The alert as it is now.', schema('AlertWithNotices')),
    '404': problem('There is no such alert.', ['alert.not-found']),
    '409': problem('It is over, or somebody has done it already.', ['alert.over']),
  }),
};

const rules: Operation = {
  operationId: 'listAlertRules',
  tags: ['alerts'],
  summary: 'The rules of alerts, one for each kind.',
  description: [
    'Takes the permission `state.read`. `messages-wait`: the oldest message waits for longer than so many minutes.',
    '`parked-rate`: more percent of what was settled in 15 minutes was parked. `parked-unattended`: something has been parked for longer than so many hours.',
    '`receipts-wait`: a receipt is not delivered for so many hours, or refused for good. `misconfigured`: the hub has paused the procedure.',
    '`paused-long`: an operator has, for longer than so many hours. `key-expires`: its last key, or the last certificate that it sends with, ends within so many days. `certificate-expires`: so does the certificate of its receiver.',
    '`disk-full`: fewer percent of the content store are free. `part-away`: broker, database, content store or workers are away.',
  ].join(' '),
  security: people,
  responses: guarded({ '200': json('All of them.', schema('AlertRules')) }),
};

const changeRule: Operation = {
  operationId: 'changeAlertRule',
  tags: ['alerts'],
  summary: 'Change a rule, as a whole.',
  description:
    'Takes the permission `alert.administer`. It holds from the next look on, which is within half a minute.',
  security: people,
  parameters: [{ name: 'kind', in: 'path', required: true, description: 'Kind of the rule.', schema: kind }],
  requestBody: jsonRequest('All of the rule.', schema('NewAlertRule')),
  responses: guarded({
    '200': json('The rule as it is now.', schema('AlertRule')),
    ...badBody(),
    '404': problem('There is no such rule, procedure or channel.', [
      'alert.kind-unknown',
      'procedure.not-found',
      'alert-channel.not-found',
    ]),
  }),
};

const channels: Operation = {
  operationId: 'listAlertChannels',
  tags: ['alerts'],
  summary: 'Ways to tell people of alerts.',
  description: 'Takes the permission `state.read`.',
  security: people,
  responses: guarded({ '200': json('By title.', schema('AlertChannels')) }),
};

const createChannel: Operation = {
  operationId: 'createAlertChannel',
  tags: ['alerts'],
  summary: 'Tell people in one more way.',
  description:
    'Takes the permission `alert.administer`. A webhook is sent JSON (schemas/hub/alert-notice.json), signed as receipts are.',
  security: people,
  requestBody: jsonRequest('A mail address or a URL.', schema('NewAlertChannel')),
  responses: guarded({
    '201': json(
      'The channel, and what a webhook is signed with.',
      object({ channel: schema('AlertChannel') }, { secret: { ...text, description: 'Shown this once.' } }),
    ),
    ...badBody(),
    '409': problem('The hub knows no mail server.', ['mail.not-set-up']),
    '422': problem('Nothing is sent to this address.', ['webhook.url-invalid']),
  }),
};

const removeChannel: Operation = {
  operationId: 'removeAlertChannel',
  tags: ['alerts'],
  summary: 'Tell nobody by it any more.',
  description: 'Takes the permission `alert.administer`. What was not delivered yet is stopped.',
  security: people,
  parameters: [channelId],
  responses: guarded({ '204': { description: 'It is gone.' }, ...noChannel }),
};

const testChannel: Operation = {
  operationId: 'testAlertChannel',
  tags: ['alerts'],
  summary: 'Send a test now, and say what came back.',
  description: 'Takes the permission `alert.administer`.',
  security: people,
  parameters: [channelId],
  responses: guarded({
    '200': json('Whether it was taken, and if not, why.', object({ delivered: flag }, { error })),
    ...noChannel,
  }),
};

export const alertPaths: Paths = {
  '/v1/alerts': { get: alerts },
  '/v1/alerts/{id}/acknowledge': { post: acknowledge },
  '/v1/alert-rules': { get: rules },
  '/v1/alert-rules/{kind}': { put: changeRule },
  '/v1/alert-channels': { get: channels, post: createChannel },
  '/v1/alert-channels/{id}': { delete: removeChannel },
  '/v1/alert-channels/{id}/test': { post: testChannel },
};
