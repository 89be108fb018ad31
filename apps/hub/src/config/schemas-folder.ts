import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder `schemas/` of this installation. */
export class SchemasFolder {
  readonly path: string;

  constructor() {
    let folder = import.meta.dirname;
    while (!existsSync(join(folder, 'schemas', 'hub', 'config.json'))) {
      const parent = dirname(folder);
      if (parent === folder) throw new Error('The folder "schemas" of the hub is missing.');
      folder = parent;
    }
    this.path = join(folder, 'schemas');
  }
}
