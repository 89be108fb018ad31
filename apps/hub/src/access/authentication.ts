import type { FastifyRequest } from 'fastify';
import type { HubConfig } from '../config/hub-config.js';
import { HubError } from '../errors/hub-error.js';
import { addressOf } from './address.js';
import { cookieIn, cookieNamed, hasCookie, type Cookie } from './cookies.js';
import type { EnvelopeCredential } from '../soap/security/credentials.js';
import type { AccessDirectory } from './directory.js';
import type { PasswordDoor } from './password-door.js';
import { VISITOR_PERMISSIONS, permissionsOf } from './permissions.js';
import { principalOfPerson, type Person } from './person.js';
import type { PersonPrincipal, Principal } from './principal.js';
import { credentialsDiffer, type ProcedureCredentials } from './procedure-credentials.js';
import { isCsrfOf, SESSION_TOKEN } from './session-token.js';
import type { Session, Sessions } from './sessions.js';
import type { SpecialistProcedure } from './snapshot.js';

type Asked = Pick<FastifyRequest, 'headers' | 'method' | 'ip' | 'ips' | 'raw'>;

export interface Identity {
  readonly principal: Principal;
  /** A first password opens nothing but its change. */
  readonly passwordChangeDue: boolean;
}

export interface SessionIdentity extends Identity {
  readonly principal: PersonPrincipal;
  readonly session: Session;
}

/**
 * Finds out who asks: by the key or the certificate of a procedure, a user name with password, or the session of a person.
 */
export class Authentication {
  readonly cookie: Cookie;

  constructor(
    private readonly directory: AccessDirectory,
    private readonly passwords: PasswordDoor,
    private readonly sessions: Sessions,
    private readonly procedures: ProcedureCredentials,
    config: Pick<HubConfig, 'publicUrl'>,
  ) {
    this.cookie = cookieNamed('fachwerk_session', config);
  }

  /**
   * @throws HubError `access.unauthorised`, `access.credentials-differ`, `access.certificate-…`, `access.not-signed-in`,
   *   `access.csrf`
   */
  async identify(request: Asked): Promise<Identity> {
    const { authorization = '', cookie } = request.headers;
    // Whoever names a key or a password means that, whatever a browser adds: cookies as well as certificates of its user.
    if (authorization === '' && hasCookie(cookie, this.cookie)) return this.signedIn(request);
    const shown = this.procedures.ofConnection(request);
    if (shown !== undefined && authorization === '') return ofProcedure(shown);
    // No password is checked for nothing: it is that of a person.
    if (shown !== undefined && /^basic /i.test(authorization)) throw credentialsDiffer();
    const identity = await this.authorized(authorization, request);
    if (shown !== undefined && identity !== undefined && !isOf(shown, identity.principal)) throw credentialsDiffer();
    if (identity !== undefined) return identity;
    throw new HubError('rejected', 'access.unauthorised', 'No valid key or password was given.');
  }

  /**
   * The procedure that sends, for entrances where the message itself may say who that is.
   *
   * @param inEnvelope what the message says
   * @throws HubError `access.unauthorised`, `access.credentials-differ`, `access.certificate-…`, `access.replayed`
   */
  procedureOf(request: Pick<Asked, 'headers' | 'raw'>, inEnvelope?: EnvelopeCredential): SpecialistProcedure {
    return this.procedures.of(request, inEnvelope);
  }

  /** For whom `procedureOf` let in and whose message came to nothing: the same signed message may come again. */
  release(inEnvelope: EnvelopeCredential): void {
    this.procedures.release(inEnvelope);
  }

  /**
   * Before a signature costs anything: whether its certificate is one that counts.
   *
   * @throws HubError `access.certificate-…`
   */
  checkCertificate(certificate: Buffer): void {
    this.procedures.checkCertificate(certificate);
  }

  /** @throws HubError `access.not-signed-in`, `access.csrf` */
  async signedIn(request: Asked): Promise<SessionIdentity> {
    const identity = identified(await this.sessionOf(request), (session) => this.principalIn(session));
    if (isSafe(request.method) || isCsrfOf(identity.session.token, oneOf(request.headers['x-csrf-token'])))
      return identity;
    throw new HubError('rejected', 'access.csrf', 'The request lacks the token of its session (header X-CSRF-Token).');
  }

  /** Of a session that has just begun or changed. @throws HubError `access.not-signed-in` */
  async ofToken(token: string): Promise<SessionIdentity> {
    return identified(await this.sessions.find(token), (session) => this.principalIn(session));
  }

  /** The session that the cookie of a request means, whether it may change anything or not. */
  async sessionOf({ headers }: Pick<Asked, 'headers'>): Promise<Session | undefined> {
    const token = cookieIn(headers.cookie, this.cookie, SESSION_TOKEN);
    return token === undefined ? undefined : this.sessions.find(token);
  }

  /**
   * Who is behind a request that was let in with a session and is still being answered. Asking does not use the session.
   *
   * @returns undefined when the session has ended, or it was none that let the request in
   */
  async stillSignedIn({ headers }: Pick<Asked, 'headers'>): Promise<PersonPrincipal | undefined> {
    const token = cookieIn(headers.cookie, this.cookie, SESSION_TOKEN);
    const session = token === undefined ? undefined : await this.sessions.peek(token);
    return session === undefined ? undefined : this.principalIn(session);
  }

  /** As journals name the person in other tenants. */
  nameAbroad({ name, tenant }: Person): string {
    return `${name}@${this.directory.tenantName(tenant) ?? tenant}`;
  }

  private async authorized(authorization: string, request: Asked): Promise<Identity | undefined> {
    const [scheme = '', credential = ''] = authorization.split(' ', 2);
    if (scheme.toLowerCase() === 'bearer') {
      const found = this.procedures.ofKey(credential);
      return found && ofProcedure(found);
    }
    if (scheme.toLowerCase() !== 'basic') return undefined;
    const text = Buffer.from(credential, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon < 0) return undefined;
    const [user, password] = [text.slice(0, colon), text.slice(colon + 1)];
    const person = await this.passwords.withRequest(user, password, addressOf(request));
    if (person === undefined) return undefined;
    return { principal: principalOfPerson(person), passwordChangeDue: person.passwordChangeDue };
  }

  private principalIn({ person, actingTenant }: Session): PersonPrincipal {
    // Whose role was taken away is back in the own tenant.
    const visits = actingTenant !== null && permissionsOf(person.roles, false).has('provider.administer');
    if (!visits) return principalOfPerson(person);
    return {
      kind: 'person',
      tenant: actingTenant,
      name: this.nameAbroad(person),
      roles: ['provider-administrator'],
      permissions: VISITOR_PERMISSIONS,
      tenantHidesContent: true,
    };
  }
}

function ofProcedure({ tenant, id: procedureId, name }: SpecialistProcedure): Identity {
  return { principal: { kind: 'procedure', tenant, procedureId, name }, passwordChangeDue: false };
}

function isOf({ id }: SpecialistProcedure, principal: Principal): boolean {
  return principal.kind === 'procedure' && principal.procedureId === id;
}

function identified(session: Session | undefined, principalIn: (session: Session) => PersonPrincipal): SessionIdentity {
  if (session === undefined) {
    throw new HubError('rejected', 'access.not-signed-in', 'Nobody is signed in, or the session has ended.');
  }
  return { session, principal: principalIn(session), passwordChangeDue: session.person.passwordChangeDue };
}

/** Of two headers nobody knows which is meant. */
function oneOf(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}
