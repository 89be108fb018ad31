import type { AcceptedType, Manifest } from '@fachwerk/connectors/contract';
import type { AccessDirectory } from '../access/directory.js';
import type { Clock } from '../config/clock.js';
import type { Database } from '../database/database.js';
import { readFiledByVersion, readFiledCounts, type FiledByVersion } from '../ledger/filed-counts.js';
import type { InstalledPackages } from '../schema-packages/installed-packages.js';
import { sourceOf, type InstalledConnector, type InstalledConnectors } from '../translate/installed.js';
import { isXmlType } from '../validate/recognise.js';

/** What a list of connectors says about each. */
export interface ConnectorSummary extends Pick<Manifest, 'name' | 'title' | 'version' | 'stability'> {
  readonly types: number;
  /** Types whose official schema is not installed. */
  readonly schemasMissing: number;
  /** Of the tenant, by name. */
  readonly procedures: readonly string[];
  /** Of the tenant, in the last 30 days. */
  readonly filed: number;
  readonly installed: readonly InstalledVersion[];
}

/** One of the versions that this hub has, the newest first. */
export interface InstalledVersion extends Pick<Manifest, 'version' | 'stability'> {
  /** `package`: its code runs in an interpreter. */
  readonly source: 'catalogue' | 'package';
  /** Procedures of the tenant that are read by it, by name. */
  readonly procedures: readonly string[];
}

export interface ConnectorType {
  readonly type: string;
  readonly title: string;
  readonly format: 'xml' | 'json';
  /** Of its root; without `element` any of the namespace that no other type names. */
  readonly namespace?: string;
  readonly element?: string;
  /** What it may come in besides on its own. */
  readonly container?: 'zip' | 'pdf-attachment';
  /** The JSON Schema it is recognised by. */
  readonly jsonSchema?: string;
  readonly official?: OfficialState;
}

export interface OfficialState {
  readonly namespace: string;
  readonly entry: string;
  /** Left out when no installed package has it. */
  readonly package?: { readonly name: string; readonly version: string };
}

const DAYS = 30;
const DAY_MS = 86_400_000;

/** The connectors of this hub, what they need, and how a tenant uses them. */
export class ConnectorCatalogue {
  constructor(
    readonly connectors: InstalledConnectors,
    private readonly database: Database,
    private readonly directory: AccessDirectory,
    private readonly packages: InstalledPackages,
    private readonly clock: Clock,
  ) {}

  async list(tenant: string): Promise<readonly ConnectorSummary[]> {
    this.packages.look(performance.now());
    const counts = await this.database.inTenant(tenant, (transaction) =>
      readFiledCounts(transaction, tenant, this.since()),
    );
    const filedBy = new Map(counts.map(({ procedure, filed }) => [procedure, filed]));
    return this.connectors.current().map(({ manifest }) => {
      const { name, title, version, stability, accepts } = manifest;
      const procedures = this.proceduresOf(tenant, name);
      const types = accepts.map((type) => this.typeOf(type));
      return {
        name,
        title,
        version,
        stability,
        types: types.length,
        schemasMissing: types.filter(({ official }) => official !== undefined && official.package === undefined).length,
        procedures: procedures.map((procedure) => procedure.name),
        filed: procedures.reduce((sum, { id }) => sum + (filedBy.get(id) ?? 0), 0),
        installed: this.installed(tenant, name),
      };
    });
  }

  installed(tenant: string, connector: string): readonly InstalledVersion[] {
    const procedures = this.proceduresOf(tenant, connector);
    const readBy = (one: InstalledConnector): readonly string[] =>
      procedures
        .filter(({ connectorVersion }) => this.connectors.find(connector, connectorVersion) === one)
        .map(({ name }) => name);
    return this.connectors.versionsOf(connector).map((one) => {
      const { version, stability } = one.manifest;
      return { version, stability, source: sourceOf(one), procedures: readBy(one) };
    });
  }

  types(manifest: Manifest): readonly ConnectorType[] {
    this.packages.look(performance.now());
    return manifest.accepts.map((type) => this.typeOf(type));
  }

  /** Names of the procedures of a tenant that use it. */
  procedures(tenant: string, connector: string): readonly string[] {
    return this.proceduresOf(tenant, connector).map(({ name }) => name);
  }

  /** What was filed with which of its versions in the last 30 days; the one that filed last first. */
  versions(tenant: string, connector: string): Promise<readonly FiledByVersion[]> {
    const ids = this.proceduresOf(tenant, connector).map(({ id }) => id);
    return this.database.inTenant(tenant, (transaction) =>
      readFiledByVersion(transaction, tenant, connector, ids, this.since()),
    );
  }

  private proceduresOf(tenant: string, connector: string): ReturnType<AccessDirectory['proceduresOf']> {
    return this.directory.proceduresOf(tenant).filter((procedure) => procedure.connector === connector);
  }

  private typeOf(accepted: AcceptedType): ConnectorType {
    const { type, title } = accepted;
    if (!isXmlType(accepted)) return { type, title, format: 'json', jsonSchema: accepted.jsonSchema };
    const { root, container, official } = accepted;
    return {
      type,
      title,
      format: 'xml',
      ...root,
      ...(container === undefined ? {} : { container }),
      ...(official === undefined ? {} : { official: this.officialState(official) }),
    };
  }

  private officialState(wanted: Parameters<InstalledPackages['find']>[0]): OfficialState {
    const { namespace, entry } = wanted;
    const found = this.packages.find(wanted)?.package;
    return { namespace, entry, ...(found && { package: { name: found.name, version: found.version } }) };
  }

  private since(): Date {
    return new Date(this.clock.now().getTime() - DAYS * DAY_MS);
  }
}
