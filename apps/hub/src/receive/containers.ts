import type { Manifest } from '@fachwerk/connectors/contract';
import type { Container } from './media-type.js';

/** Undefined for a connector, or a version of it, that this gateway does not know. */
type ManifestOf = (connector: string, version: string | null) => Manifest | undefined;

const NONE: ReadonlySet<Container> = new Set();

/** What each connector takes besides XML and JSON; by their manifests. */
export class Containers {
  private readonly known = new WeakMap<Manifest, ReadonlySet<Container>>();

  constructor(private readonly manifestOf: ManifestOf) {}

  /** None for a connector that this gateway does not know: its workers may, and say so. */
  of(connector: string, version: string | null): ReadonlySet<Container> {
    const manifest = this.manifestOf(connector, version);
    if (manifest === undefined) return NONE;
    const known = this.known.get(manifest);
    if (known !== undefined) return known;
    const found = new Set(manifest.accepts.flatMap((type) => ('root' in type ? (type.container ?? []) : [])));
    this.known.set(manifest, found);
    return found;
  }

  /** Whether this gateway can say what the connector takes. */
  knows(connector: string, version: string | null): boolean {
    return this.manifestOf(connector, version) !== undefined;
  }

  /** Which version that is. One that the procedure is switched to counts, also when this gateway does not know it. */
  versionOf(connector: string, version: string | null): string | undefined {
    return version ?? this.manifestOf(connector, null)?.version;
  }
}
