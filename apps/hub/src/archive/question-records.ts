/** Records as connectors are told of them. */
import type { ArchivedKind, ArchivedRecord } from '@fachwerk/connectors/contract';
import type { Transaction } from '../database/database.js';
import type { RecordKind } from './filing-load.js';
import type { RecordScope } from './records.js';

/** Whose records are asked for: those of one procedure. */
export type ProcedureScope = Required<RecordScope>;

/** What the contract calls a kind, as tables have it. */
export const KIND_OF: Readonly<Record<ArchivedKind, RecordKind>> = {
  file: 'case-file',
  case: 'case',
  document: 'document',
};

/** With where it lies. */
export interface LoadedRecord extends ArchivedRecord {
  readonly id: string;
  readonly caseFileId: string;
  /** Of a part the whole, of a case the one around it, of an annex its document. */
  readonly parentId: string | null;
  /** Of a document. */
  readonly caseId?: string | null;
}

interface Row {
  readonly id: string;
  readonly caseFileId: string;
  readonly parentId: string | null;
  readonly caseId: string | null;
  readonly subject: string;
  readonly reference: string;
  readonly filePlanCode: string;
  readonly number: number | null;
  readonly documentType: string | null;
  readonly documentDate: string | null;
  readonly openedOn: string | null;
  readonly closedOn: string | null;
  readonly metadata: ArchivedRecord['metadata'];
  readonly createdAt: Date;
  readonly changedAt: Date | null;
  readonly version: number | null;
  readonly fileName: string | null;
  readonly mime: string | null;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  readonly versionAt: Date | null;
}

/** In the order of the ids; without those that another procedure filed. */
export async function loadRecords(
  transaction: Transaction,
  { tenant, procedureId }: ProcedureScope,
  what: ArchivedKind,
  ids: readonly string[],
): Promise<readonly LoadedRecord[]> {
  if (ids.length === 0) return [];
  const rows = await transaction.query<Row>(STATEMENTS[what], [tenant, procedureId, ids]);
  return rows.map((row) => recordOf(what, row));
}

const WANTED = `unnest($3::uuid[]) WITH ORDINALITY AS wanted(id, place)`;
const entry = (file: 'found' | 'file'): string =>
  `JOIN file_plan_entry AS entry ON entry.tenant_id = $1 AND entry.id = ${file}.file_plan_entry_id`;
const CHANGED = `(SELECT max(at) FROM history WHERE history.tenant_id = $1 AND history.record_id = wanted.id) AS "changedAt"`;
/** @param file the case file itself, or the one that the record lies in */
const shared = (
  file: 'found' | 'file',
): string => `wanted.id, ${file}.id AS "caseFileId", found.parent_id AS "parentId", found.subject,
  ${file}.reference, entry.code AS "filePlanCode", found.metadata, found.created_at AS "createdAt", ${CHANGED}`;
const OWN = `JOIN case_file AS file ON file.tenant_id = $1 AND file.id = found.case_file_id AND file.procedure_id = $2`;

const STATEMENTS: Readonly<Record<ArchivedKind, string>> = {
  file: `SELECT ${shared('found')}, found.closed_on::text AS "closedOn"
    FROM ${WANTED} JOIN case_file AS found ON found.tenant_id = $1 AND found.id = wanted.id AND found.procedure_id = $2
    ${entry('found')} ORDER BY place`,
  case: `SELECT ${shared('file')}, found.number, found.opened_on::text AS "openedOn", found.closed_on::text AS "closedOn"
    FROM ${WANTED} JOIN file_case AS found ON found.tenant_id = $1 AND found.id = wanted.id ${OWN} ${entry('file')} ORDER BY place`,
  document: `SELECT ${shared('file')}, found.case_id AS "caseId", found.document_type AS "documentType",
      found.document_date::text AS "documentDate", version.number AS version, version.file_name AS "fileName", version.mime,
      version.size_bytes::float8 AS "sizeBytes", encode(version.sha256, 'hex') AS sha256, version.created_at AS "versionAt"
    FROM ${WANTED} JOIN document AS found ON found.tenant_id = $1 AND found.id = wanted.id ${OWN} ${entry('file')}
    JOIN document_version AS version ON version.tenant_id = $1 AND version.document_id = found.id
      AND version.number = found.current_version
    ORDER BY place`,
};

function recordOf(what: ArchivedKind, row: Row): LoadedRecord {
  const { id, caseFileId, parentId, subject, reference, filePlanCode, metadata, createdAt, changedAt } = row;
  const { number, documentType, documentDate, openedOn, closedOn } = row;
  return {
    what,
    id,
    caseFileId,
    parentId,
    ...(what === 'document' ? { caseId: row.caseId } : {}),
    subject,
    reference,
    filePlanCode,
    ...given({ number, documentType, documentDate, openedOn, closedOn }),
    metadata,
    createdAt: createdAt.toISOString(),
    changedAt: (changedAt ?? createdAt).toISOString(),
    ...contentOf(row),
  };
}

function contentOf({ version, fileName, mime, sizeBytes, sha256, versionAt }: Row): Pick<LoadedRecord, 'content'> {
  if (version === null || version === undefined) return {};
  const createdAt = versionAt!.toISOString();
  return {
    content: { version, fileName: fileName!, mime: mime!, sizeBytes: sizeBytes!, sha256: sha256!, createdAt },
  };
}

/** Without what a record does not have, or its kind has no column for. */
function given<T extends object>(values: T): { [Name in keyof T]?: NonNullable<T[Name]> } {
  const there = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(there) as { [Name in keyof T]?: NonNullable<T[Name]> };
}
