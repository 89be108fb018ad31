import { randomUUID } from 'node:crypto';
import { link, mkdir, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SetAside } from './content-store.js';
import { factsOf, isGone, namesIn, syncFolder, type DiskFolders } from './disk-folders.js';

const NAME = /^([0-9a-f]{64})[.](\d+)[.][0-9a-f-]{36}$/;

/**
 * What is set aside on a disk: `<sha256>.<when, ms>.<random>`. Every move has a name of its own, so that nothing is ever
 * written over; bytes come back as a second name of the same file before the first one is removed. At each moment they
 * have a name.
 */
export class DiskTrash {
  constructor(private readonly folders: DiskFolders) {}

  /** @returns whether the bytes are here now, and nobody renewed them */
  async take(tenant: string, sha256: string, notSince: Date): Promise<boolean> {
    const path = this.folders.path(tenant, sha256);
    const before = await factsOf(path);
    if (before === undefined || before.renewedAt >= notSince) return false;
    const folder = this.folders.trash(tenant);
    const name = `${sha256}.${Date.now()}.${randomUUID()}`;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      await rename(path, join(folder, name));
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
    // Between the look and the move somebody may have renewed them, and relies on it. Moving keeps the time.
    const after = await factsOf(join(folder, name));
    if (after !== undefined && after.renewedAt < notSince) return true;
    await this.giveBack(tenant, sha256, name);
    return false;
  }

  async *list(): AsyncGenerator<SetAside> {
    for await (const tenant of this.folders.tenants()) {
      for await (const name of namesIn(this.folders.trash(tenant))) {
        const [, sha256, at] = NAME.exec(name) ?? [];
        const found = await factsOf(join(this.folders.trash(tenant), name));
        if (sha256 !== undefined && found !== undefined)
          yield { tenant, sha256, name, setAsideAt: new Date(Number(at)), ...found };
      }
    }
  }

  /** @param only one of them by its name, else all of this address; nothing happens when there is none */
  async giveBack(tenant: string, sha256: string, only?: string): Promise<void> {
    const folder = this.folders.trash(tenant);
    const path = this.folders.path(tenant, sha256);
    for await (const name of only === undefined ? namesIn(folder) : [only]) {
      if (!name.startsWith(`${sha256}.`)) continue;
      await giveBackOne(join(folder, name), path);
    }
  }

  async erase(tenant: string, name: string): Promise<void> {
    await rm(join(this.folders.trash(tenant), name), { force: true });
  }
}

async function giveBackOne(from: string, to: string): Promise<void> {
  const now = new Date();
  try {
    // First, so that the next sweep does not take them again at once.
    await utimes(from, now, now);
    await link(from, to);
  } catch (error) {
    // Somebody else was faster: gave this one back, or put the same bytes anew.
    if (isGone(error)) return;
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  await syncFolder(dirname(to));
  await rm(from, { force: true });
}
