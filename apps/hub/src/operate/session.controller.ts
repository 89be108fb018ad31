import { Controller, Delete, Get, Header, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { changeDue } from '../access/access.guard.js';
import { addressOf } from '../access/address.js';
import { Authentication } from '../access/authentication.js';
import { dropCookie, setCookie } from '../access/cookies.js';
import { OpenIdProvider } from '../access/openid/openid-provider.js';
import { permitted } from '../access/permissions.js';
import { identityOf, SessionGuard } from '../access/session.guard.js';
import { SignIn } from '../access/sign-in.js';
import { readTenants } from '../access/tenants.js';
import { Log } from '../config/log.js';
import { ReadersDatabase } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { jsonBody, textIn } from './json-body.js';
import { sessionView } from './session-view.js';

const LENGTH_MAX = 200;

/** Signing in and out. Only the sign-in itself needs no session. */
@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly authentication: Authentication,
    private readonly provider: OpenIdProvider,
    private readonly database: ReadersDatabase,
    private readonly log: Log,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async begin(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const body = await jsonBody(request);
    const user = textIn(body, 'user', LENGTH_MAX);
    const password = textIn(body, 'password', LENGTH_MAX);
    const previous = await this.authentication.sessionOf(request);
    const token = await this.signIn.withPassword({ user, password, address: addressOf(request) });
    // Whoever knows the old one of this browser has nothing of the new one.
    if (previous !== undefined) await this.signIn.end(previous);
    return this.answer(token, reply);
  }

  @Get()
  @UseGuards(SessionGuard)
  @Header('cache-control', 'no-store')
  async one(@Req() request: FastifyRequest): Promise<object> {
    return sessionView(identityOf(request), await readTenants(this.database));
  }

  @Delete()
  @UseGuards(SessionGuard)
  @Header('cache-control', 'no-store')
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { session } = identityOf(request);
    await this.signIn.end(session);
    void reply.header('set-cookie', dropCookie(this.authentication.cookie));
    const signOut = session.idToken === null ? undefined : await this.signOutUrl(session.idToken);
    return signOut === undefined ? {} : { signOut };
  }

  /** Also what a first password is there for. */
  @Post('password')
  @HttpCode(200)
  @UseGuards(SessionGuard)
  @Header('cache-control', 'no-store')
  async changePassword(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { session } = identityOf(request);
    const body = await jsonBody(request);
    const password = textIn(body, 'current', LENGTH_MAX);
    const next = textIn(body, 'next', LENGTH_MAX);
    const given = { user: this.authentication.nameAbroad(session.person), password, address: addressOf(request) };
    return this.answer(await this.signIn.changePassword(session, given, next), reply);
  }

  /** For provider administrators: from now on they act in this tenant. */
  @Post('tenant')
  @HttpCode(200)
  @UseGuards(SessionGuard)
  @Header('cache-control', 'no-store')
  async visit(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { session, passwordChangeDue } = identityOf(request);
    if (passwordChangeDue) throw changeDue();
    permitted(request, 'provider.administer');
    const name = textIn(await jsonBody(request), 'tenant', LENGTH_MAX);
    const tenant = (await readTenants(this.database)).find((known) => known.name === name);
    if (tenant === undefined) throw new HubError('rejected', 'access.unknown', 'There is no such tenant.');
    await this.signIn.visit(session, this.authentication.nameAbroad(session.person), tenant);
    return this.answer(session.token, reply);
  }

  /** Here the session has ended already: a provider that does not answer is no reason to say otherwise. */
  private async signOutUrl(idToken: string): Promise<string | undefined> {
    try {
      return await this.provider.signOutUrl(idToken);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      this.log.warn('the session at the OpenID provider stays', { code: error.code, error: error.cause });
      return undefined;
    }
  }

  /** What a session that has just begun or changed looks like. */
  private async answer(token: string, reply: FastifyReply): Promise<object> {
    const identity = await this.authentication.ofToken(token);
    void reply.header('set-cookie', setCookie(this.authentication.cookie, token));
    return sessionView(identity, await readTenants(this.database));
  }
}
