/** The only place in the hub that knows the catalogue of connectors: those of this repository. */
import { catalogue } from '@fachwerk/connectors/catalogue';
import type { Connector, Manifest } from '@fachwerk/connectors/contract';

/** Undefined for one that came in a package. */
export function ofCatalogue(name: string, version: string): Connector | undefined {
  return catalogue.find(({ manifest }) => manifest.name === name && manifest.version === version);
}

export function manifests(): readonly Manifest[] {
  return catalogue.map(({ manifest }) => manifest);
}
