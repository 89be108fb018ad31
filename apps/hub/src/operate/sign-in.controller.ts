import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authentication } from '../access/authentication.js';
import { cookieIn, cookieNamed, dropCookie, setCookie, type Cookie } from '../access/cookies.js';
import { OpenIdProvider, TICKET } from '../access/openid/openid-provider.js';
import { OpenIdSignIn } from '../access/openid/openid-sign-in.js';
import { HubConfig } from '../config/hub-config.js';
import { Log } from '../config/log.js';
import { HubError } from '../errors/hub-error.js';

/** How long somebody may take at the provider. */
const TICKET_SECONDS = 600;

/** How people can sign in, and the way by the provider of identities; for browsers that nobody is signed in with. */
@Controller('v1/sign-in')
export class SignInController {
  private readonly ticketCookie: Cookie;

  constructor(
    private readonly provider: OpenIdProvider,
    private readonly openId: OpenIdSignIn,
    private readonly authentication: Authentication,
    private readonly config: HubConfig,
    private readonly log: Log,
  ) {
    this.ticketCookie = cookieNamed('fachwerk_sign_in', config);
  }

  @Get()
  @Header('cache-control', 'no-store')
  ways(): object {
    const { title } = this.provider;
    return {
      local: true,
      ...(title === undefined ? {} : { openId: { title, href: '/v1/sign-in/openid' } }),
      ...(this.config.demo ? { firstSteps: true } : {}),
    };
  }

  @Get('openid')
  async leave(@Res() reply: FastifyReply): Promise<void> {
    this.requireProvider();
    try {
      const { url, ticket } = await this.provider.begin();
      this.redirect(reply, url, setCookie(this.ticketCookie, ticket, TICKET_SECONDS));
    } catch (error) {
      this.giveUp(reply, error);
    }
  }

  @Get('openid/callback')
  async comeBack(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.requireProvider();
    try {
      const ticket = cookieIn(request.headers.cookie, this.ticketCookie, TICKET);
      if (ticket === undefined) {
        throw new HubError('rejected', 'access.openid-refused', 'The sign-in was not begun by this browser.');
      }
      const query = /\?.*/s.exec(request.url)?.[0] ?? '';
      const token = await this.openId.begin(await this.provider.finish(query, ticket), this.config);
      const cookies = [dropCookie(this.ticketCookie), setCookie(this.authentication.cookie, token)];
      this.redirect(reply, `${this.provider.base}/`, cookies);
    } catch (error) {
      this.giveUp(reply, error);
    }
  }

  private requireProvider(): void {
    if (this.provider.title !== undefined) return;
    throw new HubError('rejected', 'access.unknown', 'This hub has no provider of identities.');
  }

  /** A person looks at it in a browser: the console says why, in the person's language. */
  private giveUp(reply: FastifyReply, error: unknown): void {
    if (!(error instanceof HubError)) throw error;
    this.log.warn('nobody was signed in by the OpenID provider', { code: error.code, error: error.cause });
    const to = `${this.provider.base}/?${new URLSearchParams({ signInError: error.code })}`;
    this.redirect(reply, to, dropCookie(this.ticketCookie));
  }

  private redirect(reply: FastifyReply, location: string, cookies: string | string[]): void {
    void reply.status(302).headers({ location, 'set-cookie': cookies, 'cache-control': 'no-store' }).send();
  }
}
