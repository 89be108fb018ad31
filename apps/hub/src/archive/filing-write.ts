import type { Ids } from '../config/clock.js';
import type { Transaction } from '../database/database.js';
import { fileReference } from './file-reference.js';
import type { Changes, NewCaseFile } from './filing-changes.js';

/** One statement per table, in one fixed order of tables. */
export async function writePlan(transaction: Transaction, tenant: string, changes: Changes, ids: Ids): Promise<void> {
  await claimKeys(transaction, tenant, changes);
  await giveReferences(transaction, tenant, changes.caseFiles);
  await writeCaseFiles(transaction, tenant, changes);
  await writeCases(transaction, tenant, changes);
  await writeDocuments(transaction, tenant, changes);
  await writeHistory(transaction, tenant, changes, ids);
}

/** Another transaction may have opened a record of the same key since it was looked up: then all of this is repeated. */
async function claimKeys(transaction: Transaction, tenant: string, changes: Changes): Promise<void> {
  const claims = [
    ...changes.caseFiles.map((row) => ({ ...row, kind: 'case-file' })),
    ...changes.cases.map((row) => ({ ...row, kind: 'case' })),
    ...changes.documents.map((row) => ({ ...row, kind: 'document' })),
  ];
  if (claims.length === 0) return;
  const claimed = await transaction.query(
    {
      name: 'claim-record-keys',
      text: `INSERT INTO record_key (tenant_id, procedure_id, kind, key, record_id)
        SELECT $1, procedure, kind, key, record
        FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[]) AS new(procedure, kind, key, record)
        ORDER BY procedure, kind, key
        ON CONFLICT DO NOTHING RETURNING record_id`,
    },
    [
      tenant,
      claims.map(({ procedure }) => procedure),
      claims.map(({ kind }) => kind),
      claims.map(({ key }) => key),
      claims.map(({ id }) => id),
    ],
  );
  if (claimed.length !== claims.length) {
    throw Object.assign(new Error('Another transaction opened the same record first.'), { code: '40001' });
  }
}

/** From a counter row per scope, not from a sequence: what is rolled back leaves no gap. */
async function giveReferences(
  transaction: Transaction,
  tenant: string,
  caseFiles: readonly NewCaseFile[],
): Promise<void> {
  const byScope = new Map<string, NewCaseFile[]>();
  for (const caseFile of caseFiles) byScope.set(caseFile.scope, [...(byScope.get(caseFile.scope) ?? []), caseFile]);
  for (const [scope, waiting] of [...byScope].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [row] = await transaction.query<{ last: string }>(
      {
        name: 'give-references',
        text: `INSERT INTO reference_counter AS known (tenant_id, scope, last_number) VALUES ($1, $2, $3)
          ON CONFLICT (tenant_id, scope) DO UPDATE SET last_number = known.last_number + excluded.last_number
          RETURNING last_number AS last`,
      },
      [tenant, scope, waiting.length],
    );
    const first = Number(row?.last) - waiting.length + 1;
    for (const [position, caseFile] of waiting.entries()) caseFile.reference = fileReference(scope, first + position);
  }
}

async function writeCaseFiles(transaction: Transaction, tenant: string, { caseFiles }: Changes): Promise<void> {
  if (caseFiles.length === 0) return;
  await transaction.query(
    {
      name: 'write-case-files',
      text: `INSERT INTO case_file (tenant_id, id, procedure_id, file_plan_entry_id, reference, subject, metadata, created_at)
        SELECT $1, id, procedure, entry, reference, subject, metadata::jsonb, at
        FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
          AS new(id, procedure, entry, reference, subject, metadata, at) ORDER BY id`,
    },
    [
      tenant,
      caseFiles.map(({ id }) => id),
      caseFiles.map(({ procedure }) => procedure),
      caseFiles.map(({ filePlanEntry }) => filePlanEntry),
      caseFiles.map(({ reference }) => reference),
      caseFiles.map(({ subject }) => subject),
      caseFiles.map(({ metadata }) => JSON.stringify(metadata)),
      caseFiles.map(({ at }) => at.toISOString()),
    ],
  );
}

