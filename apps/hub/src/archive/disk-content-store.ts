import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { HubError } from '../errors/hub-error.js';
import { ContentStore, type ByteRange, type StoredBytes } from './content-store.js';

/** On a file system: `<folder>/<tenant>/<first two digits>/<sha256>`. */
export class DiskContentStore extends ContentStore {
  constructor(private readonly folder: string) {
    super();
  }

  override async put(tenant: string, source: AsyncIterable<Buffer>): Promise<StoredBytes> {
    const incoming = join(this.folder, tenant, 'incoming');
    const temporary = join(incoming, randomUUID());
    try {
      await onDisk(() => mkdir(incoming, { recursive: true, mode: 0o700 }));
      const stored = await this.write(temporary, source);
      await onDisk(() => this.place(temporary, this.path(tenant, stored.sha256)));
      return stored;
    } catch (error) {
      // What went wrong first is what to tell; a leftover is never looked at.
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  override read(tenant: string, sha256: string, range?: ByteRange): Readable {
    return Readable.from(this.verified(this.path(tenant, sha256), sha256, range), { objectMode: false });
  }

  override async has(tenant: string, sha256: string): Promise<boolean> {
    try {
      return (await stat(this.path(tenant, sha256))).isFile();
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw unavailable(error);
    }
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

  private async *verified(path: string, sha256: string, range: ByteRange | undefined): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    try {
      for await (const chunk of createReadStream(path, range)) {
        const bytes = chunk as Buffer;
        if (range === undefined) hash.update(bytes);
        sizeBytes += bytes.length;
        yield bytes;
      }
    } catch (error) {
      if (codeOf(error) === 'ENOENT') throw missing(sha256, error);
      throw codeOf(error) === undefined ? error : unavailable(error);
    }
    const right = range === undefined ? hash.digest('hex') === sha256 : sizeBytes === range.end - range.start + 1;
    if (!right)
      throw new HubError('defect', 'content.corrupt', 'The stored bytes are not the ones that were filed.', {
        values: { sha256 },
      });
  }

  private path(tenant: string, sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256) || !/^[0-9a-f-]{36}$/.test(tenant))
      throw new TypeError('not an address of content');
    return join(this.folder, tenant, sha256.slice(0, 2), sha256);
  }
}

async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } finally {
    await handle?.close();
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

function missing(sha256: string, cause: unknown): HubError {
  const sentence = 'The bytes of this document are not in the content store.';
  return new HubError('defect', 'content.missing', sentence, { values: { sha256 } }, { cause });
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
