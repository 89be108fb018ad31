/** WS-Security UsernameToken Profile 1.0: who the hub is, in the envelope. */
import { createHash } from 'node:crypto';
import type { SoapTargetSecrets } from '../../access/soap-targets.js';
import { BASE64, PASSWORD_DIGEST, PASSWORD_TEXT, WSSE, WSU } from '../../soap/security/names.js';
import type { XmlNode } from '../../soap/write-xml.js';

/**
 * The header, where the password is shown this way; another one each time, so that nobody can use it again.
 *
 * @param nonce 16 bytes that were never used before
 */
export function usernameToken(
  { userName, password = '', passwordAs }: SoapTargetSecrets,
  now: Date,
  nonce: Buffer,
): readonly XmlNode[] {
  if (userName === undefined || passwordAs === undefined || passwordAs === 'basic') return [];
  const created = now.toISOString().replace(/[.]\d+Z$/, 'Z');
  const secret =
    passwordAs === 'text'
      ? wsse('Password', { attributes: { Type: PASSWORD_TEXT }, text: password })
      : wsse('Password', { attributes: { Type: PASSWORD_DIGEST }, text: digest(nonce, created, password) });
  const children = [
    wsse('Username', { text: userName }),
    secret,
    wsse('Nonce', { attributes: { EncodingType: BASE64 }, text: nonce.toString('base64') }),
    { name: 'Created', namespace: WSU, prefix: 'wsu', text: created },
  ];
  return [wsse('Security', { children: [wsse('UsernameToken', { children })] })];
}

/** SHA-1 is what the profile prescribes; it keeps the password from whoever reads along, no more. */
function digest(nonce: Buffer, created: string, password: string): string {
  return createHash('sha1').update(nonce).update(created).update(password).digest('base64');
}

function wsse(name: string, rest: Omit<XmlNode, 'name' | 'namespace' | 'prefix'>): XmlNode {
  return { name, namespace: WSSE, prefix: 'wsse', ...rest };
}
