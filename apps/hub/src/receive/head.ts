import { fileTypeFromBuffer } from 'file-type';

const SNIFFED_BYTES = 4_100;

/** The first bytes of something that streams by; its type is guessed from them. */
export class Head {
  bytes = Buffer.alloc(0);

  write(chunk: Buffer): void {
    const missing = SNIFFED_BYTES - this.bytes.length;
    if (missing > 0) this.bytes = Buffer.concat([this.bytes, chunk.subarray(0, missing)]);
  }

  async sniffed(): Promise<string | undefined> {
    return (await fileTypeFromBuffer(this.bytes))?.mime;
  }
}
