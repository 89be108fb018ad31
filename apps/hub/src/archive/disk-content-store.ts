import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, statfs, utimes, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { HubError } from '../errors/hub-error.js';
import {
  ContentStore,
  type ByteRange,
  type ListedBytes,
  type SetAside,
  type Space,
  type StoredBytes,
} from './content-store.js';
import { DiskFolders, syncFolder } from './disk-folders.js';
import { DiskTrash } from './disk-trash.js';

/** How often bytes that are being moved about are looked for before they are missing. */
const LOOKS_MAX = 3;

/** On a file system: `<folder>/<tenant>/<first two digits>/<sha256>`, and what is set aside in `<folder>/<tenant>/trash`. */
export class DiskContentStore extends ContentStore {
  private readonly folders: DiskFolders;
  private readonly trash: DiskTrash;

  constructor(private readonly folder: string) {
    super();
    this.folders = new DiskFolders(folder);
    this.trash = new DiskTrash(this.folders);
  }

  override async put(tenant: string, source: AsyncIterable<Buffer>): Promise<StoredBytes> {
    const incoming = join(this.folder, tenant, 'incoming');
    const temporary = join(incoming, randomUUID());
    try {
      await onDisk(() => mkdir(incoming, { recursive: true, mode: 0o700 }));
      const stored = await this.write(temporary, source);
      await onDisk(() => this.place(temporary, this.folders.path(tenant, stored.sha256)));
      return stored;
    } catch (error) {
      // What went wrong first is what to tell; a leftover is never looked at.
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  override read(tenant: string, sha256: string, range?: ByteRange): Readable {
    this.folders.path(tenant, sha256);
    return Readable.from(this.verified(tenant, sha256, range), { objectMode: false });
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

  private async write(path: string, source: AsyncIterable<Buffer>): Promise<StoredBytes> {
    const file = await onDisk(() => open(path, 'wx', 0o600));
    try {
      const hash = createHash('sha256');
      let sizeBytes = 0;
      for await (const chunk of source) {
        hash.update(chunk);
        sizeBytes += chunk.length;
        await onDisk(() => file.writeFile(chunk));
      }
      await onDisk(() => file.datasync());
      return { sha256: hash.digest('hex'), sizeBytes };
    } finally {
      await file.close();
    }
  }

  /** Renaming is atomic, and durable once the folder is synced. */
  private async place(temporary: string, path: string): Promise<void> {
    const folder = dirname(path);
    const now = new Date();
    const known = await utimes(path, now, now).then(
      () => true,
      () => false,
    );
    if (known) {
      await rm(temporary);
      return;
    }
    const created = await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(temporary, path);
    await syncFolder(folder);
    if (created !== undefined) await syncFolder(dirname(folder));
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
    if (!right)
      throw new HubError('defect', 'content.corrupt', 'The stored bytes are not the ones that were filed.', {
        values: { sha256 },
      });
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

async function* translated<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    throw codeOf(error) === undefined ? error : unavailable(error);
  }
}

async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(error);
  }
}

function unavailable(cause: unknown): HubError {
  const sentence = 'The content store cannot be used at the moment.';
  return new HubError('unavailable-shared', 'content.unavailable', sentence, {}, { cause });
}

function missing(sha256: string): HubError {
  const sentence = 'The bytes of this document are not in the content store.';
  return new HubError('defect', 'content.missing', sentence, { values: { sha256 } });
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
