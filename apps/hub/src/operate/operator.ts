import { principalOf, type Principal } from '../access/principal.js';
import { HubError } from '../errors/hub-error.js';

/** @throws HubError `access.operators-only` */
export function operatorOf(request: object): Principal & { readonly kind: 'person' } {
  const principal = principalOf(request);
  if (principal.kind === 'person' && principal.role === 'operator') return principal;
  throw new HubError('rejected', 'access.operators-only', 'Only an operator may see and decide this.');
}
