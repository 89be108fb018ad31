import type { Setup } from '@fachwerk/hub/administer';

type Administer = typeof import('@fachwerk/hub/administer');

/** The part of the hub that works on its database. Loaded when it is needed: sending a message does without. */
export function loadAdminister(): Promise<Administer> {
  return import('@fachwerk/hub/administer');
}

/** Work on the database of FACHWERK_DATABASE_URL. */
export async function withSetup<T>(work: (setup: Setup, hub: Administer) => Promise<T>): Promise<T> {
  const hub = await loadAdminister();
  return hub.administer(process.env, (setup) => work(setup, hub));
}

/** Work for one tenant. @throws HubError `access.unknown` when there is none of that name */
export async function withTenant<T>(
  name: string,
  work: (tenant: string, setup: Setup, hub: Administer) => Promise<T>,
): Promise<T> {
  return withSetup(async (setup, hub) => work(await hub.tenantNamed(setup, name), setup, hub));
}

/** For the help of each command that works on the database. */
export const DATABASE_HELP = `
Works directly on the hub's database: FACHWERK_DATABASE_URL, or FACHWERK_DATABASE_URL_FILE, as for the hub itself.
Where the hub has connector packages, FACHWERK_CONNECTORS has to name them here as well.`;
