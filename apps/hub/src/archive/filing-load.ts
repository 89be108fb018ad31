import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import { overtaken, type Transaction } from '../database/database.js';
import type { FilingOrder } from './filing.js';
import { CASE_FILES, CASE_FILES_UNLOCKED, CASES, DOCUMENTS, VERSIONS } from './filing-load-statements.js';
import { KeyedRows } from './keyed-rows.js';

export type RecordKind = 'case-file' | 'case' | 'document';

export interface FilePlanEntryRow {
  readonly id: string;
  readonly code: string;
  readonly referencePattern: string;
}

export interface CaseFileRow {
  readonly id: string;
  /** The case file it is a part of. */
  readonly parentId: string | null;
  readonly filePlanEntry: string;
  readonly reference: string;
  readonly lastCaseNumber: number;
  readonly lastPartNumber: number;
}

export interface CaseRow {
  readonly id: string;
  /** The case it lies in. */
  readonly parentId: string | null;
  readonly caseFileId: string;
  readonly number: number;
  /** `YYYY-MM-DD`, null while it is open. */
  readonly closedOn: string | null;
}

export interface DocumentRow {
  readonly id: string;
  readonly caseFileId: string;
  readonly caseId: string | null;
  /** The document it is an annex of. */
  readonly parentId: string | null;
  /** In order; the last one is current. */
  readonly versions: readonly VersionRow[];
}

export interface ContentRow {
  readonly number: number;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mime: string;
  readonly fileName: string;
}

export interface VersionRow extends ContentRow {
  readonly formats: readonly ContentRow[];
}

/** What the orders name and what that lies in, as far as it exists. Keys are `recordKey`. */
export interface LoadedArchive {
  readonly filePlan: ReadonlyMap<string, FilePlanEntryRow>;
  readonly caseFiles: KeyedRows<CaseFileRow>;
  readonly cases: KeyedRows<CaseRow>;
  readonly documents: KeyedRows<DocumentRow>;
  /** Case files of everything above to which nothing is added any more: their references, by id. */
  readonly closedFiles: ReadonlyMap<string, string>;
}

interface FoundFile extends CaseFileRow {
  readonly closed: boolean;
}

/** Keys belong to a procedure; files, cases and documents have their own. */
export function recordKey(procedure: string, key: string): string {
  return `${procedure} ${key}`;
}

interface NamedKey {
  readonly procedure: string;
  readonly kind: RecordKind;
  readonly key: string;
  /** Also needed: the case file of a case, because it gives the numbers; the case of a document, because it may be closed. */
  readonly withPlace?: true;
  /** A number is given in it. Other case files are not locked: two workers may file into the same one at once. */
  readonly counts?: true;
}

/**
 * Reads and locks: tables in the order file, case, document, rows by id, so that two batches never wait crosswise. What
 * lies in what never changes, so it may be looked up before anything is locked.
 */
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
  const ofKind = (kind: RecordKind): readonly NamedKey[] => named.filter((name) => name.kind === kind);
  const inPlaces = (kind: RecordKind): readonly NamedKey[] => ofKind(kind).filter(({ withPlace }) => withPlace);
  const counted = new Set(ofKind('case-file').flatMap((name) => (name.counts ? keyOf(name) : [])));
  const counting = ofKind('case-file').filter((name) => counted.has(keyOf(name)));
  const others = ofKind('case-file').filter((name) => !counted.has(keyOf(name)));
  const foundFiles = [
    ...(await find<FoundFile>(transaction, tenant, CASE_FILES, counting, inPlaces('case'))),
    ...(await find<FoundFile>(transaction, tenant, CASE_FILES_UNLOCKED, others)),
  ];
  const foundCases = await find<CaseRow>(transaction, tenant, CASES, ofKind('case'), inPlaces('document'));
  const foundDocuments = await findDocuments(transaction, tenant, ofKind('document'));
  const [caseFiles, cases, documents] = [keyed(foundFiles), keyed(foundCases), keyed(foundDocuments)];
  for (const { kind, procedure, key, withPlace } of named) {
    if (withPlace === undefined) continue;
    const place = recordKey(procedure, key);
    const found = kind === 'case' ? cases.get(place) : undefined;
    const document = kind === 'document' ? documents.get(place) : undefined;
    // It appeared between two of the statements above.
    if (found !== undefined && caseFiles.at(found.caseFileId) === undefined) throw overtaken();
    if (document?.caseId != null && cases.at(document.caseId) === undefined) throw overtaken();
  }
  const liesIn = [
    ...foundFiles.map(({ parentId }) => parentId === null || caseFiles.at(parentId)),
    ...foundCases.map(({ caseFileId }) => caseFiles.at(caseFileId)),
    ...foundDocuments.map(({ caseFileId }) => caseFiles.at(caseFileId)),
    ...foundDocuments.map(({ caseId }) => caseId === null || cases.at(caseId)),
  ];
  if (liesIn.includes(undefined)) {
    const missing = [
      ...ofKind('case-file').filter((name) => caseFiles.get(keyOf(name)) === undefined),
      ...ofKind('case').filter((name) => cases.get(keyOf(name)) === undefined),
    ];
    if (missing.length > 0 && (await haveAppeared(transaction, tenant, missing))) throw overtaken();
  }
  const closedFiles = new Map(foundFiles.filter(({ closed }) => closed).map(({ id, reference }) => [id, reference]));
  const elsewhere = new Set([...foundCases, ...foundDocuments].map(({ caseFileId }) => caseFileId));
  for (const { id } of foundFiles) elsewhere.delete(id);
  for (const { id, reference } of await findClosed(transaction, tenant, [...elsewhere])) closedFiles.set(id, reference);
  return { filePlan: new Map(plan.map((entry) => [entry.code, entry])), caseFiles, cases, documents, closedFiles };
}

