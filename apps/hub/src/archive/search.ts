import type { Database, Transaction } from '../database/database.js';
import type { RecordKind } from './filing-load.js';
import type { RecordScope } from './records.js';
import { fieldsOf, highlights, joined, referencesIn, type Field, type Highlight } from './search-highlights.js';

export interface SearchFilter {
  readonly asked: string;
  /** An entry of the file plan, with all whose code begins like it. */
  readonly filePlanCode?: string;
  readonly kind?: RecordKind;
  readonly documentType?: string;
  /** When the record was filed. */
  readonly from?: Date;
  readonly to?: Date;
  /** Id of the last hit of the page before. */
  readonly after?: string;
  readonly limit: number;
}

export interface Hit {
  readonly kind: RecordKind;
  readonly id: string;
  readonly subject: string;
  /** Of its case file. */
  readonly reference: string;
  readonly caseFileId: string;
  readonly filePlanCode: string;
  readonly procedureId: string;
  readonly documentType: string | null;
  readonly documentDate: string | null;
  readonly createdAt: Date;
  readonly highlights: readonly Highlight[];
}

export interface Found {
  /** Whose reference or key is just what was asked for; on the first page alone. */
  readonly exact: readonly Hit[];
  /** Newest first. */
  readonly hits: readonly Hit[];
  /** Whether there are more. */
  readonly more: boolean;
}

type Row = Omit<Hit, 'highlights'> & { readonly fileName: string | null; readonly metadata: object };
interface Key {
  readonly id: string;
  readonly kind: RecordKind;
}

const EXACT_MAX = 20;

/** Looks for words in case files, cases and documents. */
export class Search {
  constructor(private readonly database: Database) {}

  /** @returns undefined when the question has no word to look for */
  async find(scope: RecordScope, filter: SearchFilter): Promise<Found | undefined> {
    return this.database.inTenant(scope.tenant, async (transaction) => {
      const exact = await exactly(transaction, scope, filter.asked);
      const hasWords = await saysSomething(transaction, filter.asked);
      if (!hasWords && exact.length === 0) return undefined;
      const codes = await codesBelow(transaction, scope.tenant, filter.filePlanCode);
      const found = hasWords ? await entries(transaction, scope, { ...filter, codes, but: exact }) : [];
      const page = found.slice(0, filter.limit);
      const keys = [...(filter.after === undefined ? exact : []), ...page];
      const rows = await load(transaction, scope, { ...filter, codes }, keys);
      const hits = await withHighlights(transaction, rows, filter.asked);
      const isExact = new Set(exact.map(({ id }) => id));
      return {
        exact: hits.filter(({ id }) => isExact.has(id)),
        hits: hits.filter(({ id }) => !isExact.has(id)),
        more: found.length > page.length,
      };
    });
  }
}

/** By the key of a procedure, or by file reference. */
function exactly(transaction: Transaction, { tenant, procedureId }: RecordScope, asked: string): Promise<Key[]> {
  return transaction.query<Key>(
    `SELECT record_id AS id, kind FROM record_key
     WHERE tenant_id = $1 AND procedure_id IN (SELECT id FROM procedure WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id = $2))
       AND kind IN ('case-file', 'case', 'document') AND key = $3
     UNION SELECT id, 'case-file' FROM case_file
     WHERE tenant_id = $1 AND ($2::uuid IS NULL OR procedure_id = $2) AND reference = $3 LIMIT ${EXACT_MAX}`,
    [tenant, procedureId ?? null, asked],
  );
}

async function saysSomething(transaction: Transaction, asked: string): Promise<boolean> {
  const [row] = await transaction.query<{ words: boolean }>(
    `SELECT fachwerk_search_query('', $1) IS NOT NULL AS words`,
    [asked],
  );
  return row!.words;
}

/** Entries of the file plan are numbered so that what lies below one begins like it. Null when all are asked for. */
async function codesBelow(transaction: Transaction, tenant: string, code?: string): Promise<readonly string[] | null> {
  if (code === undefined) return null;
  const rows = await transaction.query<{ code: string }>(
    `SELECT code FROM file_plan_entry WHERE tenant_id = $1 AND starts_with(code, $2)`,
    [tenant, code],
  );
  return rows.map((row) => row.code);
}

type Narrowed = SearchFilter & { readonly codes: readonly string[] | null };

