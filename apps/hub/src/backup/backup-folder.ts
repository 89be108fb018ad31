import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BadCopy } from '../archive/copy-content.js';
import type { DatabaseCopy } from '../database/copy/manifest.js';
import { HubError } from '../errors/hub-error.js';

/** Written last: a folder without it has no backup. */
export interface Manifest {
  readonly format: 1;
  readonly finishedAt: string;
  readonly database: DatabaseCopy & { readonly folder: string };
  readonly content: {
    readonly files: number;
    /** Files in which content lies that has none of its own. */
    readonly segments: number;
    /** Content that was missing or damaged in the hub itself when it was backed up. */
    readonly bad: readonly BadCopy[];
  };
}

const MANIFEST = 'manifest.json';
const DATABASE = 'database-';
/** Addresses of the content of all documents, a line each, beside the tables. */
export const DOCUMENTS = 'documents.list.gz';

/**
 * `manifest.json`, `database-<time>/` and `content/`. A backup into the same folder writes the database anew beside the
 * old copy and adds the content that is new; the old backup is whole until the new manifest replaces its own.
 */
export class BackupFolder {
  readonly content: string;

  constructor(readonly path: string) {
    this.content = join(path, 'content');
  }

  /** @throws HubError `backup.missing` */
  async manifest(): Promise<Manifest> {
    const found = await this.manifestIfThere();
    if (found !== undefined) return found;
    const sentence = `There is no finished backup in ${this.path}.`;
    throw new HubError('rejected', 'backup.missing', sentence, { values: { folder: this.path } });
  }

  /**
   * Makes a folder for the database in a new folder, or in one that has a backup.
   *
   * @returns its name, and the backup that is there
   * @throws HubError `backup.folder-in-use`
   */
  async begin(at: Date): Promise<{ readonly database: string; readonly previous: Manifest | undefined }> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    const previous = await this.manifestIfThere();
    if (previous === undefined && (await readdir(this.path)).length > 0) {
      const sentence = `${this.path} is not empty, and has no finished backup: perhaps one was interrupted. Remove it, or give another folder.`;
      throw new HubError('rejected', 'backup.folder-in-use', sentence, { values: { folder: this.path } });
    }
    const database = `${DATABASE}${at.toISOString().replace(/[:.]/g, '-')}`;
    await mkdir(join(this.path, database), { mode: 0o700 });
    return { database, previous };
  }

  /** From now on this is the backup; earlier copies of the database go. */
  async finish(manifest: Manifest): Promise<void> {
    const file = await open(join(this.path, `${MANIFEST}.new`), 'w', 0o600);
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await file.sync();
    await file.close();
    await rename(join(this.path, `${MANIFEST}.new`), join(this.path, MANIFEST));
    const folder = await open(this.path, 'r');
    await folder.sync();
    await folder.close();
    for (const name of await readdir(this.path)) {
      if (name.startsWith(DATABASE) && name !== manifest.database.folder) await this.drop(name);
    }
  }

  async drop(database: string): Promise<void> {
    await rm(join(this.path, database), { recursive: true, force: true });
  }

  private async manifestIfThere(): Promise<Manifest | undefined> {
    const text = await readFile(join(this.path, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    try {
      const manifest = JSON.parse(text) as Manifest;
      if (manifest.format === 1) return manifest;
    } catch {
      throw corrupt(MANIFEST);
    }
    throw new HubError('rejected', 'backup.too-new', 'The backup has a format that this version does not know.');
  }
}

export function corrupt(file: string): HubError {
  return new HubError('rejected', 'backup.corrupt', `The backup is damaged: ${file}.`, { values: { file } });
}