/** Of case files that nobody named, but in which something lies that was. */
async function findClosed(
  transaction: Transaction,
  tenant: string,
  ids: readonly string[],
): Promise<readonly Pick<CaseFileRow, 'id' | 'reference'>[]> {
  if (ids.length === 0) return [];
  return transaction.query({
    name: 'closed-files',
    text: `SELECT id, reference FROM case_file WHERE tenant_id = $1 AND id = ANY ($2::uuid[]) AND closed_on IS NOT NULL`,
    values: [tenant, ids],
  });
}

/**
 * Something lies in what was not found: that is in another place, or the place was opened just now, together with it. Taken
 * for the former, a message would be refused for a conflict that does not exist.
 */
async function haveAppeared(transaction: Transaction, tenant: string, missing: readonly NamedKey[]): Promise<boolean> {
  const found = await transaction.query(
    `SELECT FROM unnest($2::uuid[], $3::text[], $4::text[]) AS missing(procedure, kind, key)
      JOIN record_key ON tenant_id = $1 AND procedure_id = procedure AND record_key.kind = missing.kind
        AND record_key.key = missing.key LIMIT 1`,
    [tenant, missing.map(({ procedure }) => procedure), missing.map(({ kind }) => kind), missing.map(({ key }) => key)],
  );
  return found.length > 0;
}

function namedBy(command: ArchiveCommand): readonly Omit<NamedKey, 'procedure'>[] {
  switch (command.do) {
    case 'open-file':
      return [{ kind: 'case-file', key: command.key }];
    case 'open-sub-file':
      return [
        { kind: 'case-file', key: command.inFile, counts: true },
        { kind: 'case-file', key: command.key },
      ];
    case 'open-case':
      return [
        { kind: 'case-file', key: command.inFile, counts: true },
        { kind: 'case', key: command.key },
      ];
    case 'open-sub-case':
      return [
        { kind: 'case', key: command.inCase, withPlace: true },
        { kind: 'case', key: command.key },
      ];
    case 'add-document':
      return [
        'file' in command.in
          ? { kind: 'case-file', key: command.in.file }
          : 'case' in command.in
            ? { kind: 'case', key: command.in.case }
            : { kind: 'document', key: command.in.document, withPlace: true },
        { kind: 'document', key: command.key },
      ];
    case 'add-version':
      return [{ kind: 'document', key: command.key, withPlace: true }];
    case 'close-case':
    case 'reopen-case':
      return [{ kind: 'case', key: command.key }];
  }
}

type Found<Row> = Row & { readonly procedure: string | null; readonly key: string | null };

/** @param named what the parameters of the statement stand for: two for each list, procedures and keys */
async function find<Row>(
  transaction: Transaction,
  tenant: string,
  text: string,
  ...named: readonly (readonly NamedKey[])[]
): Promise<readonly Found<Row>[]> {
  const wanted = named.map(distinct);
  if (wanted.every((names) => names.length === 0)) return [];
  const columns = wanted.flatMap((names) => [names.map(({ procedure }) => procedure), names.map(({ key }) => key)]);
  return transaction.query<Found<Row>>(text, [tenant, ...columns]);
}

/** Versions and formats are only ever added under the lock of their document, so they are read once it is held. */
async function findDocuments(
  transaction: Transaction,
  tenant: string,
  named: readonly NamedKey[],
): Promise<readonly Found<DocumentRow>[]> {
  const found = await find<Omit<DocumentRow, 'versions'>>(transaction, tenant, DOCUMENTS, named);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const versions = await transaction.query<VersionRow & { documentId: string }>(VERSIONS, [tenant, ids]);
  const versionsOf = new Map<string, VersionRow[]>(found.map(({ id }) => [id, []]));
  for (const { documentId, ...version } of versions) versionsOf.get(documentId)!.push(version);
  return found.map((row) => ({ ...row, versions: versionsOf.get(row.id)! }));
}

function keyed<Row extends { readonly id: string }>(found: readonly Found<Row>[]): KeyedRows<Row> {
  const rows = new KeyedRows<Row>();
  for (const row of found) {
    const { procedure, key } = row;
    rows.set(row, procedure === null || key === null ? undefined : recordKey(procedure, key));
  }
  return rows;
}

function distinct(names: readonly NamedKey[]): readonly NamedKey[] {
  return [...new Map(names.map((name) => [keyOf(name), name])).values()];
}

function keyOf({ procedure, key }: NamedKey): string {
  return recordKey(procedure, key);
}
