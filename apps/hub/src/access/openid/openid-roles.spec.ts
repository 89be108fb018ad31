import { describe, expect, it } from 'vitest';
import { nameFrom, rolesFor, textsOf } from './openid-roles.js';

describe('the claim with roles', () => {
  it.each([
    ['a list', { groups: ['a', 'b'] }, 'groups', ['a', 'b']],
    ['a text', { groups: 'a' }, 'groups', ['a']],
    ['a claim in a claim', { realm_access: { roles: ['a'] } }, 'realm_access.roles', ['a']],
    ['a name with dots', { 'https://hub.example/roles': ['a'] }, 'https://hub.example/roles', ['a']],
    ['something else in the list', { groups: ['a', 1, null] }, 'groups', ['a']],
    ['not there', { other: ['a'] }, 'groups', undefined],
    ['what every object has', {}, 'constructor', undefined],
    ['in what is no object', { realm_access: 'x' }, 'realm_access.length', undefined],
  ])('may be %s', (_what, claims, name, texts) => expect(textsOf(claims, name)).toEqual(texts));
});

describe('roles', () => {
  const rules = ['ops=operator@leipzig', 'four=eyes=approver@leipzig', 'ops=viewer@halle', 'admin=clerk@halle'];

  it('are those of every rule that fits, in the tenant of the first one', () => {
    expect(rolesFor(['admin', 'four=eyes', 'ops'], rules)).toEqual({
      tenant: 'leipzig',
      roles: ['operator', 'approver'],
    });
    expect(rolesFor(['admin'], rules)).toEqual({ tenant: 'halle', roles: ['clerk'] });
  });

  it('are none for who is in no group that counts', () => {
    expect(rolesFor(['OPS', 'op', 'ops=operator'], rules)).toBeUndefined();
    expect(rolesFor([], rules)).toBeUndefined();
  });
});

describe('a name', () => {
  it.each([
    [{ preferred_username: 'Erika.Muster' }, 'erika.muster'],
    [{ preferred_username: 'erika@stadt.example' }, 'erika'],
    [{ email: 'jörg@stadt.example', sub: '1' }, 'jorg'],
    [{ preferred_username: '@@', sub: '_A-1' }, 'a-1'],
    [{ sub: '…' }, 'person'],
    [{ preferred_username: `x${'y'.repeat(100)}` }, `x${'y'.repeat(54)}`],
  ])('is made of %j', (claims, name) => expect(nameFrom(claims, 1)).toBe(name));

  it('has a number when somebody else is called like that', () => {
    expect(nameFrom({ preferred_username: 'erika' }, 2)).toBe('erika-2');
  });
});
