/** Who asks: a specialist procedure with its key, or a person of a tenant. Set once by the access guard. */
export type Principal =
  | { readonly kind: 'procedure'; readonly tenant: string; readonly procedureId: string; readonly name: string }
  | { readonly kind: 'person'; readonly tenant: string; readonly name: string; readonly role: 'operator' | 'clerk' };

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
