import type { Manifest } from '@fachwerk/connectors/contract';
import type { Container } from './media-type.js';

/** What each connector takes besides XML and JSON; by their manifests. */
export class Containers {
  private readonly byConnector: ReadonlyMap<string, ReadonlySet<Container>>;

  constructor(manifests: readonly Manifest[]) {
    this.byConnector = new Map(
      manifests.map(({ name, accepts }) => [
        name,
        new Set(accepts.flatMap((type) => ('root' in type ? (type.container ?? []) : []))),
      ]),
    );
  }

  /** None for a connector that this gateway does not know: its workers may, and say so. */
  of(connector: string): ReadonlySet<Container> {
    return this.byConnector.get(connector) ?? new Set();
  }
}
