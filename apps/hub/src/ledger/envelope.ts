import { createHash } from 'node:crypto';
import { HubError } from '../errors/hub-error.js';
import type { Envelope } from './generated/envelope.js';
import { traceParentOf } from './trace.js';

export type { Body, Envelope, Stamp, StoredPart } from './generated/envelope.js';

/** A message as it travels: `[length of the envelope, uint32 big endian][envelope as JSON][body, when it is inline]`. */
export interface Travelling {
  readonly envelope: Envelope;
  /** Undefined when the body is in the content store. */
  readonly body?: Buffer;
}

const LENGTH_BYTES = 4;

export function encodeEnvelope({ envelope, body }: Travelling): Buffer {
  const head = Buffer.from(JSON.stringify(envelope));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(head.length);
  return Buffer.concat(body === undefined ? [length, head] : [length, head, body]);
}

/** A message as it is handed to the exchange. */
export function parcelOf(travelling: Travelling): { id: string; bytes: Buffer; traceParent: string } {
  const { envelope } = travelling;
  return { id: envelope.id, bytes: encodeEnvelope(travelling), traceParent: traceParentOf(envelope) };
}

/** @throws HubError `defect` with `envelope.unreadable`: bytes that no gateway of this or the last version wrote */
export function decodeEnvelope(bytes: Buffer): Travelling {
  try {
    const end = LENGTH_BYTES + bytes.readUInt32BE(0);
    const envelope = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, end)) as Envelope;
    if (![1, 2, 3].includes(envelope.version)) throw new Error(`version ${String(envelope.version)}`);
    checkForm(envelope);
    const { inline, sizeBytes } = envelope.body;
    if (bytes.length !== end + (inline ? sizeBytes : 0)) throw new Error(`${bytes.length - end} bytes of body`);
    return inline ? { envelope, body: bytes.subarray(end) } : { envelope };
  } catch (cause) {
    const sentence = 'The envelope of a message cannot be read.';
    throw new HubError('defect', 'envelope.unreadable', sentence, {}, { cause });
  }
}

/** What the hub relies on before a message can be parked. Of one that lacks it nobody could say which it is. */
function checkForm({ id, tenant, procedure, connector, acceptedAt, stamp, body, attachments }: Envelope): void {
  const texts = [id, tenant, procedure, connector, acceptedAt, stamp.gateway, stamp.epoch, body.mime, body.sha256];
  const parts = attachments.flatMap(({ name, mime, sha256 }) => [name, mime, sha256]);
  if (![...texts, ...parts].every((text) => typeof text === 'string')) throw new Error('a text is missing');
  const numbers = [stamp.seq, body.sizeBytes, ...attachments.map(({ sizeBytes }) => sizeBytes)];
  if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) throw new Error('a number is missing');
}

/**
 * What makes two transmissions equal: SHA-256 over the hash of the body, and the names and hashes of the attachments in
 * order. JSON keeps the parts apart. It is known without reading the message, so that a message which could not be
 * read is still recognised when it comes again. A corrected message stays the same submission: it keeps the one of what
 * was sent.
 */
export function contentHash(envelope: Pick<Envelope, 'body' | 'attachments' | 'correction'>): Buffer {
  if (envelope.correction !== undefined) return Buffer.from(envelope.correction.contentHash, 'hex');
  const parts = envelope.attachments.map(({ name, sha256 }) => [name, sha256]);
  return createHash('sha256')
    .update(JSON.stringify([envelope.body.sha256, parts]))
    .digest();
}
