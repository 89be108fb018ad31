/** The wall clock of one process, which can be put forward and back while it runs (libfaketime). */
import { writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { privatePackage } from './debian-packages.js';

export interface ShiftableClock {
  /** For the environment of the process. */
  readonly env: NodeJS.ProcessEnv;
  /** Takes effect within a second. */
  shift(seconds: number): Promise<void>;
}

/**
 * @param cache folder that is kept between runs
 * @returns the library
 * @throws Error where it cannot be fetched: that takes apt-get and dpkg-deb of Debian or Ubuntu
 */
export async function clockLibrary(cache: string): Promise<string> {
  const home = await privatePackage(
    // It needs nothing that is not on every machine.
    { cache, name: 'faketime', first: 'libfaketime', needs: /(?!)(.)/g, fetching: () => undefined },
    async () => undefined,
  );
  const lib = join(home, 'usr/lib');
  const found = readdirSync(lib, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('libfaketimeMT.so.1'),
  );
  if (found === undefined) throw new Error(`There is no libfaketimeMT in ${home}: delete the folder .cache.`);
  return join(lib, found);
}

/** @param file that tells the process what its time is */
export async function shiftableClock(library: string, file: string): Promise<ShiftableClock> {
  const shift = (seconds: number): Promise<void> => writeFile(file, `${seconds < 0 ? '' : '+'}${seconds}\n`);
  await shift(0);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      // Timers run on; a clock that jumps is no clock that stands still.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      // Times of files are those of the disk.
      NO_FAKE_STAT: '1',
    },
    shift,
  };
}
