/** What a message has filed, as it is in the archive. Its commands are kept nowhere: they are told from the records. */
import type { Transaction } from '../database/database.js';
import { record, type RecordFacts } from './record-facts.js';

/** The records of a receipt. */
export interface FiledIds {
  readonly procedureId: string;
  /** All transmissions of it: one of them was filed. */
  readonly messageIds: readonly string[];
  readonly caseFiles: readonly string[];
  readonly cases: readonly string[];
  readonly documents: readonly { readonly id: string; readonly key: string; readonly version: number }[];
}

/** With the id of the record, and whether this message made it: of other records it said nothing that is kept. */
export interface FiledFacts extends RecordFacts {
  readonly id: string;
  readonly made: boolean;
}

interface Acts {
  readonly created: ReadonlySet<string>;
  /** Of cases that the message has closed. */
  readonly closed: ReadonlyMap<string, string>;
}

/** Case files first, then cases, then documents; in each of them the order of the receipt. */
export async function readFiledFacts(
  transaction: Transaction,
  tenant: string,
  filed: FiledIds,
  keys: ReadonlyMap<string, string>,
): Promise<readonly FiledFacts[]> {
  const acts = await readActs(transaction, tenant, filed);
  return [
    ...(await caseFiles(transaction, tenant, filed, keys, acts)),
    ...(await cases(transaction, tenant, filed, keys, acts)),
    ...(await documents(transaction, tenant, filed, keys, acts)),
  ];
}

/** The records that these keys name, by id, as far as there are any. */
export async function readKeyIds(
  transaction: Transaction,
  tenant: string,
  procedure: string,
  records: readonly RecordFacts[],
): Promise<ReadonlyMap<string, string>> {
  const named = records.filter(({ key }) => key !== undefined);
  const rows = await transaction.query<{ id: string; kind: string; key: string }>(
    `SELECT record_id AS id, record_key.kind, record_key.key FROM unnest($3::text[], $4::text[]) AS wanted(kind, key)
     JOIN record_key ON tenant_id = $1 AND procedure_id = $2 AND record_key.kind = wanted.kind AND record_key.key = wanted.key`,
    [tenant, procedure, named.map(({ record: kind }) => kind), named.map(({ key }) => key)],
  );
  return new Map(rows.map(({ id, kind, key }) => [`${kind} ${key}`, id]));
}

async function readActs(transaction: Transaction, tenant: string, filed: FiledIds): Promise<Acts> {
  const ids = [...filed.caseFiles, ...filed.cases, ...filed.documents.map(({ id }) => id)];
  const rows = await transaction.query<{ id: string; action: string; after: unknown }>(
    `SELECT record_id AS id, action, new_value AS after FROM history
     WHERE tenant_id = $1 AND record_id = ANY ($2::uuid[]) AND message_id = ANY ($3::uuid[])
       AND action IN ('created', 'closed') ORDER BY at`,
    [tenant, ids, filed.messageIds],
  );
  const of = (action: string): typeof rows => rows.filter((row) => row.action === action);
  return {
    created: new Set(of('created').map(({ id }) => id)),
    closed: new Map(of('closed').map(({ id, after }) => [id, String(after)])),
  };
}

async function caseFiles(
  transaction: Transaction,
  tenant: string,
  { caseFiles: ids }: FiledIds,
  keys: ReadonlyMap<string, string>,
  { created }: Acts,
): Promise<readonly FiledFacts[]> {
  const rows = await transaction.query<CaseFileRow>(
    `SELECT case_file.id, reference, parent_id AS "parentId", code AS "filePlanCode", subject, metadata
     FROM case_file JOIN file_plan_entry AS entry ON entry.tenant_id = $1 AND entry.id = file_plan_entry_id
     WHERE case_file.tenant_id = $1 AND case_file.id = ANY ($2::uuid[])`,
    [tenant, ids],
  );
  return inOrder(ids, rows).map(({ id, reference, parentId, filePlanCode, subject, metadata }) => {
    const made = created.has(id);
    const place = parentId === null ? { filePlanCode } : { in: keys.get(parentId) ?? parentId };
    return { id, made, reference, ...record('case-file', keys.get(id), made ? { ...place, subject, metadata } : {}) };
  });
}

