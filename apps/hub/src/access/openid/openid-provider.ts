import * as openid from 'openid-client';
import type { HubConfig } from '../../config/hub-config.js';
import type { Ids } from '../../config/clock.js';
import { HubError } from '../../errors/hub-error.js';
import { textsOf, type Claims } from './openid-roles.js';

export const CALLBACK = '/v1/sign-in/openid/callback';
const TIMEOUT_S = 10;

/** What a browser brings back: it proves that the answer belongs to what this browser asked. `<state>.<nonce>.<verifier>` */
export const TICKET = /^[\w-]{43}\.[\w-]{43}\.[\w-]{43}$/;

/** Somebody whom the provider vouches for. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Claims;
  readonly idToken: string | undefined;
}

/** The OpenID provider of the settings: authorization code flow with PKCE, state and nonce (OpenID Connect Core §3.1). */
export class OpenIdProvider {
  private discovered: Promise<openid.Configuration> | undefined;

  constructor(
    private readonly config: HubConfig,
    private readonly ids: Ids,
  ) {}

  /** Undefined when people sign in with passwords alone. */
  get title(): string | undefined {
    return this.config.openIdIssuer === undefined ? undefined : this.config.openIdTitle;
  }

  /** Where a browser goes to sign in, and the ticket it has to keep meanwhile. @throws HubError `access.openid-away` */
  async begin(): Promise<{ readonly url: string; readonly ticket: string }> {
    const configuration = await this.configuration();
    const [state, nonce, verifier] = [this.secret(), this.secret(), this.secret()];
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: this.base + CALLBACK,
      scope: this.config.openIdScope,
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, ticket: `${state}.${nonce}.${verifier}` };
  }

  /**
   * What the provider says about whoever came back.
   *
   * @param query of the callback, with its question mark
   * @throws HubError `access.openid-refused`, `access.openid-away`
   */
  async finish(query: string, ticket: string): Promise<Vouched> {
    const configuration = await this.configuration();
    const [state = '', nonce = '', verifier = ''] = ticket.split('.');
    const tokens = await foreign(() =>
      openid.authorizationCodeGrant(configuration, new URL(this.base + CALLBACK + query), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      }),
    );
    const told = tokens.claims()!;
    const { iss: issuer, sub: subject } = told;
    const wanted = this.config.openIdRolesClaim;
    const { userinfo_endpoint: more } = configuration.serverMetadata();
    const claims =
      textsOf(told, wanted) === undefined && more !== undefined
        ? { ...(await foreign(() => openid.fetchUserInfo(configuration, tokens.access_token, subject))), ...told }
        : told;
    return { issuer, subject, claims, idToken: tokens.id_token };
  }

  /** Where a browser goes to end its session at the provider, too; undefined when that ends none. */
  async signOutUrl(idToken: string): Promise<string | undefined> {
    const configuration = await this.configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return openid.buildEndSessionUrl(configuration, {
      id_token_hint: idToken,
      post_logout_redirect_uri: `${this.base}/`,
    }).href;
  }

  /** Without a slash at the end. */
  get base(): string {
    return (this.config.publicUrl ?? '').replace(/\/+$/, '');
  }

  /** Found out once; a failure is not remembered. */
  private configuration(): Promise<openid.Configuration> {
    this.discovered ??= foreign(() => this.discover()).catch((error: unknown) => {
      this.discovered = undefined;
      throw error;
    });
    return this.discovered;
  }

  private async discover(): Promise<openid.Configuration> {
    const { openIdIssuer, openIdClientId, openIdClientSecret } = this.config;
    if (openIdIssuer === undefined || openIdClientId === undefined) {
      throw new HubError('rejected', 'access.unknown', 'This hub has no provider of identities.');
    }
    // The settings allow http to this computer alone.
    const execute = openIdIssuer.startsWith('http:') ? [openid.allowInsecureRequests] : [];
    return openid.discovery(new URL(openIdIssuer), openIdClientId, openIdClientSecret, undefined, {
      // Also over TLS the signature of an ID token is checked: who ends TLS may be somebody else.
      execute: [...execute, openid.enableNonRepudiationChecks],
      timeout: TIMEOUT_S,
    });
  }

  private secret(): string {
    return this.ids.bytes(32).toString('base64url');
  }
}

/** Translates what went wrong once: the provider does not answer, or it does not vouch for anybody. */
async function foreign<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    if (isAway(cause)) {
      const sentence = 'The provider of identities does not answer.';
      throw new HubError('unavailable-shared', 'access.openid-away', sentence, {}, { cause });
    }
    const sentence = 'The sign-in at the provider of identities did not succeed.';
    throw new HubError('rejected', 'access.openid-refused', sentence, {}, { cause });
  }
}

/** No answer, none in time, or one that says that it is broken itself. */
function isAway(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  const { code, status } = error as { readonly code?: unknown; readonly status?: unknown };
  return (
    code === 'OAUTH_TIMEOUT' ||
    code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' ||
    (typeof status === 'number' && status >= 500)
  );
}
