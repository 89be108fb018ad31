/** Of the table in `role-matrix.ts`: doors. */
import type { Row } from './role-matrix.js';

const administrators = ['tenant-administrator', 'provider-administrator', 'visitor'] as const;
const everybody = ['viewer', 'operator', 'approver', 'clerk', ...administrators] as const;

const seen = (path: string): Row => ({ ask: () => ({ method: 'GET', path }), may: everybody, key: '403' });

export const doorRows: Readonly<Record<string, Row>> = {
  'GET /v1/doors': seen('/v1/doors'),
  'GET /v1/doors/{door}': seen('/v1/doors/rest'),
  'GET /v1/doors/{door}/series': seen('/v1/doors/rest/series'),
  // Nothing is fetched by the client of XTA here, so that nobody is asked.
  'POST /v1/doors/{door}/test': {
    ask: () => ({ method: 'POST', path: '/v1/doors/xta-client/test' }),
    may: administrators,
    key: '403',
  },
};
