import { guarded, json, parameter, people, problem, schema } from './answers.js';
import { count, instant, list, object, text } from './forms.js';
import type { Operation, Parameter, Paths, Schema } from './model.js';

const DOOR_NAMES = ['rest', 'soap', 'xta', 'xta-client'];

const doorInPath: Parameter = {
  name: 'door',
  in: 'path',
  required: true,
  description: '`xta`: others ask the hub. `xta-client`: the hub asks XTA servers of others.',
  schema: { enum: DOOR_NAMES },
};

const unknownDoor = problem('There is no such door, or the tenant has no such procedure.', [
  'door.unknown',
  'procedure.not-found',
]);

const all: Operation = {
  operationId: 'listDoors',
  tags: ['doors'],
  summary:
    'The doors that messages come in by: whether they are open, when somebody last came through, what was refused.',
  description:
    'Takes the permission `state.read`. Counts are written down every 10 s; they are of the tenant. What is closed or not complete says why, and what to do.',
  security: people,
  responses: guarded({ '200': json('As of now.', object({ asOf: instant, doors: list(schema('Door')) })) }),
};

const one: Operation = {
  operationId: 'readDoor',
  tags: ['doors'],
  summary: 'A door with its procedures, errors, certificates, and what there is of its kind.',
  description:
    'Takes the permission `state.read`. Services for SOAP, parties with their mailboxes for XTA, sources for the client of XTA servers.',
  security: people,
  parameters: [doorInPath],
  responses: guarded({ '200': json('As of now.', schema('WholeDoor')), '404': unknownDoor }),
};

const series: Operation = {
  operationId: 'readDoorSeries',
  tags: ['doors'],
  summary: 'How much came to a door when, for charts.',
  description: 'Takes the permission `state.read`.',
  security: people,
  parameters: [
    doorInPath,
    {
      name: 'span',
      in: 'query',
      description: 'How far back from now. The length of a step follows from it.',
      schema: { enum: ['1h', '6h', '24h', '7d', '30d'], default: '1h' },
    },
    parameter('procedureName'),
  ],
  responses: guarded({
    '200': json('Steps of equal length, oldest first.', schema('DoorSeries')),
    '400': problem('A parameter is not what it must be.', ['request.invalid']),
    '404': unknownDoor,
  }),
};

const test: Operation = {
  operationId: 'testDoor',
  tags: ['doors'],
  summary: 'Try a door, as far as nothing of it stays behind.',
  description:
    'Takes the permission `procedure.administer`. Whether gateways are there and have what they need, database and exchange can be used, each address answers and shows a certificate that is valid, WSDLs are complete, and servers of XTA sources know their party (checkAccountActive). Asked from the process with the role `operator`. That something failed is an answer as well.',
  security: people,
  parameters: [doorInPath, parameter('procedureName')],
  responses: guarded({
    '200': json('What was tried, and what came of it.', schema('DoorTest')),
    '400': problem('A parameter is not what it must be.', ['request.invalid']),
    '404': unknownDoor,
  }),
};

export const doorPaths: Paths = {
  '/v1/doors': { get: all },
  '/v1/doors/{door}': { get: one },
  '/v1/doors/{door}/series': { get: series },
  '/v1/doors/{door}/test': { post: test },
};

const name = { enum: DOOR_NAMES };
const flag = { type: 'boolean' };
const code = { code: text, sentence: schema('Sentence') };
const lastError = object({ ...code, at: instant });
const sums = {
  ...object({ accepted: count, answered: count, refused: count, bytes: count }),
  description: '`answered`: requests that brought no message, as questions, and looks into a mailbox.',
};
const refusals = list(object({ ...code, lastHour: count, lastDay: count }));
const certificate = object(
  { of: { enum: ['gateway', 'procedure', 'source', 'target'] }, subject: text, endsAt: instant },
  { gateway: text, procedure: text },
);
const door = {
  door: name,
  state: {
    enum: ['open', 'incomplete', 'closed', 'unused'],
    description: '`incomplete`: open, but not for everything. `unused`: nobody is set up for it, so it may be closed.',
  },
  reasons: { ...list(object(code)), description: 'Why it is not open as a whole, and what to do.' },
  addresses: list(text),
  lastHour: sums,
  lastDay: sums,
  errors: { ...refusals, description: 'What was refused in the last day, the most frequent first.' },
  certificates: { ...list(certificate), description: 'Those that end first.' },
};
const contact = { contactAt: { ...instant, description: 'When somebody last came through. UTC.' } };

const receipt = object(
  {
    procedure: text,
    to: { ...text, description: 'Origin of a webhook, or the reader of XTA.' },
    active: flag,
    failures: { ...count, description: 'In a row.' },
    pending: count,
    stopped: count,
  },
  { restUntil: instant },
);

const service = object({
  connector: text,
  version: text,
  name: text,
  title: text,
  wsdl: text,
  procedures: list(text),
  installed: { ...flag, description: 'At every gateway.' },
  addresses: list(text),
});

const party = object(
  {
    type: text,
    identifier: text,
    services: list(text),
    waiting: { ...count, description: 'Messages that its reader has not closed.' },
  },
  { procedure: { ...text, description: 'Left out for the tenant itself.' }, oldestAt: instant },
);

const source = object(
  {
    procedure: text,
    address: text,
    party: object({ identifier: text, type: text }),
    fetches: flag,
    intervalSeconds: count,
    nextAt: instant,
    failures: { ...count, description: 'In a row.' },
    fetched: count,
    refused: count,
    left: { ...count, description: 'Messages that were left in the mailbox.' },
  },
  { ...contact, lastError },
);

export const doorSchemas: Readonly<Record<string, Schema>> = {
  Door: object(door, contact),

  WholeDoor: object(
    {
      asOf: instant,
      ...door,
      gateways: list(
        object(
          { name: text, toldAt: instant, address: text },
          { tls: object({ port: count, subject: text, endsAt: instant }) },
        ),
      ),
      procedures: list(
        object(
          { name: text, title: text, lastHour: sums, lastDay: sums, errors: refusals },
          { ...contact, lastError: { ...lastError, description: 'What it was last refused with.' } },
        ),
      ),
    },
    {
      ...contact,
      services: { ...list(service), description: 'Of SOAP.' },
      parties: { ...list(party), description: 'Of XTA.' },
      sources: { ...list(source), description: 'Of the client of XTA servers.' },
      receipts: { ...list(receipt), description: 'By webhook for `rest`, by XTA for `xta-client`.' },
      strangers: {
        ...list(object({ ...code, count })),
        description:
          'What was refused before anybody was known, since the gateways started. Of no tenant: for provider administrators alone.',
      },
    },
  ),

  DoorSeries: object({
    from: instant,
    to: { ...instant, description: 'Now: the last step is not over.' },
    stepSeconds: count,
    at: { ...list(count), description: 'Where each step begins, in seconds of Unix time.' },
    accepted: list(count),
    answered: list(count),
    refused: list(count),
  }),

  DoorTest: object({
    at: instant,
    passed: flag,
    checks: list(
      object(
        {
          check: { enum: ['gateway', 'set-up', 'database', 'exchange', 'address', 'certificate', 'wsdl', 'source'] },
          passed: flag,
        },
        { target: text, endsAt: instant, error: object(code) },
      ),
    ),
  }),
};
