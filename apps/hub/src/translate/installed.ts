/** Which connectors this hub has, each in one or more versions: those of the catalogue and those of packages. */
import type { Manifest } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';
import { Schemas, type SchemaOptions } from '../json/schemas.js';
import { manifests } from './catalogue.js';
import type { ConnectorPackage } from './package.js';

/** One version of a connector. */
export interface InstalledConnector {
  readonly manifest: Manifest;
  /** What it came in; undefined for one of the catalogue. Its code runs in an interpreter. */
  readonly package?: ConnectorPackage;
}

/** `package`: its code runs in an interpreter. */
export function sourceOf({ package: from }: InstalledConnector): 'catalogue' | 'package' {
  return from === undefined ? 'catalogue' : 'package';
}

export class InstalledConnectors {
  #packages: readonly ConnectorPackage[] = [];
  #all: readonly InstalledConnector[] = [];
  readonly #listeners = new Set<() => void>();

  /**
   * @param schemasFolder of the release
   * @throws HubError `connector.package-unusable`: a version is there twice
   */
  constructor(
    readonly schemasFolder: string,
    packages: readonly ConnectorPackage[] = [],
  ) {
    this.#set(packages);
  }

  get packages(): readonly ConnectorPackage[] {
    return this.#packages;
  }

  /** By name, the newest version first. */
  get all(): readonly InstalledConnector[] {
    return this.#all;
  }

  /**
   * Another build of a package, in place of the one that was in its folder.
   *
   * @throws HubError `connector.package-unusable`: another package has this version
   */
  replace(found: ConnectorPackage): void {
    this.#set(this.#packages.map((known) => (known.folder === found.folder ? found : known)));
    for (const listener of this.#listeners) listener();
  }

  /** Called after a package was replaced. */
  onReplaced(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** By name, each in the version that procedures without a version of their own have. */
  current(): readonly InstalledConnector[] {
    const names = new Set(this.all.map(({ manifest }) => manifest.name));
    return [...names].flatMap((name) => this.find(name, null) ?? []);
  }

  versionsOf(name: string): readonly InstalledConnector[] {
    return this.all.filter(({ manifest }) => manifest.name === name);
  }

  /** @param version null for the newest that is not retired, or the newest when all are */
  find(name: string, version: string | null): InstalledConnector | undefined {
    const versions = this.versionsOf(name);
    if (version !== null) return versions.find(({ manifest }) => manifest.version === version);
    return versions.find(({ manifest }) => manifest.stability !== 'retired') ?? versions[0];
  }

  /** @throws HubError `misconfigured`: the procedure names a connector, or a version of it, that is not there */
  named(name: string, version: string | null): InstalledConnector {
    const found = this.find(name, version);
    if (found !== undefined) return found;
    const installed = this.versionsOf(name)
      .map(({ manifest }) => manifest.version)
      .join(', ');
    if (installed === '' || version === null) {
      const sentence = `There is no connector ${name} in this version of the hub.`;
      throw new HubError('misconfigured', 'connector.unknown', sentence, { values: { connector: name } });
    }
    const sentence = `The connector ${name} is not installed in version ${version}. Installed: ${installed}.`;
    const values = { connector: name, version, installed };
    throw new HubError('misconfigured', 'connector.version-unknown', sentence, { values });
  }

  #set(packages: readonly ConnectorPackage[]): void {
    const all: readonly InstalledConnector[] = [
      ...manifests().map((manifest) => ({ manifest })),
      ...packages.map((found) => ({ manifest: found.manifest, package: found })),
    ];
    refuseTwins(all);
    this.#packages = packages;
    this.#all = all.toSorted((one, other) => compared(one.manifest, other.manifest));
  }
}

/** The schemas that connectors name: of each package its own, of the catalogue those of the release. */
export class ConnectorSchemas {
  private readonly known = new Map<ConnectorPackage | undefined, Schemas>();

  constructor(
    private readonly releaseFolder: string,
    private readonly options: SchemaOptions = {},
  ) {}

  of({ package: from }: InstalledConnector): Schemas {
    return this.from(from);
  }

  /** Those of the catalogue, and of the hub itself. */
  ofRelease(): Schemas {
    return this.from(undefined);
  }

  private from(from: ConnectorPackage | undefined): Schemas {
    const known = this.known.get(from);
    if (known !== undefined) return known;
    const schemas =
      from === undefined
        ? new Schemas(this.releaseFolder, this.options)
        : new Schemas(from.schemasFolder, this.options, from.schemas);
    this.known.set(from, schemas);
    return schemas;
  }
}

function refuseTwins(all: readonly InstalledConnector[]): void {
  const problems = all.flatMap(({ manifest: { name, version }, package: from }, position) => {
    const twin = all.slice(0, position).find(({ manifest }) => manifest.name === name && manifest.version === version);
    if (twin === undefined) return [];
    const other = twin.package === undefined ? 'in the catalogue' : `in ${twin.package.folder}`;
    return [`${name} ${version} in ${from?.folder ?? 'the catalogue'} is there already, ${other}`];
  });
  if (problems.length === 0) return;
  const values = { folder: 'FACHWERK_CONNECTORS', problems: problems.join('; ') };
  const sentence = `Connectors are there twice: ${values.problems}.`;
  throw new HubError('misconfigured', 'connector.package-unusable', sentence, { values });
}

function compared(one: Manifest, other: Manifest): number {
  return one.name === other.name ? newerFirst(one.version, other.version) : one.name < other.name ? -1 : 1;
}

function newerFirst(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number)) as [number[], number[]];
  const position = a.findIndex((part, index) => part !== b[index]);
  return position < 0 ? 0 : b[position]! - a[position]!;
}
