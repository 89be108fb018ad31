import { basename } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** The files of a ZIP by its central directory: enough for one that is known to be well-formed. */
export function unzipped(zip: Buffer): Readonly<Record<string, Buffer>> {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  let at = zip.readUInt32LE(end + 16);
  const files: Record<string, Buffer> = {};
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    files[basename(name)] = inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(at + 20)));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}
