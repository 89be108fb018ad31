import type { Database, Transaction } from '../database/database.js';

/**
 * Statements that answer `tenant_id`, `sha256`, `segment` and `position` of content that somebody needs; content with a
 * file of its own has no segment. A table that names content has one line in such a list; what is in none of them is swept.
 */
export type ContentReferences = readonly string[];

/** Content of documents: a backup without one of these is not complete. */
export const documentContent: ContentReferences = [
  'SELECT tenant_id, sha256, segment, segment_position AS position FROM document_version',
  'SELECT tenant_id, sha256, segment, segment_position AS position FROM document_format',
];

/** @returns which of these addresses nobody needs, in any order */
export function unreferenced(
  database: Database,
  tenant: string,
  sha256s: readonly string[],
  references: ContentReferences,
): Promise<readonly string[]> {
  return database.inTenant(tenant, async (transaction) => {
    // Each statement reads its table once, whatever the number of addresses.
    await transaction.query('SET LOCAL statement_timeout = 0');
    let left = sha256s;
    for (const reference of references) left = await without(transaction, tenant, left, reference);
    return left;
  });
}

async function without(
  transaction: Transaction,
  tenant: string,
  sha256s: readonly string[],
  reference: string,
): Promise<readonly string[]> {
  if (sha256s.length === 0) return [];
  const rows = await transaction.query<{ sha256: string }>(
    `SELECT encode(asked, 'hex') AS sha256 FROM unnest($2::bytea[]) AS asked
     WHERE NOT EXISTS (SELECT FROM (${reference}) AS known WHERE known.tenant_id = $1 AND known.sha256 = asked)`,
    [tenant, sha256s.map((sha256) => Buffer.from(sha256, 'hex'))],
  );
  return rows.map(({ sha256 }) => sha256);
}

/** @returns which places of a segment somebody needs, in order */
export function positionsIn(
  database: Database,
  { tenant, segment }: { readonly tenant: string; readonly segment: string },
  references: ContentReferences,
): Promise<readonly number[]> {
  return database.inTenant(tenant, async (transaction) => {
    await transaction.query('SET LOCAL statement_timeout = 0');
    const each = references.map(
      (reference) => `SELECT position FROM (${reference}) AS known WHERE tenant_id = $1 AND segment = $2`,
    );
    const rows = await transaction.query<{ position: number }>(
      `SELECT position::float8 FROM (${each.join(' UNION ')}) AS named ORDER BY position`,
      [tenant, segment],
    );
    return rows.map(({ position }) => position);
  });
}
