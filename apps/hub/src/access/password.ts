import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { HubError } from '../errors/hub-error.js';

/** People's passwords are weak, so checking one is slow: scrypt with N = 2^17, r = 8, p = 1 (some 0.4 s, 128 MiB). */
const COST = 131_072;
const KEY_BYTES = 32;

const LENGTH_MIN = 12;
const LENGTH_MAX = 200;

/**
 * Long is all it has to be (NIST SP 800-63B §5.1.1).
 *
 * @throws HubError `access.password-weak`
 */
export function checkNewPassword(next: string, current?: string): void {
  const length = [...next].length;
  if (length >= LENGTH_MIN && length <= LENGTH_MAX && next !== current) return;
  const sentence = `A password has ${LENGTH_MIN} to ${LENGTH_MAX} characters and is not the present one.`;
  throw new HubError('rejected', 'access.password-weak', sentence, { values: { min: LENGTH_MIN, max: LENGTH_MAX } });
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return `scrypt$${COST}$${salt.toString('base64')}$${key.toString('base64')}`;
}

export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, cost, salt, expected] = stored.split('$');
  if (scheme !== 'scrypt' || cost === undefined || salt === undefined || expected === undefined) return false;
  const key = await derive(password, Buffer.from(salt, 'base64'), Number(cost));
  return timingSafeEqual(key, Buffer.from(expected, 'base64'));
}

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const limits = { N: cost, r: 8, p: 1, maxmem: 192 * 1024 * 1024 };
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, limits, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
