import type { Manifest } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';
import { Schemas } from '../json/schemas.js';
import { checkSettings } from '../validate/settings.js';

/** What connectors of this version are set up with. */
export class ConnectorSettings {
  /** Read when they are first needed: most commands do without. */
  private known: Schemas | undefined;

  constructor(
    private readonly manifests: readonly Manifest[],
    private readonly schemasFolder: string,
  ) {}

  /** @throws HubError `connector.unknown`, `settings.invalid` with all problems */
  check(connector: string, settings: unknown): void {
    const manifest = this.manifest(connector);
    if (manifest === undefined) {
      const sentence = `There is no connector ${connector} in this version of the hub.`;
      throw new HubError('misconfigured', 'connector.unknown', sentence, { values: { connector } });
    }
    checkSettings(manifest, settings, this.schemas());
  }

  /** Undefined for a connector that this version does not have. */
  manifest(connector: string): Manifest | undefined {
    return this.manifests.find(({ name }) => name === connector);
  }

  /** The JSON Schema of the settings. */
  schema({ settings }: Manifest): object {
    return this.schemas().written(settings);
  }

  all(): readonly Manifest[] {
    return this.manifests;
  }

  private schemas(): Schemas {
    this.known ??= new Schemas(this.schemasFolder, { allErrors: true, forForms: true });
    return this.known;
  }
}
