/** The table of `role-matrix.e2e-spec.ts`: for every route who may use it, and an example that harms nothing. */

import { doorRows } from './role-matrix-doors.js';
import { keyRows } from './role-matrix-keys.js';

export const roles = [
  'viewer',
  'operator',
  'approver',
  'clerk',
  'tenant-administrator',
  'provider-administrator',
] as const;
export type Role = (typeof roles)[number];

/** `key`: of a specialist procedure. `visitor`: a provider administrator of another tenant who acts in this one. */
export const actors = ['nobody', 'key', ...roles, 'visitor'] as const;
export type Actor = (typeof actors)[number];
export type Outcome = 'yes' | '401' | '403' | '404';

/** What there is of a tenant. */
export interface Example {
  readonly message: string;
  readonly caseFile: string;
  readonly document: string;
  readonly delivery: string;
  readonly person: string;
  /** A message with a correction that nobody has decided about. */
  readonly parked: string;
  readonly cause: string;
  /** It has stopped. */
  readonly job: string;
  /** A key of the procedure `permits` that nobody uses. */
  readonly key: string;
  /** The same of a certificate. */
  readonly certificate: string;
  readonly alert: string;
  readonly channel: string;
  /** One for each who asks: whoever may, removes it. */
  readonly channels: string[];
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

export interface Row {
  readonly ask: (example: Example) => Asked;
  /** Those who may; all other people are answered 403. */
  readonly may: readonly (Role | 'visitor')[];
  /** Answered to the key of a procedure. */
  readonly key: Outcome;
  /** Answered to whoever shows neither key nor session; without it 401. */
  readonly nobody?: Outcome;
  /** Answered to people who may not; without it 403. */
  readonly others?: Outcome;
  /** It names something, which may belong to another tenant: then who may is answered 404. */
  readonly names?: true;
}

const everybody = [...roles, 'visitor'] as const;
const readers = ['viewer', 'operator', 'clerk'] as const;
const contentReaders = ['viewer', 'operator', 'approver'] as const;
const administrators = ['tenant-administrator', 'provider-administrator', 'visitor'] as const;
const providers = ['provider-administrator', 'visitor'] as const;
const get =
  (path: (example: Example) => string): Row['ask'] =>
  (example) => ({ method: 'GET', path: path(example) });
const seen = (path: string): Row => ({ ask: get(() => path), may: everybody, key: '403' });
/** With a body that says too little: whoever is let in is answered 400, and nothing happens. */
const post =
  (path: (example: Example) => string): Row['ask'] =>
  (example) => ({ method: 'POST', path: path(example), body: {} });

/** Signing in is for everybody, and everybody sees the own session, which no key has. */
const session: Readonly<Record<string, Row>> = {
  'GET /v1/sign-in': { ask: get(() => '/v1/sign-in'), may: everybody, key: 'yes', nobody: 'yes' },
  // There is no provider of identities here: test/openid.e2e-spec.ts.
  'GET /v1/sign-in/openid': { ask: get(() => '/v1/sign-in/openid'), may: [], key: '404', nobody: '404', others: '404' },
  'GET /v1/sign-in/openid/callback': {
    ask: get(() => '/v1/sign-in/openid/callback'),
    may: [],
    key: '404',
    nobody: '404',
    others: '404',
  },
  'POST /v1/session': { ask: post(() => '/v1/session'), may: everybody, key: 'yes', nobody: 'yes' },
  'GET /v1/session': { ask: get(() => '/v1/session'), may: everybody, key: '401' },
  'DELETE /v1/session': { ask: () => ({ method: 'DELETE', path: '/v1/session' }), may: everybody, key: '401' },
  'POST /v1/session/password': { ask: post(() => '/v1/session/password'), may: everybody, key: '401' },
  'POST /v1/session/tenant': {
    ask: post(() => '/v1/session/tenant'),
    may: ['provider-administrator', 'visitor'],
    key: '401',
  },
};

const people: Readonly<Record<string, Row>> = {
  'GET /v1/people': { ask: get(() => '/v1/people'), may: administrators, key: '403' },
  'POST /v1/people': { ask: post(() => '/v1/people'), may: administrators, key: '403' },
  'POST /v1/people/{name}/roles': {
    ask: ({ person }) => ({ method: 'POST', path: `/v1/people/${person}/roles`, body: { roles: ['viewer'] } }),
    may: administrators,
    key: '403',
    names: true,
  },
  'POST /v1/people/{name}/password': {
    ask: post(({ person }) => `/v1/people/${person}/password`),
    may: administrators,
    key: '403',
    names: true,
  },
  'POST /v1/people/{name}/disable': {
    ask: post(({ person }) => `/v1/people/${person}/disable`),
    may: administrators,
    key: '403',
    names: true,
  },
  'POST /v1/people/{name}/enable': {
    ask: post(({ person }) => `/v1/people/${person}/enable`),
    may: administrators,
    key: '403',
    names: true,
  },
  'GET /v1/journal': { ask: get(() => '/v1/journal'), may: administrators, key: '403' },
  'GET /v1/tenant-settings': { ask: get(() => '/v1/tenant-settings'), may: everybody, key: '403' },
  'POST /v1/tenant-settings': { ask: post(() => '/v1/tenant-settings'), may: administrators, key: '403' },
};

const messages: Readonly<Record<string, Row>> = {
  'POST /v1/procedures/{procedure}/messages': {
    ask: () => ({ method: 'POST', path: '/v1/procedures/permits/messages' }),
    may: [],
    key: 'yes',
    others: '404',
  },
  'GET /v1/messages': { ask: get(() => '/v1/messages'), may: everybody, key: 'yes' },
  'GET /v1/messages/{id}': {
    ask: get(({ message }) => `/v1/messages/${message}`),
    may: everybody,
    key: 'yes',
    names: true,
  },
  'GET /v1/messages/{id}/attempts': {
    ask: get(({ message }) => `/v1/messages/${message}/attempts`),
    may: everybody,
    key: 'yes',
    names: true,
  },
  'POST /v1/messages/{id}/release': {
    ask: post(({ message }) => `/v1/messages/${message}/release`),
    may: ['operator'],
    key: '403',
    names: true,
  },
  'POST /v1/messages/{id}/rerun': {
    ask: post(({ message }) => `/v1/messages/${message}/rerun`),
    may: ['operator'],
    key: '403',
    names: true,
  },
  'POST /v1/messages/{id}/discard': {
    ask: post(({ message }) => `/v1/messages/${message}/discard`),
    may: ['operator'],
    key: '403',
    names: true,
  },
  'POST /v1/messages/{id}/hand-back': {
    ask: post(({ message }) => `/v1/messages/${message}/hand-back`),
    may: ['operator'],
    key: '403',
    names: true,
  },
  'GET /v1/messages/{id}/timeline': {
    ask: get(({ message }) => `/v1/messages/${message}/timeline`),
    may: everybody,
    key: 'yes',
    names: true,
  },
  'GET /v1/messages/{id}/payload': {
    ask: get(({ message }) => `/v1/messages/${message}/payload`),
    may: contentReaders,
    key: '403',
    names: true,
  },
  'GET /v1/outbox': { ask: get(() => '/v1/outbox'), may: everybody, key: '403' },
  'POST /v1/outbox/{id}/release': {
    ask: post(({ delivery }) => `/v1/outbox/${delivery}/release`),
    may: ['operator'],
    key: '403',
    names: true,
  },
  'GET /v1/reconciliation': { ask: get(() => '/v1/reconciliation'), may: everybody, key: 'yes' },
};

const named = (method: 'GET' | 'POST', path: (example: Example) => string, may: Row['may'], body?: unknown): Row => ({
  ask: (example) => ({ method, path: path(example), ...(method === 'POST' ? { body: body ?? {} } : {}) }),
  may,
  key: '403',
  names: true,
});

/** What stands still, and decisions about much of it at once. Bodies say too little, or what changes nothing. */
const causes: Readonly<Record<string, Row>> = {
  'GET /v1/causes': { ask: get(() => '/v1/causes'), may: everybody, key: '403' },
  'GET /v1/causes/{id}': named('GET', ({ cause }) => `/v1/causes/${cause}`, everybody),
  'POST /v1/causes/{id}/notes': named('POST', ({ cause }) => `/v1/causes/${cause}/notes`, ['operator'], { text: 'a' }),
  'GET /v1/jobs': { ask: get(() => '/v1/jobs'), may: everybody, key: '403' },
  'POST /v1/jobs': { ask: post(() => '/v1/jobs'), may: ['operator'], key: '403' },
  'POST /v1/jobs/preview': { ask: post(() => '/v1/jobs/preview'), may: ['operator'], key: '403' },
  'GET /v1/jobs/{id}': named('GET', ({ job }) => `/v1/jobs/${job}`, everybody),
  'GET /v1/jobs/{id}/items': named('GET', ({ job }) => `/v1/jobs/${job}/items`, everybody),
  'POST /v1/jobs/{id}/pause': named('POST', ({ job }) => `/v1/jobs/${job}/pause`, ['operator']),
  'POST /v1/jobs/{id}/resume': named('POST', ({ job }) => `/v1/jobs/${job}/resume`, ['operator']),
  'POST /v1/jobs/{id}/cancel': named('POST', ({ job }) => `/v1/jobs/${job}/cancel`, ['operator']),
  'POST /v1/jobs/{id}/approve': named('POST', ({ job }) => `/v1/jobs/${job}/approve`, ['approver']),
  'POST /v1/jobs/{id}/refuse': named('POST', ({ job }) => `/v1/jobs/${job}/refuse`, ['approver']),
  'GET /v1/messages/{id}/corrections': named('GET', ({ parked }) => `/v1/messages/${parked}/corrections`, everybody),
  'POST /v1/messages/{id}/corrections': named(
    'POST',
    ({ parked }) => `/v1/messages/${parked}/corrections`,
    ['operator'],
    { body: '{}', reason: 'a second one' },
  ),
  'GET /v1/messages/{id}/corrections/{number}/payload': named(
    'GET',
    ({ parked }) => `/v1/messages/${parked}/corrections/1/payload`,
    contentReaders,
  ),
  'POST /v1/messages/{id}/corrections/{number}/approve': named(
    'POST',
    ({ parked }) => `/v1/messages/${parked}/corrections/1/approve`,
    ['operator', 'approver'],
    { reason: 5 },
  ),
  'POST /v1/messages/{id}/corrections/{number}/refuse': named(
    'POST',
    ({ parked }) => `/v1/messages/${parked}/corrections/1/refuse`,
    ['operator', 'approver'],
    { reason: 5 },
  ),
};

/** Connectors, keys, and the lists of senders. Bodies say too little. */
const connectors: Readonly<Record<string, Row>> = {
  'GET /v1/connectors': { ask: get(() => '/v1/connectors'), may: everybody, key: '403' },
  'GET /v1/connectors/{name}': { ask: get(() => '/v1/connectors/xrechnung'), may: everybody, key: '403' },
  'GET /v1/connectors/{name}/examples/{example}': seen('/v1/connectors/xrechnung/examples/demo-ubl-invoice'),
  'POST /v1/connectors/{name}/dry-run': {
    ask: post(() => '/v1/connectors/xrechnung/dry-run'),
    may: administrators,
    key: '403',
  },
  'POST /v1/replays': { ask: post(() => '/v1/replays'), may: ['operator'], key: '403' },
  'POST /v1/messages/{id}/dry-run': named('POST', ({ message }) => `/v1/messages/${message}/dry-run`, ['operator']),
  'GET /v1/keys': { ask: get(() => '/v1/keys'), may: providers, key: '403' },
  'POST /v1/keys/rotate': { ask: post(() => '/v1/keys/rotate'), may: providers, key: '403' },
  'POST /v1/procedures/{procedure}/reconciliation/compare': {
    ask: post(() => '/v1/procedures/permits/reconciliation/compare'),
    may: everybody,
    key: 'yes',
  },
};

const flow: Readonly<Record<string, Row>> = {
  'GET /v1/overview': { ask: get(() => '/v1/overview'), may: everybody, key: '403' },
  'GET /v1/overview/series': { ask: get(() => '/v1/overview/series'), may: everybody, key: '403' },
  // The answer to GET does not end.
  'GET /v1/events': { ask: () => ({ method: 'HEAD', path: '/v1/events' }), may: everybody, key: '403' },
  'GET /v1/queues': { ask: get(() => '/v1/queues'), may: everybody, key: '403' },
  'POST /v1/procedures/{procedure}/pause': {
    ask: post(() => '/v1/procedures/permits/pause'),
    may: ['operator', ...administrators],
    key: '403',
  },
  'POST /v1/procedures/{procedure}/resume': {
    ask: post(() => '/v1/procedures/permits/resume'),
    may: ['operator', ...administrators],
    key: '403',
  },
};

const administered = (method: string, path: string, body?: unknown): Row => ({
  ask: () => ({ method, path: `/v1/procedures/${path}`, ...(body === undefined ? {} : { body }) }),
  may: administrators,
  key: '403',
});

/** How procedures are set up. Both tenants have some of these names; only a key names one of another tenant. */
const procedures: Readonly<Record<string, Row>> = {
  'GET /v1/procedures': { ask: get(() => '/v1/procedures'), may: everybody, key: '403' },
  'POST /v1/procedures': { ask: post(() => '/v1/procedures'), may: administrators, key: '403' },
  'GET /v1/procedures/{procedure}': { ask: get(() => '/v1/procedures/permits'), may: everybody, key: '403' },
  'PATCH /v1/procedures/{procedure}': administered('PATCH', 'permits', {}),
  ...keyRows,
  ...doorRows,
  'GET /v1/procedures/{procedure}/xta-source': seen('/v1/procedures/permits/xta-source'),
  'POST /v1/procedures/{procedure}/xta-source/retry': administered('POST', 'permits/xta-source/retry'),
  'POST /v1/procedures/{procedure}/webhook': administered('POST', 'permits/webhook', {}),
  // There is none.
  'DELETE /v1/procedures/{procedure}/webhook': administered('DELETE', 'invoices/webhook'),
  'POST /v1/procedures/{procedure}/webhook/rotate': administered('POST', 'permits/webhook/rotate'),
  'POST /v1/procedures/{procedure}/webhook/retire': administered('POST', 'permits/webhook/retire'),
  'POST /v1/procedures/{procedure}/webhook/test': administered('POST', 'permits/webhook/test'),
};

/** A test of a channel is sent where nobody listens, which is an answer, too. */
const alerts: Readonly<Record<string, Row>> = {
  'GET /v1/alerts': { ask: get(() => '/v1/alerts'), may: everybody, key: '403' },
  'POST /v1/alerts/{id}/acknowledge': named('POST', ({ alert }) => `/v1/alerts/${alert}/acknowledge`, [
    'operator',
    ...administrators,
  ]),
  'GET /v1/alert-rules': { ask: get(() => '/v1/alert-rules'), may: everybody, key: '403' },
  'PUT /v1/alert-rules/{kind}': {
    ask: () => ({ method: 'PUT', path: '/v1/alert-rules/disk-full', body: {} }),
    may: administrators,
    key: '403',
  },
  'GET /v1/alert-channels': { ask: get(() => '/v1/alert-channels'), may: everybody, key: '403' },
  'POST /v1/alert-channels': { ask: post(() => '/v1/alert-channels'), may: administrators, key: '403' },
  'POST /v1/alert-channels/{id}/test': named(
    'POST',
    ({ channel }) => `/v1/alert-channels/${channel}/test`,
    administrators,
  ),
  'DELETE /v1/alert-channels/{id}': {
    ask: ({ channels }) => ({ method: 'DELETE', path: `/v1/alert-channels/${channels.shift()}` }),
    may: administrators,
    key: '403',
    names: true,
  },
};

const records: Readonly<Record<string, Row>> = {
  'GET /v1/search': { ask: get(() => '/v1/search?q=permit'), may: readers, key: 'yes' },
  'GET /v1/case-files': { ask: get(() => '/v1/case-files'), may: readers, key: 'yes' },
  'GET /v1/case-files/{id}': {
    ask: get(({ caseFile }) => `/v1/case-files/${caseFile}`),
    may: readers,
    key: 'yes',
    names: true,
  },
  'POST /v1/case-files/{id}/close': named('POST', ({ caseFile }) => `/v1/case-files/${caseFile}/close`, ['clerk'], {
    reason: 'done',
  }),
  'POST /v1/case-files/{id}/reopen': named('POST', ({ caseFile }) => `/v1/case-files/${caseFile}/reopen`, ['clerk'], {
    reason: 'not done',
  }),
  'GET /v1/documents/{id}': {
    ask: get(({ document }) => `/v1/documents/${document}`),
    may: readers,
    key: 'yes',
    names: true,
  },
  'GET /v1/documents/{id}/content': {
    ask: get(({ document }) => `/v1/documents/${document}/content`),
    may: readers,
    key: 'yes',
    names: true,
  },
};

/** By method and path, as the description of the interface has them. */
export const table: Readonly<Record<string, Row>> = {
  ...session,
  ...people,
  ...procedures,
  ...messages,
  ...causes,
  ...connectors,
  ...flow,
  ...alerts,
  ...records,
};

export type Outcomes = Readonly<Record<Actor, Outcome>>;

/** What each actor is answered; for something of another tenant `foreign`, where there is such a thing. */
export function outcomesOf(row: Row): { readonly own: Outcomes; readonly foreign?: Outcomes } {
  const of = (allowed: Outcome): Outcomes => {
    const outcome = (actor: Actor): Outcome => {
      if (actor === 'nobody') return row.nobody ?? '401';
      if (actor === 'key') return row.key === 'yes' ? allowed : row.key;
      return (row.may as readonly Actor[]).includes(actor) ? allowed : (row.others ?? '403');
    };
    return Object.fromEntries(actors.map((actor) => [actor, outcome(actor)])) as Record<Actor, Outcome>;
  };
  return { own: of('yes'), ...(row.names === true ? { foreign: of('404') } : {}) };
}
