import { createHmac, timingSafeEqual } from 'node:crypto';

/** A secret of the key ring shared by all gateways. */
export interface IdKey {
  readonly name: string;
  readonly secret: Buffer;
}

/** Whose message it is; part of what the id proves. */
export interface IdOwner {
  readonly tenant: string;
  readonly procedure: string;
}

const uuidV8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const HEAD_BYTES = 12;

/**
 * A message id is a UUID version 8 (RFC 9562 §5.8): 48 bits of milliseconds, 42 random bits, and 32 bits of an HMAC
 * over the rest, the tenant and the procedure. So an id tells without the database whether we gave it, to whom and
 * when; the month selects the partition.
 *
 * @param random at least 6 bytes
 */
export function newMessageId(at: Date, random: Buffer, owner: IdOwner, key: IdKey): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  random.copy(bytes, 6, 0, 6);
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  proof(bytes, owner, key).copy(bytes, HEAD_BYTES);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** When the message was accepted; undefined when the text has not the form of a message id. */
export function acceptedAtOf(id: string): Date | undefined {
  return uuidV8.test(id) ? new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)) : undefined;
}

/** Whether one of the keys made this id for this owner. */
export function isOurs(id: string, owner: IdOwner, keys: readonly IdKey[]): boolean {
  if (!uuidV8.test(id)) return false;
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  return keys.some((key) => timingSafeEqual(proof(bytes, owner, key), bytes.subarray(HEAD_BYTES)));
}

function proof(bytes: Buffer, owner: IdOwner, key: IdKey): Buffer {
  return createHmac('sha256', key.secret)
    .update(bytes.subarray(0, HEAD_BYTES))
    .update(`${owner.tenant}/${owner.procedure}`)
    .digest()
    .subarray(0, 4);
}
