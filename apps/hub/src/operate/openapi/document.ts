/** The description of the HTTP interface (OpenAPI 3.1), by hand. A test holds it against the routes there are. */
import { alertPaths, alertSchemas } from './alert-paths.js';
import { archivePaths } from './archive-paths.js';
import { archiveSchemas } from './archive-schemas.js';
import { causePaths, causeSchemas } from './cause-paths.js';
import { comparePaths, compareSchemas } from './compare-paths.js';
import { connectorPaths, connectorSchemas, dryRunSchemas } from './connector-paths.js';
import { correctionPaths, correctionSchemas } from './correction-paths.js';
import { headers, parameters, securitySchemes } from './components.js';
import { doorPaths, doorSchemas } from './door-paths.js';
import { flowPaths } from './flow-paths.js';
import { flowSchemas } from './flow-schemas.js';
import { journalPaths, journalSchemas } from './journal-paths.js';
import { jobPaths, jobSchemas } from './job-paths.js';
import { keyPaths, keySchemas } from './key-paths.js';
import { messagePaths } from './message-paths.js';
import { messageSchemas } from './message-schemas.js';
import type { OpenApiDocument } from './model.js';
import { outboxPaths, outboxSchemas } from './outbox-paths.js';
import { peoplePaths, peopleSchemas } from './people-paths.js';
import { procedurePaths } from './procedure-paths.js';
import { procedureSchemas } from './procedure-schemas.js';
import { xtaSourceSchemas } from './xta-source-paths.js';
import { replayPaths, replaySchemas } from './replay-paths.js';
import { servicePaths, serviceSchemas } from './service-paths.js';
import { sessionPaths, sessionSchemas } from './session-paths.js';

export const openApiDocument: OpenApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Fachwerk',
    version: '0.1.0',
    summary: "Integration hub between a city's document management and its specialist procedures.",
    description:
      'A specialist procedure hands over messages and reads their receipts. People read the archive, look after parked messages and check the books. A process answers the paths of the roles it was started with.',
    license: { name: 'European Union Public Licence 1.2', identifier: 'EUPL-1.2' },
  },
  servers: [{ url: '/', description: 'The hub that answers this description.' }],
  tags: [
    { name: 'receive', description: 'For specialist procedures. Role `gateway`.' },
    { name: 'session', description: 'Signing in and out. Role `operator`.' },
    { name: 'people', description: 'Who may do what in a tenant, and who did what. Role `operator`.' },
    {
      name: 'procedures',
      description: 'How procedures are set up, their keys, certificates and webhooks. Role `operator`.',
    },
    { name: 'messages', description: 'What became of messages. Role `operator`.' },
    { name: 'causes', description: 'Why messages stand still. Role `operator`.' },
    { name: 'jobs', description: 'Decisions about many messages. Role `operator`.' },
    { name: 'corrections', description: 'Other bodies for parked messages. Role `operator`.' },
    { name: 'flow', description: 'How messages flow, and where they wait. Role `operator`.' },
    { name: 'doors', description: 'By which doors messages come in, and whether these are open. Role `operator`.' },
    { name: 'alerts', description: 'What people are told when they do not look. Role `operator`.' },
    { name: 'outbox', description: 'Receipts on their way to webhooks. Role `operator`.' },
    { name: 'reconciliation', description: 'The proof that nothing is missing. Role `operator`.' },
    { name: 'connectors', description: 'What is accepted, and what it takes. Role `operator`.' },
    { name: 'keys', description: 'What ids and receipts are made with. Role `operator`.' },
    { name: 'archive', description: 'Case files, cases, documents. Role `records`.' },
    { name: 'service', description: 'About the process itself; without a key. Every role.' },
  ],
  security: [{ key: [] }, { certificate: [] }, { person: [] }, { session: [] }],
  paths: {
    ...sessionPaths,
    ...peoplePaths,
    ...procedurePaths,
    ...journalPaths,
    ...messagePaths,
    ...causePaths,
    ...jobPaths,
    ...correctionPaths,
    ...flowPaths,
    ...doorPaths,
    ...alertPaths,
    ...outboxPaths,
    ...connectorPaths,
    ...replayPaths,
    ...keyPaths,
    ...comparePaths,
    ...archivePaths,
    ...servicePaths,
  },
  components: {
    securitySchemes,
    headers,
    parameters,
    schemas: {
      ...sessionSchemas,
      ...peopleSchemas,
      ...procedureSchemas,
      ...xtaSourceSchemas,
      ...journalSchemas,
      ...messageSchemas,
      ...causeSchemas,
      ...jobSchemas,
      ...correctionSchemas,
      ...flowSchemas,
      ...doorSchemas,
      ...alertSchemas,
      ...outboxSchemas,
      ...connectorSchemas,
      ...dryRunSchemas,
      ...replaySchemas,
      ...keySchemas,
      ...compareSchemas,
      ...archiveSchemas,
      ...serviceSchemas,
    },
  },
};