async function cases(
  transaction: Transaction,
  tenant: string,
  { cases: ids }: FiledIds,
  keys: ReadonlyMap<string, string>,
  { created, closed }: Acts,
): Promise<readonly FiledFacts[]> {
  const rows = await transaction.query<CaseRow>(
    `SELECT id, case_file_id AS "caseFileId", parent_id AS "parentId", subject, opened_on::text AS "openedOn", metadata
     FROM file_case WHERE tenant_id = $1 AND id = ANY ($2::uuid[])`,
    [tenant, ids],
  );
  return inOrder(ids, rows).map(({ id, caseFileId, parentId, subject, openedOn, metadata }) => {
    const made = created.has(id);
    const within = parentId ?? caseFileId;
    const own = made ? { in: keys.get(within) ?? within, subject, openedOn, metadata } : {};
    return { id, made, ...record('case', keys.get(id), { ...own, closedOn: closed.get(id) }) };
  });
}

async function documents(
  transaction: Transaction,
  tenant: string,
  { documents: filed }: FiledIds,
  keys: ReadonlyMap<string, string>,
  { created }: Acts,
): Promise<readonly FiledFacts[]> {
  const rows = await transaction.query<DocumentRow>(
    `SELECT document.id, document.case_file_id AS "caseFileId", document.case_id AS "caseId", document.parent_id AS "parentId",
       document.subject, document_type AS "documentType", document_date::text AS "documentDate",
       document.metadata, version.metadata AS "versionMetadata", version.number, version.file_name AS "fileName",
       encode(version.sha256, 'hex') AS sha256,
       (SELECT jsonb_agg(jsonb_build_object('fileName', format.file_name, 'sha256', encode(format.sha256, 'hex'))
          ORDER BY format.number) FROM document_format AS format
        WHERE format.tenant_id = $1 AND format.document_id = document.id AND version_number = version.number) AS formats
     FROM document JOIN document_version AS version ON version.tenant_id = $1 AND document_id = document.id
     WHERE document.tenant_id = $1 AND document.id = ANY ($2::uuid[])`,
    [tenant, filed.map(({ id }) => id)],
  );
  const rowOf = new Map(rows.map((row) => [`${row.id} ${row.number}`, row]));
  return filed.flatMap(({ id, key, version }) => {
    const row = rowOf.get(`${id} ${version}`);
    if (row === undefined) return [];
    const { caseFileId, caseId, parentId, subject, documentType, documentDate, fileName, sha256, formats } = row;
    const made = created.has(id) && version === 1;
    const within = parentId ?? caseId ?? caseFileId;
    const own = made ? { in: keys.get(within) ?? within, subject, documentType, documentDate } : {};
    const metadata = made ? row.metadata : row.versionMetadata;
    return { id, made, ...record('document', key, { ...own, fileName, sha256, formats, metadata }) };
  });
}

interface CaseFileRow {
  readonly id: string;
  readonly reference: string;
  readonly parentId: string | null;
  readonly filePlanCode: string;
  readonly subject: string;
  readonly metadata: object;
}

interface CaseRow {
  readonly id: string;
  readonly caseFileId: string;
  readonly parentId: string | null;
  readonly subject: string;
  readonly openedOn: string | null;
  readonly metadata: object;
}

interface DocumentRow extends Pick<CaseRow, 'id' | 'caseFileId' | 'parentId' | 'subject' | 'metadata'> {
  readonly caseId: string | null;
  readonly documentType: string | null;
  readonly documentDate: string | null;
  readonly versionMetadata: object;
  readonly number: number;
  readonly fileName: string;
  readonly sha256: string;
  readonly formats: readonly object[] | null;
}

function inOrder<Row extends { readonly id: string }>(ids: readonly string[], rows: readonly Row[]): readonly Row[] {
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => rowOf.get(id) ?? []);
}
