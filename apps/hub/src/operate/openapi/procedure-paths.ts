import { badBody, guarded, json, jsonRequest, parameter, people, problem, procedureInPath, schema } from './answers.js';
import { certificatePaths } from './certificate-paths.js';
import { xtaSourcePaths } from './xta-source-paths.js';
import { count, instant, object, text } from './forms.js';
import type { Operation, Parameter, Paths } from './model.js';
import { connectorVersion, order, rate, settings, validation } from './procedure-schemas.js';

const administers = 'Permission `procedure.administer`.';
const reads = 'Permission `state.read`.';
const key: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Id of the key.',
  schema: { type: 'string', format: 'uuid' },
};
const unknown = { '404': problem('The tenant has no such procedure.', ['access.unknown']) };
const unknownKey = { '404': problem('There is no such procedure, or it has no such key.', ['access.unknown']) };
const refused = (codes: readonly string[]): Operation['responses'] => ({
  '422': problem('The settings do not fit the connector (`problems` says where), or the rate is none.', [
    'settings.invalid',
    'connector.unknown',
    'connector.version-unknown',
    'access.rate-invalid',
    ...codes,
  ]),
});
const contact = { anyOf: [schema('Contact'), { type: 'null' }] };
const modes = { connectorVersion, validation, order, rate, contact };

const all: Operation = {
  operationId: 'listProcedures',
  tags: ['procedures'],
  summary: 'The procedures of the tenant by name, and the connectors that there are for them.',
  description: reads,
  security: people,
  responses: guarded({ '200': json('All of them.', schema('Procedures')) }),
};

const one: Operation = {
  operationId: 'readProcedure',
  tags: ['procedures'],
  summary: 'How a procedure is set up.',
  description: reads,
  security: people,
  parameters: [procedureInPath],
  responses: guarded({ '200': json('All of it, without secrets.', schema('WholeProcedure')), ...unknown }),
};

const create: Operation = {
  operationId: 'createProcedure',
  tags: ['procedures'],
  summary: 'Create a procedure.',
  description: `${administers} It has no key yet.`,
  security: people,
  requestBody: jsonRequest(
    'Its name stays; everything else can be changed.',
    object({ name: text, title: text, connector: text, settings }, modes),
  ),
  responses: guarded({
    '201': json('It is there; gateways know within seconds.', schema('WholeProcedure')),
    ...badBody(),
    '409': problem('There is a procedure of this name.', ['access.exists']),
    ...refused(['access.name-invalid']),
  }),
};

const change: Operation = {
  operationId: 'changeProcedure',
  tags: ['procedures'],
  summary: 'Change how a procedure is set up.',
  description: `${administers} What is left out stays. Gateways and workers know within seconds; messages that wait for a setting go on by themselves.`,
  security: people,
  parameters: [procedureInPath],
  requestBody: jsonRequest(
    'What changes, and the `revision` that it was made from.',
    object({ revision: text }, { title: text, connector: text, settings, ...modes }),
  ),
  responses: guarded({
    '200': json('As it is now, with another revision.', schema('WholeProcedure')),
    ...badBody(),
    ...unknown,
    '409': problem('Somebody changed it meanwhile: read it again.', ['procedure.changed']),
    ...refused([]),
  }),
};

const keys: Operation = {
  operationId: 'listKeys',
  tags: ['procedures'],
  summary: 'The keys of a procedure, newest first.',
  description: `${reads} A page that is not the last has \`after\`.`,
  security: people,
  parameters: [procedureInPath, parameter('limit'), parameter('after')],
  responses: guarded({
    '200': json('A page, without secrets.', schema('ProcedureKeys')),
    '400': problem('A parameter is not what it must be.', ['request.invalid']),
    ...unknown,
  }),
};

const secret = { ...text, description: 'Shown this once: the hub keeps its hash.' };
const expiresAt = { ...instant, description: 'Left out: it is valid until it is revoked.' };

const createKey: Operation = {
  operationId: 'createKey',
  tags: ['procedures'],
  summary: 'Create a key.',
  description: `${administers} Gateways know it within five seconds.`,
  security: people,
  parameters: [procedureInPath],
  requestBody: jsonRequest('What it is called, and until when it is valid.', object({ label: text }, { expiresAt })),
  responses: guarded({
    '201': json('The key.', object({ key: schema('ProcedureKey'), secret })),
    ...badBody(),
    ...unknown,
  }),
};

