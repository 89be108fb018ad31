import type { Database } from '../database/database.js';

export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly title: string;
}

/** All of them, by name. Whether somebody may know of the others is asked by the caller. */
export function readTenants(database: Database): Promise<readonly Tenant[]> {
  return database.asSystem((transaction) =>
    transaction.query<Tenant>('SELECT id, name, title FROM tenant ORDER BY name'),
  );
}
