/** Files that are written once, and durable. */
import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StoredBytes } from './content-store.js';
import { onDisk } from './disk-errors.js';
import { syncFolder } from './disk-folders.js';

/** @throws what the source throws, or HubError `content.unavailable` */
export async function writeNew(path: string, source: AsyncIterable<Buffer>): Promise<StoredBytes> {
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
export async function moveTo(temporary: string, path: string): Promise<void> {
  const folder = dirname(path);
  const created = await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(temporary, path);
  await syncFolder(folder);
  if (created !== undefined) await syncFolder(dirname(folder));
}
