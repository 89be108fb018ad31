import { badBody, guarded, json, jsonRequest, parameter, people, problem, schema, unforeseen } from './answers.js';
import { count, instant, list, object, text } from './forms.js';
import { source } from './procedure-schemas.js';
import type { Operation, Parameter, Paths, Schema } from './model.js';

const stability = { enum: ['draft', 'pilot', 'stable', 'retired'] };
const procedures = { ...list(text), description: 'Of the tenant, that use it.' };
const outcome = {
  description: 'What the connector makes of it: so many commands, or the code with which it refuses it.',
  oneOf: [object({ commands: count }), object({ code: text })],
};
const installedVersions = {
  ...list(schema('InstalledVersion')),
  description: 'Versions that are installed side by side, the newest first.',
};
const exampleFacts = { name: text, mime: text, sizeBytes: count, attachments: list(text), outcome };

export const connectorSchemas: Readonly<Record<string, Schema>> = {
  ConnectorSummary: object({
    name: text,
    title: text,
    version: text,
    stability,
    types: { ...count, description: 'How many types of messages it accepts.' },
    schemasMissing: { ...count, description: 'Types whose official schema is not installed.' },
    procedures,
    filed: { ...count, description: 'Of the tenant, in the last 30 days.' },
    installed: installedVersions,
  }),
  InstalledVersion: object({
    version: text,
    stability,
    source,
    procedures: { ...list(text), description: 'Of the tenant, whose messages it reads.' },
  }),
  Connectors: object({ connectors: list(schema('ConnectorSummary')) }),
  ConnectorType: object(
    { type: text, title: text, format: { enum: ['xml', 'json'] } },
    {
      namespace: { ...text, description: 'Left out: any root element that no other type takes.' },
      element: { ...text, description: 'Left out: any root element of the namespace that no other type names.' },
      container: { enum: ['zip', 'pdf-attachment'], description: 'What it may come in, besides on its own.' },
      jsonSchema: text,
      official: {
        description: 'The official schema, as the process that answers sees it. Without `package` it is not installed.',
        ...object({ namespace: text, entry: text }, { package: object({ name: text, version: text }) }),
      },
    },
  ),
  ConnectorVersion: object({
    version: {
      type: ['string', 'null'],
      description: 'Null: filed by an earlier version of the hub, which did not say so.',
    },
    filed: count,
    lastAt: instant,
  }),
  ConnectorExample: object(exampleFacts),
  Connector: object({
    name: text,
    title: text,
    version: text,
    stability,
    types: list(schema('ConnectorType')),
    settings: { type: 'object', description: 'JSON Schema of what a municipality fills in.' },
    procedures,
    installed: installedVersions,
    versions: {
      ...list(schema('ConnectorVersion')),
      description: 'What was filed with which version in the last 30 days; the one that filed last first.',
    },
    examples: list(schema('ConnectorExample')),
  }),
  ConnectorExampleContent: object(
    {
      ...exampleFacts,
      expected: { type: 'object', description: 'Key and commands, or the code with which it is refused.' },
    },
    {
      body: { ...text, description: 'As it is sent; left out when it is no text.' },
      settings: { type: 'object', description: 'Where it has settings of its own: those it is read with.' },
    },
  ),
};

const name: Parameter = {
  name: 'name',
  in: 'path',
  required: true,
  description: 'Name of the connector.',
  schema: { type: 'string' },
};

const version: Parameter = {
  name: 'version',
  in: 'query',
  description: 'One of its versions. Default: the newest that is not retired.',
  schema: { type: 'string' },
};

const connectors: Operation = {
  operationId: 'listConnectors',
  tags: ['connectors'],
  summary: 'The connectors of this version of the hub.',
  description: 'Permission `state.read`.',
  security: people,
  responses: guarded({ '200': json('All of them.', schema('Connectors')) }, ['schema.folder-unreadable']),
};

const connector: Operation = {
  operationId: 'readConnector',
  tags: ['connectors'],
  summary: 'One connector: what it accepts and needs, who uses it, and examples.',
  description: 'Permission `state.read`.',
  security: people,
  parameters: [name, version],
  responses: guarded(
    {
      '200': json('It.', schema('Connector')),
      '400': problem('The version is given more than once.', ['request.invalid']),
      '404': problem('There is no such connector.', ['connector.not-found']),
    },
    ['schema.folder-unreadable'],
  ),
};

const example: Operation = {
  operationId: 'readConnectorExample',
  tags: ['connectors'],
  summary: 'An example message, and what the connector makes of it.',
  description: 'Permission `state.read`. It is what the tests of the connector use: the data is made up.',
  security: people,
  parameters: [
    name,
    { name: 'example', in: 'path', required: true, description: 'Name of the example.', schema: { type: 'string' } },
    version,
  ],
  responses: guarded({
    '200': json('It.', schema('ConnectorExampleContent')),
    '400': problem('The version is given more than once.', ['request.invalid']),
    '404': problem('There is no such connector or example.', ['connector.not-found', 'example.not-found']),
  }),
};

const fact = object({ name: text }, { before: {}, after: {} });
const recordKind = { enum: ['case-file', 'case', 'document'] };

const adds = {
  description: 'How much filing it now would add; what is there already is not added again.',
  ...object({ caseFiles: count, cases: count, documents: count, versions: count, formats: count, closings: count }),
};

