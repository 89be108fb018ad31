/** Of the table in `role-matrix.ts`: certificates of procedures. */
import type { Row } from './role-matrix.js';

const PATH = '/v1/procedures/permits/certificates';
const administrators = ['tenant-administrator', 'provider-administrator', 'visitor'] as const;
const everybody = ['viewer', 'operator', 'approver', 'clerk', ...administrators] as const;

export const certificateRows: Readonly<Record<string, Row>> = {
  'GET /v1/procedures/{procedure}/certificates': {
    ask: () => ({ method: 'GET', path: PATH }),
    may: everybody,
    key: '403',
  },
  'POST /v1/procedures/{procedure}/certificates': {
    ask: () => ({ method: 'POST', path: PATH, body: {} }),
    may: administrators,
    key: '403',
  },
  'DELETE /v1/procedures/{procedure}/certificates/{id}': {
    ask: ({ certificate }) => ({ method: 'DELETE', path: `${PATH}/${certificate}` }),
    may: administrators,
    key: '403',
    names: true,
  },
};
