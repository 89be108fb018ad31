import { open, opendir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedBytes } from './content-store.js';
import type { ListedSegment } from './segments.js';

const TENANT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DIGITS = /^[0-9a-f]{2}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const SEGMENT = TENANT;

/** Where on a disk content lies, and what lies there. */
export class DiskFolders {
  constructor(private readonly folder: string) {}

  path(tenant: string, sha256: string): string {
    if (!SHA256.test(sha256) || !TENANT.test(tenant)) throw new TypeError('not an address of content');
    return join(this.folder, tenant, sha256.slice(0, 2), sha256);
  }

  trash(tenant: string): string {
    if (!TENANT.test(tenant)) throw new TypeError('not a tenant');
    return join(this.folder, tenant, 'trash');
  }

  segments(tenant: string): string {
    if (!TENANT.test(tenant)) throw new TypeError('not a tenant');
    return join(this.folder, tenant, 'segments');
  }

  segment(tenant: string, segment: string): string {
    if (!SEGMENT.test(segment)) throw new TypeError('not a segment');
    return join(this.segments(tenant), segment);
  }

  incoming(tenant: string): string {
    return join(this.folder, tenant, 'incoming');
  }

  async *tenants(): AsyncGenerator<string> {
    for await (const name of namesIn(this.folder)) if (TENANT.test(name)) yield name;
  }

  async *list(): AsyncGenerator<ListedBytes> {
    for await (const tenant of this.tenants()) {
      for await (const digits of namesIn(join(this.folder, tenant))) {
        if (!DIGITS.test(digits)) continue;
        for await (const sha256 of namesIn(join(this.folder, tenant, digits))) {
          const found = SHA256.test(sha256) ? await factsOf(this.path(tenant, sha256)) : undefined;
          if (found !== undefined) yield { tenant, sha256, ...found };
        }
      }
    }
  }

  async *listSegments(): AsyncGenerator<ListedSegment> {
    for await (const tenant of this.tenants()) {
      for await (const segment of namesIn(this.segments(tenant))) {
        const found = SEGMENT.test(segment) ? await factsOf(this.segment(tenant, segment)) : undefined;
        if (found !== undefined) yield { tenant, segment, ...found };
      }
    }
  }

  async dropUnfinished(before: Date): Promise<number> {
    let dropped = 0;
    for await (const tenant of this.tenants()) {
      const folder = this.incoming(tenant);
      for await (const name of namesIn(folder)) {
        const found = await factsOf(join(folder, name));
        if (found === undefined || found.renewedAt >= before) continue;
        await rm(join(folder, name), { force: true });
        dropped += 1;
      }
    }
    return dropped;
  }
}

/** Undefined when it is gone. */
export async function factsOf(path: string): Promise<Pick<ListedBytes, 'sizeBytes' | 'renewedAt'> | undefined> {
  try {
    const { size, mtime } = await stat(path);
    return { sizeBytes: size, renewedAt: mtime };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** One after the other: a folder may have more of them than fit into memory. None when there is no such folder. */
export async function* namesIn(folder: string): AsyncGenerator<string> {
  const entries = await opendir(folder).catch((error: unknown) => {
    if (isGone(error)) return undefined;
    throw error;
  });
  if (entries === undefined) return;
  for await (const { name } of entries) yield name;
}

export function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

export async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } finally {
    await handle?.close();
  }
}
