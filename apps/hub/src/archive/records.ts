import type { Database, Transaction } from '../database/database.js';

/** Whose records are asked for: all of a tenant, or those that one procedure filed. */
export interface RecordScope {
  readonly tenant: string;
  readonly procedureId?: string;
}

export interface CaseFileSummary {
  readonly id: string;
  readonly reference: string;
  readonly subject: string;
  readonly filePlanCode: string;
  readonly metadata: object;
  readonly createdAt: Date;
}

export interface CaseFile extends CaseFileSummary {
  readonly cases: readonly object[];
  readonly documents: readonly DocumentSummary[];
}

export interface DocumentSummary {
  readonly id: string;
  readonly caseId: string | null;
  readonly subject: string;
  readonly documentType: string | null;
  readonly documentDate: string | null;
  readonly version: number;
}

export interface ArchivedDocument extends DocumentSummary {
  readonly caseFile: { readonly id: string; readonly reference: string };
  readonly metadata: object;
  readonly createdAt: Date;
  readonly versions: readonly DocumentVersion[];
  readonly history: readonly object[];
}

export interface DocumentVersion {
  readonly number: number;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mime: string;
  readonly fileName: string;
  readonly createdAt: Date;
}

export interface CaseFileFilter {
  /** Beginning of the file reference. */
  readonly reference?: string;
  /** Id of the last case file of the page before. */
  readonly after?: string;
  readonly limit: number;
}

const OWNED = `($2::uuid IS NULL OR case_file.procedure_id = $2)`;
const SUMMARY = `case_file.id, reference, subject, code AS "filePlanCode", metadata, case_file.created_at AS "createdAt"`;
const FROM = `case_file JOIN file_plan_entry AS entry ON entry.tenant_id = case_file.tenant_id AND entry.id = file_plan_entry_id`;
const DOCUMENT = `document.id, document.case_id AS "caseId", document.subject, document_type AS "documentType",
  document_date::text AS "documentDate", current_version AS version`;

/** Reads the archive. Nothing here changes anything. */
export class Records {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async caseFiles(scope: RecordScope, filter: CaseFileFilter): Promise<readonly CaseFileSummary[]> {
    return this.database.inTenant(scope.tenant, (transaction) =>
      transaction.query<CaseFileSummary>(
        `SELECT ${SUMMARY} FROM ${FROM}
         WHERE case_file.tenant_id = $1 AND ${OWNED} AND ($3::text IS NULL OR starts_with(reference, $3))
           AND ($4::uuid IS NULL OR (case_file.created_at, case_file.id) <
             (SELECT created_at, id FROM case_file WHERE tenant_id = $1 AND id = $4))
         ORDER BY case_file.created_at DESC, case_file.id DESC LIMIT $5`,
        [...owner(scope), filter.reference ?? null, filter.after ?? null, filter.limit],
      ),
    );
  }

  async caseFile(scope: RecordScope, id: string): Promise<CaseFile | undefined> {
    return this.database.inTenant(scope.tenant, async (transaction) => {
      const [found] = await transaction.query<CaseFileSummary>(
        `SELECT ${SUMMARY} FROM ${FROM} WHERE case_file.tenant_id = $1 AND ${OWNED} AND case_file.id = $3`,
        [...owner(scope), id],
      );
      if (found === undefined) return undefined;
      const cases = await transaction.query(
        `SELECT id, number, subject, metadata, opened_on::text AS "openedOn", closed_on::text AS "closedOn"
         FROM file_case WHERE tenant_id = $1 AND case_file_id = $2 ORDER BY number`,
        [scope.tenant, id],
      );
      const documents = await transaction.query<DocumentSummary>(
        `SELECT ${DOCUMENT} FROM document WHERE tenant_id = $1 AND case_file_id = $2 ORDER BY created_at, id`,
        [scope.tenant, id],
      );
      return { ...found, cases, documents };
    });
  }

  async document(scope: RecordScope, id: string): Promise<ArchivedDocument | undefined> {
    return this.database.inTenant(scope.tenant, async (transaction) => {
      const [found] = await transaction.query<
        DocumentSummary & { metadata: object; createdAt: Date; fileId: string; reference: string }
      >(
        `SELECT ${DOCUMENT}, document.metadata, document.created_at AS "createdAt", case_file.id AS "fileId", reference
         FROM document JOIN case_file ON case_file.tenant_id = $1 AND case_file.id = case_file_id
         WHERE document.tenant_id = $1 AND ${OWNED} AND document.id = $3`,
        [...owner(scope), id],
      );
      if (found === undefined) return undefined;
      const { fileId, reference, ...document } = found;
      const versions = await this.versions(transaction, scope, id);
      const history = await transaction.query(
        `SELECT at, actor, action, field, old_value AS "before", new_value AS "after", reason, message_id AS "messageId"
         FROM history WHERE tenant_id = $1 AND record_id = $2 ORDER BY at, id`,
        [scope.tenant, id],
      );
      return { ...document, caseFile: { id: fileId, reference }, versions, history };
    });
  }

  /** @param number of the version; default the current one */
  async version(scope: RecordScope, id: string, number: number | undefined): Promise<DocumentVersion | undefined> {
    const versions = await this.database.inTenant(scope.tenant, (transaction) => this.versions(transaction, scope, id));
    return number === undefined ? versions.at(-1) : versions.find((version) => version.number === number);
  }

  private versions(transaction: Transaction, scope: RecordScope, id: string): Promise<DocumentVersion[]> {
    return transaction.query<DocumentVersion>(
      `SELECT number, encode(sha256, 'hex') AS sha256, size_bytes::float8 AS "sizeBytes", mime, file_name AS "fileName",
         version.created_at AS "createdAt"
       FROM document_version AS version
       JOIN document ON document.tenant_id = $1 AND document.id = document_id
       JOIN case_file ON case_file.tenant_id = $1 AND case_file.id = case_file_id
       WHERE version.tenant_id = $1 AND ${OWNED} AND document_id = $3 ORDER BY number`,
      [...owner(scope), id],
    );
  }
}

function owner(scope: RecordScope): readonly [string, string | null] {
  return [scope.tenant, scope.procedureId ?? null];
}
