/** A real OpenID provider of a city, in the process of the test: everybody's password is right, the groups differ. */
import { createServer, type Server } from 'node:http';
import { Provider, type Configuration } from 'oidc-provider';
import { freePorts } from './ports.js';

export interface Account {
  readonly name: string;
  readonly groups: readonly string[];
}

export const CLIENT = { id: 'fachwerk', secret: 'a secret that only the hub and the provider know' } as const;

export class OpenIdServer {
  /** By what they sign in with. Whoever changes it changes what the provider says from then on. */
  readonly accounts = new Map<string, Account>();

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  /** @param rolesIn where it says who is in which group */
  static async open(hubUrl: string, rolesIn: 'id-token' | 'userinfo', at?: number): Promise<OpenIdServer> {
    const port = at ?? (await freePorts(1))[0];
    const issuer = `http://localhost:${port}`;
    const server = createServer();
    const opened = new OpenIdServer(issuer, server);
    const provider = new Provider(issuer, opened.configuration(hubUrl, rolesIn));
    const handle = provider.callback();
    server.on('request', (request, response) => void handle(request, response));
    await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
    return opened;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private configuration(hubUrl: string, rolesIn: 'id-token' | 'userinfo'): Configuration {
    return {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          token_endpoint_auth_method: 'client_secret_post',
          redirect_uris: [`${hubUrl}/v1/sign-in/openid/callback`],
          post_logout_redirect_uris: [`${hubUrl}/`],
          grant_types: ['authorization_code'],
          response_types: ['code'],
        },
      ],
      claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'] },
      conformIdTokenClaims: rolesIn === 'userinfo',
      findAccount: (_context, accountId) => ({
        accountId,
        claims: () => ({ sub: accountId, preferred_username: accountId, ...this.accounts.get(accountId) }),
      }),
      pkce: { required: () => true },
      features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
      cookies: { keys: ['of this test alone'] },
    };
  }
}
