import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import type { Transaction } from '../database/database.js';
import type { FilingOrder } from './filing.js';

export type RecordKind = 'case-file' | 'case' | 'document';

export interface FilePlanEntryRow {
  readonly id: string;
  readonly code: string;
  readonly referencePattern: string;
}

export interface CaseFileRow {
  readonly id: string;
  readonly reference: string;
  readonly lastCaseNumber: number;
}

export interface CaseRow {
  readonly id: string;
  readonly caseFileId: string;
  readonly number: number;
  /** `YYYY-MM-DD`, null while it is open. */
  readonly closedOn: string | null;
}

export interface DocumentRow {
  readonly id: string;
  readonly caseFileId: string;
  readonly caseId: string | null;
  readonly version: number;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mime: string;
  readonly fileName: string;
}

/** What the orders name, as far as it exists. Keys are `recordKey`. */
export interface LoadedArchive {
  readonly filePlan: ReadonlyMap<string, FilePlanEntryRow>;
  readonly caseFiles: ReadonlyMap<string, CaseFileRow>;
  readonly cases: ReadonlyMap<string, CaseRow>;
  readonly documents: ReadonlyMap<string, DocumentRow>;
}

/** Keys belong to a procedure; files, cases and documents have their own. */
export function recordKey(procedure: string, key: string): string {
  return `${procedure} ${key}`;
}

interface NamedKey {
  readonly procedure: string;
  readonly kind: RecordKind;
  readonly key: string;
}

/** Reads and locks: tables in the order file, case, document, rows by id, so that two batches never wait crosswise. */
export async function loadArchive(
  transaction: Transaction,
  tenant: string,
  orders: readonly FilingOrder[],
): Promise<LoadedArchive> {
  const codes = orders.flatMap(({ commands }) =>
    commands.flatMap((command) => (command.do === 'open-file' ? command.filePlanCode : [])),
  );
  const plan = await transaction.query<FilePlanEntryRow>(
    `SELECT id, code, reference_pattern AS "referencePattern" FROM file_plan_entry WHERE tenant_id = $1 AND code = ANY ($2)`,
    [tenant, [...new Set(codes)]],
  );
  const named = orders.flatMap((order) =>
    order.commands.flatMap(namedBy).map((name) => ({ ...name, procedure: order.procedureId })),
  );
  return {
    filePlan: new Map(plan.map((entry) => [entry.code, entry])),
    caseFiles: await load<CaseFileRow>(transaction, tenant, named, 'case-file', CASE_FILES),
    cases: await load<CaseRow>(transaction, tenant, named, 'case', CASES),
    documents: await load<DocumentRow>(transaction, tenant, named, 'document', DOCUMENTS),
  };
}

function namedBy(command: ArchiveCommand): readonly Omit<NamedKey, 'procedure'>[] {
  switch (command.do) {
    case 'open-file':
      return [{ kind: 'case-file', key: command.key }];
    case 'open-case':
      return [
        { kind: 'case-file', key: command.inFile },
        { kind: 'case', key: command.key },
      ];
    case 'add-document':
      return [
        'file' in command.in
          ? { kind: 'case-file', key: command.in.file }
          : 'case' in command.in
            ? { kind: 'case', key: command.in.case }
            : { kind: 'document', key: command.in.document },
        { kind: 'document', key: command.key },
      ];
    case 'open-sub-file':
    case 'open-sub-case':
    case 'add-version':
      return [];
    case 'close-case':
    case 'reopen-case':
      return [{ kind: 'case', key: command.key }];
  }
}

const JOIN = `FROM unnest($2::uuid[], $3::text[]) AS named(procedure, key)
  JOIN record_key ON record_key.tenant_id = $1 AND procedure_id = procedure AND kind = $4 AND record_key.key = named.key`;

const CASE_FILES = `SELECT procedure, named.key, found.id, reference, last_case_number AS "lastCaseNumber"
  ${JOIN} JOIN case_file AS found ON found.tenant_id = $1 AND found.id = record_id ORDER BY found.id FOR UPDATE OF found`;

const CASES = `SELECT procedure, named.key, found.id, case_file_id AS "caseFileId", number, closed_on::text AS "closedOn"
  ${JOIN} JOIN file_case AS found ON found.tenant_id = $1 AND found.id = record_id ORDER BY found.id FOR UPDATE OF found`;

const DOCUMENTS = `SELECT procedure, named.key, found.id, case_file_id AS "caseFileId", case_id AS "caseId",
    current_version AS version, encode(sha256, 'hex') AS sha256, size_bytes::float8 AS "sizeBytes", mime, file_name AS "fileName"
  ${JOIN} JOIN document AS found ON found.tenant_id = $1 AND found.id = record_id
  JOIN document_version AS current ON current.tenant_id = $1 AND document_id = found.id AND current.number = current_version
  ORDER BY found.id FOR UPDATE OF found`;

async function load<Row extends { readonly id: string }>(
  transaction: Transaction,
  tenant: string,
  named: readonly NamedKey[],
  kind: RecordKind,
  text: string,
): Promise<ReadonlyMap<string, Row>> {
  const unique = new Map(
    named.filter((name) => name.kind === kind).map((name) => [recordKey(name.procedure, name.key), name]),
  );
  if (unique.size === 0) return new Map();
  const names = [...unique.values()];
  const rows = await transaction.query<Row & { procedure: string; key: string }>({ name: `load-${kind}`, text }, [
    tenant,
    names.map(({ procedure }) => procedure),
    names.map(({ key }) => key),
    kind,
  ]);
  return new Map(rows.map((row) => [recordKey(row.procedure, row.key), row]));
}
