import type { FastifyRequest } from 'fastify';
import { createHash, X509Certificate } from 'node:crypto';
import type { Clock } from '../config/clock.js';
import { HubError } from '../errors/hub-error.js';
import type { EnvelopeCredential } from '../soap/security/credentials.js';
import { fingerprintOf } from './certificate.js';
import type { ClientCertificates } from './client-certificates.js';
import type { AccessDirectory } from './directory.js';
import type { Replays } from './replays.js';
import type { SpecialistProcedure } from './snapshot.js';

type Asked = Pick<FastifyRequest, 'headers' | 'raw'>;

/** How a specialist procedure says who it is: by a key, by a certificate in TLS, by a signature. Needs no database. */
export class ProcedureCredentials {
  constructor(
    private readonly directory: AccessDirectory,
    private readonly certificates: ClientCertificates,
    private readonly replays: Replays,
    private readonly clock: Clock,
  ) {}

  /**
   * By the certificate that comes with the connection. One that is not valid is refused whatever else is given: whoever
   * shows it believes to be somebody.
   *
   * @returns undefined when none is shown
   * @throws HubError `access.certificate-…`, `access.snapshot-too-old`
   */
  ofConnection(request: Asked): SpecialistProcedure | undefined {
    const shown = this.certificates.of(request);
    if (shown === undefined) return undefined;
    const procedure = this.ofCertificate(shown.fingerprint);
    if (shown.vouchedFor) return procedure;
    const sentence = 'No authority that this hub knows vouches for the certificate.';
    throw new HubError('rejected', 'access.certificate-untrusted', sentence);
  }

  ofKey(key: string): SpecialistProcedure | undefined {
    return this.directory.procedureOfKey(key);
  }

  /**
   * For entrances whose messages may say themselves who sends them: the certificate of the connection, a key in
   * `Authorization`, and what the envelope says. All that is given has to lead to the same procedure.
   *
   * @throws HubError `access.unauthorised`, `access.credentials-differ`, `access.certificate-…`, `access.replayed`
   */
  of(request: Asked, inEnvelope?: EnvelopeCredential): SpecialistProcedure {
    const named = [
      this.ofConnection(request),
      this.ofAuthorization(request.headers.authorization),
      inEnvelope && this.ofEnvelope(inEnvelope),
    ].filter((procedure) => procedure !== undefined);
    const procedure = same(named);
    // Last of all: what is refused for another reason may be sent again.
    if (inEnvelope?.kind === 'signature') this.replays.once(signedBy(inEnvelope), inEnvelope.staleAt);
    return procedure;
  }

  /** For whom `of` let in and whose message came to nothing: the same signed message may come again. */
  release(inEnvelope: EnvelopeCredential): void {
    if (inEnvelope.kind === 'signature') this.replays.release(signedBy(inEnvelope));
  }

  /**
   * Whether a signature of this certificate is worth looking at. Nobody has proved yet to have its key.
   *
   * @param certificate DER
   * @throws HubError `access.certificate-…`
   */
  checkCertificate(certificate: Buffer): void {
    this.registered(fingerprintOf(new X509Certificate(certificate)));
  }

  /** Whoever gives a key means that: one that opens nothing is refused, even where a certificate would do. */
  private ofAuthorization(authorization: string | undefined): SpecialistProcedure | undefined {
    if (authorization === undefined) return undefined;
    const [scheme = '', credential = ''] = authorization.split(' ', 2);
    if (scheme.toLowerCase() === 'bearer') return this.ofKey(credential) ?? refuse();
    if (scheme.toLowerCase() !== 'basic') return refuse();
    const text = Buffer.from(credential, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    return colon < 0 ? refuse() : this.ofNamedKey(text.slice(0, colon), text.slice(colon + 1));
  }

  private ofEnvelope(credential: EnvelopeCredential): SpecialistProcedure {
    if (credential.kind === 'username-token') return this.ofNamedKey(credential.user, credential.password);
    return this.ofCertificate(fingerprintOf(new X509Certificate(credential.certificate)));
  }

  private ofNamedKey(name: string, key: string): SpecialistProcedure {
    const procedure = this.ofKey(key);
    return procedure?.name === name ? procedure : refuse();
  }

  private ofCertificate(fingerprint: string): SpecialistProcedure {
    const certificate = this.registered(fingerprint);
    const procedure = this.directory.procedure(certificate.procedure);
    if (procedure === undefined) return refuse();
    this.directory.used(procedure, certificate);
    return procedure;
  }

  private registered(fingerprint: string): NonNullable<ReturnType<AccessDirectory['certificate']>> {
    const certificate = this.directory.certificate(fingerprint);
    if (certificate === undefined) {
      throw refused('access.certificate-unknown', 'The certificate is not registered with any procedure.');
    }
    if (certificate.revoked) throw refused('access.certificate-revoked', 'The certificate was revoked in this hub.');
    const now = this.clock.now();
    if (new Date(certificate.notBefore) > now) {
      throw refused('access.certificate-not-yet-valid', 'The certificate is not valid yet.');
    }
    if (new Date(certificate.notAfter) < now)
      throw refused('access.certificate-expired', 'The certificate has expired.');
    return certificate;
  }
}

function same([first, ...others]: readonly SpecialistProcedure[]): SpecialistProcedure {
  if (first === undefined) return refuse();
  if (others.every(({ id, tenant }) => id === first.id && tenant === first.tenant)) return first;
  throw credentialsDiffer();
}

export function credentialsDiffer(): HubError {
  const sentence = 'The certificate, the key and what the message says name different senders.';
  return new HubError('rejected', 'access.credentials-differ', sentence);
}

type Signature = Extract<EnvelopeCredential, { readonly kind: 'signature' }>;

/** What was signed, and by whom. */
function signedBy({ certificate, signedInfo }: Signature): string {
  return `${createHash('sha256').update(certificate).digest('base64url')}.${signedInfo}`;
}

function refuse(): never {
  throw new HubError('rejected', 'access.unauthorised', 'No valid key or password was given.');
}

function refused(code: `access.certificate-${string}`, sentence: string): HubError {
  return new HubError('rejected', code, sentence);
}
