// Certificates as administrators hand them over and as proxies pass them on: what is read, and what is refused.
import { describe, expect, it } from 'vitest';
import {
  certificateOf,
  fingerprintOf,
  passedCertificate,
  readCertificate,
} from '../apps/hub/src/access/certificate.js';
import { ClientCertificates } from '../apps/hub/src/access/client-certificates.js';
import { identityOf } from './harness/identities.js';

const from = new Date('2026-01-02T03:04:05Z');
const until = new Date('2031-02-03T04:05:06Z');
const identity = await identityOf('Bauamt Ärger', { from, until });
const { cert, key, certificate, fingerprint } = identity;

function code(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

describe('a certificate that is handed over', () => {
  it('is kept as fingerprint, names and times', () => {
    expect(certificateOf(readCertificate(`Bag Attributes: none\r\n${cert.replaceAll('\n', '\r\n')}`))).toEqual({
      fingerprint,
      subject: expect.stringContaining('CN='),
      issuer: expect.stringContaining('CN='),
      notBefore: from,
      notAfter: until,
    });
  });

  it.each([
    ['nothing', '', 'certificate.invalid'],
    ['no PEM', certificate.raw.toString('base64'), 'certificate.invalid'],
    ['a chain', cert + cert, 'certificate.invalid'],
    ['half of one', cert.slice(0, 200), 'certificate.invalid'],
    ['rubbish', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'certificate.invalid'],
    ['its private key', key, 'certificate.private-key'],
    ['its private key as well', `${cert}\n${key}`, 'certificate.private-key'],
    ['an old kind of private key', key.replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY'), 'certificate.private-key'],
  ])('is refused when it is %s', (_what, text, expected) => {
    expect(code(() => readCertificate(text))).toBe(expected);
  });

  it('is refused when its key is weak', async () => {
    const weak = await identityOf('weak', { keyType: 'rsa', keySize: 1_024 });
    expect(code(() => readCertificate(weak.cert))).toBe('certificate.weak');
    const strong = await identityOf('strong', { keyType: 'rsa', keySize: 2_048 });
    expect(fingerprintOf(readCertificate(strong.cert))).toBe(strong.fingerprint);
  });
});

describe('a certificate that a proxy passes on', () => {
  const base64 = certificate.raw.toString('base64');

  it.each([
    ['nginx ($ssl_client_escaped_cert)', encodeURIComponent(cert)],
    ['nginx, without escaping', cert.trim().replaceAll('\n', '\n\t')],
    ['Apache (SSL_CLIENT_CERT)', cert.trim().replaceAll('\n', ' ')],
    ['HAProxy (ssl_c_der,base64)', base64],
    ['Traefik', encodeURIComponent(base64)],
    ['RFC 9440', `:${base64}:`],
  ])('is read as %s writes it', (_what, header) => {
    expect(fingerprintOf(passedCertificate(header))).toBe(fingerprint);
  });

  it.each([
    `${base64},${base64}`,
    `${encodeURIComponent(cert)},x`,
    '%',
    '%zz',
    'AAAA',
    '-----BEGIN CERTIFICATE-----',
    '::',
  ])('is refused as %j', (header) =>
    expect(code(() => passedCertificate(header))).toBe('access.certificate-unreadable'),
  );

  const header = encodeURIComponent(cert);
  const asked = (remoteAddress: string | undefined, value: string | string[] | undefined): unknown =>
    new ClientCertificates({ clientCertificateHeader: 'X-Client-Cert', trustedProxies: ['10.0.0.0/8'] }).of({
      headers: value === undefined ? {} : { 'x-client-cert': value },
      raw: { socket: { remoteAddress } },
    } as never);

  it('is believed from the proxies that are trusted, and from nobody else', () => {
    expect(asked('10.1.2.3', header)).toEqual({ fingerprint, vouchedFor: true });
    expect(asked('::ffff:10.1.2.3', header)).toEqual({ fingerprint, vouchedFor: true });
    for (const address of ['11.1.2.3', '127.0.0.1', '::1', undefined]) expect(asked(address, header)).toBeUndefined();
    expect(asked('10.1.2.3', undefined)).toBeUndefined();
    expect(asked('10.1.2.3', '')).toBeUndefined();
    expect(code(() => asked('10.1.2.3', [header, header]))).toBe('access.certificate-unreadable');
  });
});
