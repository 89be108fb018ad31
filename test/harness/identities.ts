/** Private keys with certificates, for procedures that say who they are with one. */
import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

export interface Identity {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
  /** SHA-256, hexadecimal. */
  readonly fingerprint: string;
  readonly certificate: X509Certificate;
}

export interface IdentityOptions {
  readonly from?: Date;
  readonly until?: Date;
  /** Whoever vouches for it; without it, it does so itself. */
  readonly by?: Identity;
  readonly isAuthority?: boolean;
  readonly keyType?: 'rsa' | 'ec';
  readonly keySize?: number;
}

const DAY_MS = 86_400_000;

export async function identityOf(name: string, options: IdentityOptions = {}): Promise<Identity> {
  const { from, until, by, isAuthority = false, keyType = 'ec', keySize = 2_048 } = options;
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType,
    keySize,
    algorithm: 'sha256',
    notBeforeDate: from ?? new Date(Date.now() - DAY_MS),
    notAfterDate: until ?? new Date(Date.now() + 30 * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: isAuthority },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
    ...(by === undefined ? {} : { ca: { key: by.key, cert: by.cert } }),
  });
  const certificate = new X509Certificate(cert);
  return { key, cert, certificate, fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase() };
}