/** One more than the page has, without those that are shown first. */
async function entries(
  transaction: Transaction,
  { tenant, procedureId }: RecordScope,
  filter: Narrowed & { readonly but: readonly Key[] },
): Promise<readonly Key[]> {
  const { asked, codes, kind, documentType, from, to, after, limit, but } = filter;
  let before: string | Date | undefined = to;
  if (after !== undefined) {
    const [last] = await transaction.query<{ at: string }>(
      `SELECT created_at::text AS at FROM document WHERE tenant_id = $1 AND id = $2
       UNION ALL SELECT created_at::text FROM file_case WHERE tenant_id = $1 AND id = $2
       UNION ALL SELECT created_at::text FROM case_file WHERE tenant_id = $1 AND id = $2`,
      [tenant, after],
    );
    if (last === undefined) return [];
    before = last.at;
  }
  const found = await transaction.query<Key>(
    `SELECT record_id AS id, kind FROM fachwerk_search($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      asked,
      procedureId ?? null,
      codes,
      kind ?? null,
      documentType ?? null,
      from ?? null,
      before ?? null,
      after ?? null,
      limit + 1 + but.length,
    ],
  );
  const shownFirst = new Set(but.map(({ id }) => id));
  return found.filter(({ id }) => !shownFirst.has(id)).slice(0, limit + 1);
}

/** In the order of the keys. Under row-level security, whatever the search found; and what is exact is filtered here. */
function load(
  transaction: Transaction,
  { tenant, procedureId }: RecordScope,
  { codes, kind, documentType, from, to }: Narrowed,
  keys: readonly Key[],
): Promise<Row[]> {
  return transaction.query<Row>(
    `SELECT wanted.kind, wanted.id, coalesce(document.subject, file_case.subject, case_file.subject) AS subject, case_file.reference,
       case_file.id AS "caseFileId", code AS "filePlanCode", case_file.procedure_id AS "procedureId",
       document_type AS "documentType", document_date::text AS "documentDate", file_name AS "fileName",
       coalesce(document.metadata, file_case.metadata, case_file.metadata) AS metadata,
       coalesce(document.created_at, file_case.created_at, case_file.created_at) AS "createdAt"
     FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY AS wanted(id, kind, position)
     LEFT JOIN document ON wanted.kind = 'document' AND document.tenant_id = $1 AND document.id = wanted.id
     LEFT JOIN document_version AS version ON version.tenant_id = $1 AND document_id = document.id AND version.number = current_version
     LEFT JOIN file_case ON wanted.kind = 'case' AND file_case.tenant_id = $1 AND file_case.id = wanted.id
     -- With coalesce, which may tell something of rows under the policy, there would be no index for it.
     JOIN case_file ON case_file.tenant_id = $1
       AND case_file.id = CASE wanted.kind WHEN 'document' THEN document.case_file_id WHEN 'case' THEN file_case.case_file_id ELSE wanted.id END
     JOIN file_plan_entry AS entry ON entry.tenant_id = $1 AND entry.id = file_plan_entry_id
     WHERE ($2::uuid IS NULL OR case_file.procedure_id = $2) AND ($5::text[] IS NULL OR code = ANY ($5))
       AND ($6::text IS NULL OR wanted.kind = $6) AND ($7::text IS NULL OR document_type = $7)
       AND ($8::timestamptz IS NULL OR coalesce(document.created_at, file_case.created_at, case_file.created_at) >= $8)
       AND ($9::timestamptz IS NULL OR coalesce(document.created_at, file_case.created_at, case_file.created_at) < $9)
     ORDER BY position`,
    [
      tenant,
      procedureId ?? null,
      keys.map(({ id }) => id),
      keys.map((key) => key.kind),
      codes,
      kind ?? null,
      documentType ?? null,
      from ?? null,
      to ?? null,
    ],
  );
}

async function withHighlights(transaction: Transaction, rows: readonly Row[], asked: string): Promise<readonly Hit[]> {
  const fields = rows.map(({ subject, reference, fileName, metadata }): readonly Field[] => [
    { field: 'subject', text: subject },
    { field: 'reference', text: reference },
    ...(fileName === null ? [] : [{ field: 'fileName', text: fileName }]),
    ...fieldsOf(metadata),
  ]);
  const marked = await transaction.query<{ text: string }>(
    `SELECT fachwerk_search_marked(content, $2) AS text FROM unnest($1::text[]) WITH ORDINALITY AS given(content, position)
     ORDER BY position`,
    [fields.map(joined), asked],
  );
  const references = referencesIn(asked);
  return rows.map(({ fileName: _name, metadata: _metadata, ...hit }, position) => ({
    ...hit,
    highlights: highlights(fields[position]!, marked[position]!.text, references),
  }));
}
