import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authentication, type SessionIdentity } from './authentication.js';
import { setPrincipal } from './principal.js';

const identities = new WeakMap<object, SessionIdentity>();

/** Lets those in who are signed in with a session, also when their password has to be changed first. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(private readonly authentication: Authentication) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const identity = await this.authentication.signedIn(request);
    setPrincipal(request, identity.principal);
    identities.set(request, identity);
    return true;
  }
}

/** @throws Error when the route is not behind the session guard: a mistake in the wiring */
export function identityOf(request: object): SessionIdentity {
  const identity = identities.get(request);
  if (identity === undefined) throw new Error('This route is not behind the session guard.');
  return identity;
}
