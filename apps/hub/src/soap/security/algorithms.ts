/** Which algorithms of XML Signature 1.1 count. SHA-1 does not, nor does HMAC: nobody here shares a secret with a sender. */
import { constants, verify, type KeyObject } from 'node:crypto';
import { refused } from './names.js';

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#';

const DIGESTS: ReadonlyMap<string, string> = new Map([
  [`${ENC}sha256`, 'sha256'],
  [`${MORE}sha384`, 'sha384'],
  [`${ENC}sha512`, 'sha512'],
]);

type Check = (signed: Buffer, key: KeyObject, signature: Buffer) => boolean;

const rsa =
  (hash: string): Check =>
  (signed, key, signature) =>
    key.asymmetricKeyType === 'rsa' && verify(hash, signed, key, signature);

/** RFC 9231, 2.3.10: the salt is as long as the hash. */
const pss =
  (hash: string): Check =>
  (signed, key, signature) => {
    const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
    const isRsa = key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss';
    return isRsa && verify(hash, signed, { key, ...padding }, signature);
  };

/** XML Signature 1.1, 6.4.3: the two numbers one after the other, not in DER. */
const ecdsa =
  (hash: string): Check =>
  (signed, key, signature) =>
    key.asymmetricKeyType === 'ec' && verify(hash, signed, { key, dsaEncoding: 'ieee-p1363' }, signature);

const SIGNATURES: ReadonlyMap<string, Check> = new Map(
  ['sha256', 'sha384', 'sha512'].flatMap((hash): [string, Check][] => [
    [`${MORE}rsa-${hash}`, rsa(hash)],
    [`${MORE}ecdsa-${hash}`, ecdsa(hash)],
    [`${MORE_2007}${hash}-rsa-MGF1`, pss(hash)],
  ]),
);

/** As `node:crypto` calls it. @throws HubError `ws-security.algorithm` */
export function hashOf(algorithm: string | undefined): string {
  return DIGESTS.get(algorithm ?? '') ?? refuse(algorithm);
}

/** @throws HubError `ws-security.algorithm` */
export function checkOf(algorithm: string | undefined): Check {
  return SIGNATURES.get(algorithm ?? '') ?? refuse(algorithm);
}

export function refuse(algorithm: string | undefined): never {
  const shown = (algorithm ?? 'none').slice(0, 200);
  const sentence = `The algorithm ${shown} is not accepted in signatures.`;
  throw refused('ws-security.algorithm', sentence, { algorithm: shown });
}
