import type { Sent } from '@fachwerk/cli/bench/load';
import { query } from '../harness/databases.js';
import { until } from '../harness/wait.js';

const DEADLINE_MS = 120_000;

/** Ids of what was accepted by an entrance that tells none: once a worker has seen them, in the order of acceptance. */
export async function findIds(databaseUrl: string, procedure: string, sent: Sent): Promise<void> {
  const last = sent.keys.at(-1);
  if (last === undefined) return;
  const wanted = new Set(sent.keys);
  const own = `FROM submission JOIN procedure ON procedure.id = procedure_id WHERE procedure.name = $1`;
  const ids = await until(
    'a worker has seen all messages',
    async () => {
      // To ask for all of them costs the worker more than to ask for one.
      const seen = await query(databaseUrl, `SELECT 1 ${own} AND key = $2`, [procedure, last]);
      if (seen.length === 0) return undefined;
      const statement = `SELECT message_id AS id, key ${own} ORDER BY message_id`;
      const rows = await query<{ id: string; key: string }>(databaseUrl, statement, [procedure]);
      const found = rows.flatMap(({ id, key }) => (wanted.has(key) ? [id] : []));
      return found.length === wanted.size && found;
    },
    DEADLINE_MS,
  );
  sent.ids.push(...ids);
}
