/**
 * Statements that answer `tenant_id`, `sha256`, `segment` and `position` of content that the ledger still needs: attachments and large bodies of
 * the messages it remembers, whatever became of them.
 */
export const messageContent: readonly string[] = [
  'SELECT tenant_id, sha256, segment, segment_position AS position FROM payload',
  `SELECT tenant_id, decode(part->>'sha256', 'hex') AS sha256, NULL::uuid AS segment, NULL::bigint AS position FROM message,
     jsonb_array_elements(envelope->'attachments' || jsonb_build_array(envelope->'body')) AS part`,
  `SELECT tenant_id, decode(body_facts->>'sha256', 'hex') AS sha256, NULL::uuid AS segment, NULL::bigint AS position
   FROM correction WHERE body IS NULL AND body_facts->>'inline' = 'false'`,
];

/** Of these, bodies that have a place: a backup has them as it has documents. */
export const placedBodies =
  'SELECT tenant_id, sha256, segment, segment_position AS position FROM payload WHERE segment IS NOT NULL';

/** The same of what waits in mailboxes for its readers: a backup without it would lose messages. */
export const mailboxContent: readonly string[] = [
  `SELECT tenant_id, decode(part->>'sha256', 'hex') AS sha256, NULL::uuid AS segment, NULL::bigint AS position
   FROM xta_message, jsonb_array_elements(parts) AS part`,
];
