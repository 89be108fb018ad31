import type { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';
import type { ContentIntake } from '../../archive/content-store.js';

/** The directory of a ZIP is read in small pieces that lie side by side. */
const BLOCK_BYTES = 65_536;

/** A ZIP in the content store, read here and there. Whatever the ZIP claims, nothing outside of it is asked for. */
export class StoredReader extends RandomAccessReader {
  private block: { readonly start: number; readonly bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };
  /** Of the content store, which yauzl would hide among the mistakes of the ZIP. */
  failure: unknown;

  constructor(
    private readonly store: ContentIntake,
    private readonly tenant: string,
    private readonly sha256: string,
    private readonly sizeBytes: number,
  ) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.range(start, end);
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.bytes(position, length).then(
      // Not within the promise: what yauzl throws while it goes on is none of its failures.
      (bytes) => setImmediate(() => callback(null, bytes.copy(buffer, offset))),
      (error: Error) => setImmediate(() => callback(error)),
    );
  }

  /** Fewer than asked for where the ZIP ends. */
  async bytes(position: number, length: number): Promise<Buffer> {
    const end = Math.min(position + length, this.sizeBytes);
    if (position < 0 || position >= end) return Buffer.alloc(0);
    const { start, bytes } = this.block;
    if (position >= start && end <= start + bytes.length) return bytes.subarray(position - start, end - start);
    this.block = { start: position, bytes: await this.fetch(position, Math.max(end, position + BLOCK_BYTES)) };
    return this.block.bytes.subarray(0, end - position);
  }

  private async fetch(start: number, end: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.range(start, Math.min(end, this.sizeBytes))) {
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
  }

  private range(start: number, end: number): Readable {
    const stream = this.store.read(this.tenant, this.sha256, { start, end: end - 1 });
    stream.once('error', (error) => (this.failure ??= error));
    return stream;
  }
}
