/** What messages leave behind in the database. */
import { query } from '../harness/databases.js';

export interface TableGrowth {
  /** Rows inserted, changed and removed. */
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** With indexes. */
  readonly bytes: number;
}

export interface DatabaseState {
  /** Position in the log that the database writes first. */
  readonly walBytes: number;
  readonly tables: Readonly<Record<string, TableGrowth>>;
}

/** @param url of a login that may look everywhere */
export async function databaseState(url: string): Promise<DatabaseState> {
  const [wal] = await query<{ bytes: string }>(url, `SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS bytes`);
  // Partitions count as their table.
  const rows = await query<{ name: string } & Record<keyof TableGrowth, string>>(
    url,
    `SELECT regexp_replace(relname, '_(\\d{4}_\\d\\d|other)$', '') AS name, sum(n_tup_ins) AS inserted,
       sum(n_tup_upd) AS updated, sum(n_tup_del) AS deleted, sum(pg_total_relation_size(relid)) AS bytes
     FROM pg_stat_user_tables GROUP BY 1`,
  );
  const tables = rows.map(({ name, inserted, updated, deleted, bytes }) => [
    name,
    { inserted: Number(inserted), updated: Number(updated), deleted: Number(deleted), bytes: Number(bytes) },
  ]);
  return { walBytes: Number(wal?.bytes), tables: Object.fromEntries(tables) };
}

/** For each of `count` messages; tables that did not change are left out. */
export function growthPerMessage(before: DatabaseState, after: DatabaseState, count: number): DatabaseState {
  const per = (value: number): number => Math.round((value / count) * 100) / 100;
  const tables = Object.entries(after.tables).flatMap(([name, now]) => {
    const then = before.tables[name] ?? { inserted: 0, updated: 0, deleted: 0, bytes: 0 };
    const grown = {
      inserted: per(now.inserted - then.inserted),
      updated: per(now.updated - then.updated),
      deleted: per(now.deleted - then.deleted),
      bytes: per(now.bytes - then.bytes),
    };
    return Object.values(grown).some((value) => value > 0) ? [[name, grown] as const] : [];
  });
  return { walBytes: per(after.walBytes - before.walBytes), tables: Object.fromEntries(tables) };
}
