import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../harness/wait.js';

/**
 * Waits until the content store has no file that is being written: one of a sender that went away is removed once the
 * gateway has noticed.
 *
 * @param dataDir of the hub
 * @throws Error that names what is still there after 10 s
 */
export async function nothingHalfWritten(dataDir: string): Promise<void> {
  const content = join(dataDir, 'content');
  await until(
    'no file is half written',
    async () => {
      const entries = await readdir(content, { recursive: true, withFileTypes: true }).catch(() => []);
      const left = entries.filter((entry) => entry.isFile() && entry.parentPath.endsWith('incoming'));
      if (left.length > 0) throw new Error(`Half written: ${left.map(({ name }) => name).join(', ')}`);
      return true;
    },
    10_000,
  );
}
