import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Gone at once for whoever looks, even when deleting is interrupted. */
export async function discard(dir: string, folder: string): Promise<void> {
  const leaving = join(dir, `.old-${folder}`);
  await rename(join(dir, folder), leaving);
  await rm(leaving, { recursive: true, force: true });
}
