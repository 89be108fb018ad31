import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm, statfs, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  ContentStore,
  type ByteRange,
  type ListedBytes,
  type SetAside,
  type Space,
  type StoredBytes,
} from './content-store.js';
import { codeOf, corrupt, missing, onDisk, translated, unavailable } from './disk-errors.js';
import { moveTo, writeNew } from './disk-files.js';
import { DiskFolders } from './disk-folders.js';
import { DiskSegmentWriter } from './disk-segment-writer.js';
import { DiskSegments } from './disk-segments.js';
import { DiskTrash } from './disk-trash.js';
import type { Body, Place } from './segments.js';

/** How often bytes that are being moved about are looked for before they are missing. */
const LOOKS_MAX = 3;

/**
 * On a file system: `<folder>/<tenant>/<first two digits>/<sha256>`, what is set aside in `<folder>/<tenant>/trash`, and
 * what has no file of its own in `<folder>/<tenant>/segments`.
 */
export class DiskContentStore extends ContentStore {
  override readonly segments: DiskSegments;
  private readonly folders: DiskFolders;
  private readonly writer: DiskSegmentWriter;
  private readonly trash: DiskTrash;

  constructor(private readonly folder: string) {
    super();
    this.folders = new DiskFolders(folder);
    this.trash = new DiskTrash(this.folders);
    this.segments = new DiskSegments(this.folders);
    this.writer = new DiskSegmentWriter(this.folders);
  }

  override async put(tenant: string, source: AsyncIterable<Buffer>): Promise<StoredBytes> {
    const incoming = this.folders.incoming(tenant);
    const temporary = join(incoming, randomUUID());
    try {
      await onDisk(() => mkdir(incoming, { recursive: true, mode: 0o700 }));
      const stored = await writeNew(temporary, source);
      await onDisk(() => this.place(temporary, this.folders.path(tenant, stored.sha256)));
      return stored;
    } catch (error) {
      // What went wrong first is what to tell; a leftover is never looked at.
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  override append(tenant: string, bodies: readonly Body[]): Promise<readonly Place[]> {
    return bodies.length === 0 ? Promise.resolve([]) : this.writer.append(tenant, bodies);
  }

  override read(tenant: string, sha256: string, range?: ByteRange, place?: Place): Readable {
    this.folders.path(tenant, sha256);
    const bytes =
      place === undefined ? this.verified(tenant, sha256, range) : this.placed(tenant, sha256, range, place);
    return Readable.from(bytes, { objectMode: false });
  }

  override async has(tenant: string, sha256: string): Promise<boolean> {
    const file = await this.open(tenant, sha256);
    await file?.close();
    return file !== undefined;
  }

  override list(): AsyncIterable<ListedBytes> {
    return translated(this.folders.list());
  }

  override setAside(tenant: string, sha256: string, notSince: Date): Promise<boolean> {
    return onDisk(() => this.trash.take(tenant, sha256, notSince));
  }

  override listSetAside(): AsyncIterable<SetAside> {
    return translated(this.trash.list());
  }

  override bringBack(bytes: SetAside): Promise<void> {
    return onDisk(() => this.trash.giveBack(bytes.tenant, bytes.sha256, bytes.name));
  }

  override erase(bytes: SetAside): Promise<void> {
    return onDisk(() => this.trash.erase(bytes.tenant, bytes.name));
  }

  override space(): Promise<Space> {
    return onDisk(async () => {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      const { bavail, blocks, bsize } = await statfs(this.folder);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    });
  }

  override dropUnfinished(before: Date): Promise<number> {
    return onDisk(() => this.folders.dropUnfinished(before));
  }

  private async place(temporary: string, path: string): Promise<void> {
    const now = new Date();
    const known = await utimes(path, now, now).then(
      () => true,
      () => false,
    );
    await (known ? rm(temporary) : moveTo(temporary, path));
  }

  private async *verified(tenant: string, sha256: string, range: ByteRange | undefined): AsyncGenerator<Buffer> {
    const file = await this.open(tenant, sha256);
    if (file === undefined) throw missing(sha256);
    const hash = createHash('sha256');
    let sizeBytes = 0;
    try {
      for await (const chunk of file.createReadStream(range)) {
        const bytes = chunk as Buffer;
        if (range === undefined) hash.update(bytes);
        sizeBytes += bytes.length;
        yield bytes;
      }
    } catch (error) {
      throw codeOf(error) === undefined ? error : unavailable(error);
    }
    const right = range === undefined ? hash.digest('hex') === sha256 : sizeBytes === range.end - range.start + 1;
    if (!right) throw corrupt(sha256);
  }

  private async *placed(
    tenant: string,
    sha256: string,
    range: ByteRange | undefined,
    place: Place,
  ): AsyncGenerator<Buffer> {
    const bytes = await this.segments.bytes(tenant, sha256, place);
    yield range === undefined ? bytes : bytes.subarray(range.start, range.end + 1);
  }

  /**
   * Brings them back when they were set aside. Between two looks a sweep may have put them aside, and brought them back
   * by itself.
   */
  private async open(tenant: string, sha256: string): Promise<FileHandle | undefined> {
    for (let look = 1; look <= LOOKS_MAX; look += 1) {
      try {
        return await open(this.folders.path(tenant, sha256), 'r');
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw unavailable(error);
      }
      await onDisk(() => this.trash.giveBack(tenant, sha256));
    }
    return undefined;
  }
}
