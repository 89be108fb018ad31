import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '@fachwerk/connectors/contract';
import type { Administration } from './access/administration.js';
import type { FilePlan } from './archive/file-plan.js';
import type { Ids } from './config/clock.js';

export const DEMO_TENANT = 'demo';
const OPERATOR = 'operator';

/** Written for whoever tries the hub; the keys open the demo tenant only. */
export interface DemoCredentials {
  readonly baseUrl: string;
  readonly tenant: string;
  readonly procedures: Readonly<Record<string, string>>;
  readonly operator: { readonly user: string; readonly password: string };
}

/** File plan of the demo tenant: code → title and reference pattern. */
const FILE_PLAN = [
  { code: '632.6', title: 'Baugenehmigungen', referencePattern: '{plan}/{year}-{seq}' },
  { code: '903.4', title: 'Eingangsrechnungen', referencePattern: '{plan}/{year}-{seq}' },
] as const;
const PLAN_OF: Readonly<Record<string, string>> = { 'building-permits': '632.6', xrechnung: '903.4' };

/** Creates the demo tenant with one procedure per connector, named like it. Once: a second start finds it. */
export async function createDemoTenant(
  administration: Administration,
  filePlan: FilePlan,
  ids: Ids,
  manifests: readonly Manifest[],
): Promise<Omit<DemoCredentials, 'baseUrl'> | undefined> {
  if ((await administration.tenantId(DEMO_TENANT)) !== undefined) return undefined;
  const tenant = await administration.createTenant(DEMO_TENANT, 'Musterstadt');
  for (const entry of FILE_PLAN) await filePlan.createEntry(tenant, entry);
  const procedures: Record<string, string> = {};
  for (const { name, title } of manifests) {
    const settings = { filePlanCode: PLAN_OF[name] ?? FILE_PLAN[0].code };
    await administration.createProcedure(tenant, { name, title, connector: name, settings });
    procedures[name] = await administration.createKey(tenant, name, 'demo');
  }
  const password = ids.bytes(12).toString('base64url');
  await administration.createPerson(tenant, OPERATOR, password, 'operator');
  return { tenant: DEMO_TENANT, procedures, operator: { user: `${OPERATOR}@${DEMO_TENANT}`, password } };
}

export async function writeDemoCredentials(dataDir: string, credentials: DemoCredentials): Promise<void> {
  await writeFile(join(dataDir, 'demo-credentials.json'), `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
}
