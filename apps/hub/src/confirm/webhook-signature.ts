import { createHmac } from 'node:crypto';

/**
 * The headers that let a receiver know who sent a body, when, and whether it has it already. The signature is over the
 * timestamp, a dot and the body; the id of the delivery is in the body, too, so that it is covered.
 *
 * @param secrets all that are valid: one signature each, so that a receiver may know the old or the new one
 */
export function signedHeaders(
  delivery: string,
  body: string,
  secrets: readonly string[],
  now: Date,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`,
  );
  return {
    'Fachwerk-Delivery': delivery,
    'Fachwerk-Timestamp': timestamp,
    'Fachwerk-Signature': [`t=${timestamp}`, ...signatures].join(','),
  };
}
