/**
 * The statements that look up and lock what a batch names. They lock FOR NO KEY UPDATE: two of them exclude each other,
 * but the foreign key of a row that is inserted below waits for none, which could otherwise be waiting crosswise.
 */

/** Keys of a procedure that are records: `$2` and `$3` are in step. */
function named(kind: string, procedures = '$2', keys = '$3'): string {
  return `SELECT procedure, wanted.key, record_id AS id
    FROM unnest(${procedures}::uuid[], ${keys}::text[]) AS wanted(procedure, key)
    JOIN record_key ON tenant_id = $1 AND procedure_id = procedure AND kind = '${kind}' AND record_key.key = wanted.key`;
}

const CASE_FILE_COLUMNS = `found.id, parent_id AS "parentId", file_plan_entry_id AS "filePlanEntry", reference,
  last_case_number AS "lastCaseNumber", last_part_number AS "lastPartNumber", closed_on IS NOT NULL AS closed`;

/** Case files that are named, and those of the cases in `$4` and `$5`. */
export const CASE_FILES = `
  WITH named AS (${named('case-file')}),
  wanted AS (
    SELECT id FROM named
    UNION SELECT case_file_id FROM (${named('case', '$4', '$5')}) AS inside
      JOIN file_case ON file_case.tenant_id = $1 AND file_case.id = inside.id
  )
  SELECT procedure, key, ${CASE_FILE_COLUMNS}
  FROM wanted JOIN case_file AS found ON found.tenant_id = $1 AND found.id = wanted.id
  LEFT JOIN named ON named.id = wanted.id
  ORDER BY found.id FOR NO KEY UPDATE OF found`;

/** Case files in which nothing is counted; what lies in them only has to know that they are there. */
export const CASE_FILES_UNLOCKED = `
  SELECT procedure, key, ${CASE_FILE_COLUMNS}
  FROM (${named('case-file')}) AS named JOIN case_file AS found ON found.tenant_id = $1 AND found.id = named.id`;

/** Cases that are named, those of the documents in `$4` and `$5`, and all that these lie in: one of them may be closed. */
export const CASES = `
  WITH RECURSIVE named AS (${named('case')}),
  wanted AS (
    (SELECT id FROM named
     UNION SELECT case_id FROM (${named('document', '$4', '$5')}) AS inside
       JOIN document ON document.tenant_id = $1 AND document.id = inside.id WHERE case_id IS NOT NULL)
    UNION SELECT parent_id FROM wanted JOIN file_case ON file_case.tenant_id = $1 AND file_case.id = wanted.id
      WHERE parent_id IS NOT NULL
  )
  SELECT procedure, key, found.id, parent_id AS "parentId", case_file_id AS "caseFileId", number,
    closed_on::text AS "closedOn"
  FROM wanted JOIN file_case AS found ON found.tenant_id = $1 AND found.id = wanted.id
  LEFT JOIN named ON named.id = wanted.id
  ORDER BY found.id FOR NO KEY UPDATE OF found`;

export const DOCUMENTS = `
  SELECT procedure, key, found.id, case_file_id AS "caseFileId", case_id AS "caseId", parent_id AS "parentId"
  FROM (${named('document')}) AS named JOIN document AS found ON found.tenant_id = $1 AND found.id = named.id
  ORDER BY found.id FOR NO KEY UPDATE OF found`;

export const VERSIONS = `
  SELECT document_id AS "documentId", number, encode(sha256, 'hex') AS sha256, size_bytes::float8 AS "sizeBytes", mime,
    file_name AS "fileName",
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('number', number, 'sha256', encode(sha256, 'hex'), 'sizeBytes', size_bytes,
        'mime', mime, 'fileName', file_name) ORDER BY number)
      FROM document_format AS format WHERE format.tenant_id = $1 AND format.document_id = version.document_id
        AND version_number = version.number), '[]') AS formats
  FROM document_version AS version WHERE tenant_id = $1 AND document_id = ANY ($2::uuid[]) ORDER BY document_id, number`;
