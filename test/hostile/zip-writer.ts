/** ZIPs that lie where a writer of whole ZIPs cannot: in their end, in their sizes, and in how much there is. */
import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';

const END_BYTES = 22;

/** Changes a number in the end record: 8 and 10 are counts of entries, 12 the size of the directory, 16 its place. */
export function withEnd(zip: Buffer, at: 8 | 10 | 12 | 16, value: number): Buffer {
  const changed = Buffer.from(zip);
  const place = changed.length - END_BYTES + at;
  if (at < 12) changed.writeUInt16LE(value, place);
  else changed.writeUInt32LE(value, place);
  return changed;
}

/** The end points to a record of ZIP64 that is not there. */
export function withFalseZip64(zip: Buffer): Buffer {
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(0xffff_ffff_ffffn, 8);
  const before = zip.subarray(0, -END_BYTES);
  return Buffer.concat([before, locator, withEnd(zip, 16, 0xffff_ffff).subarray(-END_BYTES)]);
}

/** Bytes that do not pack. */
export function noise(length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, n) => createHash('sha256').update(`${n}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}

/**
 * A bomb: so many entries that all use the same packed bytes, without an overlap that a reader would notice in the sizes
 * of a header; each entry quotes the ones behind it as stored bytes.
 */
export function quotingBomb(entries: number, unpackedBytes: number): Buffer {
  const kernel = deflateRawSync(Buffer.alloc(unpackedBytes), { level: 9 });
  const checksum = crc32(Buffer.alloc(unpackedBytes));
  const kernelHeader = header('PK\x03\x04', `${entries - 1}`, kernel.length, unpackedBytes, checksum);
  const local = [kernelHeader];
  const directory = [{ name: `${entries - 1}`, packed: kernel.length, unpacked: unpackedBytes, checksum }];
  for (let n = entries - 2; n >= 0; n -= 1) {
    const next = local[0]!;
    const inner = directory[0]!;
    // A stored block of Deflate that holds the header of the next file; the bytes of that file go on behind it.
    const quote = Buffer.from([
      0,
      next.length & 0xff,
      next.length >> 8,
      ~next.length & 0xff,
      (~next.length >> 8) & 0xff,
    ]);
    const packed = quote.length + next.length + inner.packed;
    const unpacked = next.length + inner.unpacked;
    local.unshift(Buffer.concat([header('PK\x03\x04', `${n}`, packed, unpacked, 0), quote]));
    directory.unshift({ name: `${n}`, packed, unpacked, checksum: 0 });
  }
  return finished([...local, kernel], local, directory);
}

interface Listed {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  readonly checksum: number;
}

function finished(parts: readonly Buffer[], local: readonly Buffer[], directory: readonly Listed[]): Buffer {
  let at = 0;
  const rows = directory.map(({ name, packed, unpacked, checksum }, index) => {
    const fixed = header('PK\x01\x02', name, packed, unpacked, checksum, at);
    at += local[index]!.length;
    return fixed;
  });
  const start = parts.reduce((sum, { length }) => sum + length, 0);
  const size = rows.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(END_BYTES);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([...parts, ...rows, end]);
}

/** @param place of the local header, in a row of the directory */
function header(
  signature: 'PK\x03\x04' | 'PK\x01\x02',
  name: string,
  packed: number,
  unpacked: number,
  checksum: number,
  place?: number,
): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt32LE(checksum >>> 0, 10);
  facts.writeUInt32LE(packed, 14);
  facts.writeUInt32LE(unpacked, 18);
  facts.writeUInt16LE(name.length, 22);
  const isRow = place !== undefined;
  const tail = Buffer.alloc(isRow ? 14 : 0);
  if (isRow) tail.writeUInt32LE(place, 10);
  const madeBy = isRow ? [Buffer.from([20, 0])] : [];
  return Buffer.concat([Buffer.from(signature, 'latin1'), ...madeBy, facts, tail, Buffer.from(name)]);
}
