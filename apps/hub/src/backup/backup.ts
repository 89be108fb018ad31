/** Copies a hub into a folder while it runs: the database first, then the content, so that no row lacks its bytes. */
import { join } from 'node:path';
import { documentContent } from '../archive/content-references.js';
import { allBad, copyContent } from '../archive/copy-content.js';
import { copySegments } from '../archive/copy-segments.js';
import type { ContentStore } from '../archive/content-store.js';
import type { Clock } from '../config/clock.js';
import { exportDatabase } from '../database/copy/export.js';
import type { Database } from '../database/database.js';
import { exclusively } from '../database/exclusively.js';
import { HubError } from '../errors/hub-error.js';
import { mailboxContent, placedBodies } from '../ledger/content-references.js';
import { DOCUMENTS, type BackupFolder, type Manifest } from './backup-folder.js';
import { documentList, readDocumentList } from './document-list.js';

export interface BackupParts {
  readonly folder: BackupFolder;
  /** Of the login that may create tables: it reads all rows. */
  readonly migrateUrl: string;
  readonly database: Database;
  readonly store: ContentStore;
  /** The content in the folder. */
  readonly copy: ContentStore;
  readonly clock: Clock;
  readonly onProgress: (what: string) => void;
}

export interface BackupReport {
  readonly manifest: Manifest;
  readonly rows: number;
  readonly copied: number;
  readonly copiedBytes: number;
}

/** @throws HubError `backup.folder-in-use`, `backup.other-hub`, `housekeeping.busy` */
export async function backUp(parts: BackupParts): Promise<BackupReport> {
  const report = await exclusively(parts.database, 'fachwerk_backup', () => intoFolder(parts));
  if (report !== undefined) return report;
  throw new HubError('rejected', 'housekeeping.busy', 'A backup of this hub is running already.');
}

async function intoFolder(parts: BackupParts): Promise<BackupReport> {
  const { folder, clock, store, copy, onProgress } = parts;
  const { database, previous } = await folder.begin(clock.now());
  let tables: Manifest['database'];
  try {
    const copied = await exportDatabase({
      url: parts.migrateUrl,
      folder: join(folder.path, database),
      lists: { [DOCUMENTS]: documentList([...documentContent, ...mailboxContent, placedBodies]) },
      onTable: (name, rows) => onProgress(`${name}: ${rows} rows`),
    });
    if (previous !== undefined && previous.database.hub !== copied.hub) throw otherHub(folder.path);
    tables = { ...copied, folder: database };
  } catch (error) {
    await folder.drop(database);
    throw error;
  }

  const told = (files: number, bytes: number): void =>
    onProgress(`content: ${files} files, ${megabytes(bytes)} copied`);
  // Everything, so that what is on its way is in it.
  const segments = await copySegments(store.segments, copy.segments, (count, bytes) =>
    onProgress(`content: ${count} segments, ${megabytes(bytes)} copied`),
  );
  const all = await copyContent(store, copy, store.list(), segments, told);
  // And what the list of the store did not show, because a sweep had just set it aside.
  const needed = await copyContent(
    store,
    copy,
    readDocumentList(join(folder.path, database, DOCUMENTS)),
    segments,
    () => undefined,
  );
  const manifest: Manifest = {
    format: 1,
    finishedAt: clock.now().toISOString(),
    database: tables,
    content: { files: all.files, segments: segments.count, bad: allBad(all, needed) },
  };
  await folder.finish(manifest);
  return {
    manifest,
    rows: tables.tables.reduce((sum, { rows }) => sum + rows, 0),
    copied: all.copied + needed.copied + segments.fresh.size,
    copiedBytes: all.copiedBytes + needed.copiedBytes + segments.copiedBytes,
  };
}

function otherHub(folder: string): HubError {
  const sentence = `${folder} has the backup of another hub. Give another folder.`;
  return new HubError('rejected', 'backup.other-hub', sentence, { values: { folder } });
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
