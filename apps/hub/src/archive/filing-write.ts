import type { Ids } from '../config/clock.js';
import type { Transaction } from '../database/database.js';
import { fileReference, partReference } from './file-reference.js';
import type { Changes, NewCaseFile, NewVersion } from './filing-changes.js';

/** One statement per table, in one fixed order of tables. */
export async function writePlan(transaction: Transaction, tenant: string, changes: Changes, ids: Ids): Promise<void> {
  claimKeys(transaction, tenant, changes);
  await giveReferences(transaction, tenant, changes.caseFiles);
  writeCaseFiles(transaction, tenant, changes);
  writeCases(transaction, tenant, changes);
  writeDocuments(transaction, tenant, changes);
  writeFormats(transaction, tenant, changes);
  writeHistory(transaction, tenant, changes, ids);
}

/** Fails (SQLSTATE 23505) when another transaction opened a record of the same key since it was looked up. */
function claimKeys(transaction: Transaction, tenant: string, changes: Changes): void {
  const claims = [
    ...changes.caseFiles.map((row) => ({ ...row, kind: 'case-file' })),
    ...changes.cases.map((row) => ({ ...row, kind: 'case' })),
    ...changes.documents.map((row) => ({ ...row, kind: 'document' })),
  ];
  if (claims.length === 0) return;
  transaction.send(
    {
      name: 'claim-record-keys',
      text: `INSERT INTO record_key (tenant_id, procedure_id, kind, key, record_id)
        SELECT $1, procedure, kind, key, record
        FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[]) AS new(procedure, kind, key, record)
        ORDER BY procedure, kind, key`,
    },
    [
      tenant,
      claims.map(({ procedure }) => procedure),
      claims.map(({ kind }) => kind),
      claims.map(({ key }) => key),
      claims.map(({ id }) => id),
    ],
  );
}

/** From a counter row per scope, not from a sequence: what is rolled back leaves no gap. */
async function giveReferences(
  transaction: Transaction,
  tenant: string,
  caseFiles: readonly NewCaseFile[],
): Promise<void> {
  const byScope = new Map<string, NewCaseFile[]>();
  for (const caseFile of caseFiles) {
    if (!('scope' in caseFile.numbering)) continue;
    const { scope } = caseFile.numbering;
    const waiting = byScope.get(scope);
    if (waiting === undefined) byScope.set(scope, [caseFile]);
    else waiting.push(caseFile);
  }
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
  // A part comes after its whole in the plan, so that the reference of the whole is there.
  for (const caseFile of caseFiles) {
    const { numbering } = caseFile;
    if ('whole' in numbering) caseFile.reference = partReference(numbering.whole.reference, numbering.partNumber);
  }
}

function writeCaseFiles(transaction: Transaction, tenant: string, { caseFiles, counters }: Changes): void {
  const counted = new Map(counters);
  if (caseFiles.length > 0) {
    const part = caseFiles.map(({ numbering }) => ('whole' in numbering ? numbering : undefined));
    transaction.send(
      {
        name: 'write-case-files',
        text: `INSERT INTO case_file (tenant_id, id, procedure_id, file_plan_entry_id, parent_id, part_number, reference, subject,
            metadata, last_case_number, last_part_number, created_at)
          SELECT $1, id, procedure, entry, parent, part, reference, subject, metadata::jsonb, cases, parts, at
          FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::int[], $7::text[], $8::text[], $9::text[], $10::int[],
            $11::int[], $12::timestamptz[])
            AS new(id, procedure, entry, parent, part, reference, subject, metadata, cases, parts, at) ORDER BY id`,
      },
      [
        tenant,
        caseFiles.map(({ id }) => id),
        caseFiles.map(({ procedure }) => procedure),
        caseFiles.map(({ filePlanEntry }) => filePlanEntry),
        part.map((numbering) => numbering?.whole.id),
        part.map((numbering) => numbering?.partNumber),
        caseFiles.map(({ reference }) => reference),
        caseFiles.map(({ subject }) => subject),
        caseFiles.map(({ metadata }) => JSON.stringify(metadata)),
        caseFiles.map(({ id }) => counters.get(id)?.lastCaseNumber ?? 0),
        caseFiles.map(({ id }) => counters.get(id)?.lastPartNumber ?? 0),
        caseFiles.map(({ at }) => at.toISOString()),
      ],
    );
    for (const { id } of caseFiles) counted.delete(id);
  }
  if (counted.size === 0) return;
  const numbers = [...counted.values()];
  transaction.send(
    `UPDATE case_file SET last_case_number = cases, last_part_number = parts
      FROM unnest($2::uuid[], $3::int[], $4::int[]) AS new(file, cases, parts) WHERE tenant_id = $1 AND id = file`,
    [
      tenant,
      [...counted.keys()],
      numbers.map(({ lastCaseNumber }) => lastCaseNumber),
      numbers.map(({ lastPartNumber }) => lastPartNumber),
    ],
  );
}

