import type { Readable } from 'node:stream';

export interface StoredBytes {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A range of bytes, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the bytes of documents and large messages are, addressed by tenant and SHA-256. A store shared by tenants would
 * tell one of them what another has. Written once, verified when read, durable when `put` resolves.
 */
export abstract class ContentStore {
  /**
   * Takes bytes in as they stream; nothing remains when the source throws. Bytes that are there already are renewed.
   *
   * @throws HubError `unavailable-shared` with `content.unavailable`: disk full, read-only, gone
   */
  abstract put(tenant: string, source: AsyncIterable<Buffer>): Promise<StoredBytes>;

  /**
   * The stream ends with HubError `content.corrupt` when the bytes are not the ones that were stored; a range is
   * checked by its length only.
   *
   * @throws HubError `defect` with `content.missing`
   */
  abstract read(tenant: string, sha256: string, range?: ByteRange): Readable;

  abstract has(tenant: string, sha256: string): Promise<boolean>;
}
