import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { HubError } from '../errors/hub-error.js';
import { Authentication } from './authentication.js';
import { setPrincipal } from './principal.js';

/**
 * Who may ask: a specialist procedure by its key (`Authorization: Bearer …`), a person by user name and password
 * (`Authorization: Basic …`) or by the cookie of a session. No, unknown or expired: 401, whatever was asked for. What
 * somebody may do is asked by each controller (`permitted`).
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly authentication: Authentication) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { principal, passwordChangeDue } = await this.authentication.identify(request);
    if (passwordChangeDue) throw changeDue();
    setPrincipal(request, principal);
    return true;
  }
}

export function changeDue(): HubError {
  return new HubError('rejected', 'access.password-change-due', 'A password of your own has to be chosen first.');
}
