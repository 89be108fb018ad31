import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { corrupt, missing, onDisk, translated } from './disk-errors.js';
import { moveTo, writeNew } from './disk-files.js';
import { isGone, namesIn, syncFolder, type DiskFolders } from './disk-folders.js';
import { decodeHeader, HEADER_BYTES, wipedHeader } from './segment-format.js';
import { Segments, type Entry, type ListedSegment, type Note, type Place } from './segments.js';

type Named = Pick<ListedSegment, 'tenant' | 'segment'>;

const NOTE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})[.](\d+)[.]noted$/;
const CHUNK_BYTES = 1024 * 1024;

/** On a file system: `<folder>/<tenant>/segments/<segment>`, and beside it `<segment>.<when, ms>.noted`. */
export class DiskSegments extends Segments {
  constructor(private readonly folders: DiskFolders) {
    super();
  }

  /** The bytes at a place, which are those of this hash. */
  async bytes(tenant: string, sha256: string, { segment, position }: Place): Promise<Buffer> {
    const file = await this.open({ tenant, segment }, 'r');
    if (file === undefined) throw missing(sha256);
    try {
      const header = decodeHeader(await readAt(file, position, HEADER_BYTES));
      if (header?.wiped === true) throw missing(sha256);
      if (header?.sha256 !== sha256) throw corrupt(sha256);
      const { size } = await onDisk(() => file.stat());
      if (position + HEADER_BYTES + header.sizeBytes > size) throw corrupt(sha256);
      const bytes = await readAt(file, position + HEADER_BYTES, header.sizeBytes);
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw corrupt(sha256);
      return bytes;
    } finally {
      await file.close();
    }
  }

  override list(): AsyncIterable<ListedSegment> {
    return translated(this.folders.listSegments());
  }

  override async entries(segment: Named): Promise<readonly Entry[]> {
    const file = await this.open(segment, 'r');
    try {
      return file === undefined ? [] : await onDisk(() => entriesOf(file));
    } finally {
      await file?.close();
    }
  }

  /** One that a crash leaves incomplete, or takes back, is made again by the next sweep. */
  override note({ tenant, segment, at, positions }: Note): Promise<void> {
    return onDisk(() => writeFile(this.pathOf({ tenant, segment, at }), JSON.stringify(positions), { mode: 0o600 }));
  }

  override notes(): AsyncIterable<Note> {
    return translated(this.readNotes());
  }

  override forget(note: Note): Promise<void> {
    return onDisk(() => rm(this.pathOf(note), { force: true }));
  }

  /**
   * First the bytes, then the headers, each on the disk before the next: what says that it is wiped, is. An interrupted
   * one leaves entries that cannot be read and that nobody needs, to be wiped again.
   */
  override async wipe(segment: Named, entries: readonly Entry[]): Promise<void> {
    const file = await this.open(segment, 'r+');
    if (file === undefined) return;
    try {
      await onDisk(async () => {
        for (const { position, end } of entries) await overwrite(file, position + HEADER_BYTES, end);
        await file.datasync();
        for (const { position, end } of entries)
          await file.write(wipedHeader(end - position - HEADER_BYTES), 0, HEADER_BYTES, position);
        await file.datasync();
      });
    } finally {
      await file.close();
    }
  }

  override drop({ tenant, segment }: Named): Promise<void> {
    return onDisk(async () => {
      await rm(this.folders.segment(tenant, segment), { force: true });
      await syncFolder(this.folders.segments(tenant));
    });
  }

  override readFile(segment: ListedSegment): Readable {
    return Readable.from(translated(this.wholeFile(segment)), { objectMode: false });
  }

  override async putFile({ tenant, segment }: ListedSegment, source: AsyncIterable<Buffer>): Promise<number> {
    const temporary = join(this.folders.incoming(tenant), randomUUID());
    try {
      await onDisk(() => mkdir(this.folders.incoming(tenant), { recursive: true, mode: 0o700 }));
      const { sizeBytes } = await writeNew(temporary, source);
      await onDisk(() => moveTo(temporary, this.folders.segment(tenant, segment)));
      return sizeBytes;
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  private async *wholeFile({ tenant, segment, sizeBytes }: ListedSegment): AsyncGenerator<Buffer> {
    if (sizeBytes === 0) return;
    try {
      const file = createReadStream(this.folders.segment(tenant, segment), { end: sizeBytes - 1 });
      for await (const chunk of file) yield chunk as Buffer;
    } catch (error) {
      throw isGone(error) ? missing(segment) : error;
    }
  }

  private async *readNotes(): AsyncGenerator<Note> {
    for await (const tenant of this.folders.tenants()) {
      for await (const name of namesIn(this.folders.segments(tenant))) {
        const [, segment, at] = NOTE.exec(name) ?? [];
        if (segment === undefined) continue;
        const path = join(this.folders.segments(tenant), name);
        const positions = positionsIn(await readFile(path, 'utf8'));
        if (positions === undefined) await rm(path, { force: true });
        else yield { tenant, segment, at: new Date(Number(at)), positions };
      }
    }
  }

  private pathOf({ tenant, segment, at }: Omit<Note, 'positions'>): string {
    return `${this.folders.segment(tenant, segment)}.${at.getTime()}.noted`;
  }

  private async open({ tenant, segment }: Named, flags: string): Promise<FileHandle | undefined> {
    return onDisk(() =>
      open(this.folders.segment(tenant, segment), flags).catch((error: unknown) => {
        if (isGone(error)) return undefined;
        throw error;
      }),
    );
  }
}

async function readAt(file: FileHandle, position: number, sizeBytes: number): Promise<Buffer> {
  const bytes = Buffer.alloc(sizeBytes);
  return onDisk(async () => bytes.subarray(0, (await file.read(bytes, 0, sizeBytes, position)).bytesRead));
}

/** Chunk by chunk; each begins with a header. */
async function entriesOf(file: FileHandle): Promise<readonly Entry[]> {
  const { size } = await file.stat();
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const entries: Entry[] = [];
  // What is shorter than a header has nothing of a body.
  for (let start = 0; start + HEADER_BYTES <= size;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, start);
    let at = 0;
    while (at + HEADER_BYTES <= bytesRead) {
      const position = start + at;
      const header = decodeHeader(chunk.subarray(at, at + HEADER_BYTES));
      const end = header === undefined ? Infinity : position + HEADER_BYTES + header.sizeBytes;
      if (end > size) return [...entries, { position, end: size }];
      if (header?.wiped === false) entries.push({ position, end });
      at = end - start;
    }
    if (at === 0) break;
    start += at;
  }
  return entries;
}

async function overwrite(file: FileHandle, from: number, to: number): Promise<void> {
  const zeros = Buffer.alloc(Math.min(CHUNK_BYTES, Math.max(to - from, 0)));
  for (let at = from; at < to; at += zeros.length) await file.write(zeros, 0, Math.min(zeros.length, to - at), at);
}

function positionsIn(text: string): readonly number[] | undefined {
  try {
    const positions: unknown = JSON.parse(text);
    return Array.isArray(positions) && positions.every(Number.isSafeInteger) ? (positions as number[]) : undefined;
  } catch {
    return undefined;
  }
}
