/** Who may do what: the roles of people, what each of them permits, and the question every controller asks first. */
import { HubError } from '../errors/hub-error.js';
import { principalOf, type PersonPrincipal, type Principal } from './principal.js';

/** A person has one or several. */
export const ROLES = [
  'viewer',
  'operator',
  'approver',
  'clerk',
  'tenant-administrator',
  'provider-administrator',
] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = [
  /** States, attempts, causes, queues, books: everything but what messages say. */
  'state.read',
  /** What messages say. */
  'content.read',
  'message.decide',
  /** Decide about what somebody else proposes. */
  'message.approve',
  'procedure.pause',
  'procedure.administer',
  'person.administer',
  'alert.administer',
  'journal.read',
  /** Act in other tenants, and say who may. */
  'provider.administer',
  /** Case files and documents. */
  'record.read',
  /** Close case files, and open them again. */
  'record.close',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** The one table of rights. Whoever decides about messages sees them, unless the tenant hides contents. */
const PERMITTED: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ['state.read', 'content.read', 'record.read'],
  operator: ['state.read', 'content.read', 'record.read', 'message.decide', 'procedure.pause'],
  approver: ['state.read', 'content.read', 'message.approve'],
  clerk: ['state.read', 'record.read', 'record.close'],
  'tenant-administrator': [
    'state.read',
    'procedure.pause',
    'procedure.administer',
    'person.administer',
    'alert.administer',
    'journal.read',
  ],
  'provider-administrator': [
    'state.read',
    'procedure.pause',
    'procedure.administer',
    'person.administer',
    'alert.administer',
    'journal.read',
    'provider.administer',
  ],
};

/** What a tenant may hide from those who only move messages. Approvers and clerks are there for what it says. */
const CONTENTS: readonly Permission[] = ['content.read', 'record.read'];
const READS_BY_DUTY: readonly Role[] = ['approver', 'clerk'];

/** @param hidesContent the tenant wants messages moved without being read */
export function permissionsOf(roles: readonly Role[], hidesContent: boolean): ReadonlySet<Permission> {
  return new Set(
    roles.flatMap((role) =>
      hidesContent && !READS_BY_DUTY.includes(role) ? withoutContents(PERMITTED[role]) : PERMITTED[role],
    ),
  );
}

/** Of a provider administrator in the tenant of somebody else: sets it up and sees its state, never what is in it. */
export const VISITOR_PERMISSIONS: ReadonlySet<Permission> = new Set([
  ...PERMITTED['tenant-administrator'],
  ...withoutContents(PERMITTED.viewer),
  'provider.administer',
]);

/** The roles that have it, for whoever lacks it. */
export function rolesWith(permission: Permission): readonly Role[] {
  return ROLES.filter((role) => PERMITTED[role].includes(permission));
}

export function may(principal: Principal, permission: Permission): boolean {
  return principal.kind === 'person' && principal.permissions.has(permission);
}

/**
 * Who asks, when it is a person who may do this. Keys of specialist procedures may not, whatever it is.
 *
 * @throws HubError `access.forbidden`
 */
export function permitted(request: object, permission: Permission): PersonPrincipal {
  const principal = principalOf(request);
  if (principal.kind === 'person' && principal.permissions.has(permission)) return principal;
  throw forbidden(permission);
}

/**
 * The same where a procedure sees its own with its key: the caller shows it nothing else.
 *
 * @throws HubError `access.forbidden`
 */
export function permittedOrOwn(request: object, permission: Permission): Principal {
  const principal = principalOf(request);
  return principal.kind === 'procedure' ? principal : permitted(request, permission);
}

export function forbidden(permission: Permission): HubError {
  const roles = rolesWith(permission).join(', ');
  const sentence = `This takes the permission ${permission}, which these roles have: ${roles}.`;
  return new HubError('rejected', 'access.forbidden', sentence, { values: { permission, roles } });
}

function withoutContents(permissions: readonly Permission[]): readonly Permission[] {
  return permissions.filter((permission) => !CONTENTS.includes(permission));
}
