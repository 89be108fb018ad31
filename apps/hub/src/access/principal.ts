import type { Permission, Role } from './permissions.js';

/** Who asks: a specialist procedure with its key, or a person of a tenant. Set once by the access guard. */
export type Principal = ProcedurePrincipal | PersonPrincipal;

export interface ProcedurePrincipal {
  readonly kind: 'procedure';
  readonly tenant: string;
  readonly procedureId: string;
  readonly name: string;
}

export interface PersonPrincipal {
  readonly kind: 'person';
  /** Where the person acts now. */
  readonly tenant: string;
  /** As journals name the person: `<name>`, or `<name>@<tenant>` for somebody of another tenant. */
  readonly name: string;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
  /** The tenant hides contents: whoever may read one all the same is written down. */
  readonly tenantHidesContent: boolean;
}

const principals = new WeakMap<object, Principal>();

/** @param request the framework's request object */
export function setPrincipal(request: object, principal: Principal): void {
  principals.set(request, principal);
}

/** @throws Error when the route is not behind the access guard: a mistake in the wiring */
export function principalOf(request: object): Principal {
  const principal = principals.get(request);
  if (principal === undefined) throw new Error('This route is not behind the access guard.');
  return principal;
}
