/** How records become entries of the search: for its triggers, and for what was there before. */

/** What is cut off the ends of a reference in a sentence. */
export const ENDS = `'.,;:!?()[]{}<>"„“”‚‘’/-'`;

/**
 * References as they are, and words by their German stem, each behind eight characters of the tenant. Cut, because a text
 * that is too large for the index must not keep a record from being filed. Text of the statement itself, no function: one
 * for each record would cost more than what it does.
 *
 * @param marks further words, as `VALUES`
 */
function words(marks: string): string {
  return `array_to_tsvector(array(
        SELECT given.tenant || 'w' || word
        FROM unnest(tsvector_to_array(to_tsvector('german', fachwerk_search_spaced(folded)))) AS word
        WHERE fachwerk_search_is_word(word)
        UNION ALL
        SELECT given.tenant || '=' || token
        FROM (SELECT btrim(part, ${ENDS}) AS token FROM unnest(string_to_array(folded, ' ')) AS part OFFSET 0) AS parts
        WHERE fachwerk_search_is_reference(token)
        UNION ALL
        SELECT given.tenant || mark FROM (VALUES ${marks}) AS marks(mark) WHERE mark IS NOT NULL))`;
}

/** The values of metadata, however deep. */
function values(metadata: string): string {
  return `(SELECT string_agg(value #>> '{}', ' ')
        FROM jsonb_path_query(${metadata}, 'strict $.** ? (@.type() == "string" || @.type() == "number")') AS value)`;
}

/** Composed and folded: the same letter is the same bytes, whoever wrote it. */
function given(tenant: string, content: string): string {
  return `LATERAL (
      SELECT left(${tenant}::text, 8) AS tenant,
        fachwerk_search_folded(left(CASE WHEN content IS NFC NORMALIZED THEN content ELSE normalize(content) END, 50000)) AS folded
      FROM (SELECT concat_ws(' ', ${content}) AS content OFFSET 0) AS given OFFSET 0) AS given`;
}

/**
 * What is found of the records in `added`: subject, metadata, reference of the case file, names of files. What can be
 * filtered by is a word as well, so that one index answers all of it; and the month, by which long lists are read.
 */
function entries(record: string, kind: string, from: string, content: string, documentType?: string): string {
  const marks = [
    `('p' || case_file.procedure_id)`,
    `('f' || entry.code)`,
    `('k${kind}')`,
    `('m' || to_char(${record}.created_at AT TIME ZONE 'UTC', 'YYYYMM'))`,
    ...(documentType === undefined ? [] : [`('t' || left(${documentType}, 100))`]),
  ];
  return `
    INSERT INTO search_entry (tenant_id, created_at, record_id, kind, words)
    SELECT ${record}.tenant_id, ${record}.created_at, ${record}.id, '${kind}',
      ${words(marks.join(', '))}
    FROM ${from},
    ${lookedUp('file_plan_entry', 'entry', 'case_file', 'file_plan_entry_id')},
    ${given(`${record}.tenant_id`, `case_file.reference, ${content}`)}
    ON CONFLICT DO NOTHING`;
}

/**
 * Looks a row up for each one by its index. As a plain join it may become a comparison of all new rows with all rows there
 * are: of rows of this very transaction the database does not know how many there are.
 */
function lookedUp(table: string, as: string, from: string, column: string): string {
  return `LATERAL (
      SELECT * FROM ${table} AS wanted WHERE wanted.tenant_id = ${from}.tenant_id AND wanted.id = ${from}.${column} LIMIT 1
    ) AS ${as}`;
}

const fileOf = (record: string): string => lookedUp('case_file', 'case_file', record, 'case_file_id');

/** @param added table of new case files */
export function caseFileEntries(added: string): string {
  return entries(
    'case_file',
    'case-file',
    `${added} AS case_file`,
    `case_file.subject, ${values('case_file.metadata')}`,
  );
}

/** @param added table of new cases */
export function caseEntries(added: string): string {
  return entries(
    'file_case',
    'case',
    `${added} AS file_case, ${fileOf('file_case')}`,
    `file_case.subject, ${values('file_case.metadata')}`,
  );
}

/** @param added table of new versions: a document is found once its first version is there, which has the file name */
export function documentEntries(added: string): string {
  return entries(
    'document',
    'document',
    `(SELECT * FROM ${added} WHERE number = 1) AS version,
    ${lookedUp('document', 'document', 'version', 'document_id')},
    ${fileOf('document')}`,
    `document.subject, document.document_type, ${values('document.metadata')}, version.file_name, ${values('version.metadata')}`,
    'document.document_type',
  );
}

/** @param added table of later versions, or of formats: their names and metadata are added to what is found already */
export function moreOfDocuments(added: string, which: string): string {
  // The entry is there. As an update this would be a join, of which the database knows too little to make a good one.
  return `
    INSERT INTO search_entry (tenant_id, created_at, record_id, kind, words)
    SELECT document.tenant_id, document.created_at, document.id, 'document',
      ${words('(NULL)')}
    FROM (SELECT tenant_id, document_id, string_agg(concat_ws(' ', file_name, ${values('metadata')}), ' ') AS content
      FROM ${added} ${which} GROUP BY tenant_id, document_id) AS more,
    ${lookedUp('document', 'document', 'more', 'document_id')},
    ${given('more.tenant_id', 'more.content')}
    ON CONFLICT (tenant_id, created_at, record_id) DO UPDATE SET words = search_entry.words || excluded.words`;
}
