/** A small file system of its own for the content store, so that it can be filled. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallDisk {
  readonly folder: string;
  /** Why it is an ordinary folder; undefined when it can be filled. */
  readonly notSmall: string | undefined;
  remove(): Promise<void>;
}

export async function smallDisk(sizeMib: number): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'fachwerk-crash-content-'));
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m`, 'tmpfs', folder]).then(
    () => true,
    () => false,
  );
  const content = join(folder, 'content');
  await mkdir(content);
  return {
    folder: content,
    notSmall: mounted ? undefined : 'mounting a small file system takes root',
    remove: async () => {
      if (mounted) await run('umount', ['-l', folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
