/** Writes ZIPs byte by byte, honest ones and others: a library would refuse to write most of what is tested here. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string | Buffer;
  readonly bytes?: Buffer | string;
  /** Name in the header in front of the bytes, where it is another one. */
  readonly headerName?: string;
  /** General purpose bits; default: bit 11, the name is UTF-8. */
  readonly flags?: number;
  /** What is claimed to be the method; default: 8, deflated. */
  readonly method?: number;
  readonly checksum?: number;
  /** What is claimed to be the size. */
  readonly sizeBytes?: number;
  /** Type and rights as a Unix writes them. */
  readonly unixMode?: number;
  readonly extra?: Buffer;
  /** Take the bytes of the entry before, as a bomb does that overlaps. */
  readonly sharesBytes?: true;
}

/** @param claimed how many entries the end of the ZIP says there are */
export function zipOf(entries: readonly ZipEntry[], claimed = entries.length): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let last = 0;
  for (const entry of entries) {
    const bytes = Buffer.from(entry.bytes ?? '');
    const packed = (entry.method ?? 8) === 0 ? bytes : deflateRawSync(bytes);
    const name = Buffer.from(entry.name);
    const headerName = entry.headerName === undefined ? name : Buffer.from(entry.headerName);
    const facts = factsOf(entry, bytes, packed);
    if (entry.sharesBytes === undefined) {
      last = offset;
      const header = Buffer.concat([Buffer.from('PK\x03\x04'), facts, lengths(headerName, 0), headerName, packed]);
      bodies.push(header);
      offset += header.length;
    }
    directory.push(directoryEntry(entry, name, facts, last));
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(claimed, 8);
  end.writeUInt16LE(claimed, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

function directoryEntry(entry: ZipEntry, name: Buffer, facts: Buffer, offset: number): Buffer {
  const extra = entry.extra ?? Buffer.alloc(0);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(((entry.unixMode ?? 0) << 16) >>> 0, 6);
  tail.writeUInt32LE(offset, 10);
  const madeBy = Buffer.from([20, entry.unixMode === undefined ? 0 : 3]);
  return Buffer.concat([Buffer.from('PK\x01\x02'), madeBy, facts, lengths(name, extra.length), tail, name, extra]);
}

/** What header and directory have in common: from the version needed to the size. */
function factsOf(entry: ZipEntry, bytes: Buffer, packed: Buffer): Buffer {
  const facts = Buffer.alloc(22);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(entry.flags ?? 0x800, 2);
  facts.writeUInt16LE(entry.method ?? 8, 4);
  facts.writeUInt32LE(entry.checksum ?? crc32(bytes), 10);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(entry.sizeBytes ?? bytes.length, 18);
  return facts;
}

function lengths(name: Buffer, extra: number): Buffer {
  const both = Buffer.alloc(4);
  both.writeUInt16LE(name.length, 0);
  both.writeUInt16LE(extra, 2);
  return both;
}