const rotateKey: Operation = {
  operationId: 'rotateKey',
  tags: ['procedures'],
  summary: 'Make a key in place of another one.',
  description: `${administers} The old one stays valid for \`overlapSeconds\`, unless it ends before; with 0 it is revoked, within five seconds.`,
  security: people,
  parameters: [procedureInPath, key],
  requestBody: jsonRequest(
    'About the old key, and about the new one; without a label it has that of the old one.',
    object({}, { overlapSeconds: { ...count, maximum: 31_622_400, default: 604_800 }, label: text, expiresAt }),
  ),
  responses: guarded({
    '201': json(
      'The new key, and the old one as it is now.',
      object({ key: schema('ProcedureKey'), secret, old: schema('ProcedureKey') }),
    ),
    ...badBody(),
    ...unknownKey,
    '409': problem('The key is not valid any more.', ['key.ended']),
  }),
};

const revokeKey: Operation = {
  operationId: 'revokeKey',
  tags: ['procedures'],
  summary: 'Revoke a key.',
  description: `${administers} Gateways refuse it within five seconds. One that is revoked stays as it is.`,
  security: people,
  parameters: [procedureInPath, key],
  responses: guarded({ '200': json('It is revoked.', object({ key: schema('ProcedureKey') })), ...unknownKey }),
};

const webhookSecret = { ...text, description: 'What receipts are signed with, shown this once.' };
const notSet = { '404': problem('No webhook is set up for it.', ['webhook.not-set', 'access.unknown']) };

const setWebhook: Operation = {
  operationId: 'setWebhook',
  tags: ['procedures'],
  summary: 'Set up or change where receipts are sent to.',
  description: `${administers} Those of what is settled from now on are sent.`,
  security: people,
  parameters: [procedureInPath],
  requestBody: jsonRequest(
    'The address, and whether it is sent to at present.',
    object({ url: text }, { active: { type: 'boolean', default: true } }),
  ),
  responses: guarded({
    '200': json('With the secret of a new one.', object({ webhook: schema('Webhook') }, { secret: webhookSecret })),
    ...badBody(),
    ...unknown,
    '409': problem('Receipts of this procedure go to a reader by XTA.', ['xta-client.target-set']),
    '422': problem('Nothing is sent to such an address.', ['webhook.url-invalid']),
  }),
};

const removeWebhook: Operation = {
  operationId: 'removeWebhook',
  tags: ['procedures'],
  summary: 'Send no more receipts.',
  description: `${administers} What was not delivered is stopped, and can be released when there is a webhook again.`,
  security: people,
  parameters: [procedureInPath],
  responses: guarded({ '200': json('How many receipts were stopped.', object({ stopped: count })), ...unknown }),
};

const rotateWebhook: Operation = {
  operationId: 'rotateWebhookSecret',
  tags: ['procedures'],
  summary: 'Make a second secret.',
  description: `${administers} Receipts have a signature by either, until the old one is retired.`,
  security: people,
  parameters: [procedureInPath],
  responses: guarded({
    '200': json('The new secret.', object({ webhook: schema('Webhook'), secret: webhookSecret })),
    ...notSet,
    '409': problem('Two are valid already.', ['webhook.rotating']),
  }),
};

const retireWebhook: Operation = {
  operationId: 'retireWebhookSecret',
  tags: ['procedures'],
  summary: 'End the older of two secrets.',
  description: administers,
  security: people,
  parameters: [procedureInPath],
  responses: guarded({
    '200': json('One secret is valid.', object({ webhook: schema('Webhook') })),
    ...notSet,
    '409': problem('One alone is valid.', ['webhook.not-rotating']),
  }),
};

const tryWebhook: Operation = {
  operationId: 'testWebhook',
  tags: ['procedures'],
  summary: 'Send a signed test.',
  description: `${administers} From the process that answers, by the rules of receipts; workers may reach the receiver by another way. It is not tried again.`,
  security: people,
  parameters: [procedureInPath],
  responses: guarded({ '200': json('What came of it.', schema('WebhookTest')), ...notSet }),
};

export const procedurePaths: Paths = {
  '/v1/procedures': { get: all, post: create },
  '/v1/procedures/{procedure}': { get: one, patch: change },
  '/v1/procedures/{procedure}/keys': { get: keys, post: createKey },
  '/v1/procedures/{procedure}/keys/{id}': { delete: revokeKey },
  '/v1/procedures/{procedure}/keys/{id}/rotate': { post: rotateKey },
  ...certificatePaths,
  ...xtaSourcePaths,
  '/v1/procedures/{procedure}/webhook': { post: setWebhook, delete: removeWebhook },
  '/v1/procedures/{procedure}/webhook/rotate': { post: rotateWebhook },
  '/v1/procedures/{procedure}/webhook/retire': { post: retireWebhook },
  '/v1/procedures/{procedure}/webhook/test': { post: tryWebhook },
};
