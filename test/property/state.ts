import { query } from '../harness/databases.js';

const TABLES = [
  'case_file',
  'file_case',
  'document',
  'document_version',
  'document_format',
  'record_key',
  'reference_counter',
  'history',
  'submission',
  'message',
  'attempt',
  'payload',
  'outbox',
];
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+(?:Z|[+-]\d\d:\d\d)/g;

/**
 * Everything that archive and books have of a tenant, one line for each row, in an order that depends on nothing else:
 * records under their keys, messages under the names given here, no times.
 *
 * @param url of somebody who sees all
 */
export async function stateOf(
  url: string,
  tenant: string,
  names: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const named = await query<{ id: string; name: string }>(
    url,
    `SELECT record_id AS id, kind || ' ' || key AS name FROM record_key WHERE tenant_id = $1
     UNION ALL SELECT id, 'submission ' || key || ' ' || encode(content_hash, 'hex') FROM submission WHERE tenant_id = $1`,
    [tenant],
  );
  const all = new Map([...names, ...named.map(({ id, name }) => [id, name] as const)]);
  const rows = await query<{ line: string }>(
    url,
    TABLES.map(
      // A signature is another one each time, and so is how long it took.
      (table) =>
        `SELECT '${table} ' || (to_jsonb(one) - 'receipt_jws' - 'measured' || CASE WHEN to_jsonb(one)->'receipt_jws' <> 'null' THEN '{"signed":true}'
         ELSE '{}' END::jsonb)::text AS line FROM ${table} AS one WHERE tenant_id = $1`,
    ).join(' UNION ALL '),
    [tenant],
  );
  return rows.map(({ line }) => line.replaceAll(UUID, (id) => all.get(id) ?? 'id').replaceAll(TIME, 'time')).toSorted();
}
