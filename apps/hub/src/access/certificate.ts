/** Certificates (X.509) of specialist procedures: what is kept of one, and how one is read that somebody hands over. */
import { X509Certificate, type KeyObject } from 'node:crypto';
import { HubError } from '../errors/hub-error.js';

export interface Certificate {
  /** SHA-256 of the certificate (DER), hexadecimal. */
  readonly fingerprint: string;
  /** As people read it: `CN=…, O=…, C=DE`. May be empty. */
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const NAME_LENGTH_MAX = 1_000;
const RSA_BITS_MIN = 2_048;
/** BSI TR-02102-1, 3.6. */
const CURVES = new Set([
  'prime256v1',
  'secp384r1',
  'secp521r1',
  'brainpoolP256r1',
  'brainpoolP384r1',
  'brainpoolP512r1',
]);

export function certificateOf(x509: X509Certificate): Certificate {
  return {
    fingerprint: fingerprintOf(x509),
    subject: shownName(x509.subject),
    issuer: shownName(x509.issuer),
    notBefore: new Date(x509.validFrom),
    notAfter: new Date(x509.validTo),
  };
}

export function fingerprintOf({ fingerprint256 }: X509Certificate): string {
  return fingerprint256.replaceAll(':', '').toLowerCase();
}

/**
 * Reads the one certificate that an administrator hands over.
 *
 * @param text PEM; what is around it, as tools write it, does not count
 * @throws HubError `certificate.invalid`, `certificate.private-key`, `certificate.weak`
 */
export function readCertificate(text: string): X509Certificate {
  const labels = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map(([, label]) => label!);
  if (labels.some((label) => label.endsWith('PRIVATE KEY'))) throw privateKey();
  const [pem, ...more] = text.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? [];
  if (pem === undefined || more.length > 0 || labels.length > 1) throw invalidCertificate();
  const x509 = parsed(pem);
  if (isWeak(x509.publicKey)) throw weak();
  return x509;
}

/**
 * Reads a certificate as proxies pass it on: PEM or base64, URL-encoded or not, with other white space or none, or between
 * colons (RFC 9440). Several are refused: who wrote the first of them is not known.
 *
 * @throws HubError `access.certificate-unreadable`
 */
export function passedCertificate(header: string): X509Certificate {
  try {
    const text = header.includes('%') ? decodeURIComponent(header) : header;
    const base64 = text
      .replace(/^\s*(?::|-----BEGIN CERTIFICATE-----)/, '')
      .replace(/(?::|-----END CERTIFICATE-----)\s*$/, '')
      .replace(/\s+/g, '');
    if (/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    // As below.
  }
  const sentence = 'The proxy in front of the hub passed a certificate on that cannot be read.';
  throw new HubError('rejected', 'access.certificate-unreadable', sentence);
}

function parsed(pem: string): X509Certificate {
  try {
    const x509 = new X509Certificate(pem);
    const { notBefore, notAfter } = certificateOf(x509);
    if (!Number.isNaN(notBefore.getTime()) && !Number.isNaN(notAfter.getTime())) return x509;
  } catch {
    // As below: what OpenSSL says about it helps nobody.
  }
  throw invalidCertificate();
}

function isWeak({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  switch (asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return (asymmetricKeyDetails?.modulusLength ?? 0) < RSA_BITS_MIN;
    case 'ec':
      return !CURVES.has(asymmetricKeyDetails?.namedCurve ?? '');
    case 'ed25519':
    case 'ed448':
      return false;
    default:
      return true;
  }
}

/** OpenSSL writes the most general part first, each in a line. */
function shownName(name: string): string {
  const parts = (name ?? '').split('\n').filter((part) => part !== '');
  return parts
    .toReversed()
    .join(', ')
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, NAME_LENGTH_MAX);
}

function invalidCertificate(): HubError {
  const sentence = 'This is not one certificate in PEM form (-----BEGIN CERTIFICATE-----).';
  return new HubError('rejected', 'certificate.invalid', sentence);
}

function privateKey(): HubError {
  const sentence =
    'There is a private key in it, which belongs to whoever runs the procedure alone. The hub has kept nothing of it; make another one, because it was sent around.';
  return new HubError('rejected', 'certificate.private-key', sentence);
}

function weak(): HubError {
  const sentence =
    'The key of this certificate is too weak, or of a kind that is not used: RSA with 2048 bits or more, NIST or Brainpool curves with 256 bits or more, Ed25519 and Ed448 are taken.';
  return new HubError('rejected', 'certificate.weak', sentence);
}
