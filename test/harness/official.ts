import { administer } from '@fachwerk/hub/administer';
import { installSchemas } from '@fachwerk/hub/schema-packages';
import type { SetUp } from './set-ups.js';
import { until } from './wait.js';

/** Installs official schema packages, and lets the messages of a procedure wait without them, as an operator does. */
export async function requireOfficial(
  setUp: Pick<SetUp, 'hub' | 'database'>,
  procedure: string,
  folders: readonly string[],
): Promise<void> {
  for (const folder of folders) await installSchemas({ FACHWERK_DATA_DIR: setUp.hub.dataDir }, folder, {});
  await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
    const tenant = await administration.tenantId('demo');
    await administration.changeValidation(tenant!, procedure, 'required');
  });
  await until('the hub knows', () => setUp.hub.knows('"required"'));
}
