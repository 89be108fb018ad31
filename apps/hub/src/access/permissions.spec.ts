import { describe, expect, it } from 'vitest';
import { may, permissionsOf, permitted, permittedOrOwn, rolesWith, VISITOR_PERMISSIONS } from './permissions.js';
import { setPrincipal, type Principal } from './principal.js';

const names = (permissions: ReadonlySet<string>): readonly string[] => [...permissions].toSorted();
const person = (roles: Parameters<typeof permissionsOf>[0]): Principal => ({
  kind: 'person',
  tenant: 't',
  name: 'erika',
  roles,
  permissions: permissionsOf(roles, false),
  tenantHidesContent: false,
});
const procedure: Principal = { kind: 'procedure', tenant: 't', procedureId: 'p', name: 'permits' };
const requestOf = (principal: Principal): object => {
  const request = {};
  setPrincipal(request, principal);
  return request;
};

describe('permissions', () => {
  it('of several roles are those of each of them', () => {
    expect(names(permissionsOf(['approver', 'clerk'], false))).toEqual([
      'content.read',
      'message.approve',
      'record.close',
      'record.read',
      'state.read',
    ]);
  });

  it('leave moving messages to those who decide, and approving to those who do not', () => {
    expect(rolesWith('message.decide')).toEqual(['operator']);
    expect(rolesWith('message.approve')).toEqual(['approver']);
  });

  it('do not include contents where the tenant hides them, but for those whose work they are', () => {
    expect(names(permissionsOf(['viewer'], true))).toEqual(['state.read']);
    expect(names(permissionsOf(['operator'], true))).toEqual(['message.decide', 'procedure.pause', 'state.read']);
    expect(permissionsOf(['approver'], true)).toEqual(permissionsOf(['approver'], false));
    expect(permissionsOf(['operator', 'clerk'], true).has('record.read')).toBe(true);
    expect(permissionsOf(['operator', 'clerk'], true).has('content.read')).toBe(false);
  });

  it('of a visitor are those of an administrator, without contents and decisions', () => {
    for (const none of ['content.read', 'record.read', 'message.decide', 'message.approve'] as const)
      expect(VISITOR_PERMISSIONS.has(none), none).toBe(false);
    for (const one of permissionsOf(['tenant-administrator'], false)) expect(VISITOR_PERMISSIONS.has(one)).toBe(true);
  });
});

describe('the question of a controller', () => {
  it('answers who asks, when that person may', () => {
    expect(permitted(requestOf(person(['operator'])), 'message.decide')).toMatchObject({ name: 'erika' });
    expect(may(person(['operator']), 'message.decide')).toBe(true);
  });

  it('refuses with the permission and the roles that have it', () => {
    expect(() => permitted(requestOf(person(['clerk'])), 'journal.read')).toThrow(
      expect.objectContaining({
        code: 'access.forbidden',
        details: {
          values: { permission: 'journal.read', roles: 'tenant-administrator, provider-administrator' },
        },
      }),
    );
  });

  it('lets the key of a procedure see its own, and nothing else', () => {
    expect(permittedOrOwn(requestOf(procedure), 'state.read')).toBe(procedure);
    expect(() => permitted(requestOf(procedure), 'state.read')).toThrow(/permission state[.]read/);
    expect(may(procedure, 'state.read')).toBe(false);
  });

  it('is a mistake where nobody was let in', () => {
    expect(() => permitted({}, 'state.read')).toThrow(/not behind the access guard/);
  });
});
