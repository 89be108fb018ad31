/**
 * Statements that answer `tenant_id` and `sha256` of content that the ledger still needs: attachments and large bodies of
 * the messages it remembers, whatever became of them.
 */
export const messageContent: readonly string[] = [
  'SELECT tenant_id, sha256 FROM payload',
  `SELECT tenant_id, decode(part->>'sha256', 'hex') AS sha256 FROM message,
     jsonb_array_elements(envelope->'attachments' || jsonb_build_array(envelope->'body')) AS part`,
];
