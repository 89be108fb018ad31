/** A tenant to try the hub on: one procedure per connector, named like it, and an operator. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Administration } from './access/administration.js';
import type { FilePlan } from './archive/file-plan.js';
import type { Ids } from './config/clock.js';
import { manifests } from './translate/catalogue.js';

const TENANT = 'demo';
const OPERATOR = 'operator';
const KEY_LABEL = 'demo';

/** Written for whoever tries the hub, `demo-credentials.json`; the keys open the demo tenant only. */
export interface DemoCredentials {
  readonly baseUrl: string;
  readonly tenant: string;
  readonly procedures: Readonly<Record<string, string>>;
  readonly operator: { readonly user: string; readonly password: string };
}

const FILE_PLAN = [
  { code: '632.6', title: 'Baugenehmigungen', referencePattern: '{plan}/{year}-{seq}' },
  { code: '903.4', title: 'Eingangsrechnungen', referencePattern: '{plan}/{year}-{seq}' },
  { code: '047.2', title: 'Übernommene Akten', referencePattern: '{plan}/{year}-{seq}' },
  { code: '030.4', title: 'Gerichtliche Verfahren', referencePattern: '{plan}/{year}-{seq}' },
  { code: '105.1', title: 'Melderegister', referencePattern: '{plan}/{year}-{seq}' },
  { code: '504.3', title: 'Trinkwasserüberwachung', referencePattern: '{plan}/{year}-{seq}' },
  { code: '610.2', title: 'Bauleitplanung', referencePattern: '{plan}/{year}-{seq}' },
  { code: '821.1', title: 'Gewerbe', referencePattern: '{plan}/{year}-{seq}' },
  { code: '923.1', title: 'Gewerbesteuer', referencePattern: '{plan}/{year}-{seq}' },
] as const;
/** Connector → entry of the file plan; the first entry takes the others. */
const PLAN_OF: Readonly<Record<string, string>> = {
  xbeteiligung: '610.2',
  xdomea: '047.2',
  xgewerbeanzeige: '821.1',
  xgewerbesteuer: '923.1',
  xjustiz: '030.4',
  xmeld: '105.1',
  xplanung: '610.2',
  xrechnung: '903.4',
  xwasser: '504.3',
};

export interface DemoParts {
  readonly administration: Administration;
  readonly filePlan: FilePlan;
  readonly ids: Ids;
  readonly dataDir: string;
}

/** Creates what is missing of it, also after a start that was interrupted, and for connectors that came later. */
export async function ensureDemoTenant(parts: DemoParts): Promise<Omit<DemoCredentials, 'baseUrl'>> {
  const { administration, filePlan } = parts;
  const tenant = (await administration.tenantId(TENANT)) ?? (await administration.createTenant(TENANT, 'Musterstadt'));
  const entries = new Set((await filePlan.entries(tenant)).map(({ code }) => code));
  for (const entry of FILE_PLAN) if (!entries.has(entry.code)) await filePlan.createEntry(tenant, entry);

  const known = await readCredentials(parts.dataDir);
  const procedures = await ensureProcedures(parts, tenant, known?.procedures ?? {});
  const operator = known?.operator ?? (await newOperator(parts, tenant));
  return { tenant: TENANT, procedures, operator };
}

async function ensureProcedures(
  { administration }: DemoParts,
  tenant: string,
  keys: DemoCredentials['procedures'],
): Promise<DemoCredentials['procedures']> {
  const existing = new Set((await administration.procedures(tenant)).map(({ name }) => name));
  const all: Record<string, string> = {};
  for (const { name, title } of manifests()) {
    const settings = { filePlanCode: PLAN_OF[name] ?? FILE_PLAN[0].code };
    if (!existing.has(name)) await administration.createProcedure(tenant, { name, title, connector: name, settings });
    all[name] = keys[name] ?? (await administration.createKey(tenant, name, KEY_LABEL));
  }
  return all;
}

/** Also when there is one whose password nobody knows any more. Whoever tries the hub sees all of it with one login. */
async function newOperator({ administration, ids }: DemoParts, tenant: string): Promise<DemoCredentials['operator']> {
  const password = ids.bytes(12).toString('base64url');
  if (!(await administration.changePassword(tenant, OPERATOR, password))) {
    await administration.createPerson(tenant, OPERATOR, password, [
      'operator',
      'approver',
      'clerk',
      'tenant-administrator',
      'provider-administrator',
    ]);
  }
  return { user: `${OPERATOR}@${TENANT}`, password };
}

export async function writeDemoCredentials(dataDir: string, credentials: DemoCredentials): Promise<void> {
  const path = pathIn(dataDir);
  await writeFile(`${path}.new`, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

async function readCredentials(dataDir: string): Promise<DemoCredentials | undefined> {
  const text = await readFile(pathIn(dataDir), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as DemoCredentials);
}

function pathIn(dataDir: string): string {
  return join(dataDir, 'demo-credentials.json');
}
