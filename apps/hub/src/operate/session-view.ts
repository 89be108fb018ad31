import type { SessionIdentity } from '../access/authentication.js';
import { PERMISSIONS } from '../access/permissions.js';
import { csrfOf } from '../access/session-token.js';
import type { Tenant } from '../access/tenants.js';

/** What the console wants to know about who is signed in. The names of other tenants are for providers alone. */
export function sessionView(identity: SessionIdentity, tenants: readonly Tenant[]): object {
  const { principal, session, passwordChangeDue } = identity;
  const { permissions } = principal;
  const named = ({ name, title }: Tenant): object => ({ name, title });
  const tenant = tenants.find(({ id }) => id === principal.tenant);
  return {
    person: { name: principal.name, title: session.person.title ?? session.person.name },
    tenant: tenant === undefined ? { name: principal.tenant, title: principal.tenant } : named(tenant),
    ...(permissions.has('provider.administer') ? { tenants: tenants.map(named) } : {}),
    roles: principal.roles,
    permissions: PERMISSIONS.filter((permission) => permissions.has(permission)),
    csrf: csrfOf(session.token),
    passwordChangeDue,
    contentHidden: !permissions.has('content.read'),
    expiresAt: session.expiresAt.toISOString(),
  };
}
