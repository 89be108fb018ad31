/** Reads the content of documents and compares it with what the database says of it. */
import { finished } from 'node:stream/promises';
import type { Database } from '../database/database.js';
import type { ContentStore } from './content-store.js';
import { problemOf } from './copy-content.js';
import type { Place } from './segments.js';

const PAGE = 500;
const READ_AT_ONCE = 4;

export interface VerifyParts {
  readonly database: Database;
  readonly store: ContentStore;
  /** Called now and then. */
  readonly onProgress: (looked: number) => void;
}

export interface BadContent {
  readonly tenant: string;
  readonly problem: 'missing' | 'corrupt';
  readonly fileReference: string;
  readonly documentId: string;
  readonly version: number;
  /** Of the version's further formats; 0 for its own content. */
  readonly format: number;
  readonly fileName: string;
  readonly sha256: string;
}

export interface Verified {
  /** Versions of documents and their further formats that there are, and those whose bytes were read. */
  readonly versions: number;
  readonly checked: number;
  readonly sizeBytes: number;
  readonly bad: readonly BadContent[];
}

interface Version extends Omit<BadContent, 'tenant' | 'problem'> {
  readonly sizeBytes: number;
  readonly place: Place | null;
}

/** @param share of the versions to look at, 1 for all of them; which ones is chance */
export async function verifyContent(parts: VerifyParts, share: number): Promise<Verified> {
  const tenants = await parts.database.asSystem((transaction) =>
    transaction.query<{ id: string; name: string }>('SELECT id, name FROM tenant ORDER BY name'),
  );
  const sums = { versions: 0, checked: 0, sizeBytes: 0, bad: [] as BadContent[] };
  for (const { id, name } of tenants) {
    sums.versions += await countVersions(parts.database, id);
    let after: Version | undefined;
    for (;;) {
      const page = await nextPage(parts.database, id, share, after);
      for (let start = 0; start < page.length; start += READ_AT_ONCE) {
        const some = page.slice(start, start + READ_AT_ONCE);
        const problems = await Promise.all(some.map((version) => problemIn(parts.store, id, version)));
        for (const [position, { sizeBytes, place: _place, ...version }] of some.entries()) {
          const problem = problems[position];
          if (problem !== undefined) sums.bad.push({ tenant: name, problem, ...version });
          sums.checked += 1;
          sums.sizeBytes += sizeBytes;
        }
        parts.onProgress(sums.checked);
      }
      after = page.at(-1);
      if (page.length < PAGE) break;
    }
  }
  return sums;
}

async function countVersions(database: Database, tenant: string): Promise<number> {
  const [row] = await database.inTenant(tenant, (transaction) =>
    transaction.query<{ count: string }>(`SELECT count(*) FROM ${CONTENTS} WHERE tenant_id = $1`, [tenant]),
  );
  return Number(row?.count);
}

const CONTENTS = `(
    SELECT tenant_id, document_id, number, 0 AS format, sha256, size_bytes, file_name, segment, segment_position FROM document_version
    UNION ALL
    SELECT tenant_id, document_id, version_number, number, sha256, size_bytes, file_name, segment, segment_position FROM document_format
  ) AS content`;

/** Along the primary keys, so that it does not matter how many there are. */
function nextPage(database: Database, tenant: string, share: number, after: Version | undefined): Promise<Version[]> {
  return database.inTenant(tenant, (transaction) =>
    transaction.query<Version>(
      `SELECT document_id AS "documentId", number AS version, format, encode(sha256, 'hex') AS sha256, size_bytes::float8 AS "sizeBytes",
         file_name AS "fileName", reference AS "fileReference",
         CASE WHEN segment IS NOT NULL THEN jsonb_build_object('segment', segment, 'position', segment_position) END AS place
       FROM ${CONTENTS} JOIN document ON document.tenant_id = $1 AND document.id = document_id
         JOIN case_file ON case_file.tenant_id = $1 AND case_file.id = case_file_id
       WHERE content.tenant_id = $1 AND ($2 >= 1 OR random() < $2)
         AND ($3::uuid IS NULL OR (document_id, number, format) > ($3, $4::int, $5::int))
       ORDER BY document_id, number, format LIMIT ${PAGE}`,
      [tenant, share, after?.documentId ?? null, after?.version ?? null, after?.format ?? null],
    ),
  );
}

/** @throws HubError `content.unavailable`: that the store cannot be read says nothing about a document */
async function problemIn(
  store: ContentStore,
  tenant: string,
  { sha256, sizeBytes, place }: Version,
): Promise<BadContent['problem'] | undefined> {
  let read = 0;
  try {
    const bytes = store
      .read(tenant, sha256, undefined, place ?? undefined)
      .on('data', (chunk: Buffer) => (read += chunk.length));
    await finished(bytes);
    return read === sizeBytes ? undefined : 'corrupt';
  } catch (error) {
    return problemOf(error);
  }
}