async function writeCases(transaction: Transaction, tenant: string, { cases, closings }: Changes): Promise<void> {
  if (cases.length > 0) {
    await transaction.query(
      {
        name: 'write-cases',
        text: `WITH counted AS (
            UPDATE case_file SET last_case_number = highest
            FROM (SELECT file, max(number) AS highest FROM unnest($3::uuid[], $4::int[]) AS new(file, number) GROUP BY file) AS new
            WHERE tenant_id = $1 AND id = file
          )
          INSERT INTO file_case (tenant_id, id, case_file_id, number, subject, metadata, opened_on, created_at)
          SELECT $1, id, file, number, subject, metadata::jsonb, opened_on::date, at
          FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
            AS new(id, file, number, subject, metadata, opened_on, at) ORDER BY id`,
      },
      [
        tenant,
        cases.map(({ id }) => id),
        cases.map(({ caseFileId }) => caseFileId),
        cases.map(({ number }) => number),
        cases.map(({ subject }) => subject),
        cases.map(({ metadata }) => JSON.stringify(metadata)),
        cases.map(({ openedOn }) => openedOn),
        cases.map(({ at }) => at.toISOString()),
      ],
    );
  }
  if (closings.size === 0) return;
  await transaction.query(
    {
      name: 'write-closings',
      text: `UPDATE file_case SET closed_on = day::date FROM unnest($2::uuid[], $3::text[]) AS new(closing, day)
        WHERE tenant_id = $1 AND id = closing`,
    },
    [tenant, [...closings.keys()], [...closings.values()]],
  );
}

async function writeDocuments(
  transaction: Transaction,
  tenant: string,
  { documents, versions }: Changes,
): Promise<void> {
  if (documents.length > 0) {
    await transaction.query(
      {
        name: 'write-documents',
        text: `INSERT INTO document (tenant_id, id, case_file_id, case_id, subject, document_type, document_date, metadata,
            current_version, created_at)
          SELECT $1, id, file, case_id, subject, type, day::date, metadata::jsonb, 1, at
          FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[])
            AS new(id, file, case_id, subject, type, day, metadata, at) ORDER BY id`,
      },
      [
        tenant,
        documents.map(({ id }) => id),
        documents.map(({ caseFileId }) => caseFileId),
        documents.map(({ caseId }) => caseId),
        documents.map(({ subject }) => subject),
        documents.map(({ documentType }) => documentType),
        documents.map(({ documentDate }) => documentDate),
        documents.map(({ metadata }) => JSON.stringify(metadata)),
        documents.map(({ at }) => at.toISOString()),
      ],
    );
  }
  if (versions.length === 0) return;
  await transaction.query(
    {
      name: 'write-versions',
      text: `WITH raised AS (
          UPDATE document SET current_version = highest
          FROM (SELECT document, max(number) AS highest FROM unnest($2::uuid[], $3::int[]) AS new(document, number)
            WHERE number > 1 GROUP BY document) AS new
          WHERE tenant_id = $1 AND id = document
        )
        INSERT INTO document_version (tenant_id, document_id, number, sha256, size_bytes, mime, file_name, message_id, created_at)
        SELECT $1, document, number, decode(sha256, 'hex'), size, mime, name, message, at
        FROM unnest($2::uuid[], $3::int[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::uuid[], $9::timestamptz[])
          AS new(document, number, sha256, size, mime, name, message, at) ORDER BY document, number`,
    },
    [
      tenant,
      versions.map(({ documentId }) => documentId),
      versions.map(({ number }) => number),
      versions.map(({ sha256 }) => sha256),
      versions.map(({ sizeBytes }) => sizeBytes),
      versions.map(({ mime }) => mime),
      versions.map(({ fileName }) => fileName),
      versions.map(({ messageId }) => messageId),
      versions.map(({ at }) => at.toISOString()),
    ],
  );
}

async function writeHistory(transaction: Transaction, tenant: string, { history }: Changes, ids: Ids): Promise<void> {
  if (history.length === 0) return;
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  await transaction.query(
    {
      name: 'write-history',
      text: `INSERT INTO history (tenant_id, id, at, actor, record_kind, record_id, action, field, old_value, new_value, reason,
          message_id)
        SELECT $1, id, at, actor, kind, record, action, field, before::jsonb, after::jsonb, reason, message
        FROM unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::text[],
          $10::text[], $11::text[], $12::uuid[])
          AS new(id, at, actor, kind, record, action, field, before, after, reason, message)`,
    },
    [
      tenant,
      history.map(() => ids.uuid()),
      history.map(({ at }) => at.toISOString()),
      history.map(({ actor }) => actor),
      history.map(({ kind }) => kind),
      history.map(({ record }) => record),
      history.map(({ action }) => action),
      history.map(({ field }) => field),
      history.map(({ before }) => json(before)),
      history.map(({ after }) => json(after)),
      history.map(({ reason }) => reason),
      history.map(({ messageId }) => messageId),
    ],
  );
}
