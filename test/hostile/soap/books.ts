/** What the books of a hub say, before and after a case; shared by the hostile sets of SOAP and XTA. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { query } from '../../harness/databases.js';
import type { Procedure } from '../../harness/procedure.js';
import type { SetUp } from '../../harness/set-ups.js';

export interface Books {
  readonly accepted: number;
  readonly duplicates: number;
  readonly filed: number;
  readonly rejected: number;
  readonly parked: number;
  readonly inFlight: number;
}

const ENTRIES = ['accepted', 'duplicates', 'filed', 'rejected', 'parked', 'inFlight'] as const;

/** Of all procedures together; each of them balances. */
export async function booksOf(operator: Procedure): Promise<Books> {
  const { procedures } = await operator.books();
  const sums = Object.fromEntries(ENTRIES.map((name) => [name, 0])) as Record<keyof Books, number>;
  for (const one of procedures as readonly (Partial<Books> & object)[]) {
    expect(one).toMatchObject({ balanced: true, missing: { count: 0 } });
    for (const name of ENTRIES) sums[name] += one[name] ?? 0;
  }
  return sums;
}

/** Case files, cases and documents. */
export async function recordsOf(setUp: SetUp): Promise<number> {
  const [row] = await query<{ count: string }>(
    setUp.database.migrateUrl,
    'SELECT (SELECT count(*) FROM case_file) + (SELECT count(*) FROM file_case) + (SELECT count(*) FROM document) AS count',
  );
  return Number(row!.count);
}

/** Files of the content store that are being written. */
export async function halfWritten(setUp: SetUp): Promise<readonly string[]> {
  const content = join(setUp.hub.dataDir, 'content');
  const entries = await readdir(content, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile() && entry.parentPath.endsWith('incoming')).map(({ name }) => name);
}