export const dryRunSchemas: Readonly<Record<string, Schema>> = {
  RecordFacts: {
    description: 'A record, or a version of a document, as a message has it.',
    ...object({ record: recordKind, facts: { type: 'object' } }, { key: text, reference: text }),
  },
  RecordDifference: object(
    {
      is: { enum: ['changed', 'new', 'gone'], description: '`gone`: it was filed, and today nothing names it.' },
      record: recordKind,
      fields: list(fact),
    },
    { key: text, reference: text },
  ),
  SampleRun: object(
    {
      connector: object({ name: text }, { version: text }),
      result: { enum: ['filed', 'refused'], description: 'What would become of the message with these settings.' },
      fields: {
        ...list(object({ path: text, value: text }, { times: count })),
        description:
          'Each place of the message that has a value, by the path that settings name it with; at most 500. `times`: there are several. Empty when the message could not be read.',
      },
    },
    {
      type: text,
      problems: {
        ...list(object({ path: text, sentence: object({ de: text, en: text }) })),
        description: 'What is wrong with the settings, with a JSON pointer into them.',
      },
      error: { ...schema('MessageError'), description: 'Why the message would not be filed.' },
      key: text,
      commands: { ...list({ type: 'object' }), description: 'What the connector makes of it.' },
      adds: {
        ...adds,
        description:
          'Left out when it would be refused, or was not planned against the archive: then `filed` is what the connector says.',
      },
    },
  ),
  DryRun: object(
    {
      id: { type: 'string', format: 'uuid' },
      connector: object({ name: text }, { version: text }),
      before: {
        description: 'What became of it up to now.',
        ...object({ state: { enum: ['accepted', 'filed', 'rejected', 'parked'] } }, { error: schema('MessageError') }),
      },
      result: { enum: ['filed', 'refused'], description: 'What would become of it today.' },
    },
    {
      type: text,
      correction: { ...count, description: 'The correction that was read in place of what was sent.' },
      error: { ...schema('MessageError'), description: 'Why it would be refused.' },
      key: text,
      commands: { ...list({ type: 'object' }), description: 'What the connector of today makes of it.' },
      adds,
      comparison: {
        description:
          'Where the message was filed. Commands are kept nowhere: what it has filed is told from its records. Of records that were there before it, only what it added is compared.',
        ...object({
          filed: list(schema('RecordFacts')),
          today: list(schema('RecordFacts')),
          differences: list(schema('RecordDifference')),
          same: { ...count, description: 'Records without a difference.' },
        }),
      },
    },
  ),
};

const dryRun: Operation = {
  operationId: 'tryMessage',
  tags: ['messages'],
  summary: 'Try out what would become of a message today. Nothing is filed.',
  description:
    'Permissions `message.decide` and `content.read`. It is read and translated with the connector and the settings of today, and its commands are planned against the archive.',
  security: people,
  parameters: [
    parameter('messageId'),
    {
      name: 'correction',
      in: 'query',
      description: 'Number of a correction. Default: the last one that was approved, else what was sent.',
      schema: { type: 'integer', minimum: 1 },
    },
  ],
  responses: guarded(
    {
      '200': json('What would become of it.', schema('DryRun')),
      '400': problem('The parameter is none.', ['request.invalid']),
      '404': problem('There is no such message or correction.', ['message.not-found', 'correction.not-found']),
      '409': problem('Reading it has ended the whole process before.', ['dry-run.harmful']),
      '410': problem('What was sent is not kept any more.', ['message.payload-gone']),
      '429': problem('Too many are tried out at the moment, or too many passwords checked.', [
        'dry-run.busy',
        'access.busy',
        'access.too-many-failures',
      ]),
      '500': unforeseen(['content.missing', 'content.corrupt']),
    },
    ['content.unavailable', 'procedure.unknown'],
  ),
};

const sampleRun: Operation = {
  operationId: 'tryConnector',
  tags: ['connectors'],
  summary: 'Try out what a connector makes of a pasted message, with settings that nobody has saved. Nothing is filed.',
  description:
    'Permission `procedure.administer`. The message is received, read and translated as any other, and its commands are planned against the archive; with a `procedure`, whose records that would tell of, only for whoever has the permission `content.read` as well. Nothing of it is kept.',
  security: people,
  parameters: [name],
  requestBody: jsonRequest(
    'The message as text, in XML or JSON, of at most 524,288 bytes.',
    object(
      {
        settings: {
          type: 'object',
          description: 'As they would be saved, of at most 65,536 bytes; they may be incomplete.',
        },
        message: text,
      },
      {
        attachments: { ...list(text), maxItems: 20, description: 'Names of attachments that it is to come with.' },
        connectorVersion: {
          type: ['string', 'null'],
          description: 'Null: the newest. Left out: that of the procedure, where it has this connector.',
        },
        procedure: { ...text, description: 'The procedure it would come from. Left out: one that is not there yet.' },
      },
    ),
  ),
  responses: guarded({
    '200': json('What would become of it.', schema('SampleRun')),
    ...badBody(),
    '404': problem('The tenant has no such procedure.', ['access.unknown']),
    '413': problem('The message is too large for a sample.', ['dry-run.too-large']),
    '422': problem('There is no such connector, or no such version of it.', [
      'connector.unknown',
      'connector.version-unknown',
    ]),
    '429': problem('Too many are tried out at the moment, or too many passwords checked.', [
      'dry-run.busy',
      'access.busy',
      'access.too-many-failures',
    ]),
  }),
};

export const connectorPaths: Paths = {
  '/v1/connectors': { get: connectors },
  '/v1/connectors/{name}': { get: connector },
  '/v1/connectors/{name}/examples/{example}': { get: example },
  '/v1/connectors/{name}/dry-run': { post: sampleRun },
  '/v1/messages/{id}/dry-run': { post: dryRun },
};
