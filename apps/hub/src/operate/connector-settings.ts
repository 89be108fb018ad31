import type { Manifest } from '@fachwerk/connectors/contract';
import { ConnectorSchemas, type InstalledConnector, type InstalledConnectors } from '../translate/installed.js';
import { checkSettings } from '../validate/settings.js';

/** What the installed connectors are set up with. */
export class ConnectorSettings {
  private readonly schemas: ConnectorSchemas;

  constructor(readonly connectors: InstalledConnectors) {
    this.schemas = new ConnectorSchemas(connectors.schemasFolder, { allErrors: true, forForms: true });
  }

  /**
   * @param version null for the one that procedures without a version of their own have
   * @throws HubError `connector.unknown`, `connector.version-unknown`, `settings.invalid` with all problems
   */
  check(connector: string, version: string | null, settings: unknown): void {
    const found = this.connectors.named(connector, version);
    checkSettings(found.manifest, settings, this.schemas.of(found));
  }

  /** Undefined for a connector, or a version of it, that is not installed. */
  manifest(connector: string, version: string | null): Manifest | undefined {
    return this.connectors.find(connector, version)?.manifest;
  }

  /** The JSON Schema of the settings; null for what is not installed. */
  schema(connector: string, version: string | null): object | null {
    const found = this.connectors.find(connector, version);
    return found === undefined ? null : this.schemaOf(found);
  }

  schemaOf(connector: InstalledConnector): object {
    return this.schemas.of(connector).written(connector.manifest.settings);
  }
}
