/** Of the table in `role-matrix.ts`: keys and certificates of procedures. */
import type { Example, Row } from './role-matrix.js';

const PROCEDURE = '/v1/procedures/permits';
const administrators = ['tenant-administrator', 'provider-administrator', 'visitor'] as const;
const everybody = ['viewer', 'operator', 'approver', 'clerk', ...administrators] as const;

const read = (path: string): Row => ({
  ask: () => ({ method: 'GET', path: `${PROCEDURE}/${path}` }),
  may: everybody,
  key: '403',
});
/** With a body that says too little. */
const create = (path: string): Row => ({
  ask: () => ({ method: 'POST', path: `${PROCEDURE}/${path}`, body: {} }),
  may: administrators,
  key: '403',
});
const change = (method: string, path: (example: Example) => string, body?: object): Row => ({
  ask: (example) => ({ method, path: `${PROCEDURE}/${path(example)}`, ...(body && { body }) }),
  may: administrators,
  key: '403',
  names: true,
});

export const keyRows: Readonly<Record<string, Row>> = {
  'GET /v1/procedures/{procedure}/keys': read('keys'),
  'POST /v1/procedures/{procedure}/keys': create('keys'),
  'POST /v1/procedures/{procedure}/keys/{id}/rotate': change('POST', ({ key }) => `keys/${key}/rotate`, {}),
  'DELETE /v1/procedures/{procedure}/keys/{id}': change('DELETE', ({ key }) => `keys/${key}`),
  'GET /v1/procedures/{procedure}/certificates': read('certificates'),
  'POST /v1/procedures/{procedure}/certificates': create('certificates'),
  'DELETE /v1/procedures/{procedure}/certificates/{id}': change(
    'DELETE',
    ({ certificate }) => `certificates/${certificate}`,
  ),
};
