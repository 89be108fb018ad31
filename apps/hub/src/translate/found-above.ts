import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file or folder of this installation, wherever the hub was built to. */
export function foundAbove(path: string): string | undefined {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const found = join(folder, path);
    if (existsSync(found)) return found;
    if (folder === dirname(folder)) return undefined;
  }
}
