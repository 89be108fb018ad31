import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SystemClock } from '../config/clock.js';
import { Database } from '../database/database.js';
import { AccessDirectory } from './directory.js';

it('starts from a snapshot of an earlier version, without the database', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fachwerk-directory-'));
  const file = join(folder, 'access-snapshot.json');
  const procedure = { tenant: 't', id: 'p', name: 'permits', title: 'Permits', connector: 'permits', settings: {} };
  const snapshot = { revision: '1', tenants: [], procedures: [procedure], keys: [], messageIdKeys: [] };
  await writeFile(file, JSON.stringify({ confirmedAt: new Date().toISOString(), snapshot }));

  const problems: unknown[] = [];
  const database = new Database({ url: 'postgres://hub@127.0.0.1:1/away', connectionsMax: 1 });
  const options = { file, hoursMax: 24, onProblem: (error: unknown) => problems.push(error) };
  const directory = new AccessDirectory(database, new SystemClock(), options);
  await directory.start();
  try {
    expect(problems).toHaveLength(1);
    // It looks twice a second, and the database stays away.
    await directory.refresh();
    expect(problems).toHaveLength(1);
    expect(directory.procedures()).toEqual([
      {
        ...procedure,
        connectorVersion: null,
        validation: 'when-installed',
        order: 'none',
        everOrdered: false,
        rate: null,
        paused: null,
      },
    ]);
    expect(directory.certificate('00')).toBeUndefined();
  } finally {
    await directory.stop();
    await database.close();
    await rm(folder, { recursive: true });
  }
});
