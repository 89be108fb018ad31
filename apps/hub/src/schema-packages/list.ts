/** Which packages there are, what each is used for, and how one is taken away. */
import { HubError } from '../errors/hub-error.js';
import { discard } from './discard.js';
import { InstalledPackages, type InstalledPackage, type WantedEntry } from './installed-packages.js';
import { idOf } from './package-index.js';

export interface ListedPackage extends InstalledPackage {
  /** Message types that are validated by it, as `connector type`. */
  readonly validates: readonly string[];
  /** Namespaces for which a newer package is used. */
  readonly overruled: readonly { readonly namespace: string; readonly by: string }[];
}

/** A message type of a connector, and the official schema it names. */
export interface TypeWithSchema extends WantedEntry {
  /** `connector type` */
  readonly type: string;
  /** The message says which version it needs: every version is used. */
  readonly versionAt?: string;
}

/** Newest first. @param types of all connectors, to say what each package is used for */
export function listPackages(dir: string, types: readonly TypeWithSchema[]): readonly ListedPackage[] {
  const packages = new InstalledPackages(dir);
  packages.read();
  const users = types.map((wanted) => ({ wanted, found: packages.find(wanted) }));
  const isUsed = ({ wanted, found }: (typeof users)[number], one: InstalledPackage): boolean =>
    (wanted.versionAt === undefined ? found : packages.find({ ...wanted, version: one.version }))?.package === one;
  const newest = new Map<string, string>();
  return packages.all().map((one) => {
    const used = users.filter((user) => isUsed(user, one)).map(({ wanted }) => wanted);
    const namespaces = [...new Set(one.entries.map(({ namespace }) => namespace))].toSorted();
    const overruled = namespaces.flatMap((namespace) => {
      const by = newest.get(namespace);
      return by === undefined || used.some((wanted) => wanted.namespace === namespace) ? [] : { namespace, by };
    });
    for (const namespace of namespaces) if (!newest.has(namespace)) newest.set(namespace, idOf(one));
    return { ...one, validates: used.map(({ type }) => type), overruled };
  });
}

/**
 * @param wanted `name@version`, or the name when there is one version of it
 * @returns what was removed, and the packages that import from it
 */
export async function removePackage(
  dir: string,
  wanted: string,
): Promise<{ readonly package: InstalledPackage; readonly usedBy: readonly string[] }> {
  const installed = new InstalledPackages(dir);
  installed.read();
  const found = installed.all().filter((one) => idOf(one) === wanted || one.name === wanted);
  const [only, ...others] = found;
  if (only === undefined) throw unknown(wanted, `There is no schema package ${wanted}.`);
  if (others.length > 0) {
    const ids = found.map(idOf).join(', ');
    throw unknown(wanted, `There are several packages ${wanted}: ${ids}. Name the version, too.`);
  }
  await discard(dir, only.folder);
  const usedBy = installed.all().filter(({ uses }) => uses.includes(idOf(only)));
  return { package: only, usedBy: usedBy.map(idOf) };
}

function unknown(wanted: string, sentence: string): HubError {
  return new HubError('rejected', 'schema.package-unknown', sentence, { values: { wanted } });
}
