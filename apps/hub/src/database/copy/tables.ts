import type pg from 'pg';
import { HubError } from '../../errors/hub-error.js';
import { MIGRATIONS_TABLE } from '../migrate.js';

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Migrations come first, and are not copied. Whoever is signed in signs in again: a backup ends no session, nor begins one. */
const LEFT_OUT = [MIGRATIONS_TABLE, 'session'];

/** @throws HubError `backup.owner-needed`: with the hub's own login not one row of a tenant would be seen */
export async function requireOwner(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `SELECT FROM pg_roles WHERE rolname = 'fachwerk_owner' AND pg_has_role(oid, 'MEMBER')`,
  );
  if (rows.length > 0) return;
  const sentence = 'This login may not act as the owner of the tables: set FACHWERK_MIGRATE_DATABASE_URL.';
  throw new HubError('misconfigured', 'backup.owner-needed', sentence);
}

/** Does everything as the owner of the tables, who reads all rows; for the rest of the transaction. */
export async function actAsOwner(client: pg.Client): Promise<void> {
  await client.query('SET LOCAL ROLE fachwerk_owner');
  await client.query('SET LOCAL statement_timeout = 0');
  await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
}

/** All tables that a backup has, in an order in which rows can be inserted; partitions are part of their table. */
export async function tablesOf(client: pg.Client): Promise<readonly Table[]> {
  const { rows: tables } = await client.query<Table>(
    `SELECT relname AS name, array_agg(attname::text ORDER BY attnum) AS columns
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> ALL ($1)
       AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     GROUP BY relname ORDER BY relname`,
    [LEFT_OUT],
  );
  const { rows: references } = await client.query<Reference>(
    `SELECT child.relname AS child, parent.relname AS parent
     FROM pg_constraint JOIN pg_class AS child ON child.oid = conrelid JOIN pg_class AS parent ON parent.oid = confrelid
     WHERE contype = 'f' AND conparentid = 0 AND conrelid <> confrelid`,
  );
  return parentsFirst(tables, references);
}

export interface Reference {
  readonly child: string;
  readonly parent: string;
}

/** Every table after those that its rows refer to. */
export function parentsFirst(tables: readonly Table[], references: readonly Reference[]): readonly Table[] {
  const sorted: Table[] = [];
  const missing = new Set(tables);
  while (missing.size > 0) {
    const names = new Set([...missing].map(({ name }) => name));
    const free = [...missing].filter(
      (table) => !references.some(({ child, parent }) => child === table.name && names.has(parent)),
    );
    if (free.length === 0) throw new Error(`These tables refer to each other in a circle: ${[...names].join(', ')}`);
    for (const table of free) missing.delete(table);
    sorted.push(...free);
  }
  return sorted;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
