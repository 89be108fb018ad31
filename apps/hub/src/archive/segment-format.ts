/**
 * An entry of a segment: `[what it is, 4 bytes][number of bytes, uint32 big endian][SHA-256, 32 bytes][bytes]`. A wiped
 * one has zeros for hash and bytes.
 */
const KEPT = Buffer.from('FwE1');
const WIPED = Buffer.from('FwE0');
const HASH_AT = 8;

export const HEADER_BYTES = 40;

export interface Header {
  readonly wiped: boolean;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export function encodeHeader(sha256: string, sizeBytes: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  KEPT.copy(header);
  header.writeUInt32BE(sizeBytes, KEPT.length);
  header.write(sha256, HASH_AT, 'hex');
  return header;
}

export function wipedHeader(sizeBytes: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  WIPED.copy(header);
  header.writeUInt32BE(sizeBytes, WIPED.length);
  return header;
}

/** Undefined when no entry begins here. */
export function decodeHeader(bytes: Buffer): Header | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const kind = bytes.subarray(0, KEPT.length);
  const wiped = kind.equals(WIPED);
  if (!wiped && !kind.equals(KEPT)) return undefined;
  const sha256 = bytes.toString('hex', HASH_AT, HEADER_BYTES);
  return { wiped, sizeBytes: bytes.readUInt32BE(KEPT.length), sha256 };
}
