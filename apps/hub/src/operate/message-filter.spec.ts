import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { permissionsOf } from '../access/permissions.js';
import type { Principal } from '../access/principal.js';
import type { SpecialistProcedure } from '../access/snapshot.js';
import { newMessageId } from '../ledger/message-id.js';
import { filterOf, procedureOf } from './message-filter.js';

const procedures = ['permits', 'invoices'].map((name): SpecialistProcedure => ({
  tenant: 't',
  id: `id-${name}`,
  name,
  title: name,
  connector: name,
  connectorVersion: null,
  settings: {},
  validation: 'when-installed',
  order: 'none',
  everOrdered: false,
  paused: null,
  rate: null,
}));
const operator: Principal = {
  kind: 'person',
  tenant: 't',
  name: 'op',
  roles: ['operator'],
  permissions: permissionsOf(['operator'], false),
  tenantHidesContent: false,
};
const sender: Principal = { kind: 'procedure', tenant: 't', procedureId: 'id-permits', name: 'permits' };
const filter = (query: Readonly<Record<string, unknown>>, principal: Principal = operator): object =>
  filterOf(query, principal, procedures);
const after = newMessageId(
  new Date(),
  Buffer.alloc(6),
  { tenant: 't', procedure: 'p' },
  { name: 'k', secret: Buffer.from('s') },
);

describe('filter of messages', () => {
  it('shows the newest fifty of everything when nothing is asked for', () => {
    expect(filter({})).toEqual({ limit: 50 });
    expect(filter({ state: '', procedure: '', limit: '', after: '', from: '', to: '', other: 'x' })).toEqual({
      limit: 50,
    });
  });

  it('takes what is asked for', () => {
    const query = {
      state: 'parked',
      procedure: 'invoices',
      limit: '500',
      after,
      from: '2026-11-23T10:00:00Z',
      to: '2026-11-23T12:00:00.5+01:00',
    };
    expect(filter(query)).toEqual({
      state: 'parked',
      procedureId: 'id-invoices',
      limit: 500,
      after,
      from: new Date('2026-11-23T10:00:00Z'),
      to: new Date('2026-11-23T11:00:00.500Z'),
    });
  });

  it.each([{}, { procedure: 'invoices' }, { procedure: 'none' }])(
    'shows a procedure its own messages, whatever it asks for: %j',
    (query) => {
      expect(filter(query, sender)).toEqual({ limit: 50, procedureId: 'id-permits' });
    },
  );

  it.each([
    ...['0', '501', '-1', '1.5', 'ten', 'NaN', 'Infinity'].map((limit) => ['limit', limit]),
    ...['open', 'FILED', 'constructor'].map((state) => ['state', state]),
    ...['x', randomUUID(), after.toUpperCase(), `${after}x`].map((id) => ['after', id]),
    ...[
      'yesterday',
      '1',
      '2026',
      '23.11.2026',
      '2026-02-30T10:00:00Z',
      '2026-11-23T25:00:00Z',
      '2026-11-23',
      'x 5',
    ].map((at) => ['from', at]),
    ...['2026-11-23T10:00:00', '2026-11-23 10:00', '2026-11-23T10:00:00 01:00'].map((at) => ['to', at]),
    ...['limit', 'state', 'after', 'from', 'to'].map((name) => [name, ['a', 'b']]),
  ])('refuses %s=%j', (name, value) => {
    const refusal = {
      kind: 'rejected',
      code: 'request.invalid',
      details: { values: { name, expected: expect.any(String) as string } },
    };
    expect(() => filter({ [String(name)]: value })).toThrow(expect.objectContaining(refusal));
  });
});

describe('procedure of a query', () => {
  it('is found by its name', () => {
    expect(procedureOf('permits', procedures)).toBe('id-permits');
    expect([undefined, ''].map((name) => procedureOf(name, procedures))).toEqual([undefined, undefined]);
  });

  it.each(['none', 'id-permits', ['permits'], 1])('is not %j', (name) => {
    expect(() => procedureOf(name, procedures)).toThrow(expect.objectContaining({ code: 'procedure.not-found' }));
  });
});
