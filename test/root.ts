import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folder of the repository, also for what was built below it. */
export const root = above(import.meta.dirname);

function above(folder: string): string {
  return existsSync(join(folder, 'package-lock.json')) ? folder : above(dirname(folder));
}