function writeCases(transaction: Transaction, tenant: string, { cases, closings }: Changes): void {
  if (cases.length > 0) {
    transaction.send(
      {
        name: 'write-cases',
        text: `INSERT INTO file_case (tenant_id, id, case_file_id, parent_id, number, subject, metadata, opened_on, created_at)
          SELECT $1, id, file, parent, number, subject, metadata::jsonb, opened_on::date, at
          FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[], $9::timestamptz[])
            AS new(id, file, parent, number, subject, metadata, opened_on, at) ORDER BY id`,
      },
      [
        tenant,
        cases.map(({ id }) => id),
        cases.map(({ caseFileId }) => caseFileId),
        cases.map(({ parentId }) => parentId),
        cases.map(({ number }) => number),
        cases.map(({ subject }) => subject),
        cases.map(({ metadata }) => JSON.stringify(metadata)),
        cases.map(({ openedOn }) => openedOn),
        cases.map(({ at }) => at.toISOString()),
      ],
    );
  }
  if (closings.size === 0) return;
  transaction.send(
    `UPDATE file_case SET closed_on = day::date FROM unnest($2::uuid[], $3::text[]) AS new(closing, day)
      WHERE tenant_id = $1 AND id = closing`,
    [tenant, [...closings.keys()], [...closings.values()]],
  );
}

function writeDocuments(transaction: Transaction, tenant: string, { documents, versions }: Changes): void {
  if (documents.length > 0) {
    transaction.send(
      {
        name: 'write-documents',
        text: `INSERT INTO document (tenant_id, id, case_file_id, case_id, parent_id, subject, document_type, document_date,
            metadata, current_version, created_at)
          SELECT $1, id, file, case_id, parent, subject, type, day::date, metadata::jsonb, 1, at
          FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::timestamptz[])
            AS new(id, file, case_id, parent, subject, type, day, metadata, at) ORDER BY id`,
      },
      [
        tenant,
        documents.map(({ id }) => id),
        documents.map(({ caseFileId }) => caseFileId),
        documents.map(({ caseId }) => caseId),
        documents.map(({ parentId }) => parentId),
        documents.map(({ subject }) => subject),
        documents.map(({ documentType }) => documentType),
        documents.map(({ documentDate }) => documentDate),
        documents.map(({ metadata }) => JSON.stringify(metadata)),
        documents.map(({ at }) => at.toISOString()),
      ],
    );
  }
  if (versions.length === 0) return;
  const raised = versions.filter(({ number }) => number > 1);
  if (raised.length > 0) {
    transaction.send(
      `UPDATE document SET current_version = highest
        FROM (SELECT document, max(number) AS highest FROM unnest($2::uuid[], $3::int[]) AS new(document, number)
          GROUP BY document) AS new
        WHERE tenant_id = $1 AND id = document`,
      [tenant, raised.map(({ documentId }) => documentId), raised.map(({ number }) => number)],
    );
  }
  transaction.send(
    {
      name: 'write-versions',
      text: `INSERT INTO document_version (tenant_id, document_id, number, sha256, size_bytes, mime, file_name, metadata,
          message_id, created_at, segment, segment_position)
        SELECT $1, document, number, decode(sha256, 'hex'), size, mime, name, metadata::jsonb, message, at, segment, position
        FROM unnest($2::uuid[], $3::int[], ${CONTENT_ARRAYS})
          AS new(document, number, sha256, size, mime, name, metadata, message, at, segment, position)
        ORDER BY document, number`,
    },
    [
      tenant,
      versions.map(({ documentId }) => documentId),
      versions.map(({ number }) => number),
      ...contentArrays(versions),
    ],
  );
}

function writeFormats(transaction: Transaction, tenant: string, { formats }: Changes): void {
  if (formats.length === 0) return;
  transaction.send(
    {
      name: 'write-formats',
      text: `INSERT INTO document_format (tenant_id, document_id, version_number, number, sha256, size_bytes, mime, file_name,
          metadata, message_id, created_at, segment, segment_position)
        SELECT $1, document, version, number, decode(sha256, 'hex'), size, mime, name, metadata::jsonb, message, at, segment,
          position
        FROM unnest($2::uuid[], $3::int[], ${CONTENT_ARRAYS}, $13::int[])
          AS new(document, number, sha256, size, mime, name, metadata, message, at, segment, position, version)
        ORDER BY document, version, number`,
    },
    [
      tenant,
      formats.map(({ documentId }) => documentId),
      formats.map(({ number }) => number),
      ...contentArrays(formats),
      formats.map(({ version }) => version),
    ],
  );
}

/** What versions and formats have in common. */
const CONTENT_ARRAYS = `$4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::timestamptz[],
          $11::uuid[], $12::bigint[]`;

function contentArrays(contents: readonly NewVersion[]): readonly unknown[][] {
  return [
    contents.map(({ sha256 }) => sha256),
    contents.map(({ sizeBytes }) => sizeBytes),
    contents.map(({ mime }) => mime),
    contents.map(({ fileName }) => fileName),
    contents.map(({ metadata }) => JSON.stringify(metadata)),
    contents.map(({ messageId }) => messageId),
    contents.map(({ at }) => at.toISOString()),
    contents.map(({ place }) => place?.segment),
    contents.map(({ place }) => place?.position),
  ];
}

function writeHistory(transaction: Transaction, tenant: string, { history }: Changes, ids: Ids): void {
  if (history.length === 0) return;
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  transaction.send(
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
