import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Another text whenever a file of these folders, or one of these files, has become another one. */
export function stampsOf(paths: readonly string[], which: RegExp): string {
  return paths
    .flatMap((path) => filesIn(path))
    .filter((file) => which.test(file))
    .map((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      return stat === undefined ? file : `${file} ${stat.mtimeMs} ${stat.size}`;
    })
    .join('\n');
}

function filesIn(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    // Messages are looked at one by one; what is installed does not change.
    if (['node_modules', 'fixtures', 'drop', '.git'].includes(entry.name)) return [];
    const below = join(path, entry.name);
    return entry.isDirectory() ? filesIn(below) : [below];
  });
}
