/** Brings a backup back into an empty database and an empty content store, and says what is not in it. */
import { join } from 'node:path';
import { allBad, copyContent, type BadCopy } from '../archive/copy-content.js';
import { copySegments } from '../archive/copy-segments.js';
import type { ContentStore } from '../archive/content-store.js';
import { importDatabase } from '../database/copy/import.js';
import type { Database } from '../database/database.js';
import { migrate, migrationNames } from '../database/migrate.js';
import { HubError } from '../errors/hub-error.js';
import { listToRepeat, type ToRepeat } from '../ledger/to-repeat.js';
import { DOCUMENTS, type BackupFolder } from './backup-folder.js';
import { megabytes } from './backup.js';
import { readDocumentList } from './document-list.js';

export interface RestoreParts {
  readonly folder: BackupFolder;
  readonly migrateUrl: string;
  readonly database: Database;
  readonly store: ContentStore;
  readonly copy: ContentStore;
  /** Brings the database to this version and gives the hub's login what it needs. */
  readonly prepare: () => Promise<unknown>;
  readonly onProgress: (what: string) => void;
}

export interface RestoreReport {
  readonly takenAt: string;
  readonly rows: number;
  /** Every one was hashed. */
  readonly files: number;
  /** Files in which content lies that has none of its own; in them everything was hashed that somebody needs. */
  readonly segments: number;
  readonly sizeBytes: number;
  /** Content that is not there or damaged. */
  readonly bad: readonly BadCopy[];
  /** By procedure. */
  readonly repeat: readonly ToRepeat[];
}

/** @throws HubError `backup.missing`, `backup.corrupt`, `backup.too-new`, `restore.not-empty` */
export async function restore(parts: RestoreParts): Promise<RestoreReport> {
  const { folder, store, copy, database, onProgress } = parts;
  const manifest = await folder.manifest();
  const from = join(folder.path, manifest.database.folder);
  const { migrations, tables, takenAt } = manifest.database;
  const known = migrationNames();
  const unknown = migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const sentence = `The backup was made by a newer version of the hub (${unknown.join(', ')}): restore it with that version.`;
    throw new HubError('rejected', 'backup.too-new', sentence);
  }
  await refuseContent(store);

  // As it was when it was backed up; later migrations then see the rows they were written for.
  await migrate(parts.migrateUrl, undefined, migrations);
  const onTable = (name: string, rows: number): void => onProgress(`${name}: ${rows} rows`);
  await importDatabase({ url: parts.migrateUrl, folder: from, copy: manifest.database, onTable });
  await parts.prepare();

  let sizeBytes = 0;
  const segments = await copySegments(copy.segments, store.segments, (count, bytes) =>
    onProgress(`content: ${count} segments, ${megabytes(bytes)}`),
  );
  const all = await copyContent(copy, store, copy.list(), segments, (files, bytes) => {
    sizeBytes = bytes;
    onProgress(`content: ${files} files, ${megabytes(bytes)} verified`);
  });
  const list = readDocumentList(join(from, DOCUMENTS));
  const needed = await copyContent(copy, store, list, segments, (looked) => {
    if (looked % 10_000 === 0) onProgress(`content: ${looked} of all documents verified`);
  });
  return {
    takenAt,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    files: all.copied,
    segments: segments.count,
    sizeBytes: sizeBytes + segments.copiedBytes,
    bad: allBad(all, needed),
    repeat: await listToRepeat(database, takenAt),
  };
}

async function refuseContent(store: ContentStore): Promise<void> {
  for (const list of [store.list(), store.segments.list()]) {
    for await (const found of list) {
      const name = 'sha256' in found ? found.sha256 : found.segment;
      const sentence = `The content store is not empty (${name}): restore into an empty one.`;
      throw new HubError('rejected', 'restore.not-empty', sentence);
    }
  }
}
