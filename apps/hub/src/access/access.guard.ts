import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HubError } from '../errors/hub-error.js';
import { AccessDirectory } from './directory.js';
import { People } from './people.js';
import { setPrincipal, type Principal } from './principal.js';

/**
 * Who may ask: a specialist procedure by its key (`Authorization: Bearer …`), or a person by user name and password
 * (`Authorization: Basic …`). No, unknown or expired: 401, whatever was asked for.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly directory: AccessDirectory,
    private readonly people: People,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<{ headers: { authorization?: string } }>();
    const principal = await this.principal(request.headers.authorization ?? '');
    if (principal === undefined) {
      throw new HubError('rejected', 'access.unauthorised', 'No valid key or password was given.');
    }
    setPrincipal(request, principal);
    return true;
  }

  private async principal(authorization: string): Promise<Principal | undefined> {
    const [scheme = '', credential = ''] = authorization.split(' ', 2);
    if (scheme.toLowerCase() === 'bearer') {
      const procedure = this.directory.procedureOfKey(credential);
      if (procedure === undefined) return undefined;
      return { kind: 'procedure', tenant: procedure.tenant, procedureId: procedure.id, name: procedure.name };
    }
    if (scheme.toLowerCase() !== 'basic') return undefined;
    const text = Buffer.from(credential, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    const person = colon < 0 ? undefined : await this.people.check(text.slice(0, colon), text.slice(colon + 1));
    return person === undefined ? undefined : { kind: 'person', ...person };
  }
}
