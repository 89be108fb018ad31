/** The disk of the content store, which gets full: a small file system of its own, or else a limit on the processes. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FILLER = 'filler';
const CHUNK = Buffer.alloc(1 << 20);

export interface ContentDisk {
  readonly folder: string;
  /** A file system of its own, with few MiB. */
  readonly isSmall: boolean;
  /** For people. */
  readonly how: string;
  /** Why it cannot get full here; undefined when it can. */
  readonly neverFull: string | undefined;
  /** @param pids of those who write to it */
  fill(pids: readonly number[]): Promise<void>;
  free(pids: readonly number[]): Promise<void>;
  remove(): Promise<void>;
}

export async function contentDisk(sizeMib: number): Promise<ContentDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'fachwerk-crash-content-'));
  const mounted = await works('mount', '-t', 'tmpfs', '-o', `size=${sizeMib}m`, 'tmpfs', folder);
  const content = join(folder, 'content');
  await mkdir(content);
  const remove = async (): Promise<void> => {
    if (mounted) await run('umount', ['-l', folder]);
    await rm(folder, { recursive: true, force: true });
  };
  if (mounted) {
    return {
      folder: content,
      isSmall: true,
      how: 'a small file system (tmpfs), which is filled',
      neverFull: undefined,
      fill: () => filled(content),
      free: () => rm(join(content, FILLER)),
      remove,
    };
  }
  // Mounting takes root. A process that may write no byte to any file (EFBIG instead of ENOSPC) is much the same.
  const limited = async (pids: readonly number[], limit: string): Promise<void> => {
    for (const pid of pids) await run('prlimit', ['--pid', String(pid), `--fsize=${limit}:`]);
  };
  return {
    folder: content,
    isSmall: false,
    how: 'mounting a small one takes root; the hub may write no byte to any file instead (RLIMIT_FSIZE)',
    neverFull: (await works('prlimit', '--version')) ? undefined : 'that takes root, or prlimit (Linux)',
    fill: (pids) => limited(pids, '0'),
    free: (pids) => limited(pids, 'unlimited'),
    remove,
  };
}

function works(program: string, ...words: readonly string[]): Promise<boolean> {
  return run(program, words).then(
    () => true,
    () => false,
  );
}

/** Until nothing fits any more. */
async function filled(folder: string): Promise<void> {
  const file = await open(join(folder, FILLER), 'w');
  try {
    for (;;) await file.write(CHUNK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    await file.close();
  }
}
