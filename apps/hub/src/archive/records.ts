import type { Database, Transaction } from '../database/database.js';
import type { Place } from './segments.js';

/** Whose records are asked for: all of a tenant, or those that one procedure filed. */
export interface RecordScope {
  readonly tenant: string;
  readonly procedureId?: string;
}

export interface CaseFileSummary {
  readonly id: string;
  /** The case file it is a part of (Teilakte, Band), and which part. */
  readonly parentId: string | null;
  readonly partNumber: number | null;
  readonly reference: string;
  readonly subject: string;
  readonly filePlanCode: string;
  readonly metadata: object;
  readonly createdAt: Date;
  /** `YYYY-MM-DD`, null while it is open. */
  readonly closedOn: string | null;
}

export interface CaseFile extends CaseFileSummary {
  readonly parent: { readonly id: string; readonly reference: string } | null;
  readonly parts: readonly CaseFileSummary[];
  /** Cases within cases as well: each says which one it lies in. */
  readonly cases: readonly object[];
  readonly documents: readonly DocumentSummary[];
}

export interface DocumentSummary {
  readonly id: string;
  readonly caseId: string | null;
  /** The document it is an annex of (Anlage). */
  readonly parentId: string | null;
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
  readonly annexes: readonly DocumentSummary[];
  readonly history: readonly object[];
}

/** The bytes of a version or of a format, as they are shown. */
export interface DocumentContent {
  readonly number: number;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mime: string;
  readonly fileName: string;
  readonly metadata: object;
  readonly createdAt: Date;
}

export interface DocumentVersion extends DocumentContent {
  readonly formats: readonly DocumentContent[];
}

/** With what it takes to read them. */
export interface ReadableContent extends DocumentContent {
  /** Null when they have a file of their own. */
  readonly place: Place | null;
}

export interface CaseFileFilter {
  /** Beginning of the file reference. */
  readonly reference?: string;
  /** Id of the last case file of the page before. */
  readonly after?: string;
  readonly limit: number;
}

const OWNED = `($2::uuid IS NULL OR case_file.procedure_id = $2)`;
const SUMMARY = `case_file.id, case_file.parent_id AS "parentId", part_number AS "partNumber", reference, subject, code AS "filePlanCode", metadata, case_file.created_at AS "createdAt", closed_on::text AS "closedOn"`;
const FROM = `case_file JOIN file_plan_entry AS entry ON entry.tenant_id = case_file.tenant_id AND entry.id = file_plan_entry_id`;
/** As a range: what is between a text and the text with the last character there is begins with it. An index has that. */
const BEGINS = `(reference COLLATE "C" >= $3 AND reference COLLATE "C" < $3 || U&'\\+10FFFF')`;
const DOCUMENT = `document.id, document.case_id AS "caseId", document.parent_id AS "parentId", document.subject, document_type AS "documentType",
  document_date::text AS "documentDate", current_version AS version`;
const CONTENT = `encode(sha256, 'hex') AS sha256, size_bytes::float8 AS "sizeBytes", mime, file_name AS "fileName",
  CASE WHEN segment IS NOT NULL THEN jsonb_build_object('segment', segment, 'position', segment_position) END AS place`;

/** Reads the archive. Nothing here changes anything. */
export class Records {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async caseFiles(scope: RecordScope, filter: CaseFileFilter): Promise<readonly CaseFileSummary[]> {
    return this.database.inTenant(scope.tenant, (transaction) =>
      transaction.query<CaseFileSummary>(
        `SELECT ${SUMMARY} FROM ${FROM}
         WHERE case_file.tenant_id = $1 AND ${OWNED} AND ($3::text IS NULL OR ${BEGINS})
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
      const [parent = null] = await transaction.query<{ id: string; reference: string }>(
        `SELECT id, reference FROM case_file WHERE tenant_id = $1 AND id = $2`,
        [scope.tenant, found.parentId],
      );
      const parts = await transaction.query<CaseFileSummary>(
        `SELECT ${SUMMARY} FROM ${FROM} WHERE case_file.tenant_id = $1 AND case_file.parent_id = $2 ORDER BY part_number`,
        [scope.tenant, id],
      );
      const cases = await transaction.query(
        `SELECT id, parent_id AS "parentId", number, subject, metadata, opened_on::text AS "openedOn", closed_on::text AS "closedOn"
         FROM file_case WHERE tenant_id = $1 AND case_file_id = $2 ORDER BY number`,
        [scope.tenant, id],
      );
      const documents = await transaction.query<DocumentSummary>(
        `SELECT ${DOCUMENT} FROM document WHERE tenant_id = $1 AND case_file_id = $2 ORDER BY created_at, id`,
        [scope.tenant, id],
      );
      return { ...found, parent, parts, cases, documents };
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
      const versions = (await this.versions(transaction, scope, id)).map(({ formats, ...version }) => ({
        ...shown(version),
        formats: formats.map(shown),
      }));
      const annexes = await transaction.query<DocumentSummary>(
        `SELECT ${DOCUMENT} FROM document WHERE tenant_id = $1 AND parent_id = $2 ORDER BY created_at, id`,
        [scope.tenant, id],
      );
      const history = await transaction.query(
        `SELECT at, actor, action, field, old_value AS "before", new_value AS "after", reason, message_id AS "messageId"
         FROM history WHERE tenant_id = $1 AND record_id = $2 ORDER BY at, id`,
        [scope.tenant, id],
      );
      return { ...document, caseFile: { id: fileId, reference }, versions, annexes, history };
    });
  }

  /**
   * @param version default the current one
   * @param format number of a further format; default the version's own content
   */
  async content(
    scope: RecordScope,
    id: string,
    { version, format }: { readonly version?: number; readonly format?: number },
  ): Promise<ReadableContent | undefined> {
    const versions = await this.database.inTenant(scope.tenant, (transaction) => this.versions(transaction, scope, id));
    const wanted = version === undefined ? versions.at(-1) : versions.find(({ number }) => number === version);
    return format === undefined ? wanted : wanted?.formats.find(({ number }) => number === format);
  }

  private async versions(
    transaction: Transaction,
    scope: RecordScope,
    id: string,
  ): Promise<(ReadableContent & { readonly formats: readonly ReadableContent[] })[]> {
    const versions = await transaction.query<ReadableContent>(
      `SELECT number, ${CONTENT}, version.metadata, version.created_at AS "createdAt"
       FROM document_version AS version
       JOIN document ON document.tenant_id = $1 AND document.id = document_id
       JOIN case_file ON case_file.tenant_id = $1 AND case_file.id = case_file_id
       WHERE version.tenant_id = $1 AND ${OWNED} AND document_id = $3 ORDER BY number`,
      [...owner(scope), id],
    );
    if (versions.length === 0) return [];
    const formats = await transaction.query<ReadableContent & { version: number }>(
      `SELECT version_number AS version, number, ${CONTENT}, metadata, created_at AS "createdAt"
       FROM document_format WHERE tenant_id = $1 AND document_id = $2 ORDER BY version_number, number`,
      [scope.tenant, id],
    );
    return versions.map((version) => ({
      ...version,
      formats: formats
        .filter((format) => format.version === version.number)
        .map(({ version: _version, ...format }) => format),
    }));
  }
}

function shown({ place: _place, ...content }: ReadableContent): DocumentContent {
  return content;
}

function owner(scope: RecordScope): readonly [string, string | null] {
  return [scope.tenant, scope.procedureId ?? null];
}
